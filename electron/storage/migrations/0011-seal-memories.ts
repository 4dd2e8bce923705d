/** Who may seal the blocks of a chain, as it was followed so far. */
import type { Migration } from '../migrate.ts'

/** `memory` is JSON of the watch over the validators (`engine/sealing.ts`). */
export const sealMemories: Migration = {
  number: 11,
  name: 'seal-memories',
  sql: `
    CREATE TABLE seal_memories (
      chain_id INTEGER PRIMARY KEY,
      memory TEXT NOT NULL
    ) STRICT;
  `,
}
