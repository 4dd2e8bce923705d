/** Which of the stored rows should be announced. */
import type { OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import { valueAbove } from './value-above/index.ts'

/** Rows worth `alertUsd` or more, in their order. What was reverted is not announced: it did not happen. */
export const judge = (rows: readonly OrderRow[], { alertUsd }: Pick<Settings, 'alertUsd'>): OrderRow[] =>
  rows.filter((row) => row.state !== 'reverted' && valueAbove.matches(row, { usd: alertUsd }))
