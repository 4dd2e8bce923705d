/** One dollar for tokens whose issuer declares the peg. A declaration, not a measurement: a measured figure that differs goes before it. */
import { parseDecimal } from '#shared/decimal.ts'
import type { Chain, KnownToken } from '../../../chains/defineChain.ts'
import type { AssetRef } from '../../../types.ts'
import { defineFeed, priceOf } from '../defineFeed.ts'

const dollar = parseDecimal('1')

export const stable = defineFeed({
  id: 'stable',
  label: 'Declared peg',
  declared: true,
  knows: (asset, { chain }) => pegged(asset, chain) !== undefined,
  price: (assets, { chain }) =>
    new Map(
      assets.flatMap((asset) => {
        const token = pegged(asset, chain)
        if (!token) return []
        return [[asset, priceOf('stable', asset, dollar, `peg:${token.symbol}`, { via: 'the peg that its issuer declares' })] as const]
      }),
    ),
})

const pegged = (asset: AssetRef, { tokens }: Chain): KnownToken | undefined =>
  tokens.find(({ address, peg }) => peg === 'USD' && address === asset)
