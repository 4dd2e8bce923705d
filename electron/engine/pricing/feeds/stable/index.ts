/** One dollar for tokens whose issuer declares the peg. A declaration, not a measurement: a Chainlink figure that differs goes before it. */
import { parseDecimal } from '#shared/decimal.ts'
import { defineFeed } from '../defineFeed.ts'

export const stable = defineFeed({
  id: 'stable',
  label: 'Declared peg',
  declared: true,
  async price(assets, { chain }) {
    const pegged = chain.tokens.filter(({ address, peg }) => peg === 'USD' && assets.includes(address))
    return new Map(pegged.map(({ address, symbol }) => [address, { usd: parseDecimal('1'), by: `peg:${symbol}` }]))
  },
})
