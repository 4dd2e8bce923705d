/** What rotki's own tests expect of recorded transactions, as far as it is about fungible assets that move. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { decode } from '#engine/orders/decode.ts'
import { add, formatDecimal, parseDecimal } from '#shared/decimal.ts'
import type { OrderRow } from '#shared/order.ts'
import { loadJson } from '../support/fixtures.ts'
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
type Exchange = { readonly spent: readonly Event[]; readonly received: readonly Event[]; readonly fees: readonly Event[] }

export function compareRotki(folder: string, tally: Tally): void {
  for (const { protocol, cases } of rotkiCases(folder)) {
    for (const one of cases) {
      const exchanges = exchangesOf(one.expected, feesOf(one.expected))
      const rows = decode(one, chainOf(one.chainId))
      if (exchanges.length > 0) compareSwaps(one, protocol, exchanges, rows, tally)
      else compareMovements(one, protocol, rows, tally)
    }
  }
}

const chainOf = (chainId: number) => chainOfNetwork({ chainId, name: `Chain ${chainId}`, enabled: true, endpoints: [] })

/** rotki books the fee of an exchange beside it; what the trader gave is spent plus fee, what it got is received less fee. */
const feesOf = (events: readonly Event[]): readonly Event[] =>
  events.filter(({ event_subtype, counterparty }) => event_subtype === 'fee' && counterparty !== 'gas')

function exchangesOf(events: readonly Event[], fees: readonly Event[]): Exchange[] {
  const swaps = events.filter((event) => /Swap/.test(event.class) && assetOf(event) !== undefined && event.amount !== undefined)
  const exchanges: Exchange[] = []
  let open: { spent: Event[]; received: Event[]; fees: readonly Event[] } = { spent: [], received: [], fees }
  for (const event of swaps) {
    if (event.event_subtype === 'spend') {
      if (open.received.length > 0) {
        exchanges.push(open)
        open = { spent: [], received: [], fees }
      }
      open.spent.push(event)
    } else if (event.event_subtype === 'receive') open.received.push(event)
  }
  if (open.spent.length > 0 && open.received.length > 0) exchanges.push(open)
  return exchanges
}

/** `native`, a contract in lower case, or undefined for what is no fungible asset of this chain. */
export function assetOf({ asset }: Event): string | undefined {
  if (asset === undefined) return undefined
  const token = /^eip155:\d+\/erc20:(0x[0-9a-fA-F]{40})$/.exec(asset)
  // Polygon's coin has a contract that writes of it.
  if (token) return (token[1] ?? '').toLowerCase().replace('0x0000000000000000000000000000000000001010', 'native')
  if (asset.startsWith('eip155:') || asset.includes('/')) return undefined
  return natives.has(asset) ? 'native' : undefined
}

const natives = new Set(['ETH', 'XDAI', 'eip155:137/native', 'POL', 'MATIC', 'BNB', 'AVAX', 'HYPE', 'MON'])

function compareSwaps(one: Case, protocol: string, exchanges: readonly Exchange[], rows: readonly OrderRow[], tally: Tally): void {
  const swaps = rows.filter(({ kind }) => kind === 'swap')
  const used = new Set<OrderRow>()
  for (const exchange of exchanges) {
    const free = swaps.filter((row) => !used.has(row))
    const exact = free.find(
      (row) => sideAgrees(exchange.spent, row, exchange.fees, 1n) && sideAgrees(exchange.received, row.received, exchange.fees, -1n),
    )
    const near = exact ?? free.find((row) => sideNames(exchange.spent, row) && sideNames(exchange.received, row.received))
    const row = exact ?? near
    if (row) used.add(row)
    const difference: Difference = {
      project: 'rotki',
      what: `swap (${protocol})`,
      tx: `${one.chainId}:${one.txHash}`,
      reason: `${whySwap(Boolean(near), swaps)}; expected ${inWords(exchange.spent)} for ${inWords(exchange.received)}, read ${swaps.map(rowInWords).join('; ') || `no swap but ${rows.map(rowInWords).join('; ') || 'nothing'}`}`,
    }
    if (exact) tally.found(difference)
    else if (near) tally.wrong(difference)
    else tally.missed(difference)
  }
  const tracked = new Set(one.expected.map(({ location_label }) => (location_label ?? '').toLowerCase()))
  // rotki reads for one account; the orders of others in the same batch are none of its business.
  for (const row of swaps.filter((swap) => !used.has(swap) && (swap.source !== 'cow-protocol' || tracked.has(swap.from))))
    tally.extra({ project: 'rotki', what: `swap (${protocol})`, tx: `${one.chainId}:${one.txHash}`, reason: `read ${rowInWords(row)}` })
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
    const difference: Difference = {
      project: 'rotki',
      what: `${event.event_type ?? ''}/${event.event_subtype ?? ''} (${protocol})`,
      tx: `${one.chainId}:${one.txHash}`,
      reason: `${whyOf(event, asset, rows)}; expected ${event.amount} ${event.asset}, read ${rows.map(rowInWords).join('; ') || 'nothing'}`,
    }
    if (named.some((row) => sideAgrees([event], row) || sideAgrees([event], row.received))) tally.found(difference)
    else if (asset === 'native' && named.length === 0) tally.unseen(difference)
    else if (named.length > 0) tally.wrong(difference)
    else tally.missed(difference)
  }
}

/** Why the row is right where it is another than the expectation, by what the two speak of; no transaction is looked at by itself. */
function whyOf(event: Event, asset: string | undefined, rows: readonly OrderRow[]): string {
  const isProtocol = rows.some(({ kind }) => !['transfer', 'mint', 'burn', 'wrap', 'unwrap', 'swap'].includes(kind))
  if (isProtocol && /wrapped|interest|debt|liquidate/.test(event.event_subtype ?? ''))
    return 'the protocol’s own event tells the whole movement; its receipt tokens and the interest in it are no second order'
  if (asset === 'native') return 'rotki divides coins by internal transfers, which no receipt shows; the row tells what was sent'
  if (rows.some(({ kind }) => kind === 'swap')) return 'the movement is part of the swap that is told as one order'
  if (rows.length === 0) return 'no log shows it'
  return 'rotki counts parts or sums of what the transfers show'
}

function whySwap(isNear: boolean, swaps: readonly OrderRow[]): string {
  if (isNear) return 'coins that a router keeps, gives back or pays out leave no log, so the amounts differ by those'
  if (swaps.length > 0) return 'another account of the transaction is told, or a token under its other contract'
  return 'no log shows an exchange'
}
