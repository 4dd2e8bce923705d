/** What the journal says of a stored order: a digest of all that the order is, as it stands in its row. */
import { createHash } from 'node:crypto'
import type { Database, Row } from '../database.ts'
import { columns, joins, micros, toOrder } from '../row.ts'

/** Columns and joins that a digest needs, with everything else of a row. */
export const digestColumns = `${columns}, o.notes, o.spam AS own_spam, CAST(o.usd_micros AS TEXT) AS micros`

/** SHA-256 in hex over the order, its number, its notes and what follows from them. Marks that change by themselves (names, verdicts) are not in it. */
export const wholeDigest = (row: Row): string => digestOf(row.arrival, toOrder(row), row)

const digestOf = (arrival: unknown, order: ReturnType<typeof toOrder>, row: Row): string => digestText(textOf(Number(arrival), order, row))

/** The text that is digested; evidence carries it, so that the journal's leaf can be recomputed from it. */
export const orderText = (row: Row): string => textOf(Number(row.arrival), toOrder(row), row)

export const digestText = (text: string): string => createHash('sha256').update(text).digest('hex')

const textOf = (arrival: number, order: ReturnType<typeof toOrder>, row: Row): string =>
  JSON.stringify([arrival, order, Number(row.estimated), Number(row.own_spam), Number(row.ceiling), Number(row.first_seen_at), row.notes])

/** Whether the number that filters use is the one that follows from the price. */
export const sortsAsPriced = (row: Row): boolean => row.micros === (row.usd === null ? null : micros(String(row.usd)).toString())

/** One row by its number, with what its digest needs. */
export const digestRow = (database: Database, arrival: number): Row | undefined =>
  database.get(`SELECT ${digestColumns} FROM orders o ${joins} WHERE o.arrival = ?`, arrival)
