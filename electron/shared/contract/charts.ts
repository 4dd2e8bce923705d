/** Pictures of the stored orders: sums over a filter, from totals that are kept with every commit or, where those do not tell enough, counted from the rows. */
import { z } from 'zod'
import { OrderFilter } from '../order.ts'
import { call } from './define.ts'

export const bucketSeconds = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const
export const Bucket = z.enum(['minute', 'hour', 'day', 'week'])
export type Bucket = z.infer<typeof Bucket>

/**
 * What a chart is asked for. Orders that are `seen` or `final` count, unless the filter names states. `from` and `to` (Unix seconds, inclusive)
 * narrow the filter's own times further; absent: all there is. An absent bucket, or one that would make more than 400 steps, is answered with the
 * finest that makes no more. `lane`: a later question in the same lane takes the place of an earlier one, which then fails with SUPERSEDED.
 */
export const ChartQuestion = z.object({
  filter: OrderFilter,
  bucket: Bucket.optional(),
  from: z.number().int().min(0).optional(),
  to: z.number().int().min(0).optional(),
  lane: z.string().max(60).optional(),
})
export type ChartQuestion = z.infer<typeof ChartQuestion>

/** What a number of orders adds up to. `usd` is the exact decimal sum of those `priced`; the others are in `count` alone. */
export const Total = z.object({ count: z.number().int(), priced: z.number().int(), usd: z.string() })
export type Total = z.infer<typeof Total>

/** Steps of `bucketSeconds[bucket]` seconds that begin at multiples of it since 1970 (weeks on Thursdays); `from` and `to` are the first and the last step's beginning. */
const span = {
  bucket: Bucket,
  from: z.number().int(),
  to: z.number().int(),
  /** Whether it was answered from kept totals, or counted from the rows of the filter. */
  kept: z.boolean(),
}

/** Into and out of exchanges; `net` is `in` less `out` and may be negative. All in USD, exact. */
const Balance = z.object({ in: z.string(), out: z.string(), net: z.string(), inCount: z.number().int(), outCount: z.number().int() })

export const ValueOverTime = z.object({
  ...span,
  /** One for each chain and kind, the largest sum first. Steps without orders are left out; `time` is the step's beginning. */
  series: z.array(
    z.object({ chainId: z.number().int(), kind: z.string(), total: Total, points: z.array(Total.extend({ time: z.number().int() })) }),
  ),
})
export type ValueOverTime = z.infer<typeof ValueOverTime>

export const ExchangeFlow = z.object({
  ...span,
  total: Balance,
  /** Movements between two exchanges are no part of the points and of the assets: they leave the sum of all as it is. */
  points: z.array(Balance.extend({ time: z.number().int() })),
  /** By owner of the account (its name where no owner is known), at most 50, the largest |net| first. Between two exchanges: out of one, into the other. */
  entities: z.array(Balance.extend({ entity: z.string() })),
  /** At most 50, the largest |net| first. */
  assets: z.array(Balance.extend({ chainId: z.number().int(), address: z.string().nullable(), symbol: z.string() })),
})
export type ExchangeFlow = z.infer<typeof ExchangeFlow>

export const TopTokens = z.object({
  kept: z.boolean(),
  /** What was moved or given, at most 50, the largest sum first; then by count. */
  tokens: z.array(Total.extend({ chainId: z.number().int(), address: z.string().nullable(), symbol: z.string() })),
})
export type TopTokens = z.infer<typeof TopTokens>

export const TopCounterparties = z.object({
  kept: z.boolean(),
  /**
   * At most 50, the largest sum of both directions first. One for each owner of labelled accounts (`entity`, `accounts` of them), and one for each
   * account of which no owner is known (`entity` null; `name` where it has a label). `address` is the account with the largest sum.
   */
  parties: z.array(
    z.object({
      entity: z.string().nullable(),
      name: z.string().nullable(),
      address: z.string(),
      accounts: z.number().int(),
      sent: Total,
      received: Total,
    }),
  ),
})
export type TopCounterparties = z.infer<typeof TopCounterparties>

export const Sizes = z.object({
  kept: z.boolean(),
  unpriced: z.number().int(),
  /** Orders worth `from` ≤ usd < `to`, ascending, in steps of 1, 2, 5, 10, 20, 50 …; empty ones between two others are listed. */
  sizes: z.array(Total.extend({ from: z.string(), to: z.string() })),
})
export type Sizes = z.infer<typeof Sizes>

export const calls = {
  'charts.valueOverTime': call(ChartQuestion, ValueOverTime),
  'charts.exchangeFlow': call(ChartQuestion, ExchangeFlow),
  'charts.topTokens': call(ChartQuestion, TopTokens),
  'charts.topCounterparties': call(ChartQuestion, TopCounterparties),
  'charts.sizes': call(ChartQuestion, Sizes),
}
