/** Channels in short: which there are, whether they are on, and how their secrets are kept. */
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { useSettings } from '../../stores/settings.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useAnswer } from './care/useAnswer.ts'
import { Line } from './Line.tsx'

export function ChannelsPart() {
  const stored = useSettings(({ settings }) => settings.channels)
  const { value, problem } = useAnswer(() => client['channels.list'](null), stored)
  const { label, help } = settingWords('channels')
  return (
    <Line anchor="channels" wide title={label} help={help}>
      {value?.warning && <Notice tone="warn">{value.warning}</Notice>}
      {problem && <p className="form-error">{problem}</p>}
      <ul className="settings-list">
        {value?.channels.map(({ channel: { id, name, enabled }, problem: trouble }) => (
          <li key={id}>
            <Icon name="upload" />
            <bdi className="clip">{name}</bdi>
            <span className={enabled ? 'ok' : 'faint'}>{enabled ? t('On') : t('Off')}</span>
            {trouble && <span className="bad">{trouble}</span>}
          </li>
        ))}
        {value?.unread.map(({ index, problem: why }) => (
          <li key={index}>
            <Icon name="warning" />
            <span className="bad">{why}</span>
          </li>
        ))}
      </ul>
      {stored.length === 0 && <p className="faint">{t('There is no channel: rules ring on this desktop only.')}</p>}
    </Line>
  )
}
