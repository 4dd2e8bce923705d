/** The flow class of stored orders, kept in step with the names of their accounts. Never a change of the order: no consumer is told. */
import { exchangeOf, flowOf, type Party } from '#engine/labels/flow.ts'
import type { Flow } from '#shared/order.ts'
import type { Database, Row, Value } from './database.ts'

/** The name that rows of `chainId` show for an account: of this chain, else of all. */
export function nameOf(database: Database, chainId: number, address: string): Row | undefined {
  return (
    database.get('SELECT name, entity, role, source, confidence FROM names WHERE address = ? AND chain_id = ?', address, chainId) ??
    database.get('SELECT name, entity, role, source, confidence FROM names WHERE address = ? AND chain_id = 0', address)
  )
}

/** The exchange that an account stands for, folded; null where it is none that is known. */
export const exchangeAt = (database: Database, chainId: number, address: string): string | null =>
  exchangeOf((nameOf(database, chainId, address) as Party | undefined) ?? null)

/** The class of a row that is about to be stored. */
export const flowBetween = (database: Database, chainId: number, from: string, to: string): Flow | null =>
  from === to ? null : flowOf(exchangeAt(database, chainId, from), exchangeAt(database, chainId, to), false)

const slice = 2_000

/** Classes every stored row of an account anew; answers how many changed. Called inside the transaction that changed its names. */
export function reclass(database: Database, address: string): number {
  const known = new Map<string, string | null>()
  const exchange = (chainId: Value, account: Value): string | null => {
    const key = `${chainId}:${account}`
    const cached = known.get(key)
    if (cached !== undefined) return cached
    const found = exchangeAt(database, Number(chainId), String(account))
    // An exchange has many counterparties: nothing is kept of those that are strangers beyond what fits.
    if (known.size < 50_000) known.set(key, found)
    return found
  }
  let changed = 0
  for (const side of ['from_address', 'to_address']) {
    let after = 0
    for (;;) {
      const rows = database.lists(
        `SELECT arrival, chain_id, from_address, to_address, flow FROM orders WHERE ${side} = ? AND arrival > ? ORDER BY arrival LIMIT ?`,
        address,
        after,
        slice,
      )
      for (const [arrival = null, chainId = null, from = null, to = null, was = null] of rows) {
        after = Number(arrival)
        const flow = flowOf(exchange(chainId, from), exchange(chainId, to), from === to)
        if (flow === was) continue
        database.run('UPDATE orders SET flow = ? WHERE arrival = ?', flow, arrival)
        changed += 1
      }
      if (rows.length < slice) break
    }
  }
  return changed
}
