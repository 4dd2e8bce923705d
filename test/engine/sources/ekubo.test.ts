/** Ekubo's packed swaps, on recorded logs and on what only looks like them. */
import { expect, test } from 'vitest'
import { ekubo } from '#engine/sources/ekubo/index.ts'
import type { Address, Hex } from '#engine/types.ts'
import { lower, noRecordings, type RecordedReceipt, readGzip, transactionOf } from './recorded.ts'
import { recordedCases } from './recordedCases.ts'

const context = { chainId: 1, wrappedNative: '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2' } as const
const core: Address = '0xe0e0e08a6a4b9dc7bd67bcb7aade5cf48157d444'
const [usdt, wbtc]: readonly [Address, Address] = [
  '0xdac17f958d2ee523a2206206994597c13d831ec7',
  '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599',
]

function recordedReceipt(hash: string) {
  const { receipts } = JSON.parse(readGzip('receipts-unanchored/mainnet/23839611.json.gz')) as {
    receipts: (RecordedReceipt & { transactionHash: Hex })[]
  }
  const receipt = receipts.find(({ transactionHash }) => transactionHash.startsWith(hash))
  return (receipt?.logs ?? []).map(({ address, topics, data }, position) => ({
    address: lower(address),
    topics: topics.map(lower),
    data: lower(data),
    position,
  }))
}

test.skipIf(noRecordings)('one swap names the tokens that were transferred with its amounts', () => {
  const legs = ekubo.read(transactionOf({ logs: recordedReceipt('0xd922609181') }), context)
  expect(legs).toMatchObject([{ source: 'ekubo', asset: wbtc, amount: 0x8eca6n, received: { asset: usdt, amount: 0x1fe48be5n } }])
})

test.skipIf(noRecordings)('of several hops it tells what came in and what went out', () => {
  const found = [...recordedCases('1inch').values()].find(({ transaction }) => transaction.hash.startsWith('0xbd2aeb7ea4'))
  const legs = found ? ekubo.read(found.transaction, found.context) : []
  expect(legs.map(({ asset, amount }) => [asset, amount])).toEqual([[wbtc, 0x946n]])
})

test.skipIf(noRecordings)('the same bytes of another contract, without transfers or cut short are no swap', () => {
  const logs = recordedReceipt('0xd922609181')
  const elsewhere = logs.map((log) => (log.address === core ? { ...log, address: `0x${'77'.repeat(20)}` as const } : log))
  expect(ekubo.read(transactionOf({ logs: elsewhere }), context)).toEqual([])
  expect(ekubo.read(transactionOf({ logs: logs.filter(({ address }) => address === core) }), context)).toEqual([])
  expect(ekubo.read(transactionOf({ logs: logs.map((log) => ({ ...log, data: log.data.slice(0, 200) as Hex })) }), context)).toEqual([])
})
