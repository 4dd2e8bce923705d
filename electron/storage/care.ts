/** What the app's care for itself asks of the store. */
import type { AlertStore } from '#ipc/alertStore.ts'
import type { CareStore } from '#ipc/care.ts'
import type { Database } from './database.ts'
import { addOutbound, outboundHosts } from './outbound.ts'
import { dueOf, removeOld } from './retention.ts'

type Deps = {
  /** Runs its work in a transaction. */
  readonly write: <T>(work: () => T) => T
  readonly alerts: Pick<AlertStore, 'prune'>
  /** Told after orders went. */
  readonly onRemoved: () => void
  /** Unix milliseconds. */
  readonly now: () => number
}

export const createCare = (database: Database, { write, alerts, onRemoved, now }: Deps): CareStore => ({
  addOutbound: (counts) => write(() => addOutbound(database, counts)),
  outboundHosts: () => outboundHosts(database),
  removeOld(limits, place, budgetMs) {
    const slice = write(() => removeOld(database, alerts.prune, limits, place, budgetMs, now))
    if (slice.orders > 0) onRemoved()
    return slice
  },
  counts(limits) {
    const oldest = database.get('SELECT min(block_time) AS time FROM orders INDEXED BY orders_time WHERE block_time >= 0')?.time ?? null
    return {
      orders: Number(database.get('SELECT count(*) AS n FROM orders')?.n),
      oldest: oldest === null ? null : Number(oldest),
      alerts: Number(database.get('SELECT count(*) AS n FROM alerts')?.n),
      due: dueOf(database, limits),
    }
  },
})
