/** How large orders are: how many, in steps of 1, 2, 5, 10 … */
import type { Sizes } from '#shared/contract/charts.ts'
import { add, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import { group } from '../../format/amount.ts'
import { shortUsd } from '../../format/money.ts'
import { t, tn } from '../../i18n/t.ts'
import { narrow } from '../../stores/view.ts'
import { BarChart } from './BarChart.tsx'
import { Panel, type Told } from './Panel.tsx'
import { type ChartQuestion, useChart } from './useChart.ts'

/** The filter's upper bound belongs to it, that of a size does not: the last millionth below it is the most. */
const below = (usd: string): string => formatDecimal(add(parseDecimal(usd), { digits: -1n, scale: 6 }))

export function SizesPanel({ question }: { question: ChartQuestion }) {
  const charted = useChart('charts.sizes', question)
  const tell = ({ sizes, unpriced }: Sizes): Told => {
    const mark = (first: number, last: number) => {
      const [from, to] = [sizes[first], sizes[last]]
      if (from && to) narrow({ minUsd: from.from, maxUsd: below(to.to) })
    }
    const words = ({ from, to }: Sizes['sizes'][number]) => t('{from} to {to}', { from: shortUsd(from), to: shortUsd(to) })
    const priced = sizes.reduce((sum, { count }) => sum + count, 0)
    const most = sizes.reduce<Sizes['sizes'][number] | null>((best, each) => (best === null || each.count > best.count ? each : best), null)
    const summary = [
      most === null
        ? t('No order with a price passes the filter.')
        : t('Most orders are worth {size}: {n} of {total}.', {
            size: words(most),
            n: group(String(most.count)),
            total: group(String(priced)),
          }),
      unpriced > 0 ? tn(unpriced, '{n} has no price.', '{n} have no price.') : '',
    ].join(' ')
    return {
      summary,
      empty: priced === 0,
      head: [t('Worth'), t('Orders'), t('USD')],
      rows: sizes.map((size, index) => ({
        key: size.from,
        cells: [words(size), group(String(size.count)), shortUsd(size.usd)],
        pick: { label: t('Only this size'), run: () => mark(index, index) },
      })),
      picture: (
        <BarChart
          summary={summary}
          columns={sizes.map(({ from, count }) => ({ key: from, up: [{ color: 'tone-0', value: count }] }))}
          axis={(index) => shortUsd(sizes[index]?.from ?? '0')}
          figure={(value) => (Number.isInteger(value) ? group(String(value)) : '')}
          details={(index) => {
            const size = sizes[index]
            return (
              size && (
                <>
                  <strong>{words(size)}</strong>
                  <span>{tn(size.count, '{n} order', '{n} orders')}</span>
                  <span>{shortUsd(size.usd)}</span>
                </>
              )
            )
          }}
          onMark={mark}
        />
      ),
    }
  }
  return <Panel wide title={t('Sizes')} charted={charted} tell={tell} />
}
