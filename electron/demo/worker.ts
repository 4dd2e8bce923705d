/** The thread in which the demo chain lives. */
import { parentPort, workerData } from 'node:worker_threads'
import { type DemoOptions, startDemoChain } from './index.ts'

/** The options that can cross a thread. */
export type WorkerOptions = Omit<DemoOptions, 'now' | 'traffic'>
export type ToWorker = 'stop'
export type FromWorker =
  | { readonly kind: 'started'; readonly started: { readonly http: string; readonly ws: string; readonly chainId: number } }
  | { readonly kind: 'failed'; readonly message: string }

const port = parentPort
if (!port) throw new Error('The demo worker runs as a worker thread only.')
const tell = (message: FromWorker): void => port.postMessage(message)

startDemoChain(workerData as WorkerOptions).then(
  (chain) => {
    port.on('message', (message: ToWorker) => {
      if (message === 'stop') chain.stop().finally(() => port.close())
    })
    tell({ kind: 'started', started: { http: chain.http, ws: chain.ws, chainId: chain.chainId } })
  },
  (error: unknown) => {
    tell({ kind: 'failed', message: `The demo chain could not start: ${error instanceof Error ? error.message : String(error)}` })
    port.close()
  },
)
