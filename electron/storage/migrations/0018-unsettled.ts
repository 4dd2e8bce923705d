/** The few orders that do not stand, found without looking at the others: all orders are those and the kept totals. */
import type { Migration } from '../migrate.ts'

export const unsettled: Migration = {
  number: 18,
  name: 'unsettled',
  sql: `
    CREATE INDEX orders_unsettled ON orders (state) WHERE state NOT IN ('seen', 'final');
  `,
}
