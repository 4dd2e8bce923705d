/** What is kept on this machine, where, and for how long. */
import { client } from '../../../bridge/host.ts'
import { group } from '../../../format/amount.ts'
import { bytes } from '../../../format/bytes.ts'
import { fullTime } from '../../../format/time.ts'
import { t, tn } from '../../../i18n/t.ts'
import { useSettings } from '../../../stores/settings.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Line } from '../Line.tsx'
import { NumberSetting } from '../NumberSetting.tsx'
import { useAnswer, useTicks } from './useAnswer.ts'

export function StorageSection() {
  return (
    <>
      <Standing />
      <NumberSetting name="keepOrdersDays" />
      <NumberSetting name="keepAlertsDays" />
    </>
  )
}

const refreshMs = 15_000

function Standing() {
  const { keepOrdersDays, keepAlertsDays } = useSettings(({ settings }) => settings)
  const ticks = useTicks(refreshMs)
  const { value, problem } = useAnswer(() => client['storage.standing'](null), `${keepOrdersDays} ${keepAlertsDays} ${ticks}`)
  return (
    <Line
      anchor="standing"
      wide
      title={t('What is kept')}
      help={t('Everything is in one database on this machine. Nothing of it is uploaded.')}
    >
      {problem && <p className="form-error">{problem}</p>}
      {value && (
        <dl className="settings-counts">
          <div>
            <dt>{t('Folder')}</dt>
            <dd className="care-path">
              <code className="clip" title={value.folder}>
                {value.folder}
              </code>
              <CopyButton text={value.folder} what={t('path##copied')} />
            </dd>
          </div>
          <Figure name={t('Database')} value={bytes(value.bytes)} />
          <Figure name={t('Free on that disk')} value={value.free === null ? t('the system does not say') : bytes(value.free)} />
          <Figure name={t('Stored orders')} value={group(String(value.orders))} />
          <Figure name={t('Oldest order')} value={value.oldest === null ? t('none yet') : fullTime(value.oldest)} />
          <Figure name={t('Alerts in the inbox')} value={group(String(value.alerts))} />
        </dl>
      )}
      {value && value.due > 0 && (
        <p className="warn" role="status">
          {tn(
            value.due,
            '{n} entry is older than you want to keep it and will be removed.',
            '{n} entries are older than you want to keep them and will be removed.',
          )}
        </p>
      )}
    </Line>
  )
}

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)
