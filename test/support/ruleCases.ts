/** Every rule kind with parameters chosen from rows, and which rows it should ring for by a plain reading of them: nothing here is the app's own judging. */
import type { TableRow } from '#shared/order.ts'
import type { Condition } from '#shared/rules.ts'

export type RuleCase = {
  readonly name: string
  readonly when: Condition
  /** Ids of the rows that should ring, of rows oldest first (by time, then as they were stored), with all that went before among them. */
  expected(rows: readonly TableRow[]): string[]
}

type Test = (row: TableRow, index: number, rows: readonly TableRow[]) => boolean

/** What the rows have nothing for is left out: `kindsIn` says what is there. `rows` are those that the parameters are chosen from. */
export function ruleCases(rows: readonly TableRow[]): RuleCase[] {
  const leaves = [...plainCases(rows), ...partyCases(rows), ...pastCases(rows)]
  const [value, token] = [leaves.find(({ kind }) => kind === 'value-above'), leaves.find(({ kind }) => kind === 'token')]
  const cases = leaves.map(({ kind, more, given, test }) => toCase(`${kind}${more ? ` (${more})` : ''}`, { kind, with: given }, test))
  if (!value || !token) return cases
  const [a, b] = [value, token].map(({ kind, given }): Condition => ({ kind, with: given }))
  if (!a || !b) return cases
  const both: Test = (row, index, all) => value.test(row, index, all) && token.test(row, index, all)
  const either: Test = (row, index, all) => value.test(row, index, all) || token.test(row, index, all)
  return [
    ...cases,
    toCase('all of two', { all: [a, b] }, both),
    toCase('any of two', { any: [a, b] }, either),
    toCase('one and not the other', { all: [a, { not: b }] }, (...at) => value.test(...at) && !token.test(...at)),
    toCase('neither of two', { not: { any: [a, b] } }, (...at) => !either(...at)),
  ]
}

/** Kinds that stand in the conditions of some cases. */
export const kindsIn = (cases: readonly RuleCase[]): string[] => [
  ...new Set(cases.flatMap(({ when }) => [...JSON.stringify(when).matchAll(/"kind":"([a-z-]+)","with"/g)].map(([, kind]) => kind ?? ''))),
]

const toCase = (name: string, when: Condition, test: Test): RuleCase => ({
  name,
  when,
  expected: (rows) => rows.filter((row, index) => stands(row) && test(row, index, rows)).map(({ id }) => id),
})

type Leaf = { kind: string; more?: string; given: Record<string, unknown>; test: Test }

/** What one row alone says. */
function plainCases(rows: readonly TableRow[]): Leaf[] {
  const usd = middle(rows.flatMap((row) => (row.usd === null ? [] : [row.usd])))
  const asset = commonest(rows.filter((row) => row.asset.decimals !== null).map((row) => row.asset.address ?? 'native'))
  const units = middle(rows.filter((row) => asset !== null && contract(row.asset) === asset).map(({ amount }) => amount))
  const symbol = commonest(rows.map((row) => row.asset.symbol))
  const swap = rows.find((row) => row.received !== null)
  const chain = commonest(rows.map((row) => row.chainId))
  const kind = commonest(rows.map((row) => row.kind))
  const source = commonest(rows.map((row) => row.source))
  const level = rows.reduce((most, { evidence }) => Math.max(most, evidence), 0)
  const known = (one: TableRow['asset'], name: string) => contract(one) === name || one.symbol === name
  const found: (Leaf | null)[] = [
    usd === null ? null : { kind: 'value-above', given: { usd }, test: (row) => reaches(row.usd, usd) },
    asset === null || units === null
      ? null
      : {
          kind: 'units-above',
          given: { token: asset, units },
          test: ({ asset: given, amount, received }) =>
            (contract(given) === asset && given.decimals !== null && scaled(amount) >= scaled(units)) ||
            (received !== null &&
              contract(received.asset) === asset &&
              received.asset.decimals !== null &&
              scaled(received.amount) >= scaled(units)),
        },
    asset === null
      ? null
      : {
          kind: 'token',
          more: 'contract',
          given: { token: asset },
          test: (row) => contract(row.asset) === asset || (row.received !== null && contract(row.received.asset) === asset),
        },
    symbol === null
      ? null
      : {
          kind: 'token',
          more: 'symbol',
          given: { token: symbol.toLowerCase() },
          test: (row) =>
            [row.asset, ...(row.received ? [row.received.asset] : [])].some((one) => one.symbol.toLowerCase() === symbol.toLowerCase()),
        },
    swap?.received
      ? {
          kind: 'pair',
          more: 'one way',
          given: { gives: contract(swap.asset), gets: contract(swap.received.asset), bothWays: false },
          test: (row) =>
            row.received !== null &&
            known(row.asset, contract(swap.asset)) &&
            known(row.received.asset, contract(swap.received?.asset ?? swap.asset)),
        }
      : null,
    swap?.received
      ? {
          kind: 'pair',
          more: 'both ways',
          given: { gives: contract(swap.received.asset), gets: contract(swap.asset) },
          test: (row) =>
            row.received !== null &&
            [contract(row.asset), contract(row.received.asset)].sort().join() ===
              [contract(swap.asset), contract(swap.received?.asset ?? swap.asset)].sort().join(),
        }
      : null,
    chain === null ? null : { kind: 'chain', given: { chain }, test: ({ chainId }) => chainId === chain },
    kind === null ? null : { kind: 'kind-of-order', given: { kind }, test: (row) => row.kind === kind },
    source === null ? null : { kind: 'protocol', given: { source }, test: (row) => row.source === source },
    level === 0 ? null : { kind: 'evidence-at-least', given: { level }, test: ({ evidence }) => evidence >= level },
  ]
  return found.filter((one) => one !== null)
}

/** Who took part. */
function partyCases(rows: readonly TableRow[]): Leaf[] {
  const account = commonest(rows.flatMap(({ from, to }) => (from === to ? [from] : [from, to])).filter((one) => !isNobody(one)))
  const tags = rows.flatMap(({ marks }) => [marks.fromLabel, marks.toLabel]).filter((tag) => tag !== null)
  const owner = commonest(tags.map(({ entity, name }) => entity ?? name))
  const role = commonest(tags.map((tag) => tag.role))
  const flow = commonest(rows.flatMap(({ marks }) => (marks.flow === null ? [] : [marks.flow])))
  const says = (tag: TableRow['marks']['fromLabel'], part: string) =>
    [tag?.name, tag?.entity].some((text) => text?.toLowerCase().includes(part.toLowerCase()) === true)
  const found: (Leaf | null)[] = [
    account === null
      ? null
      : {
          kind: 'wallet',
          given: { account: account.toUpperCase().replace('0X', '0x') },
          test: ({ from, to }) => from === account || to === account,
        },
    account === null ? null : { kind: 'wallet', more: 'to', given: { account, side: 'to' }, test: ({ to }) => to === account },
    owner === null
      ? null
      : {
          kind: 'label',
          more: 'name',
          given: { name: owner.slice(0, 5) },
          test: ({ marks }) => says(marks.fromLabel, owner.slice(0, 5)) || says(marks.toLabel, owner.slice(0, 5)),
        },
    role === null
      ? null
      : { kind: 'label', more: 'role, from', given: { role, side: 'from' }, test: ({ marks }) => marks.fromLabel?.role === role },
    flow === null ? null : { kind: 'flow', given: { flow }, test: ({ marks }) => marks.flow === flow },
  ]
  return found.filter((one) => one !== null)
}

/** What went before. */
function pastCases(rows: readonly TableRow[]): Leaf[] {
  const usd = middle(rows.flatMap((row) => (row.usd === null ? [] : [row.usd])))
  const low = rows.flatMap((row) => (row.usd === null ? [] : [row.usd])).sort((a, b) => (scaled(a) < scaled(b) ? -1 : 1))
  const quarter = low[Math.floor(low.length / 4)] ?? '0'
  const minutes = 60
  const sums = rows.map((row, index) => netBefore(rows, row, index, minutes) + movedBy(row))
  const most = sums.reduce((a, b) => (b > a ? b : a), 0n)
  const least = sums.reduce((a, b) => (b < a ? b : a), 0n)
  const crossing =
    (way: 1n | -1n, level: bigint): Test =>
    (row, index, all) => {
      const [before, own] = [way * netBefore(all, row, index, minutes), way * movedBy(row)]
      return own > 0n && before < level && before + own >= level
    }
  const half = (sum: bigint) => text((sum < 0n ? -sum : sum) / 2n)
  const newTo = (row: TableRow, index: number, all: readonly TableRow[]) =>
    sidesOf(row).some(
      (account) => !all.slice(0, index).some((one) => counted(one) && one.chainId === row.chainId && sidesOf(one).includes(account)),
    )
  const found: (Leaf | null)[] = [
    rows.length === 0 ? null : { kind: 'first-seen', given: {}, test: newTo },
    usd === null
      ? null
      : { kind: 'first-seen', more: 'worth', given: { minUsd: usd }, test: (row, ...at) => reaches(row.usd, usd) && newTo(row, ...at) },
    low.length === 0
      ? null
      : {
          kind: 'repeated-whale',
          given: { times: 2, usd: quarter, minutes },
          test: (row, index, all) =>
            reaches(row.usd, quarter) &&
            sidesOf(row).some((account) => {
              const large = all
                .slice(0, index)
                .filter(
                  (one) =>
                    counted(one) &&
                    one.chainId === row.chainId &&
                    row.marks.time - one.marks.time <= minutes * 60 &&
                    reaches(one.usd, quarter) &&
                    sidesOf(one).includes(account),
                )
              return large.length === 1
            }),
        },
    most <= 1n ? null : { kind: 'net-flow', more: 'in', given: { usd: half(most), minutes }, test: crossing(1n, most / 2n) },
    least >= -1n
      ? null
      : { kind: 'net-flow', more: 'out', given: { way: 'out', usd: half(least), minutes }, test: crossing(-1n, -least / 2n) },
  ]
  return found.filter((one) => one !== null)
}

const stands = ({ state }: TableRow): boolean => state === 'pending' || state === 'seen' || state === 'final'
const counted = stands
const contract = ({ address }: TableRow['asset']): string => address ?? 'native'
const isNobody = (account: string): boolean => /^0x0+$/.test(account)
const sidesOf = ({ from, to }: TableRow): string[] => [...new Set([from, to])].filter((account) => !isNobody(account))

/** In or out of any exchange, in 10^-18 USD. */
function movedBy({ usd, marks, state }: TableRow): bigint {
  if (usd === null || (state !== 'seen' && state !== 'final')) return 0n
  return marks.flow === 'inflow' ? scaled(usd) : marks.flow === 'outflow' ? -scaled(usd) : 0n
}

const netBefore = (rows: readonly TableRow[], row: TableRow, index: number, minutes: number): bigint =>
  rows.slice(0, index).reduce((sum, one) => (row.marks.time - one.marks.time <= minutes * 60 ? sum + movedBy(one) : sum), 0n)

const digits = 18

/** A decimal in 10^-18, cut off below. */
function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0').slice(0, digits) || '0')
}

function text(value: bigint): string {
  const all = value.toString().padStart(digits + 1, '0')
  return `${all.slice(0, -digits)}.${all.slice(-digits)}`
}

const reaches = (usd: string | null, least: string): boolean => usd !== null && scaled(usd) >= scaled(least)

function middle(decimals: readonly string[]): string | null {
  const sorted = [...decimals].sort((a, b) => (scaled(a) < scaled(b) ? -1 : 1))
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

function commonest<T extends string | number>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}
