/** Wrapped and staked derivatives by the rate that their own contract states, times the price of what the rate counts. */
import { type Decimal, formatDecimal, multiply } from '#shared/decimal.ts'
import type { AssetRef } from '../../../types.ts'
import { type Derivative, derivativesOf } from '../../derivatives.ts'
import { wordAt } from '../../words.ts'
import { defineFeed, type Price } from '../defineFeed.ts'

/** A share starts at one unit and grows by interest: a rate beyond these is a broken contract, not a yield. */
const [least, most] = [10n ** 17n, 10n ** 20n]

export const rate = defineFeed({
  id: 'rate',
  label: 'Own exchange rate',
  bases: (assets, chain) => among(assets, chain.chainId).map(({ base }) => base),
  async price(assets, { chain, read, known }) {
    const open = among(assets, chain.chainId).filter(({ base }) => known.has(base))
    if (open.length === 0) return new Map<AssetRef, Price>()
    const answers = await read(open.map(({ asset, call }) => ({ to: asset, data: call })))
    return new Map(
      open.flatMap((derivative, index) => {
        const price = toPrice(derivative, wordAt(answers[index], 0), known.get(derivative.base))
        return price ? [[derivative.asset, price] as const] : []
      }),
    )
  },
})

const among = (assets: readonly AssetRef[], chainId: number): Derivative[] =>
  derivativesOf(chainId).filter(({ asset }) => assets.includes(asset))

function toPrice({ symbol, baseSymbol }: Derivative, answer: bigint | null, base: Price | undefined): Price | null {
  if (answer === null || answer < least || answer > most || !base) return null
  const units: Decimal = { digits: answer, scale: 18 }
  return { usd: multiply(units, base.usd), by: `rate:${symbol} = ${formatDecimal(units)} ${baseSymbol}, ${base.by}` }
}
