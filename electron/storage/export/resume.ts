/** Whether an unfinished export can still be continued, and what its place on the disk can refuse. */
import { EngineError } from '#engine/errors.ts'
import type { ExportFormat, ExportProfile } from '#shared/export.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { Database } from '../database.ts'
import { storageError } from '../errors.ts'
import { isLines } from './format.ts'
import type { Note } from './part.ts'

/** Parts of a filter that look at the order alone: what passes them changes only when the order does. */
const steady: readonly string[] = ['chainIds', 'kinds', 'states', 'assets', 'minUsd', 'fromTime', 'toTime'] satisfies (keyof OrderFilter)[]

/**
 * Why an unfinished export cannot be continued so that it ends as if it had never been interrupted, without a full stop; null where it can.
 * Rows that are in the file may change: the file tells of its own moment. Rows that are still to come must be what they were.
 */
export function obstacle(
  database: Database,
  note: Note,
  request: { readonly format: ExportFormat; readonly profile: ExportProfile; readonly filter: OrderFilter },
): string | null {
  if (!isLines(request.format)) return 'A Parquet file cannot be continued'
  if (request.profile === 'regulator') return 'What blocks rest on may have changed since the export was interrupted'
  const unsteady = Object.entries(request.filter).find(([part, value]) => value !== undefined && !steady.includes(part))
  if (unsteady !== undefined) return `What passes the filter “${unsteady[0]}” may have changed since the export was interrupted`
  const changed = database.get(
    'SELECT 1 AS changed FROM orders WHERE change_seq > ? AND arrival <= ? AND (block_time, arrival) < (?, ?) LIMIT 1',
    note.seq,
    note.arrival,
    ...note.below,
  )
  return changed === undefined ? null : 'Orders have changed since the export was interrupted'
}

/** An error of the database as it is; one of the place that is written to as a sentence about that place. */
export function outputError(cause: unknown, path: string): EngineError {
  const error = storageError(cause, path)
  const sentence = cause === error ? undefined : sentences[error.code]
  return sentence === undefined
    ? error
    : new EngineError(error.code, sentence(path), { cause, retryable: error.retryable, data: { place: path } })
}

const sentences: Readonly<Record<string, (path: string) => string>> = {
  DISK_FULL: (path) =>
    `The disk that holds ${path} is full: free some space and export again, or choose another disk. No file was written, and nothing that is stored is lost.`,
  READ_ONLY: (path) =>
    `${path} cannot be written: choose another place for the file, or give this user write permission there. No file was written.`,
  NOT_FOUND: (path) => `The folder of ${path} does not exist: make it, or choose another place for the file.`,
}
