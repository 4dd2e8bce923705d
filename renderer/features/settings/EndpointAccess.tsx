/** The token, header or certificate that opens one endpoint: it can be entered and forgotten, and is never shown again. */
import { useEffect, useState } from 'react'
import type { SecretStanding } from '#shared/contract/settings.ts'
import type { EndpointSecret } from '#shared/secrets.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import { EndpointCertificate } from './EndpointCertificate.tsx'

type Standing = { readonly has: boolean; readonly certified: boolean; readonly warning: string | null }

export function EndpointAccess({ url }: { url: string }) {
  const [standing, setStanding] = useState<Standing | null>(null)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    client['networks.secrets'](null).then(
      (kept) => gone || setStanding(standingOf(kept, url)),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [url])

  const keep = async (secret: EndpointSecret | null) => {
    try {
      setStanding(standingOf(await client['networks.setSecret']({ endpoint: url, secret }), url))
      setError(null)
      setText('')
      return true
    } catch (thrown) {
      setError(sentenceOf(thrown))
      return false
    }
  }
  if (standing === null) return null
  return (
    <details className="network-details">
      <summary>{wordOf(standing)}</summary>
      <form
        className="endpoint-row"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') void keep(secretIn(text.trim()))
        }}
      >
        <input
          className="input mono"
          type="password"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('Token of this endpoint, or a header as NAME: VALUE')}
          placeholder={t('Token of this endpoint, or a header as NAME: VALUE')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={text.trim() === ''}>
          {t('Keep')}
        </Button>
        {(standing.has || standing.certified) && (
          <Button onClick={() => void keep(null)}>{standing.certified ? t('Forget what is kept') : t('Forget the token')}</Button>
        )}
      </form>
      {/^(https|wss):/i.test(url) && <EndpointCertificate onKeep={(certificate) => keep({ certificate })} />}
      <div aria-live="polite">
        {error && <p className="form-error">{error}</p>}
        {standing.warning && <p className="muted">{standing.warning}</p>}
      </div>
    </details>
  )
}

const standingOf = ({ endpoints, certificates, warning }: SecretStanding, url: string): Standing => ({
  ...{ has: endpoints.includes(addressOf(url)), certified: certificates.includes(addressOf(url)), warning },
})

function wordOf({ has, certified }: Standing): string {
  if (has && certified) return t('Access: a token and a certificate are kept')
  if (certified) return t('Access: a certificate is kept')
  return has ? t('Access: a token is kept') : t('Access: without a token')
}

/** `X-Api-Key: abc` is a header, anything else a bearer token. */
function secretIn(text: string): EndpointSecret {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(.+)$/.exec(text) ?? []
  return name !== undefined && value !== undefined ? { headers: [{ name, value }] } : { bearer: text.replace(/^Bearer\s+/i, '') }
}

/** As the host spells addresses. */
const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : url)
