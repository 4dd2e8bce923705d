/** What the oracle of a Uniswap V3 pool says of the half hour before a block: mean price, mean liquidity, and how far the spot is off. */
import type { Address, Hex } from '../../../types.ts'
import { floorDivide, mostTick } from '../../ticks.ts'
import { signedWordAt, word, wordAt } from '../../words.ts'
import type { ContractCall, FeedContext } from '../defineFeed.ts'

/** Seconds. Long enough that a false price has to be defended against arbitrage through 150 blocks of Ethereum. */
export const window = 1_800

/** Selectors of IUniswapV3Pool: slot0(), observe(uint32[] secondsAgos). */
const slot0: ContractCall['data'] = '0x3850c7bd'
const observe: ContractCall['data'] = `0x883bdbfd${word(0x20)}${word(2)}${word(window)}${word(0)}`

/** 1.0001^198 is the last below 1.02: a spot price further from the mean than 2 % means that one of them is not the market's. */
const farthestSpot = 198n

export const meanCalls = (pool: Address): ContractCall[] => [slot0, observe].map((data) => ({ to: pool, data }))

export type Mean = {
  /** Geometric mean of the price over the window, rounded down as Uniswap's OracleLibrary does. */
  readonly tick: number
  /** Harmonic mean of the liquidity in range: liquidity that was only lent to a few blocks does not raise it. */
  readonly liquidity: bigint
}

/**
 * Null where there is no pool, where its observations do not reach back as far as the window (`observe` reverts with OLD then: pools
 * start with room for one observation, and only initialised ones count), where it had no liquidity, or where the spot is too far off.
 */
export function meanOf(pool: Address, answer: FeedContext['answer']): Mean | null {
  const state = answer({ to: pool, data: slot0 })
  const [sqrtPrice, spot] = [wordAt(state, 0), signedWordAt(state, 1)]
  const sums = sumsIn(answer({ to: pool, data: observe }))
  if (sqrtPrice === null || sqrtPrice === 0n || spot === null || sums === null) return null
  // Both sums wrap around at the width of their type: int56 and uint160.
  const mean = floorDivide(BigInt.asIntN(56, sums.tickNow - sums.tickThen), BigInt(window))
  const secondsPerLiquidity = BigInt.asUintN(160, sums.secondsNow - sums.secondsThen)
  const off = spot > mean ? spot - mean : mean - spot
  if (secondsPerLiquidity === 0n || off > farthestSpot || mean > BigInt(mostTick) || mean < BigInt(-mostTick)) return null
  return { tick: Number(mean), liquidity: (BigInt(window) << 128n) / secondsPerLiquidity }
}

/** The ABI's (int56[] tickCumulatives, uint160[] secondsPerLiquidityCumulativeX128s), two of each. */
function sumsIn(data: Hex | null) {
  const shape = [wordAt(data, 0), wordAt(data, 1), wordAt(data, 2), wordAt(data, 5)]
  if (shape.join() !== '64,160,2,2') return null
  const [tickThen, tickNow, secondsThen, secondsNow] = [signedWordAt(data, 3), signedWordAt(data, 4), wordAt(data, 6), wordAt(data, 7)]
  if (tickThen === null || tickNow === null || secondsThen === null || secondsNow === null) return null
  return { tickThen, tickNow, secondsThen, secondsNow }
}
