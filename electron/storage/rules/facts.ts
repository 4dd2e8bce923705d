/** What is stored, as rules ask for it: every answer counts only what stands before the order in question. */
import type { RuleFacts } from '#engine/rules/defineRule.ts'
import type { TableRow } from '#shared/order.ts'
import { usdText } from '../charts/sums.ts'
import type { Database } from '../database.ts'
import { micros } from '../row.ts'
import { createInflows } from './inflows.ts'

/** Place of an order among all: its time, then the number under which it was stored. */
export type Place = readonly [time: number, arrival: number]

export type FactsOptions = {
  /** Number of a row, where the caller knows it; else it is looked up by the row's id. */
  readonly arrivalOf?: (row: TableRow) => number | undefined
  /** The caller walks through the past: what is written meanwhile on this connection or another need not be seen. */
  readonly walking?: boolean
}

/** So much is remembered of accounts between two changes of the store. */
const mostRemembered = 200_000

/** Over one connection. What was read once is good until the connection writes; with `walking`, for as long as the facts are used. */
export function createFacts(database: Database, { arrivalOf, walking = false }: FactsOptions = {}): RuleFacts {
  const first = new Map<string, Place | null>()
  const inflows = createInflows(database)
  let stamp = ''

  const refresh = () => {
    if (walking) return
    const now = JSON.stringify(database.lists('SELECT total_changes(), (SELECT data_version FROM pragma_data_version)')[0])
    if (now === stamp) return
    stamp = now
    first.clear()
    inflows.forget()
  }
  /** A row that is not stored comes after all of its time. */
  const placeOf = (row: TableRow): Place => [
    row.marks.time,
    arrivalOf?.(row) ?? Number(database.get('SELECT arrival FROM orders WHERE id = ?', row.id)?.arrival ?? Number.MAX_SAFE_INTEGER),
  ]

  const firstOf = (chainId: number, account: string, least: bigint): Place | null => {
    const key = `${chainId}:${account}:${least}`
    const known = first.get(key)
    if (known !== undefined) return known
    const found = [...firstOn('from'), ...firstOn('to')].sort(byPlace)[0] ?? null
    if (first.size >= mostRemembered) first.clear()
    first.set(key, found)
    return found

    function firstOn(side: 'from' | 'to'): Place[] {
      return database
        .lists(
          `SELECT o.block_time, o.arrival FROM orders o INDEXED BY orders_${side} WHERE o.${side}_address = ? AND o.chain_id = ?
           AND coalesce(o.usd_micros, -1) >= ? AND ${stands} ORDER BY o.block_time, o.arrival LIMIT 1`,
          account,
          chainId,
          least,
        )
        .map(([time, arrival]): Place => [Number(time), Number(arrival)])
    }
  }

  const countBefore = ([time, arrival]: Place, chainId: number, account: string, from: number, least: bigint, most: number): number => {
    const on = (side: 'from' | 'to', only: string) => `SELECT 1 FROM (SELECT 1 FROM orders o INDEXED BY orders_${side}
      WHERE o.${side}_address = ?1 AND o.chain_id = ?2 AND o.block_time BETWEEN ?3 AND ?4 AND (o.block_time < ?4 OR o.arrival < ?5)
      AND coalesce(o.usd_micros, -1) >= ?6 AND ${stands}${only} LIMIT ?7)`
    // An order of an account with itself is one order.
    const both = `${on('from', '')} UNION ALL ${on('to', ' AND o.from_address <> ?1')}`
    const row = database.get(`SELECT count(*) AS count FROM (${both})`, account, chainId, from, time, arrival, least, most)
    return Math.min(most, Number(row?.count))
  }

  return {
    dealings(row, account, { minutes, minUsd, most }) {
      refresh()
      const place = placeOf(row)
      const least = minUsd === undefined ? -1n : micros(minUsd)
      const folded = account.toLowerCase()
      if (minutes !== undefined) return countBefore(place, row.chainId, folded, place[0] - minutes * 60, least, most)
      const found = firstOf(row.chainId, folded, least)
      if (found === null || byPlace(found, place) >= 0) return 0
      return most === 1 ? 1 : countBefore(place, row.chainId, folded, -1, least, most)
    },
    netInflow(row, options) {
      refresh()
      return usdText(inflows.before(placeOf(row), options))
    },
  }
}

/** What was taken back, or never came, is no dealing. */
const stands = "o.state IN ('pending', 'seen', 'final')"

const byPlace = (a: Place, b: Place): number => a[0] - b[0] || a[1] - b[1]
