/** The audit that recorded blocks are held against: it agrees with what the product reads of a block, and with no altered version of it. */
import { describe, expect, test } from 'vitest'
import { ethereum } from '#engine/chains/ethereum.ts'
import { appraise } from '#engine/orders/appraise.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import { wantedTokens } from '#engine/orders/wantedTokens.ts'
import { priceOf } from '#engine/pricing/feeds/defineFeed.ts'
import type { AssetRef } from '#engine/types.ts'
import { parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import { mainnetAssets, mainnetMinUsd, wrapper } from '../../support/mainnet.ts'
import { auditOrders } from '../../support/ordersAudit.ts'
import type { RecordedBlock } from '../../support/replay.ts'
import { lower, noRecordings, readGzip } from '../sources/recorded.ts'

const settings = { minUsd: `${mainnetMinUsd}`, minUnits: [{ token: 'PEPE', amount: '1000000000' }], prices: [] }
const bytes = (result: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))

function load(number: number) {
  const recorded = JSON.parse(readGzip(`blocks/mainnet/${number}.json.gz`)) as RecordedBlock
  const { block, receipts } = recorded
  const reading = readBlock({
    ...{ chainId: 1, family: 'ethereum', wrappedNative: ethereum.wrappedNative, tokens: wantedTokens(ethereum, settings) },
    ...{ expect: { number, hash: block.hash }, block: bytes(block), receipts: [bytes(receipts)] },
  })
  const prices = new Map(
    [...mainnetAssets].flatMap(([key, { usd }]) => {
      const asset: AssetRef = key === 'native' ? null : lower(`0x${key.slice(2)}`)
      return usd === null ? [] : [[asset, priceOf('test', asset, parseDecimal(usd), 'test')] as const]
    }),
  )
  const found = appraise({
    ...{ chain: ethereum, block: { ...reading.header, evidence: reading.evidence }, legs: reading.legs },
    ...{ settings, prices, tokens: new Map() },
  })
  const notes = new Map(found.map((one) => [one.order.id, one.notes]))
  const options = { chainId: 1, assets: mainnetAssets, wrapper, minUsd: mainnetMinUsd, notesOf: (id: string) => notes.get(id) ?? null }
  const rows = found.map(({ order }) => order)
  return { rows, notes, audit: (told: readonly OrderRow[]) => auditOrders(recorded, told, options) }
}

describe.skipIf(noRecordings)('the audit of a recorded block (skipped without recorded blocks)', () => {
  const block = 17_686_120

  test('agrees with what is read of it', () => {
    const { rows, audit } = load(block)
    const { faults, plain, swaps, exempt } = audit(rows)
    expect(faults).toEqual([])
    expect(plain).toBeGreaterThan(5)
    expect(swaps).toBeGreaterThan(5)
    expect(exempt).toBeLessThan(swaps / 2)
  })

  const isPlain = ({ kind, source }: OrderRow): boolean => kind === 'transfer' && source !== 'native'
  const alterations: readonly [string, (rows: readonly OrderRow[], at: number) => OrderRow[]][] = [
    ['a row that is left out', (rows, at) => rows.toSpliced(at, 1)],
    [
      'an amount that is one unit off',
      (rows, at) =>
        rows.map((row, i) => (i === at ? { ...row, amount: `${row.amount.slice(0, -1)}${(Number(row.amount.at(-1)) + 1) % 10}` } : row)),
    ],
    ['another account', (rows, at) => rows.map((row, i) => (i === at ? { ...row, from: wrapper } : row))],
  ]

  test.each(alterations)('finds %s, in a transfer', (_, alter) => {
    const { rows, audit } = load(block)
    const transfers = rows.flatMap((row, at) => (isPlain(row) ? [at] : []))
    const found = transfers.filter((at) => audit(alter(rows, at)).faults.length > 0)
    expect(found.length).toBeGreaterThan(transfers.length / 2)
  })

  test.each(alterations)('finds %s, in most swaps of tokens', (_, alter) => {
    const { rows, notes, audit } = load(block)
    const isChecked = ({ id, kind, asset, received }: OrderRow): boolean =>
      kind === 'swap' && asset.address !== null && received?.asset.address !== null && notes.get(id)?.how?.startsWith('Net') === true
    const swaps = rows.flatMap((row, at) => (isChecked(row) ? [at] : []))
    expect(swaps.length).toBeGreaterThan(0)
    const unheard = swaps.filter((at) => audit(alter(rows, at)).faults.length === 0)
    // Whether an account is a trader's or a pool's is not in the logs: what is left out of one that nobody called directly stays unheard.
    expect(unheard.length).toBeLessThan(swaps.length / 2)
  })
})
