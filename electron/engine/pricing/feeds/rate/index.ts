/** Wrapped and staked derivatives by the rate that their own contract states, times the price of what the rate counts. */
import { type Decimal, formatDecimal, multiply } from '#shared/decimal.ts'
import type { AssetRef } from '../../../types.ts'
import { type Derivative, derivativesOf } from '../../derivatives.ts'
import { wordAt } from '../../words.ts'
import { defineFeed, type Price, priceOf } from '../defineFeed.ts'

/** A share starts at one unit and grows by interest: a rate beyond these is a broken contract, not a yield. */
const [least, most] = [10n ** 17n, 10n ** 20n]

export const rate = defineFeed({
  id: 'rate',
  label: 'Own exchange rate',
  knows: (asset, { chain }) => among([asset], chain.chainId).length > 0,
  bases: (assets, { chain }) => among(assets, chain.chainId).map(({ base }) => base),
  calls: (assets, { chain }) => among(assets, chain.chainId).map(({ asset, call }) => ({ to: asset, data: call })),
  price: (assets, { chain, answer, known }) =>
    new Map(
      among(assets, chain.chainId).flatMap((derivative) => {
        const units = wordAt(answer({ to: derivative.asset, data: derivative.call }), 0)
        const price = toPrice(derivative, units, known.get(derivative.base))
        return price ? [[derivative.asset, price] as const] : []
      }),
    ),
})

const among = (assets: readonly AssetRef[], chainId: number): Derivative[] =>
  derivativesOf(chainId).filter(({ asset }) => assets.includes(asset))

/** The rate is of the block itself; how old the figure is follows from what the rate counts. */
function toPrice({ asset, symbol, baseSymbol }: Derivative, answer: bigint | null, base: Price | undefined): Price | null {
  if (answer === null || answer < least || answer > most || !base) return null
  const units: Decimal = { digits: answer, scale: 18 }
  const rateText = `${formatDecimal(units)} ${baseSymbol}`
  return priceOf('rate', asset, multiply(units, base.usd), `rate:${symbol} = ${rateText}, ${base.by}`, {
    reference: asset,
    at: base.figure.at,
    age: base.figure.age,
    via: `its own rate of ${rateText}, and ${base.by}`,
  })
}
