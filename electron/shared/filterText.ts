/** A filter as one line of text, for the filter bar, saved views and the command line: `chain:base kind:swap usd:>1m label:binance`. */
import { formatDecimal, isDecimal, parseDecimal } from './decimal.ts'
import { evidenceLevels } from './evidence.ts'
import { labelRoles } from './labels.ts'
import { flows, type OrderFilter, orderStates } from './order.ts'

/** What the words of a line are looked up in. `nowSeconds` (Unix) is what `time:24h` counts back from. */
export type FilterWords = {
  readonly chains: readonly { readonly chainId: number; readonly name: string }[]
  readonly kinds: readonly { readonly id: string; readonly label: string }[]
  readonly sources: readonly { readonly id: string; readonly label: string }[]
  readonly nowSeconds: number
}

/** `problems`: one sentence for every word that could not be understood; such a word narrows nothing. */
export type ParsedFilter = { readonly filter: OrderFilter; readonly problems: readonly string[] }

type Parts = { -readonly [K in keyof OrderFilter]: OrderFilter[K] }
/** Puts the value of a word into the filter; answers a sentence where it means nothing. */
type Reader = (value: string, parts: Parts, words: FilterWords) => string | null

/** Every key that a line may hold, with an example for suggestions, in the order in which a line is written. */
export const filterKeys = [
  { key: 'chain', example: 'chain:base', help: 'Name or id of a chain; several with commas' },
  { key: 'kind', example: 'kind:swap', help: 'What happened: transfer, swap, mint …' },
  { key: 'token', example: 'token:USDC', help: 'Symbol, contract, or native' },
  { key: 'protocol', example: 'protocol:uniswap-v3', help: 'Who told of it' },
  { key: 'flow', example: 'flow:inflow', help: 'Which way past exchanges' },
  { key: 'usd', example: 'usd:>1m', help: 'Value: >1m, <5m, 1m..5m' },
  { key: 'units', example: 'units:>1000', help: 'Amount of the token itself' },
  { key: 'account', example: 'account:0x28c6…', help: 'Either side’s address, or its beginning' },
  { key: 'label', example: 'label:binance', help: 'Either side’s name' },
  { key: 'role', example: 'role:exchange', help: 'What either side is' },
  { key: 'time', example: 'time:24h', help: '24h, 7d, or 2026-11-01..2026-11-08' },
  { key: 'state', example: 'state:final', help: 'pending, seen, final, reverted …' },
  { key: 'evidence', example: 'evidence:3', help: 'At least this level of proof' },
  { key: 'spam', example: 'spam:show', help: 'show, hide or only' },
  { key: 'internal', example: 'internal:show', help: 'Movements within one exchange: show or hide' },
] as const
export type FilterKey = (typeof filterKeys)[number]['key']

/** Reads a line. Likely spam and movements within one exchange stay folded unless the line says otherwise. Never throws. */
export function parseFilter(line: string, words: FilterWords): ParsedFilter {
  const parts: Parts = { spam: 'hide', internal: 'hide' }
  const free: string[] = []
  const problems: string[] = []
  for (const token of tokensOf(line)) {
    const [, key, value] = /^([a-z]+):(.*)$/s.exec(token.text) ?? []
    const reader = key !== undefined && !token.quoted && Object.hasOwn(readers, key) ? readers[key as FilterKey] : undefined
    if (!reader || value === undefined) {
      free.push(token.text)
      continue
    }
    const problem = value === '' ? `Say after “${key}:” what to look for.` : reader(value, parts, words)
    if (problem !== null) problems.push(problem)
  }
  if (free.length > 0) parts.text = free.join(' ').slice(0, 200)
  return { filter: parts, problems }
}

/** Writes the line that `parseFilter` reads as this filter. Times are written as dates and times of UTC. */
export function formatFilter(filter: OrderFilter, { chains }: Pick<FilterWords, 'chains'>): string {
  const nameOf = (id: number) => chains.find(({ chainId }) => chainId === id)?.name.toLowerCase() ?? String(id)
  const list = (key: FilterKey, values: readonly string[] | undefined) =>
    values?.length ? [`${key}:${values.map(quoteValue).join(',')}`] : []
  const range = (key: FilterKey, from: string | undefined, to: string | undefined) =>
    from !== undefined && to !== undefined
      ? [`${key}:${from}..${to}`]
      : from !== undefined
        ? [`${key}:>=${from}`]
        : to !== undefined
          ? [`${key}:<=${to}`]
          : []
  return [
    ...list('chain', filter.chainIds?.map(nameOf)),
    ...list('kind', filter.kinds),
    ...list('token', filter.assets),
    ...list('protocol', filter.sources),
    ...list('flow', filter.flows),
    ...range('usd', filter.minUsd, filter.maxUsd),
    ...range('units', filter.minUnits, filter.maxUnits),
    ...list('account', filter.account === undefined ? [] : [filter.account]),
    ...list('label', filter.label === undefined ? [] : [filter.label]),
    ...list('role', filter.roles),
    ...range('time', instant(filter.fromTime), instant(filter.toTime)),
    ...list('state', filter.states),
    ...list('evidence', filter.minEvidence === undefined ? [] : [String(filter.minEvidence)]),
    ...(filter.spam === 'hide' ? [] : [`spam:${filter.spam ?? 'show'}`]),
    ...(filter.internal === 'hide' ? [] : ['internal:show']),
    ...(filter.text ? [quoteText(filter.text)] : []),
  ].join(' ')
}

/** One word of a line as it was written; `key` is null for free text. */
export type FilterWord = { readonly raw: string; readonly key: FilterKey | null; readonly value: string }

/** The words of a line, in order: what a filter bar shows as chips. Joined by spaces they are the line again. */
export const filterWordsIn = (line: string): FilterWord[] =>
  rawTokensOf(line).map((raw) => {
    const [, key, value = ''] = /^([a-z]+):(.*)$/s.exec(raw) ?? []
    return key !== undefined && Object.hasOwn(readers, key)
      ? { raw, key: key as FilterKey, value }
      : { raw, key: null, value: unquoteOuter(raw) }
  })

/** Which word of a line says a part of the filter. */
const keyOfPart: Readonly<Record<keyof OrderFilter, FilterKey | null>> = {
  ...{ chainIds: 'chain', kinds: 'kind', assets: 'token', sources: 'protocol', flows: 'flow', roles: 'role', states: 'state' },
  ...{ minUsd: 'usd', maxUsd: 'usd', minUnits: 'units', maxUnits: 'units', account: 'account', label: 'label' },
  ...{ fromTime: 'time', toTime: 'time', minEvidence: 'evidence', spam: 'spam', internal: 'internal', text: null },
}

/** The line with some parts of its filter changed: words of other parts stay as they were written (`time:24h` stays relative). */
export function rewriteFilter(
  line: string,
  parts: { readonly [K in keyof OrderFilter]?: OrderFilter[K] | undefined },
  words: FilterWords,
): string {
  const keys = new Set((Object.keys(parts) as (keyof OrderFilter)[]).map((part) => keyOfPart[part]))
  const kept = filterWordsIn(line).filter(({ key }) => !keys.has(key))
  const whole = { ...parseFilter(line, words).filter, ...parts }
  const touched = Object.entries(whole).filter(([part, value]) => value !== undefined && keys.has(keyOfPart[part as keyof OrderFilter]))
  const shown = { ...(keys.has('spam') ? {} : { spam: 'hide' }), ...(keys.has('internal') ? {} : { internal: 'hide' }) }
  return [...kept.map(({ raw }) => raw), formatFilter({ ...shown, ...Object.fromEntries(touched) } as OrderFilter, words)]
    .filter(Boolean)
    .join(' ')
}

const readers: Readonly<Record<FilterKey, Reader>> = {
  chain: (value, parts, { chains }) =>
    each(value, (name) => {
      const found = chains.find((chain) => String(chain.chainId) === name || fold(chain.name) === fold(name))
      const chainId = found?.chainId ?? (/^\d{1,15}$/.test(name) ? Number(name) : null)
      if (chainId === null) return `No chain is called “${name}”: write its id or one of ${some(chains.map((chain) => chain.name))}.`
      parts.chainIds = [...new Set([...(parts.chainIds ?? []), chainId])]
      return null
    }),
  kind: (value, parts, { kinds }) => each(value, (name) => add(parts, 'kinds', byIdOrLabel(kinds, name), 'kind', name, kinds)),
  protocol: (value, parts, { sources }) =>
    each(value, (name) => add(parts, 'sources', byIdOrLabel(sources, name), 'protocol', name, sources)),
  token: (value, parts) =>
    each(value, (name) => {
      parts.assets = [...new Set([...(parts.assets ?? []), /^0x/i.test(name) || fold(name) === 'native' ? fold(name) : name])]
      return null
    }),
  flow: (value, parts) => each(value, (name) => addKnown(parts, 'flows', [...flows, 'none'], name, 'flow')),
  state: (value, parts) => each(value, (name) => addKnown(parts, 'states', orderStates, name, 'state')),
  role: (value, parts) =>
    each(value, (name) =>
      addKnown(
        parts,
        'roles',
        labelRoles.map(({ id }) => id),
        name,
        'role',
      ),
    ),
  usd: (value, parts) => bounds(value, (from, to) => Object.assign(parts, from && { minUsd: from }, to && { maxUsd: to }), 'usd'),
  units: (value, parts) => bounds(value, (from, to) => Object.assign(parts, from && { minUnits: from }, to && { maxUnits: to }), 'units'),
  account(value, parts) {
    if (!/^0x[0-9a-f]{1,40}$/i.test(value)) return `“${value}” is no address: it begins with 0x. For a name write label:${value}.`
    parts.account = value.toLowerCase()
    return null
  },
  label(value, parts) {
    parts.label = splitValues(value).join(',').slice(0, 120)
    return null
  },
  time(value, parts, { nowSeconds }) {
    const ago = /^(\d{1,6})(m|h|d|w)$/i.exec(value)
    if (ago) {
      parts.fromTime = nowSeconds - Number(ago[1]) * (units[ago[2]?.toLowerCase() ?? 'h'] ?? 3600)
      return null
    }
    const [, sign, single = '', first = '', second = ''] = /^(?:(>=?|<=?)?([^.<>]+)|([^.]*)\.\.([^.]*))$/.exec(value) ?? []
    const from = second || first ? momentOf(first, false) : sign?.startsWith('<') ? null : momentOf(single, false)
    const to = second || first ? momentOf(second, true) : sign?.startsWith('>') ? null : momentOf(single, true)
    if (from === undefined || to === undefined || (from === null && to === null))
      return `“time:${value}” is no time: write 24h, 7d, 2026-11-01 or 2026-11-01..2026-11-08.`
    if (from !== null) parts.fromTime = from
    if (to !== null) parts.toTime = to
    return null
  },
  evidence(value, parts) {
    const level = /^(?:>=)?L?([0-5])$/i.exec(value)?.[1]
    if (level === undefined) return `“evidence:${value}” is no level: write 0 to ${Object.keys(evidenceLevels).length}.`
    parts.minEvidence = Number(level)
    return null
  },
  spam: (value, parts) => fold3(value, parts, 'spam', ['show', 'hide', 'only']),
  internal: (value, parts) => fold3(value, parts, 'internal', ['show', 'hide']),
}

const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, w: 604_800 }

const fold = (text: string): string => text.trim().toLowerCase()

/** Each of the comma-separated values; the first sentence of refusal. */
const each = (value: string, read: (name: string) => string | null): string | null =>
  splitValues(value)
    .map(read)
    .find((problem) => problem !== null) ?? null

type Named = readonly { readonly id: string; readonly label: string }[]

const byIdOrLabel = (known: Named, name: string): string | null =>
  known.find(({ id, label }) => fold(id) === fold(name) || fold(label) === fold(name))?.id ?? null

function add(parts: Parts, key: 'kinds' | 'sources', id: string | null, what: string, name: string, known: Named): string | null {
  if (id === null) return `No ${what} is called “${name}”: write one of ${some(known.map((one) => one.id))}.`
  parts[key] = [...new Set([...(parts[key] ?? []), id])]
  return null
}

function addKnown<K extends 'flows' | 'states' | 'roles'>(
  parts: Parts,
  key: K,
  known: readonly string[],
  name: string,
  what: string,
): string | null {
  if (!known.includes(fold(name))) return `No ${what} is called “${name}”: write one of ${known.join(', ')}.`
  parts[key] = [...new Set([...(parts[key] ?? []), fold(name)])] as Parts[K]
  return null
}

function fold3(value: string, parts: Parts, key: 'spam' | 'internal', known: readonly string[]): string | null {
  if (!known.includes(fold(value))) return `“${key}:${value}” means nothing: write ${known.join(', ')}.`
  if (fold(value) === 'show') delete parts[key]
  else Object.assign(parts, { [key]: fold(value) })
  return null
}

/** `>1m`, `<=5m`, `1m..5m`, `1m` (at least). Bounds are inclusive. */
function bounds(value: string, put: (from: string | null, to: string | null) => void, key: string): string | null {
  const [low, high] = value.includes('..')
    ? value.split('..')
    : /^<=?/.test(value)
      ? ['', value.replace(/^<=?/, '')]
      : [value.replace(/^>=?/, ''), '']
  const [from, to] = [amountOf(low ?? ''), amountOf(high ?? '')]
  if (from === undefined || to === undefined || (from === null && to === null))
    return `“${key}:${value}” is no amount: write ${key}:>1m, ${key}:<250k or ${key}:1m..5m.`
  put(from, to)
  return null
}

const suffixes: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9 }

/** "1.5m" → "1500000", exactly; null for nothing, undefined for what is no amount. */
function amountOf(text: string): string | null | undefined {
  const plain = text.replaceAll(/[$_\s]/g, '').toLowerCase()
  if (plain === '') return null
  const [, digits = '', suffix] = /^(\d+(?:\.\d+)?)([kmb])?$/.exec(plain) ?? []
  if (digits.length > 60 || !isDecimal(digits)) return undefined
  const { digits: value, scale } = parseDecimal(digits)
  const shift = suffix ? (suffixes[suffix] ?? 0) : 0
  return formatDecimal({ digits: value * 10n ** BigInt(shift), scale })
}

/** Unix seconds of a UTC date or date and time; the end of the day (or second) where `end`. Null for nothing, undefined for no time. */
function momentOf(text: string, end: boolean): number | null | undefined {
  const plain = text.trim()
  if (plain === '') return null
  const [, day, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)Z?)?$/.exec(plain) ?? []
  if (day === undefined) return undefined
  const moment = Date.parse(`${day}T${time === '' ? (end ? '23:59:59' : '00:00:00') : time.length === 5 ? `${time}:00` : time}Z`)
  return Number.isNaN(moment) ? undefined : Math.floor(moment / 1000)
}

const instant = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().slice(0, 19)

const some = (names: readonly string[]): string => `${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`

/** Words between spaces; "…" keeps spaces together, and doubled quotes stand for one. */
const tokensOf = (line: string): { text: string; quoted: boolean }[] =>
  rawTokensOf(line).map((text) => ({ text: unquoteOuter(text), quoted: text.startsWith('"') }))

const rawTokensOf = (line: string): string[] => [...line.slice(0, 4000).matchAll(/(?:[^\s"]|"(?:[^"]|"")*"?)+/g)].map(([text]) => text)

const unquoteOuter = (text: string): string =>
  /^[a-z]+:/.test(text) ? text : text.replace(/^"((?:[^"]|"")*)"?$/s, '$1').replaceAll('""', '"')

/** Comma-separated values, each of which may be quoted. */
function splitValues(value: string): string[] {
  const found = value.matchAll(/"((?:[^"]|"")*)"?|([^,]+)/g)
  return [...found]
    .map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')))
    .filter((name) => name !== '')
}

const quoteValue = (value: string): string => (/^[^\s",]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`)
const quoteText = (text: string): string =>
  text
    .split(' ')
    .map((word) => (/^[a-z]+:/.test(word) || word.includes('"') ? `"${word.replaceAll('"', '""')}"` : word))
    .join(' ')
