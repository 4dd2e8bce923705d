/** Learns deposit addresses of exchanges from what is stored, a commit at a time, and unlearns what later orders contradict. */
import { foldOwner } from '#engine/labels/flow.ts'
import { type Dealing, depositOf, type Lesson } from '#engine/labels/learn.ts'
import type { Label } from '#shared/labels.ts'
import type { OrderState } from '#shared/order.ts'
import type { Database } from './database.ts'
import { nameOf } from './flows.ts'
import { append } from './journal/append.ts'
import { putLabels, removeLabel } from './labels.ts'

/** An account whose stored orders go beyond this many in one direction is no deposit address to be told by its orders. */
const mostOrders = 200
const learnt = 'learnt'

/**
 * `touched` are the rows of a commit by number, with the state that they were in (null: new). Answers whether any label came or went. Called
 * inside the transaction of the commit.
 */
export function learnFrom(
  database: Database,
  touched: Iterable<readonly [number, { readonly state: OrderState } | null]>,
  at: number,
): boolean {
  if (isOff(database)) return false
  let changed = false
  const seen = new Set<string>()
  for (const [arrival, was] of touched) {
    const row = database.get('SELECT chain_id, from_address, to_address, state, source FROM orders WHERE arrival = ?', arrival)
    // Becoming final is no news: what is final was seen before.
    if (was && (was.state === row?.state || (was.state === 'seen' && row?.state === 'final'))) continue
    // Parties of a business deal with each other by its rules: what they forward says nothing of exchanges.
    if (String(row?.source).startsWith('pack:')) continue
    const chainId = Number(row?.chain_id)
    for (const address of [row?.from_address, row?.to_address]) {
      const key = `${chainId}:${address}`
      if (typeof address !== 'string' || seen.has(key)) continue
      seen.add(key)
      if (!judge(database, chainId, address)) continue
      changed = true
      append(database, [
        { at, kind: 'labels', subject: learnt, body: { act: 'learnt', chainId, address, is: learntOf(database, chainId, address) } },
      ])
    }
  }
  return changed
}

/** Forgets what was learnt on a chain whose rows were never real. */
export function forgetLearnt(database: Database, chainId: number): void {
  for (const { address } of database.all('SELECT address FROM labels WHERE source = ? AND chain_id = ?', learnt, chainId))
    removeLabel(database, chainId, String(address), learnt)
}

const isOff = (database: Database): boolean => database.get('SELECT off FROM label_sources WHERE source = ?', learnt)?.off === 1

const learntOf = (database: Database, chainId: number, address: string): string | null => {
  const row = database.get('SELECT name FROM labels WHERE address = ? AND chain_id = ? AND source = ?', address, chainId, learnt)
  return row ? String(row.name) : null
}

/** Brings what is learnt of an account in line with its orders; answers whether that changed. */
function judge(database: Database, chainId: number, address: string): boolean {
  const outgoing = dealings(database, chainId, address, 'from', 1)
  // Nearly every account ends here: it sent nothing that is stored, or something to somebody who is no exchange.
  const suspect = outgoing.length > 0 && outgoing.every(({ exchange }) => exchange !== null)
  const known = database.get('SELECT reference FROM labels WHERE address = ? AND chain_id = ? AND source = ?', address, chainId, learnt)
  if (!suspect && known === undefined) return false
  const lesson = suspect ? lessonOf(database, chainId, address) : null
  if (lesson === null) return known !== undefined && removeLabel(database, chainId, address, learnt)
  if (lesson === 'unsure' || known !== undefined) return false
  putLabels(database, [toLabel(chainId, address, lesson)])
  return true
}

function lessonOf(database: Database, chainId: number, address: string): Lesson | 'unsure' | null {
  const name = nameOf(database, chainId, address)
  // Who is known otherwise needs no guess; an exchange's own wallet forwards as well.
  if (name !== undefined && name.source !== learnt) return null
  const outgoing = dealings(database, chainId, address, 'from', mostOrders + 1)
  const owners = new Set(outgoing.map(({ exchange }) => exchange && foldOwner(exchange)))
  if (owners.has(null) || owners.size !== 1) return null
  const incoming = dealings(database, chainId, address, 'to', mostOrders + 1)
  if (outgoing.length > mostOrders || incoming.length > mostOrders) return 'unsure'
  return depositOf(incoming, outgoing)
}

/** The newest orders of an account in one direction, oldest first; those that were reverted teach nothing. */
function dealings(database: Database, chainId: number, address: string, side: 'from' | 'to', limit: number): Dealing[] {
  const other = side === 'from' ? 'to' : 'from'
  const rows = database.all(
    `SELECT id, kind, asset, amount, block_time, ${other}_address AS other FROM orders
     WHERE ${side}_address = ? AND chain_id = ? AND state IN ('seen', 'final') ORDER BY arrival DESC LIMIT ?`,
    address,
    chainId,
    limit,
  )
  return rows
    .map((row) => ({
      id: String(row.id),
      kind: String(row.kind),
      asset: Number(row.asset),
      amount: String(row.amount),
      time: Number(row.block_time),
      exchange: exchangeNamed(database, chainId, String(row.other)),
    }))
    .sort((a, b) => a.time - b.time)
}

/** Guesses do not breed guesses: only an exchange that somebody named counts, and no deposit address. */
function exchangeNamed(database: Database, chainId: number, address: string): string | null {
  const name = nameOf(database, chainId, address)
  return name?.role === 'exchange' && name.confidence !== 'guess' ? String(name.entity ?? name.name) : null
}

const toLabel = (chainId: number, address: string, { exchange, received, forwarded }: Lesson): Label => ({
  chainId,
  address,
  name: `${exchange} deposit address`.slice(0, 120),
  entity: exchange.slice(0, 80),
  role: 'exchange-deposit',
  source: learnt,
  reference: `Sent on to ${exchange.slice(0, 80)} within a day what it had received: ${received} went on in ${forwarded}.`,
  date: null,
  confidence: 'guess',
})
