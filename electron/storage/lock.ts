/** One writer a data folder: a second SQLite file, locked as long as the process lives. The system frees it, also on kill -9. */
import { join } from 'node:path'
import { EngineError } from '#engine/errors.ts'
import { storageError } from './errors.ts'

export type FolderLock = { release(): void }

/** What a connection must be able to do to hold a lock. */
type Holder = { exec(sql: string): void; close(): void }

/** Takes the data folder for this process. Throws EngineError LOCKED when another one has it, READ_ONLY when the folder refuses. */
export function lockFolder(dataDir: string, connect: (file: string) => Holder): FolderLock {
  const file = join(dataDir, 'crowsnest.lock')
  const connection = attempt(file, () => connect(file))
  try {
    // The journal stays in memory: the file is never written, only locked.
    connection.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    connection.close()
    const error = storageError(cause, file)
    if (error.code !== 'BUSY') throw error
    throw new EngineError(
      'LOCKED',
      `Another Crowsnest is using the data folder ${dataDir}: close it, or choose another folder with --data.`,
      { cause, data: { place: dataDir } },
    )
  }
  return { release: () => connection.close() }
}

function attempt<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    throw storageError(cause, file)
  }
}
