/** The client certificate that opens one endpoint: pasted, kept, and never shown again. */
import { useState } from 'react'
import type { ClientCertificate } from '#shared/secrets.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'

type Draft = Readonly<Record<'cert' | 'key' | 'ca' | 'passphrase', string>>
const empty: Draft = { cert: '', key: '', ca: '', passphrase: '' }

/** `onKeep` resolves to whether it was kept. */
export function EndpointCertificate({ onKeep }: { onKeep: (certificate: ClientCertificate) => Promise<boolean> }) {
  const [draft, setDraft] = useState(empty)
  const texts: readonly (readonly [keyof Draft, string])[] = [
    ['cert', t('Client certificate (PEM)')],
    ['key', t('Private key (PEM)')],
    ['ca', t('Authority of the endpoint (PEM), where it has one of its own')],
  ]
  const filled = Object.fromEntries(Object.entries(draft).filter(([, text]) => text.trim() !== ''))
  return (
    <details className="network-details">
      <summary>{t('Client certificate')}</summary>
      <form
        className="certificate-form"
        onSubmit={(event) => {
          event.preventDefault()
          void onKeep(filled).then((kept) => kept && setDraft(empty))
        }}
      >
        {texts.map(([name, label]) => (
          <textarea
            key={name}
            className="input mono"
            rows={3}
            autoComplete="off"
            spellCheck={false}
            aria-label={label}
            placeholder={label}
            value={draft[name]}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        ))}
        <input
          className="input mono"
          type="password"
          autoComplete="off"
          aria-label={t('Passphrase of the key')}
          placeholder={t('Passphrase of the key')}
          value={draft.passphrase}
          onChange={(event) => setDraft({ ...draft, passphrase: event.target.value })}
        />
        <Button type="submit" disabled={draft.cert.trim() === '' && draft.ca.trim() === ''}>
          {t('Keep the certificate')}
        </Button>
      </form>
    </details>
  )
}
