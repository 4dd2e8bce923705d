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

/** By the row's place in time (`marks.time`), by value, or by the amount that was moved or given in units of its asset. */
export const OrderSort = z.object({ by: z.enum(['time', 'usd', 'amount']), direction: z.enum(['desc', 'asc']) })
export type OrderSort = z.infer<typeof OrderSort>
/** How a table is sorted that was not told otherwise. */
export const newestFirst: OrderSort = { by: 'time', direction: 'desc' }

/** A row's place in a sort, as text: opaque, the same for the same row and sort in every page and sample. */
const key = z.string().max(200)
const decimal = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/)
/** A place by value, of the kind that is sorted by: Unix seconds, USD, or units. */
export const SortPlace = z.union([z.object({ time: z.number().int() }), z.object({ usd: decimal }), z.object({ amount: decimal })])
export type SortPlace = z.infer<typeof SortPlace>

/** A later question in the same lane takes the place of an earlier one that is still being answered, which then fails with SUPERSEDED. */
const lane = z.string().max(60).optional()

export const calls = {
  /**
   * Rows in the order of `sort` (absent: newest first), unpriced ones last in both directions of `usd`. At most one of: `after` a key (the `next`
   * of the page before), `before` a key (the `previous` of the page after; the rows that stand right before it, in the same order), `at` a key
   * (that row first, or, where it is gone or does not pass, the one that follows), `from` a place by value (the first row at or beyond it).
   * `next` is the last row's key, null where nothing followed; `previous` the first row's, null where there is no row. `seq` is the newest
   * change that the page contains.
   */
  'orders.page': call(
    z.object({
      filter: OrderFilter,
      sort: OrderSort.optional(),
      after: key.optional(),
      before: key.optional(),
      at: key.optional(),
      from: SortPlace.optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ rows: z.array(TableRow), next: z.string().nullable(), previous: z.string().nullable(), seq: z.number().int() }),
  ),
  'orders.count': call(z.object({ filter: OrderFilter, lane }), z.object({ count: z.number().int() })),
  /**
   * What a scrollbar over the whole result needs: how many rows there are, and the key of every `every`-th, at most 2,000 of them: `keys[i]` is the
   * key of row `head + i * every`, so that row n is reached by a page `at` the last key before it. `head` rows came in before the first key since
   * they were sampled. It is the state of change number `seq`; other sorts than newest first may be some seconds behind.
   */
  'orders.samples': call(
    z.object({ filter: OrderFilter, sort: OrderSort.optional(), lane }),
    z.object({
      total: z.number().int(),
      head: z.number().int(),
      every: z.number().int(),
      keys: z.array(z.string()),
      seq: z.number().int(),
    }),
  ),
  /** Which row (0 is the first) stands first at or beyond a place or key; `total` of them where none does. */
  'orders.locate': call(
    z.object({ filter: OrderFilter, sort: OrderSort.optional(), at: key.optional(), from: SortPlace.optional(), lane }),
    z.object({ index: z.number().int(), total: z.number().int() }),
  ),
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
