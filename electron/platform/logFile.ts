/** The log as files: one that is written, and a few older ones, never more than that. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type LogFile = {
  readonly folder: string
  /** Appends a line (with its line feed) before it returns: what is written outlives a crash of this process. Never throws. */
  write(line: string): void
  close(): void
}

const name = 'crowsnest'

/** `crowsnest.log` in `folder`, made when it is missing; `crowsnest.1.log` is the newest of the older ones. Readable by this user alone. */
export function openLogFile(folder: string, { maxBytes = 2 * 1024 * 1024, files = 5 } = {}): LogFile {
  const path = (age: number) => join(folder, age === 0 ? `${name}.log` : `${name}.${age}.log`)
  let file: number | null = null
  let size = 0

  const open = () => {
    mkdirSync(folder, { recursive: true })
    file = openSync(path(0), 'a', 0o600)
    size = fstatSync(file).size
  }
  const rotate = () => {
    if (file !== null) closeSync(file)
    file = null
    rmSync(path(files - 1), { force: true })
    for (let age = files - 2; age >= 0; age--) {
      try {
        renameSync(path(age), path(age + 1))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
  }

  return {
    folder,
    write(line) {
      try {
        const bytes = Buffer.from(line)
        if (file === null) open()
        if (size > 0 && size + bytes.length > maxBytes) {
          rotate()
          open()
        }
        if (file !== null) size += writeSync(file, bytes)
      } catch {
        // A full disk or a folder that was taken away is told where orders are stored; the log has stderr as well.
        file = null
      }
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}
