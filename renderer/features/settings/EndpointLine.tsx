/** One listed endpoint: its address, its order, a test. */
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
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
  readonly onMove: (by: -1 | 1) => void
  readonly onEdit: (url: string) => Promise<string | null>
  readonly onRemove: () => void
}

export function EndpointLine({ chainId, url, first, last, onMove, onEdit, onRemove }: Props) {
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
  return (
    <li className="endpoint-line">
      <div className="endpoint-row">
        <Field hiddenLabel mono label={t('Endpoint address')} value={url} inputMode="url" onCommit={onEdit} />
        <Button disabled={busy} onClick={() => void test()}>
          {busy ? t('Testing…') : t('Test')}
        </Button>
        <Button kind="quiet" iconOnly disabled={first} aria-label={t('Move up')} title={t('Move up')} onClick={() => onMove(-1)}>
          <Icon name="chevronUp" />
        </Button>
        <Button kind="quiet" iconOnly disabled={last} aria-label={t('Move down')} title={t('Move down')} onClick={() => onMove(1)}>
          <Icon name="chevronDown" />
        </Button>
        <Button kind="quiet" iconOnly aria-label={t('Remove endpoint')} title={t('Remove')} onClick={onRemove}>
          <Icon name="trash" />
        </Button>
      </div>
      <EndpointAccess url={url} />
      <div aria-live="polite">
        {answer && <Verdict answer={answer} />}
        {error && <p className="form-error">{error}</p>}
      </div>
    </li>
  )
}
