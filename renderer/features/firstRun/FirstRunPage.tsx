/** The first minute: what this is, and three ways to begin. Nothing is asked of any host before one is chosen. */
import './firstRun.css'
import { type ReactNode, useState } from 'react'
import { Logo } from '../../app/Logo.tsx'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { reloadStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { OwnEndpoints } from './OwnEndpoints.tsx'
import { PublicNetworks } from './PublicNetworks.tsx'

type Choice = 'public' | 'own'

export function FirstRunPage() {
  const [choice, setChoice] = useState<Choice | null>(null)
  return (
    <main className="first-run">
      <header>
        <Logo size={34} />
        <h1>{t('Welcome to Crowsnest')}</h1>
        <p className="muted">
          {t(
            'A lookout for large orders on EVM chains. It reads every block, proves on this machine what it can prove, and shows beside each order how far that proof goes.',
          )}
        </p>
      </header>
      <div className="first-choices">
        <Option
          icon="globe"
          title={t('Watch public networks')}
          open={choice === 'public'}
          onOpen={() => setChoice(choice === 'public' ? null : 'public')}
          text={t('Free endpoints that anyone may use. Good for a first look at real orders.')}
        >
          <PublicNetworks />
        </Option>
        <Option
          icon="plug"
          title={t('Use my own endpoints')}
          open={choice === 'own'}
          onOpen={() => setChoice(choice === 'own' ? null : 'own')}
          text={t('Your node or your provider, over HTTP or websocket. Any EVM chain.')}
        >
          <OwnEndpoints />
        </Option>
        <DemoOption />
      </div>
    </main>
  )
}

type OptionProps = { icon: IconName; title: string; text: string; open: boolean; onOpen: () => void; children: ReactNode }

function Option({ icon, title, text, open, onOpen, children }: OptionProps) {
  return (
    <section className={open ? 'first-option open' : 'first-option'}>
      <button type="button" className="first-title" aria-expanded={open} onClick={onOpen}>
        <span className="first-icon">
          <Icon name={icon} size={18} />
        </span>
        <span>
          <strong>{title}</strong>
          <span className="muted">{text}</span>
        </span>
        <Icon name={open ? 'chevronUp' : 'chevronDown'} />
      </button>
      {open && <div className="first-body">{children}</div>}
    </section>
  )
}

function DemoOption() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const start = async () => {
    setBusy(true)
    setError(null)
    try {
      await client['app.demo']({ on: true })
      await reloadStatus()
    } catch (thrown) {
      setError(sentenceOf(thrown))
    }
    setBusy(false)
  }
  return (
    <section className="first-option">
      <div className="first-title">
        <span className="first-icon">
          <Icon name="flask" size={18} />
        </span>
        <span>
          <strong>{t('Try the demo chain')}</strong>
          <span className="muted">
            {t('A small chain inside this app: invented traffic, real proofs, a reorg every minute. No network is used.')}
          </span>
          {error && <span className="form-error">{error}</span>}
        </span>
        <Button kind="primary" large disabled={busy} onClick={() => void start()}>
          {busy ? t('Starting…') : t('Start the demo')}
        </Button>
      </div>
    </section>
  )
}
