/** Provers: a pool of threads, so that the main process never waits for mathematics, and one in place for tests. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { LightAnswer, LightJob } from '#engine/beacon/job.ts'
import { EngineError } from '#engine/errors.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import type { BlockJob, Prover } from '#engine/ports.ts'
import type { BlockReading } from '#engine/types.ts'
import { prepareRecovery } from '#engine/verify/recover.ts'
import { type ErrorParts, fromParts, toParts } from './errorParts.ts'

export type WorkerProverOptions = {
  /** The bundled (or, in Node 24, the TypeScript) entry of `proverWorker`. */
  readonly workerUrl: URL
  /** One less than the machine's cores, between 1 and 4, where it is not said. */
  readonly threads?: number
}

/**
 * Reads blocks in threads, one block a thread at a time, in the order of asking. Threads start when they are first needed and do not
 * keep the process alive while idle; one that dies fails its block with a retryable EngineError PROVER and is replaced.
 */
export const createWorkerProver = ({ workerUrl, threads = defaultThreads() }: WorkerProverOptions): Prover => {
  const waiting: Task[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Task>()
  let closed = false

  const next = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < threads)) {
      const task = waiting.shift()
      if (task !== undefined) begin(idle.pop() ?? start(), task)
    }
  }

  const begin = (worker: Worker, task: Task): void => {
    busy.set(worker, task)
    worker.ref()
    try {
      worker.postMessage(task.job, buffersOf(task.job))
    } catch (error) {
      finish(worker, () => task.reject(fromParts(toParts(error))))
    }
  }

  const finish = (worker: Worker, settle: () => void): void => {
    busy.delete(worker)
    worker.unref()
    idle.push(worker)
    settle()
    next()
  }

  const start = (): Worker => {
    const worker = new Worker(workerUrl)
    worker.on('message', (answer: { reading: BlockReading & LightAnswer } | { error: ErrorParts }) => {
      const task = busy.get(worker)
      finish(worker, () => ('error' in answer ? task?.reject(fromParts(answer.error)) : task?.resolve(answer.reading)))
    })
    // `exit` follows `error`; by then the thread is gone from both lists.
    worker.on('error', (error) => drop(worker, error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => drop(worker, 'it ended by itself'))
    return worker
  }

  const drop = (worker: Worker, reason: string): void => {
    const task = busy.get(worker)
    busy.delete(worker)
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    task?.reject(
      new EngineError('PROVER', `The thread that was proving a block stopped (${reason}). The block is read again.`, { retryable: true }),
    )
    if (!closed) next()
  }

  const run = (job: Task['job']): Promise<BlockReading & LightAnswer> =>
    closed
      ? Promise.reject(new EngineError('CLOSED', 'The app is shutting down: no more blocks are read.'))
      : new Promise((resolve, reject) => {
          waiting.push({ job, resolve, reject })
          next()
        })

  return {
    read: run,
    light: run,
    close: () => {
      closed = true
      const open = [...waiting.splice(0), ...busy.values()]
      const workers = [...idle.splice(0), ...busy.keys()]
      busy.clear()
      for (const { reject } of open) reject(new EngineError('CLOSED', 'The app is shutting down: the block was not read.'))
      for (const worker of workers) void worker.terminate()
    },
  }
}

/** Reads blocks in the calling thread: for tests and short commands. */
export const createInlineProver = (): Prover => ({
  read: async (job) => {
    await prepareRecovery()
    return readBlock(job)
  },
  light: async (job) => (await import('#engine/beacon/job.ts')).readLight(job),
  close: () => {},
})

/** What a thread answers fits the job that it was given. */
type Task = {
  job: BlockJob | LightJob
  readonly resolve: (done: BlockReading & LightAnswer) => void
  readonly reject: (error: EngineError) => void
}

const defaultThreads = (): number => Math.min(4, Math.max(1, availableParallelism() - 1))

/** Whole buffers are handed over; a view of a larger buffer (Node pools small ones) is copied, since its owner uses the rest. */
const buffersOf = (job: Task['job']): ArrayBuffer[] => [
  ...new Set(
    ('light' in job ? [] : [job.block, ...job.receipts, ...(job.traces ? [job.traces] : [])]).flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? [buffer] : [],
    ),
  ),
]
