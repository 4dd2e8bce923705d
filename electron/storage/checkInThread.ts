/** Asks in a thread of its own whether the database is whole, so that neither blocks nor pages wait for the answer. */
import { Worker } from 'node:worker_threads'
import { checkDatabase, type DatabaseReport } from './check.ts'

/** How long after its budget a thread is still waited for: SQLite cannot be interrupted within a table. */
const patienceMs = 15_000

/** `workerUrl` is the entry of the reader thread; absent: it is looked at here. Null where it took too long. */
export function checkInThread(dataDir: string, workerUrl: URL | undefined, budgetMs: number): Promise<DatabaseReport | null> {
  if (workerUrl === undefined) return Promise.resolve(checkDatabase(dataDir, budgetMs))
  const thread = new Worker(workerUrl, { workerData: { dataDir, checkMs: budgetMs } })
  thread.unref()
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      resolve(null)
      void thread.terminate()
    }, budgetMs + patienceMs)
    thread.once('message', (report: DatabaseReport) => resolve(report))
    thread.once('error', reject)
    thread.once('exit', () => {
      clearTimeout(late)
      resolve(null)
    })
  })
}
