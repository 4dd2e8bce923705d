/** How many orders pass, from the kept totals wherever they know: a filter bar asks this with every word. */
import type { OrderFilter } from '#shared/order.ts'
import type { Database } from '../database.ts'
import { countInTurns } from '../pages.ts'
import type { Turn } from '../reader/turn.ts'
import { type Grouping, gather, rangeOf } from './gather.ts'

const all: Grouping = {
  kept: { table: 'days', step: { column: 'day', seconds: 86_400 }, chain: 't.chain_id', kind: 't.kind', flow: 't.flow', group: ["''"] },
  rows: { group: ["''"] },
}

/** The totals hold what is `seen` or `final`; orders of the other states are few, and counted. */
export async function countKept(database: Database, filter: OrderFilter, turn: Turn): Promise<number> {
  if (filter.states?.length) return countInTurns(database, filter, turn)
  const { groups } = await gather(database, all, filter, rangeOf({ filter }), turn)
  const standing = groups.reduce((total, { sum }) => total + sum.count, 0)
  return standing + (await countInTurns(database, { ...filter, states: ['pending', 'reverted', 'dropped', 'replaced'] }, turn))
}
