/** What the user's retention removed, so that what is left never passes for the whole. */
import type { Migration } from '../migrate.ts'

/** `until` is the time of the newest block, in Unix seconds, of which orders were removed. */
export const removed: Migration = {
  number: 15,
  name: 'removed',
  sql: `
    CREATE TABLE removed (
      chain_id INTEGER PRIMARY KEY,
      orders INTEGER NOT NULL,
      until INTEGER NOT NULL
    ) STRICT;
  `,
}
