/** What runs here, and its keys. */
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { useStatus } from '../../stores/status.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Line, useSought } from './Line.tsx'

export function AboutSection() {
  const status = useStatus((state) => state.status)
  const version = useSought<HTMLDListElement>('version')
  return (
    <>
      <dl className="about" ref={version} tabIndex={-1}>
        <dt>{t('Version')}</dt>
        <dd>Crowsnest {status?.version ?? '–'}</dd>
        <dt>{t('Runs as')}</dt>
        <dd>{status?.host === 'headless' ? t('Headless host, shown in a browser on this machine') : t('Desktop app')}</dd>
        <dt>{t('Stored orders')}</dt>
        <dd>{group(String(status?.storedOrders ?? 0))}</dd>
      </dl>
      <Line anchor="keyboard" wide title={t('Keyboard')}>
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
      </Line>
      <Line
        anchor="about"
        title={t('What leaves this machine')}
        help={t('Requests to the endpoints and channels that you named, and nothing else. Each host and its bytes are counted.')}
      >
        <Button onClick={() => goTo('settings', 'privacy')}>{t('Privacy')}</Button>
      </Line>
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
  ['/ · Ctrl F', 'On this page: find a setting'],
  ['Alt ↑ ↓', 'In the list of endpoints: move the endpoint'],
] as const
