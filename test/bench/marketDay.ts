/** A store as months of eight chains leave it: 50 tokens, 5,000 accounts of which a few trade most, exchanges with labels, spam, reverted blocks. */
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OrderNotes, TableRow } from '#shared/order.ts'
import { connect, databaseName } from '#storage/database.ts'
import { migrations } from '#storage/migrations/index.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, order, step } from '../storage/sample.ts'

export const chainIds = [1, 10, 56, 137, 324, 8453, 42_161, 59_144]
export const perBlock = 100
/** Seconds between blocks: a million orders then span a month. */
const apart = 2_000
const accounts = Array.from({ length: 5_000 }, (_, n) => address(`account${n}`))
export const exchanges = accounts.slice(0, 40)
export const account = (n: number): string => accounts[n] ?? ''
const tokens = Array.from({ length: 50 }, (_, n) => ({
  address: n === 0 ? null : address(`token${n}`),
  symbol: n === 0 ? 'ETH' : n < 4 ? (['USDC', 'USDT', 'WBTC'][n - 1] ?? '') : `TKN${n}`,
  decimals: 18,
}))
export const token = (n: number) => tokens[n] ?? tokens[0]
const kinds = ['transfer', 'transfer', 'transfer', 'transfer', 'swap', 'swap', 'swap', 'bridge', 'mint', 'liquidity']

/** Numbers that look random and are the same in every run (Mulberry32, public domain by T. Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The orders of block `number` of a chain, and what is known of them. */
export function blockOrders(chainId: number, number: number, count = perBlock) {
  const random = seeded(chainId * 1_000_003 + number)
  // Few do much: the square of an even number leans to the beginning.
  const pick = (most: number) => Math.floor(random() ** 3 * most)
  const b = { ...block(number, `c${chainId}`), timestamp: 1_700_000_000 + number * apart }
  const orders: TableRow[] = []
  const notes = new Map<string, OrderNotes>()
  for (let n = 0; n < count; n++) {
    const kind = n === 7 && number % 50 === 0 ? 'burn' : (kinds[Math.floor(random() * kinds.length)] ?? 'transfer')
    const asset = tokens[pick(50)] ?? tokens[0]
    if (asset === undefined) continue
    const usd = random() < 0.9 ? (100_000 * random() ** -0.9).toFixed(2) : null
    const row = order(`${chainId}/${number}/${n}`, b, {
      chainId,
      kind,
      source: kind === 'swap' ? (['uniswap-v3', 'curve', 'cow'][n % 3] ?? 'cow') : 'erc20',
      from: accounts[pick(5_000)] ?? '',
      to: accounts[pick(5_000)] ?? '',
      asset,
      amount: `${Math.floor(10 ** (random() * 9))}.${Math.floor(random() * 1_000_000) + 1}`,
      received: kind === 'swap' ? { asset: tokens[pick(50)] ?? asset, amount: '12.5' } : null,
      usd,
      pricedBy: usd === null ? null : 'chainlink',
    })
    orders.push(row)
    if (random() < 0.03) notes.set(row.id, { how: null, estimated: false, parts: [], prices: [], spam: { points: 70, signs: [] } })
  }
  return { b, orders, notes }
}

/** Puts block `number` of a chain. */
export function putBlock(store: Store, chainId: number, number: number, first: number): void {
  const { b, orders, notes } = blockOrders(chainId, number)
  store.apply(step({ chainId, blocks: [b], orders, notes, from: number === first ? first : null, final: number - 20 }))
}

/** So many orders are put through `apply`; what is beyond are their likes at later times, written by SQL: minutes become seconds. */
const genuine = 100_000

/** A store of about `total` orders in a folder of its own in the temporary folder; made once, and again for another shape of the database. */
export function marketFolder(total: number): { readonly dataDir: string; readonly made: number | null } {
  const dataDir = join(tmpdir(), `crowsnest-view-${total}-${migrations.length}`)
  if (existsSync(join(dataDir, 'done'))) return { dataDir, made: null }
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const started = performance.now()
  if (total <= genuine) applied(dataDir, total)
  else {
    copyFileSync(join(marketFolder(genuine).dataDir, databaseName), join(dataDir, databaseName))
    grow(dataDir, total / genuine)
  }
  mkdirSync(join(dataDir, 'done'))
  return { dataDir, made: performance.now() - started }
}

/** Blocks that each chain has in a store of so many orders. */
export const blocksOf = (total: number): number => Math.ceil(total / perBlock / chainIds.length)

function applied(dataDir: string, total: number): void {
  const store = openStore({ dataDir })
  store.labels.put(
    exchanges.map((one, n) => ({
      ...{ chainId: null, address: one, name: `Venue ${n % 12} hot ${n}`, entity: `Venue ${n % 12}`, role: 'exchange' as const },
      ...{ source: 'bench', reference: null, date: null, confidence: 'certain' as const },
    })),
  )
  const blocks = blocksOf(total)
  for (let number = 1; number <= blocks; number++) for (const chainId of chainIds) putBlock(store, chainId, number, 1)
  for (const chainId of chainIds) store.apply(step({ chainId, revertFrom: blocks - 2 }))
  store.close()
}

function grow(dataDir: string, times: number): void {
  const connection = connect(join(dataDir, databaseName))
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -256000')
  const columns = (connection.prepare('PRAGMA table_info(orders)').all() as { name: string }[]).map(({ name }) => name)
  const shift = blocksOf(genuine)
  const anew: Record<string, string> = {
    arrival: 'NULL',
    block_number: `block_number + ?1 * ${shift}`,
    block_time: `block_time + ?1 * ${shift * apart}`,
    block_hash: "substr(block_hash, 1, 58) || printf('%08x', ?1)",
    tx_hash: "substr(tx_hash, 1, 58) || printf('%08x', ?1)",
    id: "chain_id || ':' || substr(tx_hash, 1, 58) || printf('%08x', ?1) || ':' || position",
    change_seq: `change_seq + ?1 * 10000000`,
    state: "'final'",
  }
  for (let time = 1; time < times; time++)
    connection
      .prepare(
        `INSERT INTO orders (${columns.join(', ')}) SELECT ${columns.map((name) => anew[name] ?? name).join(', ')} FROM orders
         WHERE arrival <= ${genuine} ORDER BY arrival`,
      )
      .run(time)
  connection.exec("UPDATE sqlite_sequence SET seq = (SELECT max(change_seq) FROM orders) WHERE name = 'changes'")
  connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  connection.close()
}

export const bytesOf = (dataDir: string): number => statSync(join(dataDir, databaseName)).size
