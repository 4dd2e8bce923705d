/** Entry of an export thread: one job a thread, so that a million rows never hold the process that shows them. */
import { parentPort, workerData } from 'node:worker_threads'
import { EngineError } from '#engine/errors.ts'
import { exportOrders } from './exportOrders.ts'
import type { FromThread, ThreadJob, ToThread } from './inThread.ts'

const { chainNames, ...job } = workerData as ThreadJob
const names = new Map(chainNames)
const abort = new AbortController()
const say = (message: FromThread): void => parentPort?.postMessage(message)

let told = 0
parentPort?.on('message', (message: ToThread) => abort.abort(message))

try {
  const result = await exportOrders({
    ...job,
    signal: abort.signal,
    keepPart: () => (abort.signal.reason as ToThread | undefined)?.keepPart === true,
    chainName: (chainId) => names.get(chainId) ?? '',
    onProgress(rows, total) {
      const now = performance.now()
      if (rows !== 0 && rows !== total && now - told < 100) return
      told = now
      say({ rows, total })
    },
  })
  say({ result })
} catch (error) {
  const { code, message, retryable } =
    error instanceof EngineError ? error : { code: 'FAULT', message: `The export failed: ${String(error)}`, retryable: false }
  say({ error: { code, message, retryable } })
}
parentPort?.close()
