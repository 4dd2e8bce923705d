/** Makes a rule from an order: notify of orders that are worth as much as this one, or more. */

import { largeOrders, readRules } from '#shared/rules.ts'
import { shortUsd } from '../../format/money.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

export function RuleButton({ usd }: { usd: string | null }) {
  const stored = useSettings(({ settings }) => settings.rules)
  const large = readRules(stored).rules.find(({ id }) => id === 'large-orders')
  const now = large && 'kind' in large.when ? String(large.when.with.usd) : null
  if (usd === null) return null
  // Whole dollars, rounded down, so that this order itself would have rung.
  const least = usd.split('.')[0] ?? usd
  if (least === now || least === '0') return null
  const set = async () => {
    const problem = await saveSettings({
      rules: [...stored.filter((one) => (one as { id?: unknown }).id !== 'large-orders'), { ...large, ...largeOrders(least) }],
      notify: true,
    })
    if (problem) say(problem, 'bad')
    else say(t('Orders from {usd} on notify now.', { usd: shortUsd(least) }))
  }
  return (
    <Button
      kind="quiet"
      className="rule-button"
      title={now === null ? undefined : t('Now they notify from {usd} on.', { usd: shortUsd(now) })}
      onClick={() => void set()}
    >
      <Icon name="bell" size={12} />
      {t('Notify of orders like this: from {usd} on', { usd: shortUsd(least) })}
    </Button>
  )
}
