/**
 * Short rows for the long lists of a chain file: tokens, and Chainlink feeds that name what they price. Addresses and
 * decimals are those on which published token lists agree; proxies are those of the Aave address book (plain names, no SVR).
 */
import type { Address } from '../types.ts'
import type { ChainlinkFeed, KnownToken, PoolDeployer, PoolSource } from './defineChain.ts'

type TokenRow = readonly [symbol: string, decimals: number, address: Address, peg?: 'USD']
type FeedRow = readonly [pair: string, proxy: Address, heartbeat: number, ...priced: string[]]

export const hour = 3_600

/**
 * The slowest class of crypto feeds. Published heartbeats of one feed differ over time and by chain, so feeds that are
 * not known to be faster are held to this; their deviation threshold moves them long before.
 */
export const day = 86_400

/** Symbol, decimals, contract, and `'USD'` where the issuer declares a peg. */
export const tokenRows = (rows: readonly TokenRow[]): readonly KnownToken[] =>
  rows.map(([symbol, decimals, address, peg]) => ({ address, symbol, decimals, ...(peg ? { peg } : {}) }))

/**
 * Pair (`X/USD`, or `X/Y` beside a row `Y/USD`), proxy, heartbeat in seconds, and `native` or symbols of `tokens`; throws a RangeError for a
 * symbol that is not among them.
 */
export const feedRows = (tokens: readonly KnownToken[], rows: readonly FeedRow[]): readonly ChainlinkFeed[] =>
  rows.map(([pair, proxy, heartbeat, ...priced]) => ({
    pair,
    proxy,
    heartbeat,
    assets: priced.map((symbol) => (symbol === 'native' ? symbol : addressOf(tokens, symbol))),
  }))

/** Where unlisted figures may come from: pools of these deployers against these symbols of `tokens`; throws as `feedRows` does. */
export const poolRows = (tokens: readonly KnownToken[], deployers: readonly PoolDeployer[], against: readonly string[]): PoolSource => ({
  deployers,
  against: against.map((symbol) => addressOf(tokens, symbol)),
})

function addressOf(tokens: readonly KnownToken[], symbol: string): Address {
  const token = tokens.find((each) => each.symbol === symbol)
  if (!token) throw new RangeError(`A price source names ${symbol}, which is not in this chain's token list`)
  return token.address
}
