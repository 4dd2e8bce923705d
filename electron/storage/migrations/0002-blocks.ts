/** Blocks, chains and token metadata: where each chain stands, and what its orders rest on. */
import type { Migration } from '../migrate.ts'

/**
 * A `live` block belongs to the run that the chain goes on from: everything not final yet, and the newest final one. Other blocks stay
 * only while an order names them. At most one live block a height. `chains.run_from` is the first block of the unbroken run.
 */
export const blocks: Migration = {
  number: 2,
  name: 'blocks',
  sql: `
    CREATE TABLE blocks (
      chain_id INTEGER NOT NULL,
      hash TEXT NOT NULL,
      number INTEGER NOT NULL,
      parent_hash TEXT NOT NULL,
      time INTEGER NOT NULL,
      evidence INTEGER NOT NULL,
      notes TEXT NOT NULL,
      endpoint TEXT NOT NULL,
      live INTEGER NOT NULL,
      final INTEGER NOT NULL,
      PRIMARY KEY (chain_id, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX blocks_live ON blocks (chain_id, number) WHERE live = 1;

    CREATE TABLE chains (
      chain_id INTEGER PRIMARY KEY,
      run_from INTEGER NOT NULL,
      final INTEGER
    ) STRICT;

    CREATE TABLE tokens (
      chain_id INTEGER NOT NULL,
      address TEXT NOT NULL,
      symbol TEXT NOT NULL,
      decimals INTEGER,
      PRIMARY KEY (chain_id, address)
    ) STRICT, WITHOUT ROWID;
  `,
}
