/** What runs here, what it keeps, and what leaves the machine. */
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { hostOf } from './endpoints.ts'

export function AboutSection() {
  const status = useStatus((state) => state.status)
  const networks = useSettings(({ settings }) => settings.networks)
  const hosts = [...new Set(networks.filter(({ enabled }) => enabled).flatMap(({ endpoints }) => endpoints.map(hostOf)))]
  return (
    <>
      <dl className="about">
        <dt>{t('Version')}</dt>
        <dd>Crowsnest {status?.version ?? '–'}</dd>
        <dt>{t('Runs as')}</dt>
        <dd>{status?.host === 'headless' ? t('Headless host, shown in a browser on this machine') : t('Desktop app')}</dd>
        <dt>{t('Stored orders')}</dt>
        <dd>{group(String(status?.storedOrders ?? 0))}</dd>
      </dl>
      <section className="setting wide">
        <h2 className="setting-name">{t('Keyboard')}</h2>
        <dl className="about-keys">
          {keys.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd className="muted">{t(meaning)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="setting wide">
        <div>
          <h2 className="setting-name">{t('What leaves this machine')}</h2>
          <p className="muted">
            {t(
              'Requests for whole blocks, to the endpoints of the networks that you switched on, and to nobody else. Their operators see this machine’s IP address and which blocks it asks for, never which orders you look at. There is no account and no telemetry.',
            )}
          </p>
        </div>
        {hosts.length === 0 ? (
          <p className="faint">{t('At present no endpoint is asked for anything.')}</p>
        ) : (
          <ul className="about-hosts mono">
            {hosts.map((host) => (
              <li key={host}>{host}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

const keys = [
  ['↑ ↓', 'Select an order; Home, End, Page Up and Page Down go further'],
  ['Enter', 'Open the selected order'],
  ['Esc', 'Close it, then let go of the selection'],
  ['Space', 'Hold new orders back, or let them in'],
  ['/', 'Go to the filter'],
  ['E', 'Export what the filter lets through'],
] as const
