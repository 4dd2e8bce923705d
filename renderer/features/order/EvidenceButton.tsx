/** Hands the evidence of one order over: as a file that can be checked, or as a page for people. */
import '../alerts/alerts.css'
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'

type Form = 'json' | 'html' | 'pdf'

export function EvidenceButton({ id }: { id: string }) {
  return (
    <Popover
      label={t('Evidence…')}
      buttonClass="button quiet rule-button"
      panelClass="rule-menu"
      button={
        <>
          <Icon name="check" size={12} />
          {t('Evidence…')}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      <Forms id={id} />
    </Popover>
  )
}

function Forms({ id }: { id: string }) {
  const desktop = useStatus(({ status }) => status?.host === 'desktop')
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const give = (form: Form) => {
    setBusy(true)
    setProblem(null)
    client['evidence.export']({ id, form })
      .then(
        (given) => given && setTold([t('Written to {path}.', { path: given.path }), ...given.notes]),
        (thrown) => setProblem(sentenceOf(thrown)),
      )
      .finally(() => setBusy(false))
  }
  return (
    <>
      <p className="muted">
        {t('Header, transaction and receipt with their proofs, journal and signature: whoever has the file can check it offline.')}
      </p>
      <Button disabled={busy} onClick={() => give('json')}>
        {t('File that can be checked (JSON)')}
      </Button>
      <Button disabled={busy} onClick={() => give('html')}>
        {t('Page for people (HTML)')}
      </Button>
      {desktop && (
        <Button disabled={busy} onClick={() => give('pdf')}>
          {t('Page for people (PDF)')}
        </Button>
      )}
      {problem !== null && <p className="form-error">{problem}</p>}
      {told.map((line) => (
        <p key={line} role="status">
          {line}
        </p>
      ))}
    </>
  )
}
