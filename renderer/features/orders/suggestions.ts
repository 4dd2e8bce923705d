/** What the filter field proposes while one types: words of the filter, and values of the word that is being written. */
import { type FilterKey, type FilterWords, filterKeys, filterWordsIn } from '#shared/filterText.ts'
import { labelRoles } from '#shared/labels.ts'
import { flows, orderStates, type TableRow } from '#shared/order.ts'
import { safeName } from '../../format/address.ts'
import { dayOf } from '../../format/time.ts'
import { hostWord, t } from '../../i18n/t.ts'
import { evidenceWords, kindWords, roleWords, sourceWords } from '../../i18n/words.ts'
import { keyHelp } from './filterWords.ts'
import { flowWords } from './parties.tsx'
import { stateWords } from './states.ts'

export type Suggestion = {
  /** What the field holds when it is taken. */
  readonly text: string
  readonly label: string
  readonly note: string
  /** Whether it is a whole word of the filter: then it is counted, and taking it ends the writing. */
  readonly whole: boolean
}

/** What is known here of tokens and names: the rows that are at hand, and what the host found. */
export type Seen = { readonly rows: readonly TableRow[]; readonly labels: readonly string[] }

const most = 60

/** Proposals for what is written so far. */
export function suggestionsFor(draft: string, words: FilterWords, seen: Seen): Suggestion[] {
  const written = draft.trimStart()
  const word = filterWordsIn(written).at(-1)
  if (word?.key) return valuesOf(word.key, word.value, words, seen).slice(0, most)
  const text = written.trim().toLowerCase()
  const keys = filterKeys
    .filter(({ key }) => text === '' || key.startsWith(text))
    .map(({ key, example }) => ({ text: `${key}:`, label: `${key}:`, note: `${t(keyHelp[key])}  ${example}`, whole: false }))
  if (text === '') return keys
  const found = (['kind', 'chain', 'state', 'flow', 'token', 'label', 'protocol'] as const).flatMap((key) =>
    valuesOf(key, text, words, seen).slice(0, 4),
  )
  const free = { text: written.trim(), label: written.trim(), note: t('Symbol, name, address or hash'), whole: true }
  return [free, ...keys, ...found.slice(0, 12)]
}

/** Values of one word that fit what is written behind it; values before the last comma are kept. */
function valuesOf(key: FilterKey, value: string, words: FilterWords, seen: Seen): Suggestion[] {
  const comma = value.lastIndexOf(',') + 1
  const kept = value.slice(0, comma)
  const typed = value.slice(comma).replaceAll('"', '').toLowerCase()
  return choices(key, words, seen)
    .filter(({ value: each, label }) => typed === '' || each.toLowerCase().includes(typed) || label.toLowerCase().includes(typed))
    .sort((a, b) => Number(b.value.toLowerCase().startsWith(typed)) - Number(a.value.toLowerCase().startsWith(typed)))
    .map(({ value: each, label }) => {
      const text = `${key}:${kept}${/[\s",]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each}`
      return { text, label: text, note: label.toLowerCase() === each.toLowerCase() ? '' : label, whole: true }
    })
}

type Choice = { readonly value: string; readonly label: string }
const plain = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }))

function choices(key: FilterKey, words: FilterWords, seen: Seen): Choice[] {
  switch (key) {
    case 'chain':
      return words.chains.map(({ name, chainId }) => ({ value: name.toLowerCase(), label: String(chainId) }))
    case 'kind':
      return words.kinds.map(({ id, label }) => ({ value: id, label: kindWords(id, label) }))
    case 'protocol':
      return words.sources.map(({ id, label }) => ({ value: id, label: sourceWords(id, label) }))
    case 'flow':
      return [...flows.map((flow) => ({ value: flow, label: flowWords[flow][1] })), { value: 'none', label: t('No exchange') }]
    case 'state':
      return orderStates.map((state) => ({ value: state, label: stateWords[state].word }))
    case 'role':
      return labelRoles.map(({ id }) => ({ value: id, label: roleWords(id) }))
    case 'evidence':
      return [1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: evidenceWords(level)?.label ?? '' }))
    case 'spam':
      return plain(['show', 'hide', 'only'])
    case 'internal':
      return plain(['show', 'hide'])
    case 'usd':
      return plain(['>100k', '>1m', '>10m', '>100m', '250k..1m'])
    case 'units':
      return plain(['>100', '>1k', '>100k', '>1m'])
    case 'time':
      return [...plain(['15m', '1h', '24h', '7d', '30d']), today(words.nowSeconds)]
    case 'token':
      return plain(byFrequency(seen.rows.flatMap(({ asset, received }) => [asset.symbol, received?.asset.symbol ?? asset.symbol])))
    case 'label':
      return plain([...new Set([...seen.labels, ...byFrequency(seen.rows.flatMap(namesOf))])])
    case 'account':
      return seen.rows
        .flatMap(({ from, to, marks }) => [
          { value: from, label: marks.fromLabel ? safeName(marks.fromLabel.name, 40) : from },
          { value: to, label: marks.toLabel ? safeName(marks.toLabel.name, 40) : to },
        ])
        .filter(({ value }, index, all) => all.findIndex((other) => other.value === value) === index)
  }
}

const namesOf = ({ marks: { fromLabel, toLabel } }: TableRow): string[] =>
  [fromLabel, toLabel].flatMap((label) => (label ? [label.entity ?? label.name] : []))

function today(nowSeconds: number): Choice {
  const date = new Date(nowSeconds * 1000)
  return { value: date.toISOString().slice(0, 10), label: t('{day}, UTC', { day: dayOf(date) }) }
}

/** The most frequent first. Hostile names are left to be typed by those who want them. */
function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) if (name === safeName(name, 40)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
}

/** A value of a word as a reader says it: “chain:base” stays, ids of this app's catalogues are translated. */
export const chipValue = (key: FilterKey, value: string): string =>
  key === 'kind'
    ? value
        .split(',')
        .map((id) => hostWord(`kind.${id}`, id))
        .join(', ')
    : key === 'account'
      ? value.length > 22
        ? `${value.slice(0, 10)}…${value.slice(-8)}`
        : value
      : value.replaceAll('"', '').replaceAll(',', ', ')
