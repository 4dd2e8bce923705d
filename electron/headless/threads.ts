/** The threads beside this file: bundled next to it, or the sources themselves where TypeScript runs as it is. */
import { createDemoHost } from '#demo/host.ts'
import type { Prover } from '#engine/ports.ts'
import type { DemoHost } from '#ipc/services.ts'
import { createWorkerProver } from '#platform/prover.ts'

const fromSource = import.meta.url.endsWith('.ts')

export const startProver = (): Prover =>
  createWorkerProver({ workerUrl: new URL(fromSource ? '../platform/proverWorker.ts' : './proverWorker.js', import.meta.url) })

/** Entry of the threads that write exports. */
export const exportWorkerUrl = new URL(fromSource ? '../storage/export/worker.ts' : './exportWorker.js', import.meta.url)

/** Entry of the thread that reads orders for the window. */
export const readerWorkerUrl = new URL(fromSource ? '../storage/reader/worker.ts' : './readerWorker.js', import.meta.url)

export const demoHost = (): DemoHost =>
  createDemoHost({ workerUrl: new URL(fromSource ? '../demo/worker.ts' : './demoWorker.js', import.meta.url) })

/** Folder of the built window. */
export const pagesUrl = new URL(fromSource ? '../../dist/renderer/' : '../renderer/', import.meta.url)
