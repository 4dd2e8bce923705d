/** Entry of a prover thread: takes a job, answers with a reading or with the parts of an error. */
import { parentPort } from 'node:worker_threads'
import { readBlock } from '#engine/orders/readBlock.ts'
import type { BlockJob } from '#engine/ports.ts'
import { toParts } from './errorParts.ts'

parentPort?.on('message', (job: BlockJob) => {
  try {
    parentPort?.postMessage({ reading: readBlock(job) })
  } catch (error) {
    parentPort?.postMessage({ error: toParts(error) })
  }
})
