/** Columns of an export: one SQL expression each, and how its value is written. */
import { EngineError } from '#engine/errors.ts'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import { columnsOf, type ExportProfile, type FullColumn, type TimeZone } from '#shared/export.ts'
import type { Value as Stored } from '../database.ts'

/** `usd` is a decimal string; formats that have exact decimals may write it as one beside the text. */
export type Kind = 'integer' | 'text' | 'usd'
export type Cell = string | number | null
export type Head = { readonly name: string; readonly kind: Kind }

export type Column = Head & {
  /** Over `orders o`, its asset `a` and the received one `r`. */
  readonly sql: string
  read(stored: Stored): Cell
  /**
   * What neighbouring columns are made of together: `text`, where the stored value is what is written and seldom needs quoting; or the
   * expression of an asset's key, where nothing but that asset is read.
   */
  readonly joins?: 'text' | 'o.asset' | 'o.received_asset'
}

export type Reading = { chainName(chainId: number): string; readonly timeZone: TimeZone }

/** Names of the columns to write, in order. Throws EngineError BAD_INPUT for one that the profile does not have, or has twice. */
export const namesOf = (profile: ExportProfile, asked: readonly string[] | undefined): readonly string[] =>
  namesAmong(columnsOf[profile], asked)

/** As `namesOf`, of any columns. */
export function namesAmong(known: readonly string[], asked: readonly string[] | undefined): readonly string[] {
  if (asked === undefined) return known
  const names = asked.map((name) => (name === 'block_time' || name === 'block_time_local' ? 'block_time_utc' : name))
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new EngineError('BAD_INPUT', `There is no column “${unknown.slice(0, 60)}”; choose from ${known.join(', ')}.`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new EngineError('BAD_INPUT', `The column “${twice}” is asked for twice: name each column once.`)
  if (names.length === 0) throw new EngineError('BAD_INPUT', 'No column is chosen: name at least one, or leave the choice out.')
  return names
}

/** The columns of these names of the full or the regulator's profile. */
export function columnsFor(names: readonly string[], reading: Reading): Column[] {
  const all = everyColumn(reading)
  return names.map((name) => {
    const column = all[name]
    if (column === undefined) throw new EngineError('BAD_INPUT', `There is no column “${name}”.`)
    return { name: name === 'block_time_utc' && reading.timeZone === 'local' ? 'block_time_local' : name, ...column }
  })
}

type Sources = Record<FullColumn, Omit<Column, 'name'>> & Record<string, Omit<Column, 'name'>>

function everyColumn({ chainName, timeZone }: Reading): Sources {
  const utc = isoWriter('utc')
  return {
    id: text('o.id'),
    chain_id: integer('o.chain_id'),
    chain: { kind: 'text', sql: 'o.chain_id', read: (stored) => chainName(Number(stored)) || null },
    block_number: integer('nullif(o.block_number, -1)'),
    block_hash: text("nullif(o.block_hash, '')"),
    block_time_utc: time('CASE WHEN o.block_number <> -1 THEN nullif(o.block_time, -1) END', isoWriter(timeZone)),
    tx_hash: text('o.tx_hash'),
    position: integer('o.position'),
    kind: text('o.kind'),
    source: text('o.source'),
    from: text('o.from_address'),
    to: text('o.to_address'),
    asset_address: { ...free('a.address'), joins: 'o.asset' },
    asset_symbol: { ...free('a.symbol'), joins: 'o.asset' },
    amount: text('o.amount'),
    received_address: { ...free('r.address'), joins: 'o.received_asset' },
    received_symbol: { ...free('r.symbol'), joins: 'o.received_asset' },
    received_amount: text('o.received_amount'),
    usd: { kind: 'usd', sql: 'o.usd', read: asText, joins: 'text' },
    priced_by: text('o.priced_by'),
    evidence: integer('o.evidence'),
    state: text('o.state'),
    evidence_label: {
      kind: 'text',
      sql: 'o.evidence',
      read: (stored) => evidenceLevels[Number(stored) as EvidenceLevel]?.label ?? 'Unproven',
    },
    block_parent_hash: text(ofBlock('parent_hash')),
    block_endpoint: text(ofBlock('endpoint')),
    block_notes: { kind: 'text', sql: ofBlock('notes'), read: (stored) => (stored === null ? null : listed(String(stored))) },
    price_sources: free("json_extract(o.notes, '$.prices')"),
    put_together: free("json_extract(o.notes, '$.how')"),
    covered_from: integer(ofCoverage('first')),
    covered_to: integer(ofCoverage('last')),
    coverage_evidence: integer(ofCoverage('evidence')),
    first_seen_utc: time('o.first_seen_at / 1000', utc),
    changed_utc: time('o.changed_at / 1000', utc),
  }
}

const asText = (stored: Stored): Cell => (stored === null ? null : String(stored))
const free = (sql: string): Omit<Column, 'name'> => ({ kind: 'text', sql, read: asText })
const text = (sql: string): Omit<Column, 'name'> => ({ ...free(sql), joins: 'text' })
const integer = (sql: string): Omit<Column, 'name'> => ({
  kind: 'integer',
  sql,
  read: (stored) => (stored === null ? null : Number(stored)),
  joins: 'text',
})
const time = (sql: string, iso: (seconds: number) => string): Omit<Column, 'name'> => ({
  kind: 'text',
  sql,
  read: (stored) => (stored === null ? null : iso(Number(stored))),
})

const ofBlock = (column: string): string => `(SELECT b.${column} FROM blocks b WHERE b.chain_id = o.chain_id AND b.hash = o.block_hash)`
/** Ranges are disjoint: only the last one that begins at or before the block can hold it. */
const ofCoverage = (column: string): string =>
  `(SELECT CASE WHEN c.last >= o.block_number THEN c.${column} END FROM coverage c
    WHERE c.chain_id = o.chain_id AND c.first <= o.block_number ORDER BY c.first DESC LIMIT 1)`

function listed(json: string): string | null {
  const notes: unknown = JSON.parse(json)
  return Array.isArray(notes) && notes.length > 0 ? notes.join('; ') : null
}

/**
 * Unix seconds as ISO text: `…Z`, or in the system's zone with its offset. Orders of one block stand together, so the last answer is kept.
 * ECMAScript dates end at 8.64e12 seconds; a chain may claim any number, which is then written as it is.
 */
export function isoWriter(timeZone: TimeZone): (seconds: number) => string {
  let last = Number.NaN
  let said = ''
  return (seconds) => {
    if (seconds !== last) {
      last = seconds
      said = Math.abs(seconds) > 8.63e12 ? String(seconds) : timeZone === 'utc' ? new Date(seconds * 1000).toISOString() : localIso(seconds)
    }
    return said
  }
}

function localIso(seconds: number): string {
  const offset = -new Date(seconds * 1000).getTimezoneOffset()
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const sign = offset < 0 ? '-' : '+'
  const local = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, -1)
  return `${local}${sign}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`
}
