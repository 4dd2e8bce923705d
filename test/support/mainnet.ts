/** What the tests on recorded mainnet blocks ask for, once as options of `watch` and once for the recount, and the judgement of what it told. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ethereum } from '../../electron/engine/chains/ethereum.ts'
import type { OrderLine } from './commandLine.ts'
import { type Audited, type AuditedNotes, auditOrders } from './ordersAudit.ts'
import type { Asset } from './recount.ts'
import type { RecordedBlock } from './replay.ts'

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

/** Holds what a watch with these options told of a block, and noted in its data folder, against the block itself. */
export function auditMainnet(block: RecordedBlock, lines: readonly OrderLine[], dataDir: string): Audited {
  const notes = readNotes(dataDir)
  const own = latest(lines).filter(({ blockNumber }) => blockNumber === Number(block.block.number))
  const misplaced = own.filter(({ blockHash, blockTime }) => blockHash !== block.block.hash || blockTime !== Number(block.block.timestamp))
  const audited = auditOrders(block, own, {
    chainId: 1,
    assets: mainnetAssets,
    wrapper,
    minUsd: mainnetMinUsd,
    notesOf: (id) => notes.get(id) ?? null,
  })
  return { ...audited, faults: [...misplaced.map(({ id }) => `${id} names another block`), ...audited.faults] }
}

/** The newest line of each order. */
export const latest = (lines: readonly OrderLine[]): OrderLine[] => [...new Map(lines.map((line) => [line.id, line])).values()]

/** How each stored order came about, as the database keeps it. */
function readNotes(dataDir: string): ReadonlyMap<string, AuditedNotes> {
  const database = new DatabaseSync(join(dataDir, 'crowsnest.sqlite'), { readOnly: true })
  try {
    const rows = database.prepare('SELECT id, notes FROM orders WHERE notes IS NOT NULL').all()
    return new Map(rows.map(({ id, notes }) => [String(id), JSON.parse(String(notes)) as AuditedNotes]))
  } finally {
    database.close()
  }
}
