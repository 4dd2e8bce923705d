/** Which sources of labels the user took out, and which edition of the built-in list is stored. */
import type { Migration } from '../migrate.ts'

/** `edition` is that of the list that came with the app; `off` 1: removed by the user, not to be loaded or learnt again. */
export const labelSources: Migration = {
  number: 8,
  name: 'label-sources',
  sql: `
    CREATE TABLE label_sources (
      source TEXT PRIMARY KEY,
      edition TEXT,
      off INTEGER NOT NULL CHECK (off IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX names_role ON names (role, address, chain_id);
  `,
}
