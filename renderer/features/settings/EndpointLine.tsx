/** One listed endpoint: its address, its place, how it is doing, a test. */
import { type KeyboardEvent, useState } from 'react'
import type { EndpointStatus } from '#shared/status.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { clock } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { EndpointAccess } from './EndpointAccess.tsx'
import { type EndpointAnswer, Verdict } from './EndpointTester.tsx'

type Props = {
  readonly chainId: number
  readonly url: string
  readonly first: boolean
  readonly last: boolean
  /** How it is doing; absent where the chain does not run or tells nothing of it. */
  readonly status?: EndpointStatus | undefined
  /** A sentence where another endpoint of the list makes it less useful; null otherwise. */
  readonly doubt: string | null
  readonly onMove: (by: -1 | 1) => void
  readonly onEdit: (url: string) => Promise<string | null>
  readonly onRemove: () => void
}

export function EndpointLine({ chainId, url, first, last, status, doubt, onMove, onEdit, onRemove }: Props) {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<EndpointAnswer | null>(null)
  const [error, setError] = useState<string | null>(null)
  const test = async () => {
    setBusy(true)
    setError(null)
    try {
      setAnswer(await client['networks.test']({ url, chainId }))
    } catch (thrown) {
      setError(sentenceOf(thrown))
    }
    setBusy(false)
  }
  const move = (by: -1 | 1) => (by === -1 ? first : last) || onMove(by)
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    move(by)
  }
  return (
    <li className="endpoint-line" onKeyDown={keys}>
      <div className="endpoint-row">
        <Field hiddenLabel mono label={t('Endpoint address')} value={url} inputMode="url" onCommit={onEdit} />
        <Button disabled={busy} onClick={() => void test()}>
          {busy ? t('Testing…') : t('Test')}
        </Button>
        {/* Not disabled at the ends: a line that was moved there by keyboard would lose the focus. */}
        <Button kind="quiet" iconOnly aria-disabled={first} aria-label={t('Move up')} title={t('Move up')} onClick={() => move(-1)}>
          <Icon name="chevronUp" />
        </Button>
        <Button kind="quiet" iconOnly aria-disabled={last} aria-label={t('Move down')} title={t('Move down')} onClick={() => move(1)}>
          <Icon name="chevronDown" />
        </Button>
        <Button kind="quiet" iconOnly aria-label={t('Remove endpoint')} title={t('Remove')} onClick={onRemove}>
          <Icon name="trash" />
        </Button>
      </div>
      {status && <Health status={status} />}
      {doubt && (
        <p className="endpoint-doubt warn">
          <Icon name="warning" size={12} />
          {doubt}
        </p>
      )}
      <EndpointAccess url={url} />
      <div aria-live="polite">
        {answer && <Verdict answer={answer} />}
        {error && <p className="form-error">{error}</p>}
      </div>
    </li>
  )
}

function Health({ status: { active, ok, latencyMs, head, errors, problem, restingUntil } }: { status: EndpointStatus }) {
  const facts = [
    active ? t('in use') : null,
    latencyMs === null ? null : `${Math.round(latencyMs)} ms`,
    head === null ? null : t('head {block}', { block: group(String(head)) }),
    tn(errors, '{n} error', '{n} errors'),
    restingUntil !== undefined && restingUntil > Date.now() ? t('set aside until {time}', { time: clock(new Date(restingUntil)) }) : null,
  ]
  return (
    <div className="endpoint-health">
      <p className="faint">
        <span className={ok ? 'ok' : 'bad'}>
          <Icon name={ok ? 'check' : 'warning'} size={12} />
        </span>
        {facts.filter((fact) => fact !== null).join(' · ')}
      </p>
      {problem && <p className={ok ? 'muted' : 'bad'}>{problem}</p>}
    </div>
  )
}
