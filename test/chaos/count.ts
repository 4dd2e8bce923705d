/** Compares what the store holds at the end with what the chain's node says, and asks the database whether it is whole. */
import type { OrderRow } from '#shared/order.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { storyOfRow } from '../support/chaos/orders.ts'

export type Counts = {
  readonly orders: {
    readonly expected: number
    readonly missed: number
    /** In the store, not reverted, and not on the chain. */
    readonly extra: number
    /** The same transaction and position twice. */
    readonly doubled: number
    /** There, but not as the chain tells it. */
    readonly wrong: number
    readonly reverted: number
    /** Not final though their blocks are. */
    readonly unsettled: number
  }
  readonly integrity: string
  readonly examples: readonly string[]
}

/** `expected`: id → story of every order of the final chain. */
export function countStore(dataDir: string, chainId: number, expected: ReadonlyMap<string, string>): Counts {
  const store = openStore({ dataDir })
  const rows: OrderRow[] = []
  const final = store.cursor(chainId)?.final ?? 0
  for (let page = store.page({}, null, 500); ; page = store.page({}, page.next, 500)) {
    rows.push(...page.rows)
    if (page.next === null) break
  }
  store.close()
  const database = openDatabase({ dataDir })
  const integrity = [...database.all('PRAGMA integrity_check'), ...database.all('PRAGMA foreign_key_check')]
  database.close()

  const live = rows.filter(({ state }) => state !== 'reverted')
  const ids = new Set(live.map(({ id }) => id))
  const missed = [...expected.keys()].filter((id) => !ids.has(id))
  const extra = live.filter(({ id }) => !expected.has(id))
  const wrong = live.filter((row) => expected.has(row.id) && expected.get(row.id) !== storyOfRow(row))
  return {
    orders: {
      expected: expected.size,
      missed: missed.length,
      extra: extra.length,
      doubled: live.length - new Set(live.map(({ txHash, position }) => `${txHash} ${position}`)).size,
      wrong: wrong.length,
      reverted: rows.length - live.length,
      unsettled: live.filter(({ state, blockNumber }) => state !== 'final' && blockNumber <= final).length,
    },
    integrity: integrity.map((row) => Object.values(row).join(' ')).join('; '),
    examples: [
      ...missed.slice(0, 3).map((id) => `missed: ${id} ${expected.get(id)}`),
      ...extra.slice(0, 3).map((row) => `extra: ${row.id} ${storyOfRow(row)}`),
      ...wrong.slice(0, 3).map((row) => `wrong: ${storyOfRow(row)} instead of ${expected.get(row.id)}`),
    ],
  }
}
