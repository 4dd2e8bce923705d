/** Verifies the journal in a thread of its own, so that neither blocks nor pages wait. */
import { Worker } from 'node:worker_threads'
import { EngineError } from '#engine/errors.ts'
import { openDatabase } from '../database.ts'
import { requireCurrent } from '../migrate.ts'
import { type JournalVerdict, type VerifyOptions, verifyJournal } from './verify.ts'

/** What a thread is told; it answers with a verdict. */
export type VerifyJob = Pick<VerifyOptions, 'key' | 'head'>

/** Opens the folder for reading and verifies. Throws EngineError NOT_FOUND, OLDER, NEWER, CORRUPT … */
export function verifyFolder(dataDir: string, job: VerifyJob): JournalVerdict {
  const database = openDatabase({ dataDir, readOnly: true })
  try {
    requireCurrent(database)
    return verifyJournal(database, job)
  } finally {
    database.close()
  }
}

/** `workerUrl` is the entry of the reader thread; absent: it is verified here. */
export function verifyInThread(dataDir: string, workerUrl: URL | undefined, job: VerifyJob): Promise<JournalVerdict> {
  if (workerUrl === undefined) return Promise.resolve(verifyFolder(dataDir, job))
  const thread = new Worker(workerUrl, { workerData: { dataDir, verify: job } })
  thread.unref()
  return new Promise((resolve, reject) => {
    thread.once('message', (verdict: JournalVerdict) => resolve(verdict))
    thread.once('error', reject)
    thread.once('exit', () => reject(new EngineError('FAULT', 'The journal could not be verified: its thread ended. Try again.')))
  })
}
