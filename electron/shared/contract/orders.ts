/** Orders as the window sees them: pages from the store, changes as they happen, export. */
import { z } from 'zod'
import { ExportChoices } from '../export.ts'
import { OrderDetail, OrderFilter, TableRow } from '../order.ts'
import { call } from './define.ts'

export const ExportProgress = z.object({
  jobId: z.string(),
  rows: z.number().int(),
  total: z.number().int(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** Where the file is; on the headless host the address to download it from. */
  path: z.string().nullable(),
  error: z.string().nullable(),
  /** Measured since this run began; absent before there is anything to measure. */
  rowsPerSecond: z.number().int().optional(),
  /** Whether `orders.resumeExport` can go on with it: it was paused, and its unfinished file is there. */
  resumable: z.boolean().optional(),
  /** Id in the log of disclosures; absent where the export is not done or could not be logged. */
  disclosure: z.string().optional(),
})
export type ExportProgress = z.infer<typeof ExportProgress>

export const calls = {
  /** Newest first, by key: `after` is the `next` of the page before. `seq` is the newest change that the page contains. */
  'orders.page': call(
    z.object({ filter: OrderFilter, after: z.string().max(200).optional(), limit: z.number().int().min(1).max(500) }),
    z.object({ rows: z.array(TableRow), next: z.string().nullable(), seq: z.number().int() }),
  ),
  'orders.count': call(z.object({ filter: OrderFilter }), z.object({ count: z.number().int() })),
  'orders.get': call(z.object({ id: z.string().max(200) }), OrderDetail.nullable()),
  /** Asks where to save, then streams in the background; null when the user closed the dialog. */
  'orders.export': call(ExportChoices.extend({ filter: OrderFilter }), ExportProgress.nullable()),
  /** Ends it; with `keep` the unfinished file stays, so that the export can be resumed in this start of the app. */
  'orders.cancelExport': call(z.object({ jobId: z.string().max(100), keep: z.boolean().optional() }), z.null()),
  /** Goes on with an export that was cancelled with `keep`; null where there is none of this id. */
  'orders.resumeExport': call(z.object({ jobId: z.string().max(100) }), ExportProgress.nullable()),
}

export const events = {
  /** Rows that are new or changed, oldest change first. A gap in `seq` (first ≠ last seen + 1) means: ask the page again. */
  'orders.changed': z.object({ firstSeq: z.number().int(), lastSeq: z.number().int(), rows: z.array(TableRow) }),
  /** The user clicked a notification. */
  'orders.focus': z.object({ id: z.string() }),
  'orders.exportProgress': ExportProgress,
}
