/** Entry of a prover thread: takes a job, answers with what it read or with the parts of an error. */
import { parentPort } from 'node:worker_threads'
import type { LightJob } from '#engine/beacon/job.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import type { BlockJob } from '#engine/ports.ts'
import { prepareRecovery } from '#engine/verify/recover.ts'
import { toParts } from './errorParts.ts'

parentPort?.on('message', async (job: BlockJob | LightJob) => {
  try {
    await prepareRecovery()
    // The pairing library takes a while to load, and most chains have no use for it.
    const reading = 'light' in job ? (await import('#engine/beacon/job.ts')).readLight(job) : readBlock(job)
    parentPort?.postMessage({ reading })
  } catch (error) {
    parentPort?.postMessage({ error: toParts(error) })
  }
})
