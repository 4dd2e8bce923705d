/** One rule: what it rings for, how it did lately, what is wrong with it. */
import type { RuleStanding } from '#shared/contract/rules.ts'
import type { Rule } from '#shared/rules.ts'
import { safeName } from '../../format/address.ts'
import { shortUsd } from '../../format/money.ts'
import { age, fullTime } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { newRuleId, openRule } from '../../stores/ruleDraft.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { useKnown } from '../forms/SchemaForm.tsx'
import { confirmationWords, soundWords } from './howWords.ts'
import { sentenceOfRule } from './sentence.ts'
import { removeRule, saveRule } from './store.ts'

export function RuleLine({ standing, names }: { standing: RuleStanding; names: readonly string[] }) {
  const { rule, problems, rangToday, lastRang, levels } = standing
  const known = useKnown()
  const name = safeName(rule.name, 80)
  const turn = async (enabled: boolean) => {
    const problem = await saveRule({ ...rule, enabled })
    if (problem) say(problem, 'bad')
  }
  return (
    <li className={rule.enabled ? 'rule' : 'rule off'} data-rule={rule.id}>
      <Toggle on={rule.enabled} label={t('Rule “{name}”', { name })} onChange={(on) => void turn(on)} />
      <div className="rule-words">
        <h2>
          <button type="button" className="rule-name clip" onClick={() => openRule(rule, rule)}>
            <bdi>{name}</bdi>
          </button>
        </h2>
        <p className="rule-sentence">
          <bdi>{sentenceOfRule(rule.when, known)}</bdi>
        </p>
        <p className="rule-how faint">{howOf(rule).join(' · ')}</p>
        {problems.map((problem) => (
          <p key={problem} className="warn rule-problem">
            <Icon name="warning" size={12} />
            {problem}
          </p>
        ))}
        {levels.length > 0 && (
          <details className="rule-levels">
            <summary>
              {tn(levels.length, 'Keeps still below a learnt value, for one asset', 'Keeps still below learnt values, for {n} assets')}
            </summary>
            <ul>
              {levels.map(({ chainId, address, symbol, usd }) => (
                <li key={`${chainId} ${address}`}>
                  <bdi>{safeName(symbol)}</bdi>
                  <span>{shortUsd(usd)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <div className="rule-rang">
        <strong>{rangToday}</strong>
        <span className="faint">{t('in 24 hours')}</span>
        <span className="faint" title={lastRang === null ? undefined : fullTime(Math.floor(lastRang / 1000))}>
          {lastRang === null ? t('never rang') : t('last {age}', { age: age(lastRang / 1000, Date.now()) })}
        </span>
      </div>
      <div className="rule-actions">
        <Button kind="quiet" iconOnly aria-label={t('Edit “{name}”', { name })} title={t('Edit')} onClick={() => openRule(rule, rule)}>
          <Icon name="pen" />
        </Button>
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Duplicate “{name}”', { name })}
          title={t('Duplicate')}
          onClick={() => openRule({ ...rule, id: newRuleId(), name: anotherName(rule.name, names) }, null)}
        >
          <Icon name="copy" />
        </Button>
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Delete “{name}”', { name })}
          title={t('Delete')}
          onClick={() => void removeRule(standing)}
        >
          <Icon name="trash" />
        </Button>
      </div>
    </li>
  )
}

/** “Large orders 2”. */
function anotherName(name: string, taken: readonly string[]): string {
  const base = name.replace(/ \d{1,3}$/, '').slice(0, 74)
  for (let number = 2; ; number++) if (!taken.includes(`${base} ${number}`)) return `${base} ${number}`
}

/** How it rings, where that is not as most rules do. */
function howOf({ channels, sound, cooldownMinutes, quiet, confirmations, perDay }: Rule): string[] {
  const others = channels.filter((id) => id !== 'desktop').length
  return [
    confirmationWords(confirmations),
    ...(channels.length === 0 ? [t('inbox only')] : channels.includes('desktop') ? [t('desktop')] : []),
    ...(others > 0 ? [tn(others, 'one channel', '{n} channels')] : []),
    ...(sound === 'system' ? [] : [soundWords(sound)]),
    ...(cooldownMinutes > 0 ? [t('a pause of {n} min', { n: cooldownMinutes })] : []),
    ...(quiet ? [t('quiet {from}–{to}', { from: quiet.from, to: quiet.to })] : []),
    ...(perDay === null ? [] : [t('about {n} a day', { n: perDay })]),
  ]
}
