/**
 * Tokens without a feed by the half-hour mean of a deep Uniswap V3 pool, times the price of what the pool exchanges them for. Pools of
 * Uniswap V4 keep no observations, and a spot price is nobody's word: they price nothing (README).
 */
import { compare, type Decimal, formatDecimal, multiply, round } from '#shared/decimal.ts'
import type { AssetRef } from '../../../types.ts'
import { isFresh, keep } from '../../memory.ts'
import { candidatesOf, isBelow, type PoolCandidate } from '../../pools.ts'
import { isSequencerUp, sequencerCalls } from '../../sequencer.ts'
import { word, wordAt } from '../../words.ts'
import { defineFeed, type FeedContext, type Price, type PriceQuestion, priceOf } from '../defineFeed.ts'
import { depthWithin2Percent, isDeep, isNearlyDeep, unitPrice } from './depth.ts'
import { meanCalls, meanOf, window } from './mean.ts'

/** Unlisted tokens whose pools are looked for in one block: each takes some 70 reads, and few are met in exchanges of size. */
const mostNew = 4

export const pool = defineFeed({
  id: 'pool',
  label: 'Uniswap V3 pool, mean of 30 minutes',
  lastResort: true,
  knows: (asset, question) =>
    asset !== null && asset !== question.chain.wrappedNative && tokenOf(asset, question) !== null && poolsOf(asset, question).length > 0,
  bases: (assets, question) => [
    ...new Set(askedAbout(assets, question).flatMap((asset) => poolsOf(asset, question).map(({ against }) => against))),
  ],
  calls(assets, question) {
    const calls = askedAbout(assets, question).flatMap((asset) =>
      poolsOf(asset, question).flatMap((each) => [...meanCalls(each.pool), heldCall(each)]),
    )
    return calls.length === 0 ? [] : [...calls, ...sequencerCalls(question.chain)]
  },
  price(assets, context) {
    const prices = new Map<AssetRef, Price>()
    if (!isSequencerUp(context)) return prices
    for (const asset of assets) {
      if (asset === null) continue
      const candidates = poolsOf(asset, context)
      const found = candidates.flatMap((candidate) => figureOf(candidate, context) ?? [])
      // What a pool holds is answered even where there is none: without such an answer nothing was looked for.
      const wasAsked = candidates.some((candidate) => context.answer(heldCall(candidate)) !== null)
      if (wasAsked && context.complete && !isRemembered(asset, context)) {
        const pools = found.filter(({ depth, held }) => isNearlyDeep(depth, held)).map(({ candidate }) => candidate)
        keep(context.memory.pools, asset, { at: context.block.timestamp, pools })
      }
      const [deepest] = found.filter(({ depth, held }) => isDeep(depth, held)).sort((a, b) => compare(b.depth, a.depth))
      if (deepest) prices.set(asset, toPrice(deepest, context))
    }
    return prices
  },
})

type Token = { readonly symbol: string; readonly decimals: number }

function tokenOf(asset: AssetRef, { chain, tokens }: PriceQuestion): Token | null {
  const token = asset === null ? undefined : (chain.tokens.find(({ address }) => address === asset) ?? tokens.get(asset))
  return token && token.decimals !== null ? { symbol: token.symbol, decimals: token.decimals } : null
}

const isRemembered = (asset: AssetRef, { memory, block }: PriceQuestion): boolean =>
  asset !== null && isFresh(memory.pools.get(asset)?.at, block.timestamp)

/** The pools to ask: those that were deep within the hour, or else all that there could be. */
function poolsOf(asset: AssetRef, question: PriceQuestion): readonly PoolCandidate[] {
  if (asset === null) return []
  return (isRemembered(asset, question) && question.memory.pools.get(asset)?.pools) || candidatesOf(asset, question.chain)
}

/** All but the unlisted tokens beyond the most that are looked for in one block: those wait for a block with fewer. */
function askedAbout(assets: readonly AssetRef[], question: PriceQuestion): readonly AssetRef[] {
  const listed = new Set<AssetRef>(question.chain.tokens.map(({ address }) => address))
  const isNew = (asset: AssetRef): boolean => !listed.has(asset) && !isRemembered(asset, question)
  const most = new Set(assets.filter(isNew).slice(0, mostNew))
  return assets.filter((asset) => !isNew(asset) || most.has(asset))
}

/** balanceOf(address) of EIP-20. */
const heldCall = ({ pool: holder, against }: PoolCandidate) => ({ to: against, data: `0x70a08231${word(holder)}` as const })

type Figure = {
  readonly candidate: PoolCandidate
  readonly base: Price
  readonly inBase: Decimal
  /** USD. */
  readonly depth: Decimal
  readonly held: Decimal
}

/** Null without an honest mean, or where what the token is exchanged for has no price, or one that comes from a pool itself. */
function figureOf(candidate: PoolCandidate, context: FeedContext): Figure | null {
  const { pool: address, token, against } = candidate
  const base = context.known.get(against)
  const [own, other] = [tokenOf(token, context), tokenOf(against, context)]
  const mean = meanOf(address, context.answer)
  const held = wordAt(context.answer(heldCall(candidate)), 0)
  if (!base || base.figure.feed === 'pool' || !own || !other || !mean || held === null) return null
  const tokenIsFirst = isBelow(token, against)
  return {
    candidate,
    base,
    inBase: unitPrice(mean.tick, tokenIsFirst, own.decimals, other.decimals),
    depth: depthWithin2Percent(mean, tokenIsFirst, other.decimals, base.usd),
    held: multiply({ digits: held, scale: other.decimals }, base.usd),
  }
}

function toPrice({ candidate, base, inBase, depth, held }: Figure, context: FeedContext): Price {
  const { pool: address, token, against, dex, fee } = candidate
  const otherSymbol = tokenOf(against, context)?.symbol ?? against
  const rate = `${formatDecimal(inBase)} ${otherSymbol}`
  const by = `pool:${tokenOf(token, context)?.symbol ?? token} = ${rate} by ${address} over ${window} s, ${base.by}`
  const dollars = (usd: Decimal): string => `$${formatDecimal(round(usd, 0))}`
  return priceOf('pool', token, multiply(inBase, base.usd), by, {
    reference: address,
    at: base.figure.at ?? context.block.timestamp,
    age: base.figure.age ?? 0,
    via:
      `${dex}, fee ${formatDecimal({ digits: BigInt(fee), scale: 4 })} %: mean of the ${window} s before the block, ${rate}; ` +
      `${dollars(depth)} move it by 2 %, ${dollars(held)} of ${otherSymbol} are in it; ${base.by}`,
  })
}
