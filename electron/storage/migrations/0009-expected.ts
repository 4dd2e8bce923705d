/** How high the evidence of an order can rise, and the transactions that are waited for. */
import type { Migration } from '../migrate.ts'

/**
 * `ceiling` 1: the order rests on a trace, which nothing proves. `expected` has one row for each transaction with pending orders; `seen_at`
 * is when an endpoint last had it, in Unix milliseconds.
 */
export const expected: Migration = {
  number: 9,
  name: 'expected',
  sql: `
    ALTER TABLE orders ADD COLUMN ceiling INTEGER NOT NULL DEFAULT 5;
    CREATE TABLE expected (
      chain_id INTEGER NOT NULL,
      tx_hash TEXT NOT NULL,
      sender TEXT NOT NULL,
      nonce INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      PRIMARY KEY (chain_id, tx_hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX expected_sender ON expected (chain_id, sender, nonce);
  `,
}
