/** What the watch over the validators of each chain needs to go on after a restart: one text a chain, which only the watch reads. */
import type { Database } from './database.ts'

/** The text last remembered; null for none. */
export function sealMemoryOf(database: Database, chainId: number): string | null {
  const memory = database.get('SELECT memory FROM seal_memories WHERE chain_id = ?', chainId)?.memory
  return typeof memory === 'string' ? memory : null
}

/** Replaces it; null forgets. */
export function rememberSeals(database: Database, chainId: number, memory: string | null): void {
  if (memory === null) database.run('DELETE FROM seal_memories WHERE chain_id = ?', chainId)
  else
    database.run(
      'INSERT INTO seal_memories (chain_id, memory) VALUES (?, ?) ON CONFLICT DO UPDATE SET memory = excluded.memory',
      chainId,
      memory,
    )
}
