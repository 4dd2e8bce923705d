/** Every source of exchanges on a recorded transaction. Amounts of whole swaps are those that rotki's tests state for them. */
import { describe, expect, test } from 'vitest'
import { chainOf } from '#engine/chains/index.ts'
import { readOrders } from '#engine/orders/readOrders.ts'
import { sources } from '#engine/sources/index.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { readRecorded } from '#engine/verify/recorded.ts'
import { noRecordings, readGzip, recordedBlock, transactionOf } from './recorded.ts'

type Side = readonly [asset: string | null, amount: bigint]
type Case = readonly [id: string, file: string, tx: string, role: string, given: Side, received: Side]

const weth = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'
const usdc = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const dai = '0x6b175474e89094c44da98b954eedeac495271d0f'

/** In whose name the leg is where the source reads several exchanges. */
const venues: Readonly<Record<string, string>> = { 'uniswap-v3': 'pancakeswap-v3', aerodrome: 'velodrome-v2', aggregators: 'openocean' }

/** What the source itself reads. */
const read: readonly Case[] = [
  [
    'uniswap-v2',
    '1inch',
    '0x8b8652c502e80ce7c5441cdedc9184ea8f07a9c13b4c3446a47ae08c6c1d6efa',
    'pool',
    [usdc, 138750000n],
    [dai, 135959878392183347402n],
  ],
  [
    'uniswap-v3',
    '1inch',
    '0x5a092c4d40f2f6a090ec00c38c5b6266bd07f4e6ab3ff87f18c575749a4e60ec',
    'pool',
    ['0x11cdb42b0eb46d95f990bedd4695a6e3fa034978', 7743722519084241430n],
    ['0x82af49447d8a07e3bd95bd0d56f35241523fbab1', 2036613409952366n],
  ],
  [
    'uniswap-v4',
    'rainbow',
    '0xa8ba1828b24608d3c3405a211bca5fcb57c5f4cdfde93d6a55b7f3b16f8f78f1',
    'pool',
    [null, 79201020000000n],
    ['0x46777c76dbbe40fabb2aab99e33ce20058e76c59', 2062496993416307892n],
  ],
  [
    'curve',
    '1inch',
    '0x47307e4efcb6b8b0a71e3e9b937b4e81235949fde189dd09939767720e356071',
    'pool',
    ['0xdb25f211ab05b1c97d595516f45794528a807ad8', 3929880n],
    ['0x1a7e4e63778b4f12a199c062f3efdd288afcbce8', 39476280280768468504115n],
  ],
  [
    'balancer-v2',
    'balancer',
    '0x35dd639ba80940cb14d79c965002a11ea2aef17bbf1f1b85cc03c336da1ddebe',
    'pool',
    [weth, 1000000000000000n],
    [dai, 1207092929058998715n],
  ],
  [
    'balancer-v3',
    'balancer_v3',
    '0x3dabc20af2bc5bf72c42fd1e915578f789189c2f09ec8049c4a6e3a2921b1baf',
    'pool',
    ['0x7bc3485026ac48b6cf9baf0a377477fff5703af8', 217000000n],
    ['0xd4fa2d31b7968e448877f69a96de69f5de8cd23e', 215913782n],
  ],
  [
    'aerodrome',
    'velodrome',
    '0x15c46045b9a4b03d15f0260f6518563f9a050fd693712330d9c05bedef833886',
    'pool',
    ['0x4200000000000000000000000000000000000042', 91173214418890299607n],
    ['0x4200000000000000000000000000000000000006', 77089990745071300n],
  ],
  [
    'cow-protocol',
    'cowswap',
    '0xdbe490bbfa05c142328fb17e0a4b937aef6515319054684463ff55e6fd8ecb3b',
    'order',
    ['0xc7b1807822160a8c5b6c9eaf5c584aad0972deec', 52787715553000000000000n],
    ['0x3c499c542cef5e3811e1192ce70d8cc03d5c3359', 54890715n],
  ],
  [
    'one-inch',
    '1inch',
    '0xa99ce12e628620861215c88ee2c51f6c0468442dfe0504c9e5f2c918cf63fc8c',
    'route',
    ['0xdac17f958d2ee523a2206206994597c13d831ec7', 710921537n],
    ['0xd533a949740bb3306d119cc777fa900ba034cd52', 790785045156438592337n],
  ],
  [
    'zero-ex',
    'zerox',
    '0x0f9229bfaeadac5c6e8b7f6525b8e713ac848149be2ee0d98ee19732879ec14d',
    'route',
    ['0x2d57c47bc5d2432feeedf2c9150162a9862d3ccf', 5988170000000000000000n],
    ['0x833589fcd6edb6e08f4c7c32d4f71b54bda02913', 87637n],
  ],
  [
    'paraswap',
    'paraswap',
    '0x606413e4074e79e68ee0f79eee96c94cf091e7c061a551d2dd2a27044fb007e7',
    'route',
    ['0xcafe001067cdef266afb7eb5a286dcfd277f3de5', 17438484493735105063894n],
    [null, 253269184972671572n],
  ],
  [
    'aggregators',
    '1inch',
    '0x5edc23d5a05e347afc60e64a4d5831ed2551985c21dceb85d267926ca2e2c13e',
    'route',
    ['0xd56dac73a4d6766464b38ec6d91eb45ce7457c44', 2152630000000000000000n],
    [null, 220582251767407014n],
  ],
  [
    'unnamed-exchange',
    '1inch',
    '0xa99ce12e628620861215c88ee2c51f6c0468442dfe0504c9e5f2c918cf63fc8c',
    'guess',
    ['0xdac17f958d2ee523a2206206994597c13d831ec7', 710921537n],
    ['0xd533a949740bb3306d119cc777fa900ba034cd52', 790785045156438592337n],
  ],
]

/** What the whole transaction comes to where that is another thing: several hops, or a split route. */
const joined: readonly Case[] = [
  [
    'curve and uniswap-v3',
    '1inch',
    '0x47307e4efcb6b8b0a71e3e9b937b4e81235949fde189dd09939767720e356071',
    'swap',
    ['0xdb25f211ab05b1c97d595516f45794528a807ad8', 3929880n],
    [usdc, 43520618993n],
  ],
  [
    'a route split over balancer-v2 and uniswap-v2',
    '1inch',
    '0xeeefe25741462f0832183925ac4b1b840b819fbacd95cfc635496d853b7022bd',
    'swap',
    ['0xe60779cc1b2c1d0580611c526a8df0e3f870ec48', 50000000000000000000000n],
    [usdc, 7003996145n],
  ],
  [
    'curve through a router on Gnosis',
    '1inch',
    '0x4b1fcb8836d7cc323015c0d019f595273d176bd6024f7b59b4b15d3f7071ef71',
    'swap',
    ['0x9c58bacc331c9aa871afd802db6379a98e80cedb', 44662144481150632n],
    ['0x4ecaba5870353805a9f068101a40e0f32ed605c6', 4522211n],
  ],
]

describe.skipIf(noRecordings)('exchanges of recorded transactions', () => {
  test.each(read)('%s is read (%s %s)', (id, file, tx, role, given, received) => {
    const { transaction, context } = recorded(file, tx)
    const legs = sources.find((source) => source.id === id)?.read(transaction, context)
    expect(legs).toHaveLength(1)
    expect(legs?.[0]).toMatchObject({
      kind: 'swap',
      source: venues[id] ?? id,
      asset: given[0],
      amount: given[1],
      received: { asset: received[0], amount: received[1] },
      swap: { role },
    })
  })

  test.each(joined)('%s becomes one order (%s %s)', (_, file, tx, kind, given, received) => {
    const { transaction, context } = recorded(file, tx)
    const orders = readOrders(transaction, context)
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({ kind, asset: given[0], amount: given[1], received: { asset: received[0], amount: received[1] } })
    expect(orders[0]?.to).toBe(orders[0]?.from)
    expect(orders[0]?.parts?.length).toBeGreaterThan(2)
  })

  test('a UniswapX fill is its swapper’s order, not its filler’s', () => {
    const { block, receipts } = recordedBlock('mainnet', 19433902)
    const index = block.transactions.findIndex(({ hash }) => hash === '0x4ec9d2aa90df73065ccf6749c2236dfef364da3deca788d51acdc4bfe96ad65a')
    const { transaction } = readRecorded({ transaction: block.transactions[index], receipt: receipts[index] }, familyOf('ethereum'))
    const fill = transaction.logs.find(({ topics }) => topics[0] === '0x78ad7ec0e9f89e74012afa58738b6b661c024cb0fd185ee2f616c0a28924bd66')
    const orders = readOrders(transaction, { chainId: 1, wrappedNative: weth }).filter(({ kind }) => kind === 'swap')
    expect(orders.map(({ from }) => from)).toEqual([`0x${fill?.topics[3]?.slice(26)}`])
    expect(orders[0]).toMatchObject({ asset: usdc, amount: 1200000000n, received: { asset: null, amount: 296931153777058752n } })
  })
})

test('an event without any transfer is no exchange', () => {
  const word = (digits: string) => digits.padStart(64, '0')
  const transaction = transactionOf({
    logs: [
      {
        address: `0x${'77'.repeat(20)}`,
        topics: [
          '0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822',
          `0x${word('11'.repeat(20))}`,
          `0x${word('11'.repeat(20))}`,
        ],
        data: `0x${word('5')}${word('0')}${word('0')}${word('7')}`,
        position: 0,
      },
    ],
  })
  const context = { chainId: 1, wrappedNative: null }
  expect(sources.flatMap((source) => source.read(transaction, context))).toEqual([])
})

type RecordedCase = { readonly chainId: number; readonly txHash: string }

function recorded(file: string, tx: string) {
  const cases: readonly RecordedCase[] = JSON.parse(readGzip(`expected/rotki/${file}.json.gz`))
  const one = cases.find(({ txHash }) => txHash === tx)
  const chain = chainOf(one?.chainId ?? 0)
  const { transaction } = readRecorded(one, familyOf(chain?.family ?? 'ethereum'))
  return { transaction, context: { chainId: chain?.chainId ?? 0, wrappedNative: chain?.wrappedNative ?? null } }
}
