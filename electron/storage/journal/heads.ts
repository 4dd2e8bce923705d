/** Heads of the journal: how large it was at a time and what its root was, signed where there is a key. */
import { createPublicKey, verify } from 'node:crypto'
import { headMessage } from '#engine/journal/head.ts'
import type { JournalHead } from '#shared/contract/journal.ts'
import type { Database, Row } from '../database.ts'
import { rootNow } from './append.ts'

/** Whether the Ed25519 signature of a head holds under the key that it names. */
export function isSigned(head: JournalHead): boolean {
  if (!/^[0-9a-f]{64}$/.test(head.key) || !/^[0-9a-f]{128}$/.test(head.signature)) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([prefix, Buffer.from(head.key, 'hex')]), format: 'der', type: 'spki' })
    return verify(null, headMessage(head), key, Buffer.from(head.signature, 'hex'))
  } catch {
    return false
  }
}

const hour = 3_600_000

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
const prefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519: `publicKey` as 64 hex digits; `sign` answers 128. */
export type HeadSigner = { readonly publicKey: string; sign(message: Uint8Array): string }

/** Keeps a head over the present state, and answers it; the newest one again where nothing came since. Within a transaction. */
export function keepHead(database: Database, at: number, signer: HeadSigner | null): JournalHead {
  const { size, root } = rootNow(database)
  const kept = newestHead(database)
  if (kept && kept.size === size && kept.root === root && (kept.signature !== '' || signer === null)) return kept
  const plain = { size, root, at }
  const head = { ...plain, key: signer?.publicKey ?? '', signature: signer?.sign(headMessage(plain)) ?? '' }
  database.run('INSERT OR REPLACE INTO journal_heads VALUES (?, ?, ?, ?, ?)', size, root, at, head.key, head.signature)
  // A later head covers what an earlier one did: of each hour that is a day ago, the last one stays.
  database.run(
    `DELETE FROM journal_heads WHERE at < ?1 AND size NOT IN (SELECT max(size) FROM journal_heads WHERE at < ?1 GROUP BY at / ${hour})`,
    at - 24 * hour,
  )
  return head
}

export const newestHead = (database: Database): JournalHead | null => {
  const row = database.get('SELECT * FROM journal_heads ORDER BY size DESC LIMIT 1')
  return row ? toHead(row) : null
}

/** All, the oldest first. */
export const headsOf = (database: Database): JournalHead[] => database.all('SELECT * FROM journal_heads ORDER BY size').map(toHead)

const toHead = (row: Row): JournalHead => ({
  size: Number(row.size),
  root: String(row.root),
  at: Number(row.at),
  key: String(row.key),
  signature: String(row.signature),
})
