/** What endpoints did wrong, with the evidence. */
import type { Migration } from '../migrate.ts'

/** `data` is JSON: what was expected and what was found. */
export const incidents: Migration = {
  number: 5,
  name: 'incidents',
  sql: `
    CREATE TABLE incidents (
      seq INTEGER PRIMARY KEY,
      chain_id INTEGER NOT NULL,
      host TEXT NOT NULL,
      at INTEGER NOT NULL,
      code TEXT NOT NULL,
      block INTEGER,
      sentence TEXT NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX incidents_chain ON incidents (chain_id, seq);
  `,
}
