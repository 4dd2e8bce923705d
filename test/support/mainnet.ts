/** What the tests on recorded mainnet blocks ask for, once as options of `watch` and once for the recount. */
import { ethereum } from '../../electron/engine/chains/ethereum.ts'
import type { Asset } from './recount.ts'

const wbtc = '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599'
const pepe = '0x6982508145454ce325ddbe47a25d4ec3d2311933'

export const mainnetMinUsd = 20_000n
export const mainnetArguments = [
  ...['--min-usd', String(mainnetMinUsd), '--price', 'ETH=2000', '--price', 'WBTC=30000.5'],
  ...['--min-units', 'PEPE=1000000000'],
]
export const wrapper = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'

/** Assets with a price or a threshold under these options, where the endpoint has no state to read feeds from. */
export const mainnetAssets: ReadonlyMap<string, Asset> = new Map<string, Asset>([
  ...ethereum.tokens.filter(({ peg }) => peg).map(({ address, decimals }) => [address, { decimals, usd: '1' }] as const),
  ['native', { decimals: 18, usd: '2000' }],
  [wrapper, { decimals: 18, usd: '2000' }],
  [wbtc, { decimals: 8, usd: '30000.5' }],
  [pepe, { decimals: 18, usd: null, minUnits: 1_000_000_000n }],
])
