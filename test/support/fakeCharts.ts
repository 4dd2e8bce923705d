/** Chart answers counted from rows, for the host without an engine. Floats do here: nobody's money is in it. */
import { type Bucket, bucketSeconds, type ChartQuestion, type Total } from '#shared/contract/charts.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'

type Handlers = {
  readonly [N in keyof typeof import('#shared/contract/charts.ts').calls]: (
    question: ChartQuestion,
  ) => import('zod').infer<typeof import('#shared/contract/charts.ts').calls[N]['output']>
}

/** `matching` gives the rows of a filter. */
export function chartHandlers(matching: (filter: OrderFilter) => readonly TableRow[]): Handlers {
  const rowsOf = ({ filter, from = 0, to = Number.MAX_SAFE_INTEGER }: ChartQuestion) =>
    matching(filter).filter(({ state, marks }) => (state === 'seen' || state === 'final') && marks.time >= from && marks.time <= to)
  const spanOf = (rows: readonly TableRow[], { bucket }: ChartQuestion) => {
    const times = rows.map(({ marks }) => marks.time)
    const [first, last] = times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)]
    const fits = (each: Bucket) => (last - first) / bucketSeconds[each] < 400
    const chosen = bucket ?? (['minute', 'hour', 'day', 'week'] as const).find(fits) ?? 'week'
    const width = bucketSeconds[chosen]
    const begin = (time: number) => Math.floor(time / width) * width
    return { span: { bucket: chosen, from: begin(first), to: begin(last), kept: false }, begin }
  }
  return {
    'charts.valueOverTime'(question) {
      const rows = rowsOf(question)
      const { span, begin } = spanOf(rows, question)
      const series = grouped(rows, ({ chainId, kind }) => `${chainId} ${kind}`).map((own) => ({
        chainId: own[0]?.chainId ?? 0,
        kind: own[0]?.kind ?? '',
        total: totalOf(own),
        points: grouped(own, ({ marks }) => String(begin(marks.time))).map((step) => ({
          ...totalOf(step),
          time: begin(step[0]?.marks.time ?? 0),
        })),
      }))
      return { ...span, series }
    },
    'charts.exchangeFlow'(question) {
      const rows = rowsOf(question).filter(({ marks }) => marks.flow === 'inflow' || marks.flow === 'outflow')
      const { span, begin } = spanOf(rows, question)
      return {
        ...span,
        total: balanceOf(rows),
        points: grouped(rows, ({ marks }) => String(begin(marks.time))).map((step) => ({
          ...balanceOf(step),
          time: begin(step[0]?.marks.time ?? 0),
        })),
        entities: grouped(rows, exchangeOf).map((own) => ({ ...balanceOf(own), entity: own[0] ? exchangeOf(own[0]) : '' })),
        assets: [],
      }
    },
    'charts.topTokens'(question) {
      const tokens = grouped(rowsOf(question), ({ chainId, asset }) => `${chainId} ${asset.address}`).map((own) => ({
        ...totalOf(own),
        chainId: own[0]?.chainId ?? 0,
        address: own[0]?.asset.address ?? null,
        symbol: own[0]?.asset.symbol ?? '',
      }))
      return { kept: false, tokens: tokens.sort((a, b) => Number(b.usd) - Number(a.usd)).slice(0, 50) }
    },
    'charts.topCounterparties'(question) {
      const rows = rowsOf(question)
      const sides = rows.flatMap((row) => [
        { row, address: row.from, label: row.marks.fromLabel, sent: true },
        { row, address: row.to, label: row.marks.toLabel, sent: false },
      ])
      const parties = grouped(sides, ({ address, label }) => label?.entity ?? address).map((own) => ({
        entity: own[0]?.label?.entity ?? null,
        name: own[0]?.label?.name ?? null,
        address: own[0]?.address ?? '',
        accounts: new Set(own.map(({ address }) => address)).size,
        sent: totalOf(own.filter(({ sent }) => sent).map(({ row }) => row)),
        received: totalOf(own.filter(({ sent }) => !sent).map(({ row }) => row)),
      }))
      const worth = ({ sent, received }: (typeof parties)[number]) => Number(sent.usd) + Number(received.usd)
      return { kept: false, parties: parties.sort((a, b) => worth(b) - worth(a)).slice(0, 50) }
    },
    'charts.sizes'(question) {
      const rows = rowsOf(question)
      const priced = rows.filter(({ usd }) => usd !== null)
      const steps = Array.from({ length: 36 }, (_, index) => [1, 2, 5][index % 3] ?? 1).map(
        (first, index) => first * 10 ** Math.floor(index / 3),
      )
      const sizes = steps.map((from, index) => {
        const to = steps[index + 1] ?? from * 10
        return { ...totalOf(priced.filter(({ usd }) => Number(usd) >= from && Number(usd) < to)), from: String(from), to: String(to) }
      })
      const filled = sizes.flatMap(({ count }, index) => (count > 0 ? [index] : []))
      return { kept: false, unpriced: rows.length - priced.length, sizes: sizes.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1) }
    },
  }
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each])
  return [...groups.values()]
}

const usdOf = (rows: readonly TableRow[]): number => rows.reduce((sum, { usd }) => sum + Number(usd ?? 0), 0)
const totalOf = (rows: readonly TableRow[]): Total => ({
  count: rows.length,
  priced: rows.filter(({ usd }) => usd !== null).length,
  usd: usdOf(rows).toFixed(2),
})
const exchangeOf = ({ marks: { flow, fromLabel, toLabel } }: TableRow): string => {
  const label = flow === 'inflow' ? toLabel : fromLabel
  return label?.entity ?? label?.name ?? '?'
}
function balanceOf(rows: readonly TableRow[]) {
  const [into, out] = [rows.filter(({ marks }) => marks.flow === 'inflow'), rows.filter(({ marks }) => marks.flow === 'outflow')]
  return {
    in: usdOf(into).toFixed(2),
    out: usdOf(out).toFixed(2),
    net: (usdOf(into) - usdOf(out)).toFixed(2),
    inCount: into.length,
    outCount: out.length,
  }
}
