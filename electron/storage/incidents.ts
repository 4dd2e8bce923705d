/** What endpoints did wrong, as it is shown to the user and to their operators. */
import type { Incident } from '#engine/ports.ts'
import type { Database } from './database.ts'

/** Kept per chain: an endpoint that lies in every answer must not fill the disk. */
const kept = 1_000
const longest = 1_000

/** Writes one down and forgets what is beyond the newest 1,000 of its kind and chain; a sentence is cut at 1,000 characters. */
export function addIncident(database: Database, { chainId, host, at, code, block, sentence, data }: Incident): void {
  database.run(
    'INSERT INTO incidents (chain_id, host, at, code, block, sentence, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
    chainId,
    host.slice(0, longest),
    Math.trunc(at),
    code,
    block,
    sentence.slice(0, longest),
    JSON.stringify(data),
  )
  const alike = sql(code.startsWith('SEAL_') ? 'alarm' : 'endpoint')
  database.run(
    `DELETE FROM incidents WHERE chain_id = ?1 AND ${alike}
     AND seq <= (SELECT seq FROM incidents WHERE chain_id = ?1 AND ${alike} ORDER BY seq DESC LIMIT 1 OFFSET ?2)`,
    chainId,
    kept,
  )
}

type Kind = 'endpoint' | 'alarm'

/** Alarms about validators stand in the same table, under codes of their own. */
const sql = (kind: Kind): string => `substr(code, 1, 5) ${kind === 'alarm' ? '=' : '<>'} 'SEAL_'`

/** Newest first; of both kinds where none is named. */
export const incidentsOf = (database: Database, chainId: number, limit: number, kind?: Kind): Incident[] =>
  database
    .all(
      `SELECT * FROM incidents WHERE chain_id = ? ${kind === undefined ? '' : `AND ${sql(kind)}`} ORDER BY seq DESC LIMIT ?`,
      chainId,
      limit,
    )
    .map((row) => ({
      chainId: Number(row.chain_id),
      host: String(row.host),
      at: Number(row.at),
      code: String(row.code),
      block: row.block === null ? null : Number(row.block),
      sentence: String(row.sentence),
      data: JSON.parse(String(row.data)) as Incident['data'],
    }))
