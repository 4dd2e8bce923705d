/** Orders and the assets that they move. */
import type { Migration } from '../migrate.ts'

/**
 * `arrival` numbers rows in the order in which they were first stored, for good. `block_time` is -1 where it is not known, so that
 * (block_time, arrival) is a total order. `usd_micros` saturates at 2^63-1 and serves filters only; `usd` is the exact text.
 * `orders_time` holds every column that a filter may ask, so that a page which finds little never visits the rows it skips.
 */
export const orders: Migration = {
  number: 1,
  name: 'orders',
  sql: `
    CREATE TABLE assets (
      key INTEGER PRIMARY KEY,
      chain_id INTEGER NOT NULL,
      address TEXT,
      symbol TEXT NOT NULL,
      folded TEXT NOT NULL,
      decimals INTEGER
    ) STRICT;
    CREATE INDEX assets_chain ON assets (chain_id, address);

    CREATE TABLE orders (
      arrival INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      chain_id INTEGER NOT NULL,
      block_number INTEGER NOT NULL,
      block_hash TEXT NOT NULL,
      block_time INTEGER NOT NULL,
      tx_hash TEXT NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      source TEXT NOT NULL,
      from_address TEXT NOT NULL,
      to_address TEXT NOT NULL,
      asset INTEGER NOT NULL REFERENCES assets (key),
      amount TEXT NOT NULL,
      received_asset INTEGER REFERENCES assets (key),
      received_amount TEXT,
      usd TEXT,
      usd_micros INTEGER,
      priced_by TEXT,
      evidence INTEGER NOT NULL CHECK (evidence BETWEEN 1 AND 5),
      state TEXT NOT NULL CHECK (state IN ('seen', 'final', 'reverted')),
      first_seen_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX orders_time ON orders (block_time, arrival, chain_id, state, kind, asset, received_asset, usd_micros);
    CREATE INDEX orders_block ON orders (chain_id, block_number);
    CREATE INDEX orders_from ON orders (from_address);
    CREATE INDEX orders_to ON orders (to_address);
    CREATE INDEX orders_asset ON orders (asset);
    CREATE INDEX orders_received ON orders (received_asset) WHERE received_asset IS NOT NULL;
  `,
}
