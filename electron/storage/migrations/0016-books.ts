/** The books of businesses: packs, their events in the order of the chain, and what follows from them. */
import type { Migration } from '../migrate.ts'

/**
 * `business` has one row for each order of a pack, by the order's `arrival`; `place` is its place within its block; `undo` is JSON of what the books
 * were before it, null while it is not in them. Amounts are whole base units as text. `book_keys.key` is what else the books of a pack were made from. Everything else follows from these: `documents.counts` and `sums`
 * are JSON by verb; `flows.day` are Unix days; `violations.order_id` is empty for what time alone brought.
 */
export const books: Migration = {
  number: 16,
  name: 'books',
  sql: `
    CREATE TABLE packs (
      id TEXT PRIMARY KEY,
      text TEXT NOT NULL,
      enabled INTEGER NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE book_keys (
      pack TEXT PRIMARY KEY,
      key TEXT NOT NULL
    ) STRICT;
    CREATE TABLE business (
      arrival INTEGER PRIMARY KEY,
      order_id TEXT NOT NULL,
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      block_number INTEGER NOT NULL,
      place INTEGER NOT NULL,
      time INTEGER NOT NULL,
      key TEXT NOT NULL,
      verb TEXT NOT NULL,
      sender TEXT NOT NULL,
      receiver TEXT NOT NULL,
      amount TEXT NOT NULL,
      unit TEXT,
      doc_type TEXT,
      doc_id TEXT,
      due INTEGER,
      rate TEXT,
      nature TEXT NOT NULL,
      contract TEXT NOT NULL,
      address TEXT NOT NULL,
      grants TEXT,
      live INTEGER NOT NULL,
      undo TEXT
    ) STRICT;
    CREATE INDEX business_place ON business (chain_id, block_number, place);
    CREATE INDEX business_document ON business (pack, chain_id, doc_type, doc_id, block_number, place) WHERE doc_id IS NOT NULL;
    CREATE INDEX business_rate ON business (pack, chain_id, key, block_number, place) WHERE rate IS NOT NULL;
    CREATE TABLE documents (
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      state TEXT NOT NULL,
      done INTEGER NOT NULL,
      issuer TEXT,
      holder TEXT,
      amount TEXT,
      unit TEXT,
      due INTEGER,
      counts TEXT NOT NULL,
      sums TEXT NOT NULL,
      events INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (pack, chain_id, type, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX documents_state ON documents (pack, type, state, last_at);
    CREATE INDEX documents_last ON documents (pack, last_at);
    CREATE INDEX documents_due ON documents (pack, chain_id, due) WHERE done = 0 AND due IS NOT NULL;
    CREATE TABLE balances (
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      unit TEXT NOT NULL,
      account TEXT NOT NULL,
      held TEXT NOT NULL,
      PRIMARY KEY (pack, chain_id, unit, account)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE role_members (
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      account TEXT NOT NULL,
      role TEXT NOT NULL,
      has INTEGER NOT NULL,
      PRIMARY KEY (pack, chain_id, account, role)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE flows (
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      from_role TEXT NOT NULL,
      to_role TEXT NOT NULL,
      key TEXT NOT NULL,
      unit TEXT NOT NULL,
      amount TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (pack, chain_id, day, from_role, to_role, key, unit)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE violations (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      pack TEXT NOT NULL,
      chain_id INTEGER NOT NULL,
      invariant TEXT NOT NULL,
      order_id TEXT NOT NULL,
      subject TEXT NOT NULL,
      label TEXT NOT NULL,
      severity TEXT NOT NULL,
      sentence TEXT NOT NULL,
      doc_type TEXT,
      doc_id TEXT,
      at INTEGER NOT NULL,
      block_number INTEGER NOT NULL,
      state TEXT NOT NULL,
      UNIQUE (pack, chain_id, invariant, order_id, subject)
    ) STRICT;
    CREATE INDEX violations_open ON violations (pack, state, id);
    CREATE INDEX violations_block ON violations (chain_id, block_number);
    CREATE INDEX violations_document ON violations (pack, chain_id, doc_type, doc_id);
  `,
}
