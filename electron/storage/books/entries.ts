/** Events of packs as rows: written with their order, read back in the order of the chain. */
import type { Entry } from '#engine/packs/invariants/defineInvariant.ts'
import type { Business } from '#shared/pack.ts'
import type { Database, Row } from '../database.ts'

export type Booked = { readonly arrival: number; readonly block: number; readonly place: number; readonly entry: Entry }

export const entryColumns = `arrival, order_id, pack, chain_id, block_number, place, time, key, verb, sender, receiver, amount, unit, doc_type, doc_id, due, rate,
  nature, contract, address, grants`

/** Made once: a text that is put together anew for each event would be looked up letter by letter. */
const insert = `INSERT OR REPLACE INTO business (${entryColumns}, live, undo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`

/** Keeps an event; one that was mined again stands at its new place. `undo`: what the books were before it, null while it is not in them. */
export function writeEntry(database: Database, { arrival, block, place, entry }: Booked, undo: string | null): void {
  const { document, grants } = entry
  database.run(
    insert,
    ...[arrival, entry.orderId, entry.pack, entry.chainId, block, place, entry.time, entry.key, entry.verb, entry.from, entry.to],
    ...[String(entry.amount), entry.unit, document?.type ?? null, document?.id ?? null, entry.due, entry.rate, entry.nature],
    ...[entry.contract, entry.address, grants ? JSON.stringify(grants) : null, undo],
  )
}

export function toBooked(row: Row): Booked {
  const text = (value: Row[string] | undefined) => (value === null || value === undefined ? null : String(value))
  const [type, id] = [text(row.doc_type), text(row.doc_id)]
  const grants = text(row.grants)
  return {
    arrival: Number(row.arrival),
    block: Number(row.block_number),
    place: Number(row.place),
    entry: {
      orderId: String(row.order_id),
      pack: String(row.pack),
      chainId: Number(row.chain_id),
      time: Number(row.time),
      key: String(row.key),
      verb: String(row.verb),
      from: String(row.sender),
      to: String(row.receiver),
      amount: BigInt(String(row.amount)),
      unit: text(row.unit),
      document: type === null || id === null ? null : { type, id },
      due: row.due === null ? null : Number(row.due),
      rate: text(row.rate),
      nature: String(row.nature),
      contract: String(row.contract),
      address: String(row.address),
      ...(grants === null ? {} : { grants: JSON.parse(grants) as NonNullable<Business['grants']> }),
    },
  }
}
