/** Messages that wait for a channel, and what became of them: on the disk before anything is sent, so that a crash repeats and loses none. */
import type { Delivery, DeliveryStanding, DeliveryStore } from '#ipc/services.ts'
import { Announcement } from '#shared/channels.ts'
import type { Database, Row } from './database.ts'

/** Puts a message into the queue of a channel. Call it in the transaction that makes what it tells of. `at` in Unix milliseconds. */
export function addDelivery(database: Database, channelId: string, announcement: Announcement, at: number): void {
  database.run(
    'INSERT INTO deliveries (channel_id, announcement, at, next_at) VALUES (?, ?, ?, ?)',
    channelId,
    JSON.stringify(announcement),
    at,
    at,
  )
}

/** The queues of a store. `write` runs its work in a transaction, and throws EngineError where nothing can be written. */
export const createDeliveries = (database: Database, write: <T>(work: () => T) => T): DeliveryStore => ({
  add: (channelId, announcement, at) => write(() => addDelivery(database, channelId, announcement, at)),
  next(channelId) {
    for (;;) {
      const row = database.get(`SELECT ${columns} FROM deliveries WHERE ${isWaiting} ORDER BY id LIMIT 1`, channelId)
      const delivery = row ? toDelivery(row) : null
      if (row === undefined || delivery !== null) return delivery
      write(() => giveUp(database, Number(row.id), unreadable))
    }
  },
  untried: (channelId) => countOf(database.get(`SELECT count(*) AS n FROM deliveries WHERE ${isWaiting} AND attempts = 0`, channelId)),
  begin: (id) => write(() => void database.run('UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?', id)),
  postpone: (id, nextAt, error) =>
    write(() => void database.run('UPDATE deliveries SET next_at = ?, error = ? WHERE id = ?', nextAt, error, id)),
  arrived: (id, at) =>
    write(() => void database.run('UPDATE deliveries SET next_at = NULL, sent_at = ?, error = NULL WHERE id = ?', at, id)),
  giveUp: (id, error) => write(() => giveUp(database, id, error)),
  gather: (channelId, limit, inOne) => write(() => gather(database, channelId, limit, inOne)),
  hurry: (channelId, at) => write(() => void database.run(`UPDATE deliveries SET next_at = ? WHERE ${isWaiting}`, at, channelId)),
  standing: (channelId) => standingOf(database, channelId),
  noteSent(channelId, announcement, at) {
    write(() => {
      addDelivery(database, channelId, announcement, at)
      database.run('UPDATE deliveries SET next_at = NULL, sent_at = ?, attempts = 1 WHERE id = last_insert_rowid()', at)
    })
  },
  forget: (channelId) => write(() => void database.run('DELETE FROM deliveries WHERE channel_id = ?', channelId)),
  prune: (before) => write(() => void database.run('DELETE FROM deliveries WHERE next_at IS NULL AND at < ?', before)),
})

const columns = 'id, channel_id, announcement, at, attempts, next_at'
const isWaiting = 'channel_id = ? AND next_at IS NOT NULL'

const countOf = (row: Row | undefined): number => Number(row?.n ?? 0)

const unreadable = 'A message that waited was written by another version of Crowsnest and cannot be sent by this one.'

const giveUp = (database: Database, id: number, error: string): void =>
  void database.run('UPDATE deliveries SET next_at = NULL, error = ? WHERE id = ?', error, id)

/** Null where the message has a form that this version does not know. */
function toDelivery(row: Row): Delivery | null {
  const announcement = Announcement.safeParse(parsed(String(row.announcement)))
  if (!announcement.success) return null
  return {
    ...{ id: Number(row.id), channelId: String(row.channel_id), announcement: announcement.data },
    ...{ at: Number(row.at), attempts: Number(row.attempts), nextAt: Number(row.next_at) },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What was tried already may have arrived under its own id: only what was not can become a part of something else. */
function gather(database: Database, channelId: string, limit: number, inOne: Parameters<DeliveryStore['gather']>[2]): number {
  const rows = database.all(`SELECT ${columns} FROM deliveries WHERE ${isWaiting} AND attempts = 0 ORDER BY id LIMIT ?`, channelId, limit)
  const deliveries = rows.flatMap((row) => {
    const delivery = toDelivery(row)
    if (delivery === null) giveUp(database, Number(row.id), unreadable)
    return delivery ?? []
  })
  const [first, last] = [deliveries[0], deliveries.at(-1)]
  if (first === undefined || last === undefined || deliveries.length < 2) return 0
  const one = JSON.stringify(inOne(deliveries))
  database.run(`DELETE FROM deliveries WHERE ${isWaiting} AND attempts = 0 AND id >= ? AND id < ?`, channelId, first.id, last.id)
  database.run('UPDATE deliveries SET announcement = ? WHERE id = ?', one, last.id)
  return deliveries.length
}

function standingOf(database: Database, channelId: string): DeliveryStanding {
  const sent = database.get(
    'SELECT max(sent_at) AS at, coalesce(max(id), 0) AS id FROM deliveries WHERE channel_id = ? AND sent_at IS NOT NULL',
    channelId,
  )
  const head = database.get(`SELECT next_at, error FROM deliveries WHERE ${isWaiting} ORDER BY id LIMIT 1`, channelId)
  const lost = 'FROM deliveries WHERE channel_id = ? AND next_at IS NULL AND sent_at IS NULL AND id > ?'
  const since = Number(sent?.id ?? 0)
  const last = database.get(`SELECT error ${lost} ORDER BY id DESC LIMIT 1`, channelId, since)?.error
  return {
    waiting: countOf(database.get(`SELECT count(*) AS n FROM deliveries WHERE ${isWaiting}`, channelId)),
    nextAt: head === undefined ? null : Number(head.next_at),
    lastSent: typeof sent?.at === 'number' ? sent.at : null,
    givenUp: countOf(database.get(`SELECT count(*) AS n ${lost}`, channelId, since)),
    error: typeof head?.error === 'string' ? head.error : typeof last === 'string' ? last : null,
  }
}
