/** How much a pool's price is worth believing: what it would cost to move it, and what is really in it. Integers throughout. */
import { compare, type Decimal, multiply, parseDecimal } from '#shared/decimal.ts'
import { sqrtPriceAt } from '../../ticks.ts'
import type { Mean } from './mean.ts'

/**
 * A pool prices its token only where, over the whole window,
 * - $50,000 on either side had to be traded to move its price by 2 % (in a pool without ranges that is some $5,000,000 a side), and
 * - it holds $1,000,000 of the asset that it is priced in.
 * The first is what a manipulator loses to arbitrage, again and again for half an hour; the second keeps out invented tokens whose
 * liquidity stands in one narrow range, which looks deep for next to nothing. What the token's own contract says that the pool holds
 * is not asked: it is the token that is to be judged.
 */
export const floors = { depth: parseDecimal('50000'), held: parseDecimal('1000000') }

/** 1 − 1/√1.02, rounded down: the share of the virtual reserves that moves the price by 2 %, the smaller of both directions. */
const shareOf2Percent: Decimal = { digits: 985n, scale: 5 }

/** Price of one unit of the token in units of the asset it is exchanged for, with 18 significant digits. */
export function unitPrice(tick: number, tokenIsFirst: boolean, tokenDecimals: number, againstDecimals: number): Decimal {
  const squared = sqrtPriceAt(tick) ** 2n
  const [ratio, one] = tokenIsFirst ? [squared, 1n << 192n] : [1n << 192n, squared]
  return quotient(ratio * 10n ** BigInt(tokenDecimals), one * 10n ** BigInt(againstDecimals))
}

/** USD that move the pool's price by 2 %, if its mean liquidity stands that far: what has to be given of the asset `against`. */
export function depthWithin2Percent(
  { tick, liquidity }: Mean,
  tokenIsFirst: boolean,
  againstDecimals: number,
  againstUsd: Decimal,
): Decimal {
  const sqrt = sqrtPriceAt(tick)
  const reserve = tokenIsFirst ? (liquidity * sqrt) >> 96n : (liquidity << 96n) / sqrt
  return multiply(multiply({ digits: reserve, scale: againstDecimals }, shareOf2Percent), againstUsd)
}

export const isDeep = (depth: Decimal, held: Decimal): boolean => compare(depth, floors.depth) >= 0 && compare(held, floors.held) >= 0

/** Whether the pool could be deep enough soon: half of either floor. */
export const isNearlyDeep = (depth: Decimal, held: Decimal): boolean => isDeep(multiply(depth, two), multiply(held, two))

const two = parseDecimal('2')

/** a ÷ b, rounded down to 18 significant digits (all digits before the point). */
function quotient(a: bigint, b: bigint): Decimal {
  const scale = Math.max(0, 18 + b.toString().length - a.toString().length)
  return { digits: (a * 10n ** BigInt(scale)) / b, scale }
}
