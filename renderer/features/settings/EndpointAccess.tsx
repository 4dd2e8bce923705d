/** The token or header that opens one endpoint: it can be entered and forgotten, and is never shown again. */
import { useEffect, useState } from 'react'
import type { EndpointSecret } from '#shared/secrets.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'

type Standing = { readonly has: boolean; readonly warning: string | null }

export function EndpointAccess({ url }: { url: string }) {
  const [standing, setStanding] = useState<Standing | null>(null)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    client['networks.secrets'](null).then(
      ({ endpoints, warning }) => gone || setStanding({ has: endpoints.includes(addressOf(url)), warning }),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [url])

  const keep = async (secret: EndpointSecret | null) => {
    try {
      const { endpoints, warning } = await client['networks.setSecret']({ endpoint: url, secret })
      setStanding({ has: endpoints.includes(addressOf(url)), warning })
      setError(null)
      setText('')
    } catch (thrown) {
      setError(sentenceOf(thrown))
    }
  }
  if (standing === null) return null
  return (
    <details className="network-details">
      <summary>{standing.has ? t('Access: a token is kept') : t('Access: without a token')}</summary>
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
        {standing.has && <Button onClick={() => void keep(null)}>{t('Forget the token')}</Button>}
      </form>
      <div aria-live="polite">
        {error && <p className="form-error">{error}</p>}
        {standing.warning && <p className="muted">{standing.warning}</p>}
      </div>
    </details>
  )
}

/** `X-Api-Key: abc` is a header, anything else a bearer token. */
function secretIn(text: string): EndpointSecret {
  const [, name, value] = /^([A-Za-z0-9-]+):\s*(.+)$/.exec(text) ?? []
  return name !== undefined && value !== undefined ? { headers: [{ name, value }] } : { bearer: text.replace(/^Bearer\s+/i, '') }
}

/** As the host spells addresses. */
const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : url)
