/** Pictures of accounts: who moved most, and what went into and out of each exchange. Owners are those that rows show at the moment. */
import type { ChartQuestion, TopCounterparties } from '#shared/contract/charts.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { Database } from '../database.ts'
import { nameOf } from '../flows.ts'
import type { Turn } from '../reader/turn.ts'
import { type Grouping, gather, type Range, rangeOf } from './gather.ts'
import { addTo, type Balanced, byValue, nothing, type Sum, toTotal } from './sums.ts'

const mostListed = 50

/** What went into and out of the accounts of each owner; between two exchanges it counts for both. */
export async function entitiesOf(
  database: Database,
  filter: OrderFilter,
  range: Range,
  turn: Turn,
): Promise<{ readonly balances: ReadonlyMap<string, Balanced>; readonly kept: boolean }> {
  const balances = new Map<string, Balanced>()
  let kept = true
  for (const side of ['in', 'out'] as const) {
    const found = await gather(database, ofExchange(side), filter, range, turn)
    kept &&= found.kept
    for (const { key, sum } of found.groups) {
      const name = nameOf(database, Number(key[0]), String(key[1]))
      const entity = String(name?.entity ?? name?.name ?? key[1])
      const balance = balances.get(entity) ?? { in: nothing(), out: nothing() }
      addTo(balance[side], sum)
      balances.set(entity, balance)
    }
  }
  return { balances, kept }
}

const ofExchange = (side: 'in' | 'out'): Grouping => ({
  kept: {
    table: 'exchange_days',
    step: { column: 'day', seconds: 86_400 },
    chain: 't.chain_id',
    kind: 't.kind',
    flow: null,
    group: ['t.chain_id', 't.address'],
    side: `${side}_`,
    only: `t.${side}_count > 0`,
  },
  rows: {
    group: ['o.chain_id', side === 'in' ? 'o.to_address' : 'o.from_address'],
    only: `o.flow IN ('${side}flow', 'cross-exchange')`,
  },
})

type Party = { entity: string | null; name: string | null; accounts: Map<string, Sum>; sent: Sum; received: Sum; all: Sum }

export async function topCounterparties(database: Database, question: ChartQuestion, turn: Turn): Promise<TopCounterparties> {
  const range = rangeOf(question)
  const owned = new Set(database.lists('SELECT DISTINCT address FROM names WHERE entity IS NOT NULL').map(([address]) => String(address)))
  const both = new Map<string, { chainId: number; address: string; sent: Sum; received: Sum }>()
  let kept = true
  for (const side of ['sent', 'received'] as const) {
    const found = await gather(database, ofAccount(side), question.filter, range, turn)
    kept &&= found.kept
    for (const { key, sum } of found.groups) {
      const [chainId, address] = [Number(key[0]), String(key[1])]
      const name = `${chainId}:${address}`
      const one = both.get(name) ?? { chainId, address, sent: nothing(), received: nothing() }
      addTo(one[side], sum)
      both.set(name, one)
    }
  }
  const parties = new Map<string, Party>()
  let seen = 0
  for (const { chainId, address, sent, received } of both.values()) {
    if (++seen % 1_000 === 0) await turn()
    const name = owned.has(address) ? nameOf(database, chainId, address) : undefined
    const entity = name?.entity ? String(name.entity) : null
    const key = entity === null ? address : `=${entity}`
    const party = parties.get(key) ?? { entity, name: null, accounts: new Map(), sent: nothing(), received: nothing(), all: nothing() }
    addTo(party.sent, sent)
    addTo(party.received, received)
    addTo(addTo(party.all, sent), received)
    party.accounts.set(address, addTo(addTo(party.accounts.get(address) ?? nothing(), sent), received))
    parties.set(key, party)
  }
  return {
    kept,
    parties: [...parties]
      .sort(([a, one], [b, other]) => byValue(one.all, other.all) || (a < b ? -1 : 1))
      .slice(0, mostListed)
      .map(([, party]) => toAnswer(database, party, both)),
  }
}

/** The account that moved most stands for its owner. An account has a name of its own where no owner is known. */
function toAnswer(
  database: Database,
  { entity, accounts, sent, received }: Party,
  both: ReadonlyMap<string, { readonly chainId: number; readonly address: string }>,
): TopCounterparties['parties'][number] {
  const [[address] = ['']] = [...accounts].sort(([a, one], [b, other]) => byValue(one, other) || (a < b ? -1 : 1))
  const chains = entity === null ? [...both.values()].filter((one) => one.address === address) : []
  const names = chains.flatMap(({ chainId }) => nameOf(database, chainId, address)?.name ?? [])
  const [name = null] = names
  return {
    entity,
    name: name === null ? null : String(name),
    address,
    accounts: accounts.size,
    sent: toTotal(sent),
    received: toTotal(received),
  }
}

/** Accounts by their first digit: there may be as many as orders. */
const addressParts = Array.from({ length: 16 }, (_, n) => n.toString(16)).map((digits) => ({
  sql: 't.address >= ? AND t.address < ?',
  values: [`0x${digits}`, `0x${digits}g`],
}))

const ofAccount = (side: 'sent' | 'received'): Grouping => ({
  kept: {
    table: 'accounts',
    step: null,
    chain: 't.chain_id',
    kind: null,
    flow: 't.flow',
    group: ['t.chain_id', 't.address'],
    side: `${side}_`,
    only: `t.${side}_count > 0`,
    parts: addressParts,
  },
  rows: { group: ['o.chain_id', side === 'sent' ? 'o.from_address' : 'o.to_address'] },
})
