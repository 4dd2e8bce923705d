/** Exports in threads of their own: each with its connections, its progress, and a cancel that is heard between two slices. */
import { Worker } from 'node:worker_threads'
import { EngineError } from '#engine/errors.ts'
import { openDatabase } from '../database.ts'
import { type ExportOptions, type ExportResult, exportOrders } from './exportOrders.ts'

/** What a thread is started with; functions do not cross. */
export type ThreadJob = Omit<ExportOptions, 'signal' | 'onProgress' | 'chainName' | 'now' | 'random' | 'keepPart'> & {
  readonly chainNames: readonly (readonly [number, string])[]
}
/** The only thing that is said to a thread: stop. */
export type ToThread = { readonly keepPart: boolean }
export type FromThread =
  | { readonly rows: number; readonly total: number }
  | { readonly result: ExportResult }
  | { readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } }

export type ExporterOptions = {
  readonly dataDir: string
  /** The bundled (or, in Node 24, the TypeScript) entry of a thread; absent: exports run where they are asked for. */
  readonly workerUrl?: URL
  chainName(chainId: number): string
}

/** A job; when the signal ends it, its reason may say that the unfinished file shall stay: `{ keepPart: true }`. */
export type ExportJob = Omit<ExportOptions, 'store' | 'chainName' | 'keepPart'>

export type Exporter = {
  /** As `exportOrders`. Throws EngineError BUSY where an export of this process is writing the same file. */
  run(job: ExportJob): Promise<ExportResult>
  /** Cancels what runs, takes its unfinished files away, and waits until that is done. */
  close(): Promise<void>
}

export function createExporter({ dataDir, workerUrl, chainName }: ExporterOptions): Exporter {
  const running = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>()

  const start = (job: ExportJob, signal: AbortSignal): Promise<ExportResult> =>
    workerUrl === undefined
      ? exportOrders({ ...job, signal, store: { dataDir }, chainName, keepPart: () => keeps(signal) })
      : inThread(workerUrl, { ...job, signal, store: { dataDir } }, namesIn(dataDir, chainName))

  return {
    async run(job) {
      if (running.has(job.path))
        throw new EngineError('BUSY', `Another export is writing ${job.path}: wait until it is done, or choose another name.`)
      const abort = new AbortController()
      const pass = (): void => abort.abort(job.signal?.reason)
      if (job.signal?.aborted) pass()
      job.signal?.addEventListener('abort', pass, { once: true })
      const done = start(job, abort.signal)
      running.set(job.path, { abort, done: done.catch(() => {}) })
      try {
        return await done
      } finally {
        running.delete(job.path)
        job.signal?.removeEventListener('abort', pass)
      }
    },
    async close() {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}

const keeps = (signal: AbortSignal | undefined): boolean => (signal?.reason as Partial<ToThread> | undefined)?.keepPart === true

function inThread(
  workerUrl: URL,
  { signal, onProgress, now: _now, random: _random, ...job }: Omit<ExportOptions, 'chainName' | 'keepPart'>,
  chainNames: ThreadJob['chainNames'],
): Promise<ExportResult> {
  return new Promise((resolve, reject) => {
    const workerData: ThreadJob = { ...job, chainNames }
    const thread = new Worker(workerUrl, { workerData })
    const cancel = (): void => thread.postMessage({ keepPart: keeps(signal) } satisfies ToThread)
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    const settle = (work: () => void): void => {
      signal?.removeEventListener('abort', cancel)
      work()
    }
    thread.on('message', (message: FromThread) => {
      if ('result' in message) settle(() => resolve(message.result))
      else if ('error' in message) {
        const { code, message: sentence, retryable } = message.error
        settle(() => reject(new EngineError(code, sentence, { retryable })))
      } else onProgress?.(message.rows, message.total)
    })
    // `exit` follows everything else; after an answer it changes nothing.
    const died = (reason: string): void =>
      settle(() =>
        reject(new EngineError('FAULT', `The export stopped (${reason}). No file was written: export again.`, { retryable: true })),
      )
    thread.on('error', (error) => died(error instanceof Error ? error.message : String(error)))
    thread.on('exit', () => died('its thread ended by itself'))
  })
}

/** Names of all chains that have assets, and so of all that have orders. */
function namesIn(dataDir: string, chainName: (chainId: number) => string): [number, string][] {
  const database = openDatabase({ dataDir, readOnly: true })
  try {
    return database.all('SELECT DISTINCT chain_id FROM assets').map((row) => [Number(row.chain_id), chainName(Number(row.chain_id))])
  } finally {
    database.close()
  }
}
