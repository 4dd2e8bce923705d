/** How much was said to each host, kept over restarts. */
import type { OutboundCount } from '#ipc/care.ts'
import type { OutboundHost } from '#shared/contract/care.ts'
import type { Database } from './database.ts'

/** More hosts than this are not kept: those that were spoken to longest ago go. */
const kept = 1_000

/** Adds to what is stored. Called inside a transaction. */
export function addOutbound(database: Database, counts: readonly OutboundCount[]): void {
  for (const { host, purpose, because, requests, sent, received, at } of counts)
    database.run(
      `INSERT INTO outbound (host, purpose, because, requests, sent, received, first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
       ON CONFLICT (host, purpose) DO UPDATE SET because = excluded.because, requests = requests + excluded.requests,
       sent = sent + excluded.sent, received = received + excluded.received, last = max(last, excluded.last)`,
      ...[host, purpose, because, requests, sent, received, at],
    )
  database.run(
    `DELETE FROM outbound WHERE (host, purpose) IN (SELECT host, purpose FROM outbound ORDER BY last DESC LIMIT -1 OFFSET ${kept})`,
  )
}

/** Every host that was spoken to, the latest first. */
export const outboundHosts = (database: Database): OutboundHost[] =>
  database.all('SELECT * FROM outbound ORDER BY last DESC, host').map((row) => ({
    host: String(row.host),
    purpose: row.purpose as OutboundHost['purpose'],
    because: String(row.because),
    requests: Number(row.requests),
    sent: Number(row.sent),
    received: Number(row.received),
    first: Number(row.first),
    last: Number(row.last),
  }))
