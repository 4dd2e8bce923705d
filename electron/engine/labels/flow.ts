/** Which way funds went, seen from exchanges: the taxonomy that flow dashboards use (inflow, outflow, internal, cross-exchange). */
import type { LabelTag } from '#shared/labels.ts'
import type { Flow } from '#shared/order.ts'

/** What the flow class needs to know of a label. */
export type Party = Pick<LabelTag, 'name' | 'entity' | 'role'>

/**
 * The exchange that an account stands for, folded for comparison, or null. A deposit address stands for its exchange. A label without an
 * owner is its own owner: two wallets whose common owner nobody named count as two.
 */
export function exchangeOf(party: Party | null): string | null {
  if (party === null || (party.role !== 'exchange' && party.role !== 'exchange-deposit')) return null
  return foldOwner(party.entity ?? party.name)
}

/** Two ways to write one owner are one owner. */
export const foldOwner = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/** The class of a movement between two accounts, by the exchanges that they stand for. `same`: both sides are one account, as in a swap. */
export function flowOf(from: string | null, to: string | null, same: boolean): Flow | null {
  if (same || (from === null && to === null)) return null
  if (from === null) return 'inflow'
  if (to === null) return 'outflow'
  return from === to ? 'internal' : 'cross-exchange'
}
