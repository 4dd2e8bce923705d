/** Which orders a chain really has: counted from what its node serves, with the settings that the watched engine runs under. */

import { decodeFunctionData } from 'viem'
import { routerAbi } from '#demo/contracts/router.ts'
import { demoContracts } from '#engine/chains/demo.ts'
import type { OrderRow } from '#shared/order.ts'
import { readSettings, type Settings } from '#shared/settings.ts'
import { type Asset, type Counted, type Move, movesOf, type RecountOptions, recount } from '../recount.ts'
import type { RecordedBlock } from '../replay.ts'
import { ask } from '../rpcServer.ts'

const coin = { decimals: 18, usd: '2000' }
const dollar = (decimals: number): Asset => ({ decimals, usd: '1' })
const assets: ReadonlyMap<string, Asset> = new Map<string, Asset>([
  ['native', coin],
  [demoContracts.weth, coin],
  [demoContracts.usdc, dollar(6)],
  [demoContracts.usdt, dollar(6)],
  [demoContracts.dai, dollar(18)],
  [demoContracts.wbtc, { decimals: 8, usd: '60000' }],
])
const minUsd = 100_000n

/** Prices are set by hand: what an endpoint says a contract returns cannot be proven, so no order may hang on it here. */
export const chaosSettings: Settings = readSettings({
  minUsd: String(minUsd),
  alertUsd: String(minUsd),
  notifyPerMinute: 60,
  prices: [...assets].map(([token, { usd }]) => ({ token, usd })),
}).settings

/** Orders of a block, by number or hash, as the node serves it; null where the node does not have it. */
export async function ordersOf(http: string, chainId: number, block: number | string): Promise<Counted[] | null> {
  const found = await (typeof block === 'number'
    ? ask(http, 'eth_getBlockByNumber', [`0x${block.toString(16)}`, true])
    : ask(http, 'eth_getBlockByHash', [block, true]))
  if (!found) return null
  const receipts = await ask(http, 'eth_getBlockReceipts', [(found as { hash: string }).hash])
  const options: RecountOptions = { chainId, assets, wrapper: chainId === 31_337 ? null : demoContracts.weth, minUsd, exchange }
  return recount({ block: found, receipts } as RecordedBlock, options)
}

/**
 * What a call to the demo's router exchanged: given is what the trader asked for, got what the last transfer or unwrap of the only pool on
 * the way says. The row stands where the pool wrote its exchange.
 */
const exchange: NonNullable<RecountOptions['exchange']> = (transaction, receipt) => {
  if (transaction.to !== demoContracts.router) return null
  const { functionName, args } = decodeFunctionData({ abi: routerAbi, data: transaction.input as `0x${string}` })
  const position = receipt.logs.findIndex(({ topics }) => (topics as readonly string[])[0] === swapTopic)
  const bought = movesOf(transaction, receipt, demoContracts.weth).findLast(({ kind }) => kind !== 'wrap')
  if (position < 0 || !bought) return null
  const paysCoins = functionName === 'swapExactETHForTokens'
  const [first, second, third] = args ?? []
  const [path, amount] = paysCoins ? [second, BigInt(String(transaction.value))] : [third, BigInt(String(first))]
  const given = { asset: paysCoins ? null : String((path as readonly string[])[0]).toLowerCase(), amount }
  const received = { asset: bought.kind === 'unwrap' ? null : bought.asset, amount: bought.amount }
  const trader = transaction.from.toLowerCase()
  return { position, kind: 'swap', from: trader, to: trader, ...given, received } satisfies Move
}

/** keccak256("Swap(address,uint256,uint256,uint256,uint256,address)") of Uniswap V2, which the demo's pools write too. */
const swapTopic = '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822'

/** What must be equal in a row and its recount. */
export const storyOf = ({ received, ...row }: Counted): string =>
  [row.blockNumber, row.blockHash, row.blockTime, row.position, row.kind, row.from, row.to, row.asset, row.amount, row.usd]
    .concat(received ? ['for', received.amount, received.asset] : [])
    .join(' ')

export const storyOfRow = (row: OrderRow): string =>
  storyOf({
    ...row,
    blockTime: row.blockTime ?? -1,
    asset: row.asset.address,
    received: row.received && { asset: row.received.asset.address, amount: row.received.amount },
  })
