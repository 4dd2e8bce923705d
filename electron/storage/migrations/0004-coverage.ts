/** The coverage ledger: which blocks of a chain were read, proven and stored, and at which level. */
import type { Migration } from '../migrate.ts'

/**
 * Ranges of a chain are disjoint; two that touch differ in `evidence`, the least level of their blocks. In a file of before this migration
 * the run of each chain counts as covered, at level 1: what its forgotten blocks had reached is not known any more.
 */
export const coverage: Migration = {
  number: 4,
  name: 'coverage',
  sql: `
    CREATE TABLE coverage (
      chain_id INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      evidence INTEGER NOT NULL,
      PRIMARY KEY (chain_id, first)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO coverage SELECT c.chain_id, c.run_from, max(b.number), 1 FROM chains c
    JOIN blocks b ON b.chain_id = c.chain_id AND b.live = 1 GROUP BY c.chain_id, c.run_from HAVING max(b.number) >= c.run_from;
  `,
}
