/** Entry of the reader thread: what has to look at many rows never holds the process that reads blocks and shows them. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkDatabase } from '../check.ts'
import { type VerifyJob, verifyFolder } from '../journal/verifyInThread.ts'
import { createDesk, type ToDesk } from './desk.ts'

const { dataDir, checkMs, verify } = workerData as { readonly dataDir: string; readonly checkMs?: number; readonly verify?: VerifyJob }
if (verify !== undefined) parentPort?.postMessage(verifyFolder(dataDir, verify))
else if (checkMs === undefined) answer()
else parentPort?.postMessage(checkDatabase(dataDir, checkMs))

function answer(): void {
  const desk = createDesk(dataDir, (message) => parentPort?.postMessage(message))
  parentPort?.on('message', (message: ToDesk | 'close') => {
    if (message !== 'close') return desk.take(message)
    desk.close()
    parentPort?.close()
  })
}
