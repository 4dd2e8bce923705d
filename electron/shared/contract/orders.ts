/** Orders as the window sees them: pages from the store, changes as they happen, export. */
import { z } from 'zod'
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
  'orders.export': call(z.object({ filter: OrderFilter }), ExportProgress.nullable()),
  'orders.cancelExport': call(z.object({ jobId: z.string().max(100) }), z.null()),
}

export const events = {
  /** Rows that are new or changed, oldest change first. A gap in `seq` (first ≠ last seen + 1) means: ask the page again. */
  'orders.changed': z.object({ firstSeq: z.number().int(), lastSeq: z.number().int(), rows: z.array(TableRow) }),
  /** The user clicked a notification. */
  'orders.focus': z.object({ id: z.string() }),
  'orders.exportProgress': ExportProgress,
}
