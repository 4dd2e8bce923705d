/**
 * An alert budget: “about so many a day”. What the conditions matched lately is cut at one common share for all assets, and each asset keeps the
 * value at which its own matches reach that share, so one that floods takes nothing from the others. Assets with too few matches to tell such a
 * value share one.
 */
import { add, compare, type Decimal, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import type { TableRow } from '#shared/order.ts'

/** From this value on orders of the asset ring: `usd` where they have a price, `units` where they have none; null: there nothing was learnt. */
export type Level = {
  readonly chainId: number
  readonly address: string | null
  readonly symbol: string
  readonly usd: string | null
  readonly units: string | null
}

/** What was learnt for one rule; can be sent between threads. `rest`: the value (USD) for priced assets that are not listed; null: all of them pass. */
export type Levels = { readonly levels: readonly Level[]; readonly rest: string | null }

/** One order that the conditions of a rule matched. */
export type Match = Pick<TableRow, 'chainId' | 'asset' | 'amount' | 'usd'>

/** Everything passes: there is less than the budget, or too little to learn from. */
export const nothingLearnt: Levels = { levels: [], rest: null }

/** An asset has a value of its own if at least so many of its matches should ring, else it is too rare to tell one. */
const ownFrom = 3
/** Fewer amounts without a price than this tell nothing: they pass. */
const fewUnpriced = 20

type Group = { readonly asset: Match; readonly priced: boolean; readonly values: Decimal[] }

/** `matches`: of the last `days` (a fraction is fine). */
export function learnLevels(matches: Iterable<Match>, days: number, perDay: number): Levels {
  const groups = new Map<string, Group>()
  let total = 0
  for (const match of matches) {
    total += 1
    const key = `${keyOf(match)} ${match.usd === null ? 'units' : 'usd'}`
    const group = groups.get(key) ?? { asset: match, priced: match.usd !== null, values: [] }
    group.values.push(parseDecimal(match.usd ?? match.amount))
    groups.set(key, group)
  }
  const wanted = perDay * days
  // Less than one is wanted of all that is there: it has not been watched for long enough to learn anything.
  if (total <= wanted || wanted < 1) return nothingLearnt
  const share = wanted / total
  const levels = new Map<string, { -readonly [K in keyof Level]: Level[K] }>()
  const rare: Decimal[] = []
  for (const { asset, priced, values } of groups.values()) {
    const keep = values.length * share
    if (priced && keep < ownFrom) {
      rare.push(...values)
      continue
    }
    if (!priced && values.length < fewUnpriced) continue
    const {
      chainId,
      asset: { address, symbol },
    } = asset
    const level = levels.get(keyOf(asset)) ?? { chainId, address, symbol, usd: null, units: null }
    level[priced ? 'usd' : 'units'] = cut(values, keep, priced ? 6 : 18)
    levels.set(keyOf(asset), level)
  }
  // What is not listed has no match yet, or few: a common value stands in until there are enough.
  return { levels: [...levels.values()], rest: rare.length === 0 ? null : cut(rare, rare.length * share, 6) }
}

/** Whether an order is large enough for what was learnt. */
export function passesLevels({ levels, rest }: Levels, match: Match): boolean {
  const own = indexOf(levels).get(keyOf(match))
  if (match.usd === null) return own?.units == null || compare(parseDecimal(match.amount), parseDecimal(own.units)) >= 0
  const least = own?.usd ?? rest
  return least === null || compare(parseDecimal(match.usd), parseDecimal(least)) >= 0
}

const indexes = new WeakMap<readonly Level[], ReadonlyMap<string, Level>>()
function indexOf(levels: readonly Level[]): ReadonlyMap<string, Level> {
  let index = indexes.get(levels)
  if (index === undefined) {
    index = new Map(levels.map((level) => [`${level.chainId}:${level.address ?? 'native'}`, level]))
    indexes.set(levels, index)
  }
  return index
}

const keyOf = ({ chainId, asset }: Pick<Match, 'chainId' | 'asset'>): string => `${chainId}:${asset.address ?? 'native'}`

/**
 * The value at and above which about `keep` of the values lie. Many alike are all above it or all below, whichever is nearer; `scale` is the
 * smallest step, by which a value lies above all.
 */
function cut(values: Decimal[], keep: number, scale: number): string {
  values.sort((a, b) => compare(b, a))
  const nth = Math.max(1, Math.round(keep))
  const value = values[nth - 1] ?? values[values.length - 1] ?? parseDecimal('0')
  const above = values.findIndex((one) => compare(one, value) <= 0)
  let upTo = nth
  while (upTo < values.length && compare(values[upTo] ?? value, value) === 0) upTo += 1
  if (upTo - keep <= keep - above || upTo <= nth) return formatDecimal(value)
  return formatDecimal(values[above - 1] ?? add(value, { digits: 1n, scale }))
}
