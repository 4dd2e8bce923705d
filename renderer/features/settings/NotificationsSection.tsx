/** Native notifications: whether, how many, and one to try. */
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Line } from './Line.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import { SwitchSetting } from './SwitchSetting.tsx'

export function NotificationsSection() {
  return (
    <>
      <SwitchSetting name="notify" />
      <NumberSetting name="notifyPerMinute" />
      <TestNotification />
      <Line
        anchor="rings"
        title={t('What rings')}
        help={t('Which orders ring, with which sound and when they keep still, is a matter of the rules.')}
      >
        <Button onClick={() => goTo('settings', 'rules')}>{t('Rules')}</Button>
      </Line>
    </>
  )
}

function TestNotification() {
  const [answer, setAnswer] = useState<{ shown: boolean; message: string } | null>(null)
  const test = async () => {
    setAnswer(null)
    setAnswer(await client['app.testNotification'](null).catch((thrown) => ({ shown: false, message: sentenceOf(thrown) })))
  }
  return (
    <Line
      anchor="testNotification"
      title={t('Try it')}
      help={
        <>
          <p className="muted">{t('Shows one notification now, whatever is set above.')}</p>
          {answer && (
            <p className={answer.shown ? 'verdict ok' : 'verdict bad'} role="status">
              <Icon name={answer.shown ? 'check' : 'warning'} />
              <span>{answer.message}</span>
            </p>
          )}
        </>
      }
    >
      <Button onClick={() => void test()}>
        <Icon name="bell" />
        {t('Send a test notification')}
      </Button>
    </Line>
  )
}
