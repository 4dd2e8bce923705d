/** What was disclosed to whom, and what is needed to open single fields later. */
import type { Migration } from '../migrate.ts'

/**
 * `disclosures` is a log: it only grows, and triggers see to it. `secrets` holds the key of each export with commitments or pseudonyms, from
 * which its salts derive; `openings` says which order a reference of it means. `told` is JSON of the hidden values, only where the order
 * could still change after the export; `root` is the SHA-256 over the order's commitments, so that values read back later are known to be
 * those of the export. They lie in the order of writing, since an index over references would touch every page for every slice. A secret without a line in the log belongs to an export that never ended.
 */
export const disclosures: Migration = {
  number: 7,
  name: 'disclosures',
  sql: `
    CREATE TABLE disclosures (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      act TEXT NOT NULL CHECK (act IN ('export', 'opening')),
      id TEXT NOT NULL,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      profile TEXT NOT NULL,
      format TEXT,
      filter TEXT,
      columns TEXT NOT NULL,
      rows INTEGER NOT NULL,
      file TEXT,
      sha256 TEXT,
      order_id TEXT,
      field TEXT
    ) STRICT;
    CREATE UNIQUE INDEX disclosures_export ON disclosures (id) WHERE act = 'export';
    CREATE TRIGGER disclosures_stay BEFORE DELETE ON disclosures BEGIN SELECT raise(ABORT, 'the log of disclosures only grows'); END;
    CREATE TRIGGER disclosures_hold BEFORE UPDATE ON disclosures BEGIN SELECT raise(ABORT, 'the log of disclosures only grows'); END;

    CREATE TABLE secrets (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      key BLOB NOT NULL CHECK (length(key) = 32),
      begun_at INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER secrets_stay BEFORE DELETE ON secrets WHEN EXISTS (SELECT 1 FROM disclosures WHERE id = old.id)
      BEGIN SELECT raise(ABORT, 'the key of a disclosure stays'); END;

    CREATE TABLE openings (
      secret INTEGER NOT NULL,
      arrival INTEGER NOT NULL,
      ref BLOB NOT NULL,
      evidence INTEGER NOT NULL,
      root BLOB NOT NULL,
      told TEXT,
      PRIMARY KEY (secret, arrival)
    ) STRICT, WITHOUT ROWID;
  `,
}
