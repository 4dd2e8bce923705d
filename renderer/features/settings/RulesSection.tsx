/** Rules in short: which there are and whether they are on. They are written on the page of alerts. */
import { readRules } from '#shared/rules.ts'
import { t } from '../../i18n/t.ts'
import { settingWords } from '../../i18n/words.ts'
import { showPane } from '../../stores/ruleDraft.ts'
import { useSettings } from '../../stores/settings.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Line } from './Line.tsx'

export function RulesSection() {
  const stored = useSettings(({ settings }) => settings.rules)
  const { rules, unread } = readRules(stored)
  return (
    <Line anchor="rules" wide title={t('What rings')} help={settingWords('rules').help}>
      <ul className="settings-list">
        {rules.map(({ id, name, enabled }) => (
          <li key={id}>
            <Icon name="bell" />
            <bdi className="clip">{name}</bdi>
            <span className={enabled ? 'ok' : 'faint'}>{enabled ? t('On') : t('Off')}</span>
          </li>
        ))}
        {unread.map(({ index, problem }) => (
          <li key={index}>
            <Icon name="warning" />
            <span className="bad">{problem}</span>
          </li>
        ))}
      </ul>
      {stored.length === 0 && <p className="faint">{t('There is no rule: nothing rings.')}</p>}
      <div className="settings-actions settings-after">
        <Button
          onClick={() => {
            showPane('rules')
            goTo('alerts')
          }}
        >
          {t('Write and try rules')}
          <Icon name="arrowRight" size={12} />
        </Button>
      </div>
    </Line>
  )
}
