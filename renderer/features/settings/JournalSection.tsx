/** The journal: how far it is signed, whether it holds, and its head to be given away. */
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { group } from '../../format/amount.ts'
import { fullTime } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { useAnswer, useTicks } from './care/useAnswer.ts'
import { Line } from './Line.tsx'

const refreshMs = 15_000

export function JournalSection() {
  return (
    <>
      <p className="muted">
        {t(
          'Every order, change, label, pack, edit and disclosure is written into a chain of hashes. Who alters the database is found out.',
        )}
      </p>
      <Standing />
      <Verify />
    </>
  )
}

function Standing() {
  const ticks = useTicks(refreshMs)
  const [told, setTold] = useState<string | null>(null)
  const { value, problem } = useAnswer(() => client['journal.standing'](null), `${ticks} ${told}`)
  const give = () => {
    client['journal.exportHead'](null).then(
      (given) => given && setTold(t('Head over {n} entries written to {path}.', { n: group(String(given.head.size)), path: given.path })),
      (thrown) => setTold(sentenceOf(thrown)),
    )
  }
  return (
    <Line
      anchor="journal"
      wide
      title={t('Journal')}
      help={t('A head that somebody else keeps proves that nothing before it was altered later.')}
    >
      {problem !== null && <p className="form-error">{problem}</p>}
      {value && (
        <dl className="settings-counts">
          <div>
            <dt>{t('Entries')}</dt>
            <dd>{group(String(value.size))}</dd>
          </div>
          <div>
            <dt>{t('Signed up to')}</dt>
            <dd>
              {value.head && value.head.signature !== ''
                ? t('{n}, {time}', { n: group(String(value.head.size)), time: fullTime(Math.floor(value.head.at / 1000)) })
                : t('nothing yet')}
            </dd>
          </div>
          {value.publicKey !== null && (
            <div>
              <dt>{t('Public key')}</dt>
              <dd className="care-path">
                <code className="clip" title={value.publicKey}>
                  {value.publicKey}
                </code>
                <CopyButton text={value.publicKey} what={t('public key')} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {value?.warning && (
        <p className="warn" role="status">
          {value.warning}
        </p>
      )}
      <Button onClick={give}>{t('Export the head…')}</Button>
      {told !== null && <p role="status">{told}</p>}
    </Line>
  )
}

function Verify() {
  const [state, setState] = useState<'idle' | 'running' | { ok: boolean; message: string }>('idle')
  const verify = () => {
    setState('running')
    client['journal.verify'](null).then(setState, (thrown) => setState({ ok: false, message: sentenceOf(thrown) }))
  }
  const verdict = typeof state === 'object' ? state : null
  return (
    <Line anchor="journal-verify" wide title={t('Verify')} help={t('Recomputes everything from the first entry, beside the running app.')}>
      <Button onClick={verify} disabled={state === 'running'}>
        {state === 'running' ? t('Verifying…') : t('Verify the journal')}
      </Button>
      {verdict && (
        <p className={verdict.ok ? undefined : 'form-error'} role="status">
          {verdict.message}
        </p>
      )}
    </Line>
  )
}
