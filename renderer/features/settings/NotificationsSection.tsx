/** Native notifications: whether, from which value, how many, and one to try. */
import { useState } from 'react'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Setting } from './Setting.tsx'
import { SwitchSetting } from './SwitchSetting.tsx'

export function NotificationsSection() {
  const { notifyPerMinute } = useSettings((state) => state.settings)
  return (
    <>
      <SwitchSetting name="notify" />
      <Setting name="notifyPerMinute">
        <Field
          hiddenLabel
          label={settingWords('notifyPerMinute').label}
          value={String(notifyPerMinute)}
          inputMode="numeric"
          onCommit={(text) =>
            /^\d{1,3}$/.test(text) ? saveSettings({ notifyPerMinute: Number(text) }) : t('Type a whole number from 1 to 60.')
          }
        />
      </Setting>
      <TestNotification />
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
    <section className="setting">
      <div>
        <h2 className="setting-name">{t('Try it')}</h2>
        <p className="muted">{t('Shows one notification now, whatever is set above.')}</p>
        {answer && (
          <p className={answer.shown ? 'verdict ok' : 'verdict bad'} role="status">
            <Icon name={answer.shown ? 'check' : 'warning'} />
            <span>{answer.message}</span>
          </p>
        )}
      </div>
      <div className="setting-control">
        <Button onClick={() => void test()}>
          <Icon name="bell" />
          {t('Send a test notification')}
        </Button>
      </div>
    </section>
  )
}
