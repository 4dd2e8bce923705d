/** Events of a pack, oldest first → the states around each of them, and the documents that they make. Pure. */
import { advance, isFinal, newDocument } from '#engine/packs/documents.ts'
import type { DocumentBook } from '#engine/packs/invariants/defineInvariant.ts'
import type { BusinessEvent, DocumentRow } from '#shared/contract/packs.ts'
import { formatDecimal, parseDecimal } from '#shared/decimal.ts'
import { type OrderRow, plainMarks } from '#shared/order.ts'
import type { Business, Pack } from '#shared/pack.ts'

type Found = { readonly order: OrderRow; readonly business: Business }
type Kept = { readonly book: DocumentBook; readonly row: Omit<DocumentRow, keyof DocumentBook | 'amount' | 'overdue'> & { amount: null } }

/** At most so many documents are told. */
const mostDocuments = 500

/** `now` in Unix seconds: what was due by then is overdue. */
export function foldEvents(found: readonly Found[], pack: Pack, now: number): { events: BusinessEvent[]; documents: DocumentRow[] } {
  const documents = new Map<string, Kept>()
  const events = found.map(({ order, business }): BusinessEvent => {
    const row = { ...order, marks: plainMarks(order) }
    if (business.document === null) return { row, business, before: null, after: null }
    const { type, id } = business.document
    const key = `${type}\n${id}`
    const kept = documents.get(key)
    const before = kept?.book ?? newDocument(type, id)
    const { chainId, from, to, evidence } = order
    const time = order.blockTime ?? 0
    const entry = { ...business, orderId: order.id, chainId, from, to, amount: baseUnits(order), time }
    const { document } = advance(before, entry, pack)
    // Last changed stands last.
    documents.delete(key)
    documents.set(key, {
      book: document,
      row: {
        ...{ pack: pack.id, chainId, violations: 0, amount: null },
        events: (kept?.row.events ?? 0) + 1,
        first: kept?.row.first ?? time,
        last: time,
        evidence: Math.min(kept?.row.evidence ?? evidence, evidence),
      },
    })
    return { row, business, before: before.state, after: document.state }
  })
  const rows = [...documents.values()].slice(-mostDocuments).reverse()
  return { events, documents: rows.map((kept) => toRow(kept, pack, now)) }
}

function toRow({ book, row }: Kept, pack: Pack, now: number): DocumentRow {
  const { type, id, state, issuer, holder, unit, due, amount } = book
  const scale = unit === null ? 0 : (pack.units[unit]?.decimals ?? 0)
  return {
    ...row,
    ...{ type, id, state, issuer, holder, unit, due },
    amount: amount === null ? null : formatDecimal({ digits: amount, scale }),
    overdue: due !== null && due < now && !isFinal(book, pack),
  }
}

function baseUnits({ amount, asset }: OrderRow): bigint {
  const { digits, scale } = parseDecimal(amount)
  return digits * 10n ** BigInt((asset.decimals ?? 0) - scale)
}
