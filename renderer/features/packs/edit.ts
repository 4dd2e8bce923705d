/** Changes of a pack's parts, and what a part begins with. Pure. */
import type { AbiReading } from '#shared/contract/packs.ts'
import type { Pack, PackRef, PackVerb, Verb } from '#shared/pack.ts'

export type AbiItem = AbiReading['items'][number]
type Argument = AbiItem['inputs'][number]

/** `Core enterprise` → `core-enterprise`; another where that is taken. */
export function slugOf(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 36)
  const base = plain === '' ? 'part' : plain
  if (!taken.includes(base)) return base
  for (let number = 2; ; number++) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
}

/** A part put in, changed (`undefined`: taken out) under its key; the others stay where they are. */
export function withPart<T>(parts: Readonly<Record<string, T>>, key: string, part: T | undefined): Record<string, T> {
  if (part !== undefined) return { ...parts, [key]: part }
  return Object.fromEntries(Object.entries(parts).filter(([name]) => name !== key))
}

/** Optional fields are left out rather than empty. */
export const withField = <T extends object, K extends keyof T>(whole: T, key: K, value: T[K] | undefined): T => {
  const { [key]: _, ...others } = whole
  return (value === undefined ? others : { ...others, [key]: value }) as T
}

/** By name where that is enough, else in full. */
export const nameIn = (items: readonly AbiItem[], { type, name, signature }: AbiItem): string =>
  items.filter((one) => one.type === type && one.name === name).length > 1 ? signature : name

/** The item that a verb is bound to; null where the ABI has none, or several. */
export function itemOf(on: PackVerb['on'], readings: Readonly<Record<string, AbiReading>>): AbiItem | null {
  const [type, name] = 'event' in on ? (['event', on.event] as const) : (['function', on.function] as const)
  const own = (readings[on.contract]?.items ?? []).filter((item) => item.type === type)
  const named = own.filter((item) => item.name === name)
  return own.find(({ signature }) => signature === name) ?? (named.length === 1 ? (named[0] ?? null) : null)
}

/** What of an item may stand where something of this kind is needed. */
export function argumentsFor(item: AbiItem | null, wants: 'account' | 'number' | 'value'): Argument[] {
  const type = wants === 'account' ? /^(address|bytes32)$/ : wants === 'number' ? /^u?int/ : /./
  return (item?.inputs ?? []).filter((argument) => type.test(argument.type) && !argument.type.startsWith('tuple'))
}

const guesses: readonly (readonly [RegExp, Verb])[] = [
  [/issue|mint|deposit|create/i, 'issue'],
  [/redeem|burn|withdraw/i, 'redeem'],
  [/endorse/i, 'endorse'],
  [/accept/i, 'accept'],
  [/repa(y|id)/i, 'repay'],
  [/financ/i, 'finance'],
  [/settle/i, 'settle'],
  [/attest/i, 'attest'],
  [/revoke/i, 'revoke'],
  [/grant/i, 'grant'],
  [/approv/i, 'approve'],
  [/claim/i, 'claim'],
  [/pay|paid/i, 'pay'],
]

/** A verb for an event, filled in as far as its names tell: who, to whom, how much. */
export function verbFor(contract: string, item: AbiItem, name: string, units: readonly string[]): PackVerb {
  const accounts = argumentsFor(item, 'account').filter(({ type }) => type === 'address')
  const find = (names: RegExp): Argument | undefined => accounts.find(({ path }) => names.test(path))
  const from = find(/^_?(from|sender|issuer|payer|owner|attester|operator|by)$/i) ?? (accounts.length > 1 ? accounts[0] : undefined)
  const to = find(/^_?(to|receiver|recipient|payee|holder)$/i) ?? accounts.find((account) => account !== from)
  const numbers = argumentsFor(item, 'number')
  const amount = numbers.find(({ path }) => /^_?(amount|value|wad|assets|shares)$/i.test(path))
  const [unit] = units
  const ref = (argument: Argument | undefined, other: PackRef): PackRef => (argument ? `arg:${argument.path}` : other)
  return {
    label: wordsOf(item.name),
    verb: guesses.find(([names]) => names.test(item.name))?.[1] ?? 'transfer',
    on: item.type === 'event' ? { contract, event: name } : { contract, function: name },
    from: ref(from, 'sender'),
    to: ref(to, 'contract'),
    ...(amount && unit !== undefined ? { amount: `arg:${amount.path}` as PackRef, unit } : {}),
    nature: 'B1',
  }
}

/** `TransferSingle` → `Transfer single`. */
const wordsOf = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Where the states of a document stand in its picture: columns by how many steps lead to them. */
export function columnsOf({ states, transitions }: Pack['documents'][string]): Map<string, number> {
  const column = new Map<string, number>([['new', 0]])
  const all = ['new', ...Object.keys(states)]
  for (let round = 0; round < all.length; round++)
    for (const { from, to, again } of transitions)
      for (const state of again ? [] : from) {
        const at = column.get(state)
        if (at !== undefined && state !== to && (column.get(to) ?? -1) < at + 1 && at + 1 <= all.length) column.set(to, at + 1)
      }
  const last = Math.max(...column.values())
  for (const state of all) if (!column.has(state)) column.set(state, last + 1)
  return column
}
