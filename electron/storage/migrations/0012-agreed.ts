/** What a block was proven by, beside its level: the roots that were recomputed, and who named the same block. */
import type { Migration } from '../migrate.ts'

/** Both are JSON; null where they are not known, as in every block of before this migration. */
export const agreed: Migration = {
  number: 12,
  name: 'agreed',
  sql: `
    ALTER TABLE blocks ADD COLUMN roots TEXT;
    ALTER TABLE blocks ADD COLUMN agreed TEXT;
  `,
}
