/** From a pack to a reader of transactions: every log and call that one of its verbs names becomes one leg. */
import { formatUnits } from 'viem'
import type { Business, Pack, PackRef, PackVerb, PackWhen } from '#shared/pack.ts'
import type { Address, Hex, Leg, Log, Transaction } from '../types.ts'
import type { Verified } from '../verify/brand.ts'
import { type Arguments, callReader, eventReader, type Item, readItem, type Value } from './abi.ts'

/** What the engine has to know of a leg's unit and business to make an order of it. */
export type BusinessLeg = Business & {
  readonly symbol: string
  readonly decimals: number
  /** USD a unit as the pack fixes it, or the token that it is priced as; null for no price. */
  readonly price: { readonly fixed: string } | { readonly asset: string } | null
}

export type PackReader = {
  readonly id: string
  /** Contracts that it watches on this chain. */
  readonly addresses: ReadonlySet<string>
  read(transaction: Verified<Transaction>): readonly Leg[]
}

/** A call has no log: it stands at this position, which no log and no internal transfer can have. */
export const callPosition = -999_999_999
const zero: Address = '0x0000000000000000000000000000000000000000'

type Bound = { readonly key: string; readonly verb: PackVerb; readonly contract: string; readonly types: ReadonlyMap<string, string> }
type Event = Bound & { readonly arguments: (topics: readonly Hex[], data: Hex) => Arguments | null }
type Call = Bound & { readonly arguments: (input: Hex) => Arguments | null }
type Grant = {
  readonly role: string
  readonly on: boolean
  readonly account: PackRef
  readonly when: readonly PackWhen[]
  readonly contract: string
  readonly arguments: Event['arguments']
}

/** A pack that passed `checkPack`, for one chain; what it names and its ABI lacks is left out. */
export function compilePack(pack: Pack, chainId: number): PackReader {
  const contractAt = new Map<string, string>()
  for (const [name, { at }] of Object.entries(pack.contracts))
    for (const place of at) if (place.chainId === chainId) contractAt.set(place.address, name)
  const items = itemsOf(pack)
  const events = new Map<string, Event[]>()
  const calls = new Map<string, Call[]>()
  const grants = new Map<string, Grant[]>()
  for (const [key, verb] of Object.entries(pack.verbs)) {
    const { contract } = verb.on
    const item =
      'event' in verb.on ? findItem(items, contract, 'event', verb.on.event) : findItem(items, contract, 'function', verb.on.function)
    if (!item) continue
    const types = new Map<string, string>()
    if (item.item.type === 'event')
      add(events, `${contract}:${item.selector}`, { key, verb, contract, types, arguments: eventReader(item as never) })
    else add(calls, `${contract}:${item.selector}`, { key, verb, contract, types, arguments: callReader(item as never) })
  }
  for (const [role, { given = [], taken = [] }] of Object.entries(pack.roles))
    for (const [list, on] of [
      [given, true],
      [taken, false],
    ] as const)
      for (const { contract, event, account, when = [] } of list) {
        const item = findItem(items, contract, 'event', event)
        if (item) add(grants, `${contract}:${item.selector}`, { role, on, account, when, contract, arguments: eventReader(item as never) })
      }

  const unitOf = (
    name: string | undefined,
  ): Pick<BusinessLeg, 'symbol' | 'decimals' | 'price' | 'unit'> & { readonly contract?: string } => {
    const unit = name === undefined ? undefined : pack.units[name]
    return unit
      ? {
          unit: name ?? null,
          symbol: unit.symbol,
          decimals: unit.decimals,
          price: unit.price,
          ...(unit.contract ? { contract: unit.contract } : {}),
        }
      : { unit: null, symbol: '', decimals: 0, price: null }
  }
  const listed = new Map(Object.entries(pack.roles).map(([role, { members }]) => [role, new Set(members)]))
  const addressOf = new Map([...contractAt].map(([address, name]) => [name, address]))

  const legOf = (bound: Bound, args: Arguments, transaction: Transaction, position: number, at: string): Leg | null => {
    const { verb, key } = bound
    const value = (ref: PackRef) => resolve(ref, args, transaction, at)
    if (!(verb.when ?? []).every((when) => holds(when, value))) return null
    const { contract, ...unit } = unitOf(verb.unit)
    const whole = verb.amount === undefined ? 0n : numberOf(value(verb.amount))
    const less = verb.less === undefined ? 0n : numberOf(value(verb.less))
    const told = whole === null || less === null ? null : whole - less
    const turned = verb.turns === true && told !== null && told < 0n
    const amount = turned ? -told : told
    const from = accountOf(value(turned ? verb.to : verb.from))
    const to = accountOf(value(turned ? verb.from : verb.to))
    if (amount === null || amount < 0n || from === null || to === null) return null
    if (verb.only && !verb.only.some((role) => listed.get(role)?.has(from) || listed.get(role)?.has(to))) return null
    const due = verb.due === undefined ? null : numberOf(value(verb.due))
    const rate = verb.rate === undefined ? undefined : value(verb.rate)
    return {
      source: `pack:${pack.id}`,
      kind: verb.verb,
      txHash: transaction.hash,
      txIndex: transaction.index,
      position,
      from,
      to,
      asset: ((contract && addressOf.get(contract)) ?? at) as Address,
      amount,
      business: {
        pack: pack.id,
        key,
        verb: verb.verb,
        document: verb.document ? { type: verb.document.type, id: idOf(verb.document, value) } : null,
        due: due === null || due <= 0n || due > 8_640_000_000_000n ? null : Number(due),
        rate: rate === undefined ? null : textOf(rate),
        nature: verb.nature,
        contract: bound.contract,
        address: at,
        ...unit,
      },
    }
  }

  const grantsOf = (log: Log, name: string, transaction: Transaction): NonNullable<Business['grants']> =>
    (grants.get(`${name}:${log.topics[0]}`) ?? []).flatMap((grant) => {
      const args = grant.arguments(log.topics, log.data)
      if (args === null) return []
      const value = (ref: PackRef) => resolve(ref, args, transaction, log.address)
      const account = accountOf(value(grant.account))
      return account !== null && grant.when.every((when) => holds(when, value)) ? [{ role: grant.role, account, on: grant.on }] : []
    })

  /** What only gives or takes a role is an order of its own kind: it moves nothing. */
  const grantLeg = (granted: NonNullable<Business['grants']>, log: Log, name: string, transaction: Transaction): Leg => ({
    source: `pack:${pack.id}`,
    kind: granted[0]?.on ? 'grant' : 'revoke',
    txHash: transaction.hash,
    txIndex: transaction.index,
    position: log.position,
    from: transaction.from,
    to: (granted[0]?.account ?? zero) as Address,
    asset: log.address,
    amount: 0n,
    business: {
      ...{ pack: pack.id, key: '', verb: granted[0]?.on ? 'grant' : 'revoke', document: null, due: null, rate: null, nature: 'R0' },
      ...{ contract: name, address: log.address, unit: null, symbol: '', decimals: 0, price: null, grants: granted },
    },
  })

  return {
    id: pack.id,
    addresses: new Set(contractAt.keys()),
    read(transaction) {
      const legs: Leg[] = []
      const called = transaction.to === null ? undefined : contractAt.get(transaction.to)
      if (called !== undefined) {
        for (const call of calls.get(`${called}:${transaction.input.slice(0, 10)}`) ?? []) {
          const args = call.arguments(transaction.input)
          const leg = args && legOf(call, args, transaction, callPosition, transaction.to ?? zero)
          if (leg) {
            legs.push(leg)
            break
          }
        }
      }
      for (const log of transaction.logs) {
        const name = contractAt.get(log.address)
        if (name === undefined) continue
        const granted = grants.size === 0 ? [] : grantsOf(log, name, transaction)
        let found: Leg | null = null
        for (const event of events.get(`${name}:${log.topics[0]}`) ?? []) {
          const args = event.arguments(log.topics, log.data)
          found = args && legOf(event, args, transaction, log.position, log.address)
          if (found) break
        }
        if (found) legs.push(granted.length > 0 && found.business ? { ...found, business: { ...found.business, grants: granted } } : found)
        else if (granted.length > 0) legs.push(grantLeg(granted, log, name, transaction))
      }
      return legs
    },
  }
}

/** Only what the pack's verbs and roles name: an ABI of a whole protocol need not travel with every block. */
export function trimPack(pack: Pack): Pack {
  const items = itemsOf(pack)
  const wanted = new Map<string, Set<string>>()
  const want = (contract: string, type: 'event' | 'function', name: string) => {
    const found = findItem(items, contract, type, name)
    if (found) wanted.set(contract, (wanted.get(contract) ?? new Set()).add(found.selector))
  }
  for (const { on } of Object.values(pack.verbs))
    want(on.contract, 'event' in on ? 'event' : 'function', 'event' in on ? on.event : on.function)
  for (const { given = [], taken = [] } of Object.values(pack.roles))
    for (const { contract, event } of [...given, ...taken]) want(contract, 'event', event)
  const contracts = Object.entries(pack.contracts).map(([name, contract]) => {
    const abi = (items.get(name) ?? []).filter(({ selector }) => wanted.get(name)?.has(selector)).map(({ item }) => ({ ...item }))
    return [name, { ...contract, abi }]
  })
  return { ...pack, contracts: Object.fromEntries(contracts) }
}

/** Every event and function of each contract's ABI; what cannot be read is left out here and named by `checkPack`. */
export function itemsOf(pack: Pack): Map<string, Item[]> {
  const read = (entry: unknown): Item | null => {
    try {
      return readItem(entry)
    } catch {
      return null
    }
  }
  return new Map(Object.entries(pack.contracts).map(([name, { abi }]) => [name, abi.map(read).filter((item) => item !== null)]))
}

/** By name, or by signature where a name is overloaded. Null where there is none, or where a bare name may mean several. */
export function findItem(
  items: ReadonlyMap<string, readonly Item[]>,
  contract: string,
  type: 'event' | 'function',
  name: string,
): Item | null {
  const own = (items.get(contract) ?? []).filter(({ item }) => item.type === type)
  const exact = own.find(({ signature }) => signature === name)
  if (exact) return exact
  const named = own.filter(({ item }) => item.name === name)
  return new Set(named.map(({ selector }) => selector)).size === 1 ? (named[0] ?? null) : null
}

function resolve(ref: PackRef, args: Arguments, transaction: Transaction, at: string): Value | undefined {
  if (ref === 'sender') return transaction.from
  if (ref === 'contract') return at
  if (ref === 'zero') return zero
  const colon = ref.indexOf(':')
  if (ref.startsWith('const:')) return ref.slice(colon + 1)
  const [name = '', part] = ref.slice(colon + 1).split('@')
  return part === undefined ? args(name) : bytesOf(args(name), part)
}

/** `68+32`: so many bytes from there on, nothing where there are fewer. */
function bytesOf(value: Value | undefined, part: string): Value | undefined {
  const [from = 0, length = 0] = part.split('+').map(Number)
  if (typeof value !== 'string' || !/^0x[0-9a-f]*$/i.test(value)) return undefined
  const hex = value.slice(2 + from * 2, 2 + (from + length) * 2)
  return length > 0 && hex.length === length * 2 ? `0x${hex.toLowerCase()}` : undefined
}

const idOf = ({ id, within }: NonNullable<PackVerb['document']>, value: (ref: PackRef) => Value | undefined): string =>
  within === undefined ? textOf(value(id)) : `${textOf(value(within))}:${textOf(value(id))}`

function holds({ value, is, to }: PackWhen, resolveRef: (ref: PackRef) => Value | undefined): boolean {
  const [left, right] = [resolveRef(value), resolveRef(to)]
  if (left === undefined || right === undefined) return false
  if (is === 'equal' || is === 'unequal') return (textOf(left) === textOf(right)) === (is === 'equal')
  const [a, b] = [numberOf(left), numberOf(right)]
  return a !== null && b !== null && (is === 'above' ? a > b : a < b)
}

/** Numbers as decimal digits, hex in small letters, lists as JSON: the same value is always the same text. */
export const textOf = (value: Value | undefined): string => {
  if (value === undefined) return ''
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return /^0x[0-9a-f]*$/i.test(value) ? value.toLowerCase() : value.slice(0, 200)
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)).slice(0, 200)
}

function numberOf(value: Value | undefined): bigint | null {
  if (typeof value === 'bigint') return value
  return typeof value === 'string' && /^(\d{1,78}|0x[0-9a-f]{1,64})$/i.test(value) ? BigInt(value) : null
}

/** A word that holds an address counts as one: standards put accounts into bytes32. */
function accountOf(value: Value | undefined): Address | null {
  if (typeof value !== 'string') return null
  const text = value.toLowerCase()
  if (/^0x[0-9a-f]{40}$/.test(text)) return text as Address
  return /^0x0{24}[0-9a-f]{40}$/.test(text) ? (`0x${text.slice(26)}` as Address) : null
}

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => void map.set(key, [...(map.get(key) ?? []), value])

/** An amount of base units as a decimal string in units. */
export const inUnits = (amount: bigint, decimals: number): string => formatUnits(amount, decimals)
