/** Whether an order is worth at least so much; without a bound every order is, without a price none. */
import { compareText } from '#shared/decimal.ts'
import type { TableRow } from '#shared/order.ts'

export const isWorth = ({ usd }: TableRow, least: string | undefined): boolean =>
  least === undefined || (usd !== null && compareText(usd, least) >= 0)
