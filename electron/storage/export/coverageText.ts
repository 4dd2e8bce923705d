/** What an export covers, in plain words: so that a row that is not in it says something. */
import type { CoverageRange } from '#engine/ports.ts'
import { commitmentDomain, natureCodes, usdBands } from '#shared/disclosure.ts'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import type { OrderFilter } from '#shared/order.ts'
import { joined, levelsOf } from '../coverage.ts'
import type { Database } from '../database.ts'

/** One chain of an export: its rows in the file, and what is covered, ascending and disjoint; ranges that touch differ in level. */
export type ChainCoverage = {
  readonly chainId: number
  readonly name: string
  readonly rows: number
  readonly ranges: readonly CoverageRange[]
  /** What the user's retention removed, up to this Unix second; absent where nothing was. */
  readonly removed?: { readonly orders: number; readonly until: number }
}

/** The chains that the filter asks for: all that were ever read, and those that have rows in the file. `rows` counts them by chain. */
export function chainsCovered(
  database: Database,
  filter: OrderFilter,
  rows: ReadonlyMap<number, number>,
  chainName: (chainId: number) => string,
): ChainCoverage[] {
  const known = database.all('SELECT DISTINCT chain_id FROM coverage').map((row) => Number(row.chain_id))
  const asked = filter.chainIds?.length ? filter.chainIds : [...known, ...rows.keys()]
  return [...new Set(asked)]
    .sort((a, b) => a - b)
    .map((chainId) => {
      const gone = database.get('SELECT orders, until FROM removed WHERE chain_id = ?', chainId)
      return {
        ...{ chainId, name: chainName(chainId), rows: rows.get(chainId) ?? 0, ranges: levelsOf(database, chainId) },
        ...(gone ? { removed: { orders: Number(gone.orders), until: Number(gone.until) } } : {}),
      }
    })
}

/** The whole statement, as the text file beside the export has it. `at` is Unix milliseconds; `zone` names the system's zone where the file uses it. */
export function coverageText(
  file: string,
  at: number,
  filter: OrderFilter,
  chains: readonly ChainCoverage[],
  zone: string | null = null,
): string {
  const rows = chains.reduce((sum, chain) => sum + chain.rows, 0)
  const used = [...new Set(chains.flatMap(({ ranges }) => ranges.map(({ evidence }) => evidence)))].sort()
  return [
    `What ${file} covers`,
    '',
    zone === null
      ? `Written ${iso(at)} by Crowsnest. All times, here and in the file, are UTC.`
      : `Written ${iso(at)} by Crowsnest. Times here are UTC; those in the file are of the zone ${zone}, each with its offset from UTC.`,
    `Rows: ${rows}`,
    `Filter: ${filterWords(filter)}`,
    `Filter as JSON: ${JSON.stringify(filter)}`,
    'An order below the thresholds that were set when its block was read was not stored, and so is not in the file.',
    ...chains.flatMap((chain) => ['', ...chainLines(chain)]),
    ...(chains.length === 0 ? ['', 'No block of any chain was read yet.'] : []),
    '',
    ...used.map(levelLine),
    '',
  ].join('\n')
}

/** The statement beside an export that hides: how to read it and how an opening is checked, and nothing of what is hidden. */
export const peerText = (file: string, at: number, disclosure: string, rows: number): string =>
  [
    `What ${file} shows`,
    '',
    `Written ${iso(at)} by Crowsnest. All times, here and in the file, are UTC.`,
    `Export: ${disclosure}`,
    `Rows: ${rows}`,
    'Filter, chains and ranges of blocks are withheld.',
    '',
    `nature: ${Object.entries(natureCodes)
      .map(([kind, code]) => `${code} ${kind}`)
      .join(', ')}; any other kind N99`,
    `usd_band: ${usdBands.join(', ')}; a lower bound belongs to its band`,
    'time_bucket_utc: the hour of the block',
    'from_pseudonym, to_pseudonym: equal for equal accounts within this file, and unrelated to those of any other file',
    'order: the reference of an order in this file, unrelated to those of any other file',
    '',
    'Every other column is a commitment to the field that it is named after: SHA-256 over',
    `  ${commitmentDomain}, export, order, field, "v" (or "n" where the field is empty), value, salt,`,
    'each as UTF-8 (the salt as its 32 bytes) after its length in four bytes, big end first. An opening names value and salt of one field;',
    'it is checked with: headless -- open --check OPENING.json --against FILE',
    '',
  ].join('\n')

/** One line a chain, for a terminal. */
export function coverageLine({ chainId, name, rows, ranges }: ChainCoverage): string {
  const whole = joined(ranges)
  const gaps = gapsOf(whole)
  const read = whole.map((range) => `${span(range)} ${levelWords(range.evidence)}`).slice(-3)
  const parts = [
    `${name || 'Chain'} (chain ${chainId}): ${plural(rows, 'row')}`,
    read.length > 0 ? read.join(', ') : 'no block was read',
    whole.length > read.length ? `${whole.length - read.length} earlier ranges` : null,
    gaps.length > 0 ? `${plural(sum(gaps), 'block')} in between known to be missing` : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function chainLines({ chainId, name, rows, ranges, removed }: ChainCoverage): string[] {
  const title = `${name || 'Chain'} (chain ${chainId}): ${plural(rows, 'row')}`
  if (ranges.length === 0) return [title, '  No block of this chain is covered.']
  const gaps = gapsOf(ranges)
  return [
    title,
    `  Read without a hole (${plural(sum(ranges), 'block')}):`,
    ...ranges.map((range) => `    ${span(range)} ${levelWords(range.evidence)} (${plural(range.to - range.from + 1, 'block')})`),
    ...(gaps.length === 0
      ? ['  Known to be incomplete: nothing.']
      : [`  Known to be incomplete (${plural(sum(gaps), 'block')}, not read yet):`]),
    ...gaps.map((gap) => `    ${span(gap)} (${plural(gap.to - gap.from + 1, 'block')})`),
    ...(removed === undefined ? [] : [removedLine(removed)]),
    '  Everything else of this chain was never read.',
  ]
}

const removedLine = ({ orders, until }: { readonly orders: number; readonly until: number }): string =>
  `  Removed by age, as the settings asked: ${plural(orders, 'order')} of blocks up to ${iso(until * 1000)}. Rows of that time are missing in the file.`

type Span = { readonly from: number; readonly to: number }

function gapsOf(ranges: readonly Span[]): Span[] {
  return ranges.flatMap(({ from }, index) => {
    const before = ranges[index - 1]
    return before && before.to + 1 < from ? [{ from: before.to + 1, to: from - 1 }] : []
  })
}

/** Level 1 is one endpoint's word: nothing is called proven there. */
const levelWords = (evidence: number): string => (evidence > 1 ? `proven complete at L${evidence}` : `read at L${evidence}`)

function levelLine(evidence: number): string {
  const { short, label, proves } = evidenceLevels[evidence as EvidenceLevel]
  return `${short} ${label}: ${proves}`
}

function filterWords(filter: OrderFilter): string {
  const { chainIds, kinds, states, assets, minUsd, text, flows, spam, internal, roles, fromTime, toTime } = filter
  const list = (name: string, choices: readonly (string | number)[] | undefined) =>
    choices?.length ? `${name} ${choices.join(' or ')}` : null
  const parts = [
    list('chain', chainIds),
    list('kind', kinds),
    list('state', states),
    list('asset', assets),
    minUsd === undefined ? null : `at least ${minUsd} USD (orders without a price are left out)`,
    text?.trim() ? `symbol, address or hash with ${JSON.stringify(text.trim())}` : null,
    list('flow', flows),
    list('account of role', roles),
    spam === undefined ? null : spam === 'hide' ? 'likely spam left out' : 'likely spam only',
    internal === undefined ? null : 'movements within one exchange left out',
    fromTime === undefined ? null : `block time from ${iso(fromTime * 1000)}`,
    toTime === undefined ? null : `block time up to ${iso(toTime * 1000)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'none; every stored order is in the file' : parts.join('; ')
}

/** ECMAScript dates end at 8.64e15 milliseconds; a filter may name any number. */
const iso = (at: number): string => (Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : `${at / 1000} s`)
const sum = (spans: readonly Span[]): number => spans.reduce((total, { from, to }) => total + to - from + 1, 0)
const span = ({ from, to }: Span): string => (from === to ? `block ${from}` : `blocks ${from} to ${to}`)
const plural = (count: number, noun: string): string => `${count} ${count === 1 ? noun : `${noun}s`}`
