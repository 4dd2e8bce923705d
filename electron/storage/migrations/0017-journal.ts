/** The journal: one leaf for everything that was recorded, and the tree over the leaves. */
import type { Migration } from '../migrate.ts'

/**
 * `journal.leaf` is the leaf hash of RFC 6962 over JSON of the five columns before it; `arrival` is the order's row that the entry is about.
 * `journal_nodes` are the roots of perfect subtrees of 2^level leaves, from level 8 on. The edge has one row: 32 bytes for each peak.
 * Heads that nobody could sign have empty keys and signatures.
 */
export const journal: Migration = {
  number: 17,
  name: 'journal',
  sql: `
    CREATE TABLE journal (
      idx INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      leaf BLOB NOT NULL,
      arrival INTEGER
    ) STRICT;
    CREATE INDEX journal_arrival ON journal (arrival, idx) WHERE arrival IS NOT NULL;
    CREATE INDEX journal_adopted ON journal (idx) WHERE kind = 'adopted';
    CREATE TABLE journal_nodes (
      level INTEGER NOT NULL,
      idx INTEGER NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (level, idx)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE journal_edge (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      size INTEGER NOT NULL,
      peaks BLOB NOT NULL
    ) STRICT;
    INSERT INTO journal_edge VALUES (1, 0, x'');
    CREATE TABLE journal_heads (
      size INTEGER PRIMARY KEY,
      root TEXT NOT NULL,
      at INTEGER NOT NULL,
      key TEXT NOT NULL,
      signature TEXT NOT NULL
    ) STRICT;
  `,
}
