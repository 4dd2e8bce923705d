/** How the app runs: whether it watches now, when it starts, what closing means, newer releases, and links into it. */

import { UpdateButton } from '../../app/UpdateBanner.tsx'
import { rich } from '../../i18n/rich.tsx'
import { t } from '../../i18n/t.ts'
import { useStatus } from '../../stores/status.ts'
import { askForUpdate, useUpdate } from '../../stores/update.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { setPaused } from '../chains/PausedNotice.tsx'
import { ChoiceSetting } from './ChoiceSetting.tsx'
import { Line } from './Line.tsx'
import { SwitchSetting } from './SwitchSetting.tsx'

export function AppSection() {
  const isHeadless = useStatus(({ status }) => status?.host === 'headless')
  return (
    <>
      {isHeadless && (
        <div className="settings-notice">
          <Notice tone="info">
            {t(
              'This is the headless host: it has no tray and no window of its own, so what is greyed out below is for the desktop app. It keeps watching whether a page is open or not.',
            )}
          </Notice>
        </div>
      )}
      <Pause />
      <SwitchSetting name="startAtLogin" disabled={isHeadless} />
      <SwitchSetting name="startHidden" disabled={isHeadless} />
      <SwitchSetting name="closeToTray" disabled={isHeadless} />
      <ChoiceSetting name="updates" disabled={isHeadless} />
      <UpdateCheck />
      <Line
        anchor="deepLink"
        title={t('Links into the app')}
        help={
          <p className="muted">
            {rich(
              'A link such as {link} opens that order in the desktop app, from a message or a note. It can open an order and nothing else.',
              {
                link: <code>{linkForm}</code>,
              },
            )}
          </p>
        }
      />
    </>
  )
}

/** How a link into the app begins; the id of the order follows. */
const linkForm = 'crowsnest://order/…'

function Pause() {
  const paused = useStatus(({ status }) => status?.paused ?? false)
  return (
    <Line
      anchor="pause"
      title={t('Watching')}
      help={
        <p className="muted">
          {paused
            ? t('Paused: no endpoint is asked for anything. When it goes on, what was missed is filled in.')
            : t('A pause asks nobody for anything until it ends; then what was missed is filled in, so nothing is lost.')}
        </p>
      }
    >
      <Button onClick={() => void setPaused(!paused)}>
        <Icon name={paused ? 'play' : 'pause'} size={12} />
        {paused ? t('Resume watching') : t('Pause watching')}
      </Button>
    </Line>
  )
}

function UpdateCheck() {
  const { busy, answer } = useUpdate()
  const good = answer !== null && answer.state !== 'failed'
  return (
    <Line
      anchor="updateCheck"
      title={t('Look for a newer release')}
      help={
        <>
          <p className="muted">{t('Asks now, once, at the place that this build names.')}</p>
          {answer && (
            <p className={good ? 'verdict ok' : 'verdict bad'} role="status">
              <Icon name={good ? 'check' : 'warning'} />
              <span>{answer.message}</span>
            </p>
          )}
        </>
      }
    >
      <div className="settings-actions">
        <Button disabled={busy} onClick={() => void askForUpdate('check')}>
          {busy ? t('Looking…') : t('Look now')}
        </Button>
        <UpdateButton />
      </div>
    </Line>
  )
}
