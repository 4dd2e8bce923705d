/** The audit that recorded blocks are held against: it agrees with what the product reads of a block, and with no altered version of it. */
import { describe, expect, test } from 'vitest'
import { arbitrum } from '#engine/chains/arbitrum.ts'
import { base } from '#engine/chains/base.ts'
import type { Chain } from '#engine/chains/defineChain.ts'
import { ethereum } from '#engine/chains/ethereum.ts'
import { polygon } from '#engine/chains/polygon.ts'
import { appraise } from '#engine/orders/appraise.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import { wantedTokens } from '#engine/orders/wantedTokens.ts'
import { priceOf } from '#engine/pricing/feeds/defineFeed.ts'
import type { AssetRef } from '#engine/types.ts'
import { parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import { mainnetAssets, mainnetMinUsd, wrapper } from '../../support/mainnet.ts'
import { auditOrders } from '../../support/ordersAudit.ts'
import type { Asset } from '../../support/recount.ts'
import type { RecordedBlock } from '../../support/replay.ts'
import { lower, noRecordings, readGzip } from '../sources/recorded.ts'

const bytes = (result: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))

type Scene = { readonly chain: Chain; readonly folder: string; readonly assets: ReadonlyMap<string, Asset>; readonly minUsd: bigint }

const mainnet: Scene = { chain: ethereum, folder: 'mainnet', assets: mainnetAssets, minUsd: mainnetMinUsd }

/** A chain with its declared dollars at one dollar each and its coin at this price. */
const sceneOf = (chain: Chain, folder: string, coin: string, minUsd: bigint): Scene => {
  const native = { decimals: chain.native.decimals, usd: coin }
  const dollars = chain.tokens.flatMap(({ address, decimals, peg }) => (peg ? [[address, { decimals, usd: '1' }] as const] : []))
  return { chain, folder, minUsd, assets: new Map<string, Asset>([...dollars, ['native', native], [chain.wrappedNative ?? '', native]]) }
}

function load(number: number, { chain, folder, assets, minUsd }: Scene = mainnet) {
  const recorded = JSON.parse(readGzip(`blocks/${folder}/${number}.json.gz`)) as RecordedBlock
  const { block, receipts } = recorded
  const units = [...assets].flatMap(([token, { minUnits }]) => (minUnits === undefined ? [] : [{ token, amount: `${minUnits}` }]))
  const settings = { minUsd: `${minUsd}`, minUnits: units, prices: [] }
  const priced = [...assets].flatMap(([key, { usd }]) => {
    const asset: AssetRef = key === 'native' ? null : lower(`0x${key.slice(2)}`)
    return usd === null ? [] : [[asset, priceOf('test', asset, parseDecimal(usd), 'test')] as const]
  })
  const reading = readBlock({
    ...{ chainId: chain.chainId, family: chain.family, wrappedNative: chain.wrappedNative, tokens: wantedTokens(chain, settings) },
    ...{ expect: { number, hash: block.hash }, block: bytes(block), receipts: [bytes(receipts)] },
  })
  const found = appraise({
    ...{ chain, block: { ...reading.header, evidence: reading.evidence }, legs: reading.legs },
    ...{ settings, prices: new Map(priced), tokens: new Map() },
  })
  const notes = new Map(found.map((one) => [one.order.id, one.notes]))
  const options = { chainId: chain.chainId, assets, wrapper: chain.wrappedNative, minUsd, notesOf: (id: string) => notes.get(id) ?? null }
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

  test.each<[string, number, Scene]>([
    ['Base', 33_411_770, sceneOf(base, 'base', '2000', 1_000n)],
    ['Polygon', 50_000_000, sceneOf(polygon, 'polygon', '1', 100n)],
    ['Arbitrum', 150_000_000, sceneOf(arbitrum, 'arbitrum', '2000', 10n)],
  ])('agrees with what is read of %s', (_, number, scene) => {
    const { rows, audit } = load(number, scene)
    const { faults, swaps } = audit(rows)
    expect(faults).toEqual([])
    expect(swaps).toBeGreaterThan(0)
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
