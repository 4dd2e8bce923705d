/** Prices that the user knows better, and what is used where there are none. */
import { hostWord, t } from '../../i18n/t.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { Line } from './Line.tsx'
import { Setting } from './Setting.tsx'
import { TokenTable } from './TokenTable.tsx'

export function PricesSection() {
  const prices = useSettings(({ settings }) => settings.prices)
  const feeds = useStatus(({ catalog }) => catalog.feeds)
  return (
    <>
      <Setting name="prices" wide>
        <TokenTable
          name="prices"
          column={t('USD each')}
          lines={prices.map(({ token, usd }) => ({ token, amount: usd }))}
          onChange={(lines) => saveSettings({ prices: lines.map(({ token, amount }) => ({ token, usd: amount })) })}
        />
      </Setting>
      <Line
        anchor="feeds"
        wide
        title={t('Where prices come from')}
        help={t(
          'The first of these that has a price for the order’s block is used, and named on the row. But for those set by hand and declared pegs, they are read on chain, at your endpoints: no price service is asked. What has no honest price is shown as unpriced.',
        )}
      >
        <ol className="settings-steps">
          {feeds.map(({ id, label }) => (
            <li key={id}>{hostWord(`feed.${id}`, label)}</li>
          ))}
        </ol>
      </Line>
    </>
  )
}
