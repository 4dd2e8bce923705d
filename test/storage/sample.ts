/** Blocks, orders and folders for the tests of the store. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChainStep, StoredHeader } from '#engine/ports.ts'
import type { Hex } from '#engine/types.ts'
import { type OrderRow, plainMarks, type TableRow } from '#shared/order.ts'

export const hash = (text: string): Hex => `0x${createHash('sha256').update(text).digest('hex')}`
export const address = (text: string): Hex => `0x${createHash('sha256').update(text).digest('hex').slice(0, 40)}`

/** Block `number` of a named branch; `parent` is the branch that its parent belongs to. */
export const block = (number: number, branch = 'main', parent = branch, evidence = 2): StoredHeader => ({
  number,
  hash: hash(`${branch}:${number}`),
  parentHash: hash(`${parent}:${number - 1}`),
  timestamp: 1_700_000_000 + number * 12,
  evidence,
  notes: [],
  endpoint: 'node.example',
})

export const usdc = { address: address('usdc'), symbol: 'USDC', decimals: 6 }
export const ether = { address: null, symbol: 'ETH', decimals: 18 }

/** An order of a block; the same name is the same transaction wherever it is mined. */
export function order(
  name: string,
  { number, hash: blockHash, timestamp, evidence }: StoredHeader,
  change: Partial<OrderRow> = {},
): TableRow {
  const chainId = change.chainId ?? 1
  const txHash = hash(`tx:${name}`)
  const position = change.position ?? -1
  const row: OrderRow = {
    id: `${chainId}:${txHash}:${position}`,
    chainId,
    blockNumber: number,
    blockHash,
    blockTime: timestamp,
    txHash,
    position,
    kind: 'transfer',
    source: 'native',
    from: address(`from:${name}`),
    to: address(`to:${name}`),
    asset: ether,
    amount: '1250.5',
    received: null,
    usd: '4100000.25',
    pricedBy: 'chainlink',
    evidence,
    state: 'seen',
    ...change,
  }
  return { ...row, marks: plainMarks(row) }
}

export const step = (change: Partial<ChainStep>): ChainStep => ({
  chainId: 1,
  revertFrom: null,
  blocks: [],
  orders: [],
  final: null,
  from: null,
  ...change,
})

/** A folder of its own, removed by `remove`. */
export function folder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'crowsnest-store-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
