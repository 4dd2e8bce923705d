/** Orders for the window: pages, counts, one in full, and exports that run in the background. */

import type { Handlers } from '#shared/contract/index.ts'
import type { ExportProgress } from '#shared/contract/orders.ts'
import type { ExportChoices } from '#shared/export.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { FileSaver, OrderReader, OrderStore, Publish } from '../services.ts'

/** Streams the rows of a filter into `path`; resolves with the number written. The signal's reason may be `{ keepPart: true }`. */
export type RunExport = (
  job: ExportChoices & {
    readonly filter: OrderFilter
    readonly path: string
    readonly signal: AbortSignal
    readonly resume: boolean
    onProgress(rows: number, total: number): void
  },
) => Promise<{ readonly rows: number; readonly disclosure: string | null }>

type OrderHandlers = Pick<
  Handlers,
  | 'orders.page'
  | 'orders.count'
  | 'orders.samples'
  | 'orders.locate'
  | 'orders.get'
  | 'orders.export'
  | 'orders.cancelExport'
  | 'orders.resumeExport'
>
type Job = ExportChoices & { readonly filter: OrderFilter; readonly path: string; readonly shown: string }

export function orderHandlers(services: {
  store: OrderStore
  reader: OrderReader
  saver: FileSaver
  publish: Publish
  runExport: RunExport
  now(): number
}): OrderHandlers {
  const { store, reader, saver, publish, runExport } = services
  const running = new Map<string, AbortController>()
  const paused = new Map<string, Job>()
  let exports = 0

  const start = (jobId: string, job: Job, resume: boolean): ExportProgress => {
    const { shown, ...asked } = job
    const abort = new AbortController()
    running.set(jobId, abort)
    let progress: ExportProgress = { jobId, rows: 0, total: store.count(job.filter), state: 'running', path: null, error: null }
    let begun: { readonly at: number; readonly rows: number } | null = null
    const tell = (change: Partial<ExportProgress>) => {
      progress = { ...progress, ...change }
      publish('orders.exportProgress', progress)
    }
    const onProgress = (rows: number, total: number) => {
      begun ??= { at: services.now(), rows }
      const ms = services.now() - begun.at
      tell({ rows, total, ...(ms > 0 ? { rowsPerSecond: Math.round(((rows - begun.rows) * 1000) / ms) } : {}) })
    }
    const first = progress
    runExport({ ...asked, signal: abort.signal, resume, onProgress })
      .then(({ rows, disclosure }) => tell({ rows, total: rows, state: 'done', path: shown, ...(disclosure ? { disclosure } : {}) }))
      .catch((error: unknown) => {
        const resumable = abort.signal.aborted && keepPart(abort.signal)
        if (resumable) paused.set(jobId, job)
        if (abort.signal.aborted) tell({ state: 'cancelled', resumable })
        else tell({ state: 'failed', error: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => running.delete(jobId))
    return first
  }

  return {
    'orders.page': (question) => (reader.isAwake?.() === false ? store.around(question) : reader.ask('orders.page', question)),
    'orders.count': (question) => reader.ask('orders.count', question),
    'orders.samples': (question) => reader.ask('orders.samples', question),
    'orders.locate': (question) => reader.ask('orders.locate', question),
    'orders.get': ({ id }) => store.get(id),
    async 'orders.export'(asked) {
      const day = new Date(services.now()).toISOString().slice(0, 16).replace(/[:T]/g, '-')
      const profile = asked.profile === undefined || asked.profile === 'full' ? '' : `${asked.profile}-`
      const target = await saver.choose(`crowsnest-orders-${profile}${day}.${asked.format ?? 'csv'}`)
      return target ? start(`export-${++exports}`, { ...asked, ...target }, false) : null
    },
    'orders.cancelExport'({ jobId, keep }) {
      running.get(jobId)?.abort({ keepPart: keep === true })
      return null
    },
    'orders.resumeExport'({ jobId }) {
      const job = paused.get(jobId)
      if (job === undefined) return null
      paused.delete(jobId)
      return start(jobId, job, true)
    },
  }
}

const keepPart = ({ reason }: AbortSignal): boolean => (reason as { keepPart?: boolean } | undefined)?.keepPart === true
