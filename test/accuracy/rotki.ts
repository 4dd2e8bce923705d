/** What rotki's own tests expect of recorded transactions, as far as it is about fungible assets that move. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { decode } from '#engine/orders/decode.ts'
import { readOrders } from '#engine/orders/readOrders.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { readRecorded } from '#engine/verify/recorded.ts'
import { add, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import { loadJson } from '../support/fixtures.ts'
import { type Reading, reasonFor } from './reasons.ts'
import { amountsAgree, type Difference, type Tally } from './tally.ts'

type Event = {
  readonly class: string
  readonly event_type?: string
  readonly event_subtype?: string
  readonly asset?: string
  readonly amount?: string
  readonly location_label?: string
  readonly counterparty?: string
}
type Case = {
  readonly test: string
  readonly chainId: number
  readonly txHash: string
  readonly transaction: { readonly from: string }
  readonly receipt: { readonly status?: string }
  readonly expected: readonly Event[]
}

/** Cases by protocol folder, in the order of their names. */
export function rotkiCases(folder: string): { readonly protocol: string; readonly cases: readonly Case[] }[] {
  return readdirSync(join(folder, 'rotki'))
    .sort()
    .map((name) => ({ protocol: name.replace('.json.gz', ''), cases: loadJson(join(folder, 'rotki', name)) as Case[] }))
}

/** One expected exchange: all that was spent and all that was received. */
type Exchange = {
  readonly spent: readonly Event[]
  readonly received: readonly Event[]
  readonly fees: readonly Event[]
  readonly refunds: readonly Event[]
}

export function compareRotki(folder: string, tally: Tally): void {
  for (const { protocol, cases } of rotkiCases(folder)) {
    for (const one of cases) {
      const exchanges = exchangesOf(one.expected)
      const rows = decode(one, chainOf(one.chainId))
      if (exchanges.length > 0) compareSwaps(one, protocol, exchanges, rows, tally)
      else compareMovements(one, protocol, rows, tally)
    }
  }
}

/** The orders with their parts, which rows do not show. */
function readingOf(one: Case): Reading {
  const chain = chainOf(one.chainId)
  const { transaction } = readRecorded(one, familyOf(chain.family))
  return { transaction, orders: readOrders(transaction, { chainId: chain.chainId, wrappedNative: chain.wrappedNative }) }
}

const chainOf = (chainId: number) => chainOfNetwork({ chainId, name: `Chain ${chainId}`, enabled: true, endpoints: [] })

/** rotki books the fee of an exchange beside it; what the trader gave is spent plus fee, what it got is received less fee. */
const feesOf = (events: readonly Event[]): readonly Event[] =>
  events.filter(({ event_subtype, counterparty }) => event_subtype === 'fee' && counterparty !== 'gas')

function exchangesOf(events: readonly Event[]): Exchange[] {
  const fees = feesOf(events)
  const refunds = events.filter(({ event_subtype }) => event_subtype === 'refund')
  const swaps = events.filter((event) => /Swap/.test(event.class) && assetOf(event) !== undefined && event.amount !== undefined)
  const exchanges: Exchange[] = []
  let open: { spent: Event[]; received: Event[] } = { spent: [], received: [] }
  for (const event of swaps) {
    if (event.event_subtype === 'spend') {
      if (open.received.length > 0) {
        exchanges.push({ ...open, fees, refunds })
        open = { spent: [], received: [] }
      }
      open.spent.push(event)
    } else if (event.event_subtype === 'receive') open.received.push(event)
  }
  if (open.spent.length > 0 && open.received.length > 0) exchanges.push({ ...open, fees, refunds })
  return exchanges
}

/** `native`, a contract in lower case, or undefined for what is no fungible asset of this chain. */
export function assetOf({ asset }: Event): string | undefined {
  if (asset === undefined) return undefined
  const token = /^eip155:\d+\/erc20:(0x[0-9a-fA-F]{40})$/.exec(asset)
  if (token) return coinContracts.has((token[1] ?? '').toLowerCase()) ? 'native' : (token[1] ?? '').toLowerCase()
  if (asset.startsWith('eip155:') || asset.includes('/')) return undefined
  return natives.has(asset) ? 'native' : undefined
}

/** The coin under a contract's name: Polygon's, which writes of it, and the one that the OP Stack had for ether. */
const coinContracts = new Set(['0x0000000000000000000000000000000000001010', '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000'])
const natives = new Set(['ETH', 'XDAI', 'eip155:137/native', 'POL', 'MATIC', 'BNB', 'AVAX', 'HYPE', 'MON'])

function compareSwaps(one: Case, protocol: string, exchanges: readonly Exchange[], rows: readonly OrderRow[], tally: Tally): void {
  const swaps = rows.filter(({ kind }) => kind === 'swap')
  const used = new Set<OrderRow>()
  for (const exchange of exchanges) {
    const free = swaps.filter((row) => !used.has(row))
    const exact = free.find(
      (row) =>
        (sideAgrees(exchange.spent, row, exchange.fees, 1n) || sideAgrees(exchange.spent, row, exchange.refunds, -1n)) &&
        sideAgrees(exchange.received, row.received, exchange.fees, -1n),
    )
    const near = exact ?? free.find((row) => sideNames(exchange.spent, row) && sideNames(exchange.received, row.received))
    const row = exact ?? near
    if (row) used.add(row)
    const sides = [
      ...(row && sideAgrees(exchange.spent, row, exchange.fees, 1n) ? [] : exchange.spent),
      ...(row && sideAgrees(exchange.received, row.received, exchange.fees, -1n) ? [] : exchange.received),
    ]
    const difference: Difference = {
      project: 'rotki',
      what: `swap (${protocol})`,
      tx: `${one.chainId}:${one.txHash}`,
      reason: exact
        ? null
        : (sides
            .map((side) => reasonFor({ asset: assetOf(side), amount: side.amount ?? '0' }, readingOf(one), one.txHash))
            .find((reason) => reason !== null) ?? null),
      detail: `expected ${inWords(exchange.spent)} for ${inWords(exchange.received)}, read ${rowsInWords(swaps.length > 0 ? swaps : rows)}`,
    }
    if (exact) tally.found(difference)
    else if (near) tally.wrong(difference)
    else tally.missed(difference)
  }
  const tracked = new Set(one.expected.map(({ location_label }) => (location_label ?? '').toLowerCase()))
  // rotki reads for one account; the orders of others in the same batch or bundle are none of its business.
  const isBatch = swaps.length > exchanges.length && new Set(swaps.map(({ from }) => from)).size > 1
  for (const row of swaps.filter((swap) => !used.has(swap) && (!isBatch || tracked.has(swap.from))))
    tally.extra({
      project: 'rotki',
      what: `swap (${protocol})`,
      tx: `${one.chainId}:${one.txHash}`,
      reason: null,
      detail: `read ${rowInWords(row)}`,
    })
}

type RowSide = { readonly asset: { readonly address: string | null }; readonly amount: string } | null

const sideNames = (events: readonly Event[], side: RowSide): boolean =>
  side !== null && events.some((event) => assetOf(event) === (side.asset.address ?? 'native'))

const sideAgrees = (events: readonly Event[], side: RowSide, fees: readonly Event[] = [], sign = 1n): boolean =>
  side !== null &&
  events.some((event) => {
    if (assetOf(event) !== (side.asset.address ?? 'native')) return false
    const amounts = [
      event.amount ?? '0',
      ...fees.filter((fee) => assetOf(fee) === assetOf(event)).map((fee) => withFee(event.amount ?? '0', fee.amount ?? '0', sign)),
    ]
    return amounts.some((amount) => amountsAgree(side.amount, amount))
  })

const withFee = (amount: string, fee: string, sign: bigint): string => {
  const { digits, scale } = parseDecimal(fee)
  return formatDecimal(add(parseDecimal(amount), { digits: digits * sign, scale }))
}

const inWords = (events: readonly Event[]): string => events.map(({ asset, amount }) => `${amount} ${asset}`).join(' + ')

const rowInWords = ({ kind, amount, asset, received }: OrderRow): string =>
  `${kind} ${amount} ${asset.address ?? 'native'}${received ? ` for ${received.amount} ${received.asset.address ?? 'native'}` : ''}`

const rowsInWords = (rows: readonly OrderRow[]): string => rows.map(rowInWords).join('; ') || 'nothing'

/** Movements of fungible assets by the tracked account, in transactions that are no exchange. Fees for gas move nothing to anybody. */
function compareMovements(one: Case, protocol: string, rows: readonly OrderRow[], tally: Tally): void {
  const expected = one.expected.filter(
    (event) =>
      event.counterparty !== 'gas' &&
      event.event_type !== 'informational' &&
      assetOf(event) !== undefined &&
      event.amount !== undefined &&
      Number(event.amount) > 0,
  )
  for (const event of expected) {
    const asset = assetOf(event)
    const named = rows.filter(
      (row) => (row.asset.address ?? 'native') === asset || (row.received && (row.received.asset.address ?? 'native') === asset),
    )
    const isFound = named.some((row) => sideAgrees([event], row) || sideAgrees([event], row.received))
    const difference: Difference = {
      project: 'rotki',
      what: `${event.event_type ?? ''}/${event.event_subtype ?? ''} (${protocol})`,
      tx: `${one.chainId}:${one.txHash}`,
      reason: isFound ? null : reasonFor({ asset, amount: event.amount ?? '0' }, readingOf(one), one.txHash),
      detail: `expected ${event.amount} ${event.asset}, read ${rowsInWords(rows)}`,
    }
    if (isFound) tally.found(difference)
    else if (asset === 'native' && named.length === 0) tally.unseen(difference)
    else if (named.length > 0) tally.wrong(difference)
    else tally.missed(difference)
  }
}
