/** What a disk or SQLite can refuse, as sentences that say what to do. */
import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { EngineError } from '#engine/errors.ts'

/** Turns an error of the driver or the file system about `place` (a file or folder) into an EngineError; leaves an EngineError as it is. */
export function storageError(cause: unknown, place: string): EngineError {
  if (cause instanceof EngineError) return cause
  const kind = kindOf(cause, place)
  const detail = cause instanceof Error ? cause.message : String(cause)
  const retryable = kind === 'DISK_FULL' || kind === 'BUSY'
  return new EngineError(kind, sentences[kind](place, detail), { cause, retryable, data: { place } })
}

type Kind = 'DISK_FULL' | 'READ_ONLY' | 'BUSY' | 'CORRUPT' | 'NOT_FOUND' | 'DATABASE'

const sentences: Readonly<Record<Kind, (place: string, detail: string) => string>> = {
  DISK_FULL: (place) =>
    `The disk that holds ${place} is full: free some space and try again. Nothing that was stored is lost, and nothing half was written.`,
  READ_ONLY: (place) => `${place} cannot be written: give this user write permission, or choose another data folder with --data.`,
  BUSY: (place) => `${place} is in use by another program: close it and try again.`,
  CORRUPT: (place) =>
    `${place} is damaged or is no Crowsnest database. Nothing in it was changed: move it (and the files beside it that begin with its name) to another folder, keep it for repair with “sqlite3 FILE .recover”, and start again.`,
  NOT_FOUND: (place) => `${place} does not exist: check the folder that you named.`,
  DATABASE: (place, detail) =>
    `${place} could not be used (${detail}). Nothing was half written: check the disk and start Crowsnest again.`,
}

/** SQLite primary result codes, https://www.sqlite.org/rescode.html */
const sqliteKinds: Readonly<Record<number, Kind>> = {
  3: 'READ_ONLY',
  5: 'BUSY',
  6: 'BUSY',
  8: 'READ_ONLY',
  11: 'CORRUPT',
  13: 'DISK_FULL',
  26: 'CORRUPT',
}

const systemKinds: Readonly<Record<string, Kind>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  EROFS: 'READ_ONLY',
  ENOTDIR: 'READ_ONLY',
  EEXIST: 'READ_ONLY',
  EISDIR: 'READ_ONLY',
  ENOENT: 'NOT_FOUND',
}

function kindOf(cause: unknown, place: string): Kind {
  const { code, errcode } = cause as { code?: unknown; errcode?: unknown }
  if (typeof errcode === 'number') {
    const primary = errcode & 0xff
    const known = sqliteKinds[primary]
    if (known) return known
    // SQLITE_IOERR (10) also stands for a disk that filled up while shared memory was being grown.
    if (primary === 10 && freeBytes(place) < 1_000_000) return 'DISK_FULL'
    // SQLITE_CANTOPEN (14): the folder or the file refuses.
    if (primary === 14) return 'READ_ONLY'
    return 'DATABASE'
  }
  return (typeof code === 'string' && systemKinds[code]) || 'DATABASE'
}

function freeBytes(place: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(place))
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
