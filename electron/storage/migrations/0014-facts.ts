/** What rules ask of the past while orders come in: an account's earlier dealings, and what went into and out of exchanges. */
import type { Migration } from '../migrate.ts'

/**
 * The indexes on accounts go on with the time and the value, so that a stretch of an account's orders is found and counted without visiting them.
 * `orders_exchange` holds the few orders in which an exchange took part, by time.
 */
export const facts: Migration = {
  number: 14,
  name: 'facts',
  sql: `
    DROP INDEX orders_from;
    DROP INDEX orders_to;
    CREATE INDEX orders_from ON orders (from_address, chain_id, block_time, usd_micros);
    CREATE INDEX orders_to ON orders (to_address, chain_id, block_time, usd_micros);
    CREATE INDEX orders_exchange ON orders (block_time, chain_id, flow, asset, state, usd_micros) WHERE flow IS NOT NULL;
  `,
}
