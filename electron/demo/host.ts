/** Starts and stops the demo chain for the app, in a thread of its own so that it never holds the main process. */
import { Worker } from 'node:worker_threads'
import type { DemoHost } from '#ipc/services.ts'
import type { DemoChain, DemoOptions } from './index.ts'
import type { FromWorker, ToWorker, WorkerOptions } from './worker.ts'

export type DemoHostOptions = {
  /** The bundled `worker.ts` (or, where TypeScript runs as it is, the file itself). */
  readonly workerUrl: URL
  /** Runs the chain in the caller's own thread instead. */
  readonly inline?: boolean
  readonly chain?: WorkerOptions
  /** Told once when a running chain died by itself; `start` works again after that. */
  readonly onFailure?: (error: Error) => void
}

type Running = { readonly started: Started; stop(): Promise<void> }
type Started = { readonly http: string; readonly ws: string; readonly chainId: number }

/** `start` gives the running chain's addresses when it runs already; `stop` may be called at any time. */
export function createDemoHost({ workerUrl, inline = false, chain = {}, onFailure }: DemoHostOptions): DemoHost {
  let running: Promise<Running> | null = null

  const launch = (): Promise<Running> => {
    if (inline) return runHere(chain)
    return runInWorker(workerUrl, chain, (error) => {
      running = null
      onFailure?.(error)
    })
  }

  return {
    async start() {
      running ??= launch()
      const current = running
      try {
        return (await current).started
      } catch (error) {
        if (running === current) running = null
        throw error
      }
    },
    async stop() {
      const current = running
      running = null
      const chain = await current?.catch(() => null)
      await chain?.stop()
    },
  }
}

async function runHere(options: DemoOptions): Promise<Running> {
  // Its accounts are made as it is read from the disk: whoever never starts it shall not wait for them.
  const { startDemoChain } = await import('./index.ts')
  const chain: DemoChain = await startDemoChain(options)
  return { started: { http: chain.http, ws: chain.ws, chainId: chain.chainId }, stop: chain.stop }
}

function runInWorker(workerUrl: URL, options: WorkerOptions, onFailure: (error: Error) => void): Promise<Running> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl, { workerData: options, name: 'demo chain' })
    let stopping = false
    let ready = false
    const exited = new Promise<void>((done) => {
      worker.once('exit', () => {
        done()
        fail(new Error('The demo chain ended unexpectedly. Start it again.'))
      })
    })
    const fail = (error: Error): void => {
      if (!ready) reject(error)
      else if (!stopping) onFailure(error)
      stopping = true
    }
    worker.once('error', fail)
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'failed') return fail(new Error(message.message))
      ready = true
      resolve({
        started: message.started,
        async stop() {
          stopping = true
          const farewell: ToWorker = 'stop'
          worker.postMessage(farewell)
          await exited
        },
      })
    })
  })
}
