/** An endpoint's address with a test beside it: the answer is one sentence, and only a tested address can be added. */
import { type FormEvent, useId, useState } from 'react'
import type { Output } from '#shared/contract/index.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

export type EndpointAnswer = Output<'networks.test'>
type Props = {
  /** The chain that the endpoint must serve; null takes any. */
  readonly chainId: number | null
  readonly label: string
  readonly addLabel: string
  /** Stores the tested endpoint; returns a sentence where it was refused. */
  readonly onAdd: (answer: EndpointAnswer) => Promise<string | null> | string | null
}

export function EndpointTester({ chainId, label, addLabel, onAdd }: Props) {
  const id = useId()
  const [url, setUrl] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<EndpointAnswer | null>(null)
  const [error, setError] = useState<string | null>(null)

  const test = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    setAnswer(null)
    try {
      setAnswer(await client['networks.test']({ url: url.trim(), chainId }))
    } catch (thrown) {
      setError(sentenceOf(thrown))
    }
    setBusy(false)
  }
  const add = async () => {
    if (!answer) return
    const refused = await onAdd(answer)
    setError(refused)
    if (refused) return
    setUrl('')
    setAnswer(null)
  }
  return (
    <form className="tester" onSubmit={test}>
      <label htmlFor={id}>{label}</label>
      <div className="tester-row">
        <input
          id={id}
          className="input mono"
          value={url}
          placeholder={t('https://… or wss://…')}
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => {
            setUrl(target.value)
            setAnswer(null)
            setError(null)
          }}
        />
        <Button type="submit" disabled={busy || url.trim() === ''}>
          {busy ? t('Testing…') : t('Test')}
        </Button>
      </div>
      <div aria-live="polite">
        {answer && <Verdict answer={answer} />}
        {error && <p className="form-error">{error}</p>}
      </div>
      {answer?.ok && (
        <Button kind="primary" className="tester-add" onClick={() => void add()}>
          <Icon name="plus" size={12} />
          {addLabel}
        </Button>
      )}
    </form>
  )
}

/** What an endpoint answered, in the host's sentence. */
export const Verdict = ({ answer: { ok, message } }: { answer: EndpointAnswer }) => (
  <p className={ok ? 'verdict ok' : 'verdict bad'}>
    <Icon name={ok ? 'check' : 'warning'} />
    <span>{message}</span>
  </p>
)
