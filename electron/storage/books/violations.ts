/** What was broken: one row for each breach of an invariant by an event (or by time), whatever the chain takes back and brings again. */
import type { Violation } from '#shared/contract/packs.ts'
import type { PackInvariant } from '#shared/pack.ts'
import type { Database, Row } from '../database.ts'

export type Found = {
  readonly pack: string
  readonly chainId: number
  readonly invariant: string
  readonly rule: PackInvariant
  /** Empty: time alone brought it. */
  readonly orderId: string
  readonly subject: string
  readonly sentence: string
  readonly document: { readonly type: string; readonly id: string } | null
  readonly at: number
  readonly block: number
}

/** Keeps a breach; answers it where it was not known before, null where it was. */
export function keepViolation(database: Database, found: Found): Violation | null {
  const { pack, chainId, invariant, orderId, subject } = found
  const known = database.get(
    'SELECT id FROM violations WHERE pack = ? AND chain_id = ? AND invariant = ? AND order_id = ? AND subject = ?',
    ...[pack, chainId, invariant, orderId, subject],
  )
  if (known) {
    database.run(
      'UPDATE violations SET state = ?, sentence = ?, at = ?, block_number = ? WHERE id = ?',
      'open',
      found.sentence,
      found.at,
      found.block,
      known.id ?? null,
    )
    return null
  }
  const id = database.run(
    `INSERT INTO violations (pack, chain_id, invariant, order_id, subject, label, severity, sentence, doc_type, doc_id, at, block_number, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    ...[pack, chainId, invariant, orderId, subject, found.rule.label, found.rule.severity, found.sentence],
    ...[found.document?.type ?? null, found.document?.id ?? null, found.at, found.block],
  )
  const row = database.get('SELECT * FROM violations WHERE id = ?', id)
  return row ? toViolation(row) : null
}

/** What events of these blocks brought is taken back until they come again. */
export const retractFrom = (database: Database, chainId: number, block: number): void =>
  void database.run(
    "UPDATE violations SET state = 'retracted' WHERE chain_id = ? AND block_number >= ? AND state <> 'retracted'",
    chainId,
    block,
  )

/** What was overdue is over when it is done, and open again when that is taken back. */
export const settleOverdue = (
  database: Database,
  pack: string,
  chainId: number,
  document: { readonly type: string; readonly id: string },
  done: boolean,
): void =>
  void database.run(
    "UPDATE violations SET state = ? WHERE pack = ? AND chain_id = ? AND doc_type = ? AND doc_id = ? AND order_id = '' AND state = ?",
    ...[done ? 'over' : 'open', pack, chainId, document.type, document.id, done ? 'open' : 'over'],
  )

export function toViolation(row: Row): Violation {
  const [type, id] = [row.doc_type, row.doc_id]
  const subject = String(row.subject).replace(/^(from|to):/, '')
  return {
    id: Number(row.id),
    pack: String(row.pack),
    chainId: Number(row.chain_id),
    invariant: String(row.invariant),
    label: String(row.label),
    severity: String(row.severity) as Violation['severity'],
    sentence: String(row.sentence),
    orderId: row.order_id === '' ? null : String(row.order_id),
    document: type === null || type === undefined || id === null || id === undefined ? null : { type: String(type), id: String(id) },
    account: /^0x[0-9a-f]{40}$/.test(subject) ? subject : null,
    at: Number(row.at),
    state: String(row.state) as Violation['state'],
  }
}
