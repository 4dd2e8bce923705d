/** What is known about orders beside the orders: how they came about, who took part, whether they mislead; and orders in no block yet. */
import type { Migration } from '../migrate.ts'

/**
 * The table of orders is made anew, because a CHECK cannot be changed: `state` may be pending, dropped or replaced, `evidence` 0. While an
 * order is in no block its `block_number` is -1, its `block_hash` empty and its `block_time` the second it was first seen.
 * `notes` is JSON, only where there is something to say. `labels` keeps every statement of every source; `names` the best one of each
 * address, with `chain_id` 0 for all chains. `verdicts` are the user's: a `subject` is `chainId:address` or `chainId:txHash:position`.
 */
export const notes: Migration = {
  number: 6,
  name: 'notes',
  sql: `
    CREATE TABLE orders_anew (
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
      evidence INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 5),
      state TEXT NOT NULL CHECK (state IN ('pending', 'seen', 'final', 'reverted', 'dropped', 'replaced')),
      first_seen_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      change_seq INTEGER NOT NULL DEFAULT 0,
      estimated INTEGER NOT NULL DEFAULT 0,
      flow TEXT CHECK (flow IN ('inflow', 'outflow', 'internal', 'cross-exchange')),
      spam INTEGER NOT NULL DEFAULT 0 CHECK (spam BETWEEN 0 AND 100),
      verdict INTEGER CHECK (verdict IN (0, 100)),
      notes TEXT
    ) STRICT;
    INSERT INTO orders_anew (arrival, id, chain_id, block_number, block_hash, block_time, tx_hash, position, kind, source, from_address,
      to_address, asset, amount, received_asset, received_amount, usd, usd_micros, priced_by, evidence, state, first_seen_at, changed_at,
      change_seq)
    SELECT arrival, id, chain_id, block_number, block_hash, block_time, tx_hash, position, kind, source, from_address, to_address, asset,
      amount, received_asset, received_amount, usd, usd_micros, priced_by, evidence, state, first_seen_at, changed_at, change_seq
    FROM orders ORDER BY arrival;
    INSERT INTO sqlite_sequence (name, seq) SELECT 'orders_anew', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'orders_anew');
    UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'orders'), 0)) WHERE name = 'orders_anew';
    DROP TABLE orders;
    ALTER TABLE orders_anew RENAME TO orders;
    CREATE INDEX orders_time ON orders (block_time, arrival, chain_id, state, kind, asset, received_asset, usd_micros, flow, spam, verdict);
    CREATE INDEX orders_block ON orders (chain_id, block_number);
    CREATE INDEX orders_from ON orders (from_address);
    CREATE INDEX orders_to ON orders (to_address);
    CREATE INDEX orders_asset ON orders (asset);
    CREATE INDEX orders_received ON orders (received_asset) WHERE received_asset IS NOT NULL;
    CREATE INDEX orders_change ON orders (change_seq);

    CREATE TABLE labels (
      chain_id INTEGER NOT NULL,
      address TEXT NOT NULL,
      source TEXT NOT NULL,
      name TEXT NOT NULL,
      entity TEXT,
      role TEXT NOT NULL,
      reference TEXT,
      date TEXT,
      confidence TEXT NOT NULL,
      PRIMARY KEY (address, chain_id, source)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX labels_source ON labels (source);
    CREATE TABLE names (
      address TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      folded TEXT NOT NULL,
      entity TEXT,
      role TEXT NOT NULL,
      source TEXT NOT NULL,
      confidence TEXT NOT NULL,
      PRIMARY KEY (address, chain_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE verdicts (
      subject TEXT PRIMARY KEY,
      spam INTEGER NOT NULL CHECK (spam IN (0, 1)),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
