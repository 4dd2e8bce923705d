/** Orders for the window: pages, counts, one in full, and exports that run in the background. */

import type { Handlers } from '#shared/contract/index.ts'
import type { ExportProgress } from '#shared/contract/orders.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { FileSaver, OrderStore, Publish } from '../services.ts'

/** Streams the rows of a filter into `path`; resolves with the number written. */
export type RunExport = (job: {
  readonly filter: OrderFilter
  readonly path: string
  readonly signal: AbortSignal
  onProgress(rows: number, total: number): void
}) => Promise<{ readonly rows: number }>

type OrderHandlers = Pick<Handlers, 'orders.page' | 'orders.count' | 'orders.get' | 'orders.export' | 'orders.cancelExport'>

export function orderHandlers(services: {
  store: OrderStore
  saver: FileSaver
  publish: Publish
  runExport: RunExport
  now(): number
}): OrderHandlers {
  const { store, saver, publish, runExport } = services
  const running = new Map<string, AbortController>()
  let exports = 0

  const start = (filter: OrderFilter, path: string, shown: string): ExportProgress => {
    const jobId = `export-${++exports}`
    const abort = new AbortController()
    running.set(jobId, abort)
    let progress: ExportProgress = { jobId, rows: 0, total: store.count(filter), state: 'running', path: null, error: null }
    const tell = (change: Partial<ExportProgress>) => {
      progress = { ...progress, ...change }
      publish('orders.exportProgress', progress)
    }
    const first = progress
    runExport({ filter, path, signal: abort.signal, onProgress: (rows, total) => tell({ rows, total }) })
      .then(({ rows }) => tell({ rows, total: rows, state: 'done', path: shown }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) tell({ state: 'cancelled' })
        else tell({ state: 'failed', error: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => running.delete(jobId))
    return first
  }

  return {
    'orders.page': ({ filter, after, limit }) => store.page(filter, after ?? null, limit),
    'orders.count': ({ filter }) => ({ count: store.count(filter) }),
    'orders.get': ({ id }) => store.get(id),
    async 'orders.export'({ filter }) {
      const day = new Date(services.now()).toISOString().slice(0, 16).replace(/[:T]/g, '-')
      const target = await saver.choose(`crowsnest-orders-${day}.csv`)
      return target ? start(filter, target.path, target.shown) : null
    },
    'orders.cancelExport'({ jobId }) {
      running.get(jobId)?.abort()
      return null
    },
  }
}
