/** The unfinished file of an export: what is written so far, and a note beside it from which it can be continued. */
import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { EngineError } from '#engine/errors.ts'
import type { Bytes } from './format.ts'
import type { Key } from './rows.ts'

/** Where an export stands: everything down to `below` is in the first `bytes` of the file. */
export type Standing = {
  readonly below: Key
  readonly bytes: number
  readonly rows: number
  readonly byChain: readonly (readonly [number, number])[]
}

/** What was begun, and the moment that it tells of. */
export type Begun = {
  readonly version: 1
  /** Everything that decides the bytes: an export with other choices is another one. */
  readonly choices: string
  readonly disclosure: string
  readonly total: number
  /** Newest change and newest order that the export knows of. */
  readonly seq: number
  readonly arrival: number
  readonly chainNames: readonly (readonly [number, string])[]
  readonly pid: number
}

export type Note = Begun & Standing

export type Part = {
  readonly hash: Hash
  readonly bytes: number
  write(bytes: Bytes): void
  /** Remembers where the export stands, also for a process that is killed right after. */
  remember(note: Note): void
  /** Everything is on the disk. */
  close(): void
  remove(): void
}

export const partOf = (path: string): string => `${path}.part`
export const noteOf = (path: string): string => `${path}.part.json`

/** The note of an unfinished export of this file; null where there is none, or none that can be read. */
export function readNote(path: string): Note | null {
  try {
    const note = JSON.parse(readFileSync(noteOf(path), 'utf8')) as Note
    return note.version === 1 && Array.isArray(note.below) && Number.isSafeInteger(note.bytes) ? note : null
  } catch {
    return null
  }
}

/** Begins the file anew, or goes on behind the bytes of `from`. Throws EngineError BUSY where another process is writing it. */
export function openPart(path: string, from: Note | null): Part {
  const owner = readNote(path)?.pid
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new EngineError('BUSY', `Another export is writing ${path}: wait until it is done, or choose another name.`)
  const descriptor = openSync(partOf(path), from === null ? 'w' : 'r+')
  const hash = createHash('sha256')
  let bytes = 0
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    closeSync(descriptor)
  }
  try {
    if (from !== null) bytes = take(descriptor, from.bytes, hash)
    ftruncateSync(descriptor, bytes)
  } catch (error) {
    close()
    throw error
  }
  return {
    hash,
    get bytes() {
      return bytes
    },
    write(given) {
      const chunk = typeof given === 'string' ? Buffer.from(given, 'utf8') : given
      hash.update(chunk)
      for (let done = 0; done < chunk.length; ) done += writeSync(descriptor, chunk, done, chunk.length - done, bytes + done)
      bytes += chunk.length
    },
    remember(note) {
      writeFileSync(`${noteOf(path)}.new`, JSON.stringify(note))
      renameSync(`${noteOf(path)}.new`, noteOf(path))
    },
    close() {
      if (open) fsyncSync(descriptor)
      close()
    },
    remove() {
      close()
      for (const left of [partOf(path), noteOf(path), `${noteOf(path)}.new`]) rmSync(left, { force: true })
    },
  }
}

/** Reads the first bytes into the hash; a file that is shorter (after a power cut) cannot be continued. */
function take(descriptor: number, bytes: number, hash: Hash): number {
  const buffer = Buffer.allocUnsafe(1 << 20)
  let at = 0
  while (at < bytes) {
    const got = readSync(descriptor, buffer, 0, Math.min(buffer.length, bytes - at), at)
    if (got === 0) throw new ShortPart()
    hash.update(buffer.subarray(0, got))
    at += got
  }
  return at
}

/** The unfinished file holds less than its note says. */
export class ShortPart extends Error {}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
