/** From events of known protocols to legs: an event says what moved, and the transfers that did it are not told a second time. */
import type { KindId } from '../orders/kinds.ts'
import type { Address, AssetRef, Leg, Log, Transaction } from '../types.ts'
import type { SourceContext } from './defineSource.ts'
import { fieldsOf } from './fields.ts'
import { depositTopic, readCoinMove, readTransfer, withdrawalTopic, withOwnValue } from './logs.ts'
import { type Ends, mostAlike, movesOf, nearestMove } from './moves.ts'

/** A transfer as far as the event knows it. `wrapped`: where it is the wrapper's token, the wrap before or the unwrap after belongs to it. */
export type Cover = {
  readonly asset: AssetRef
  readonly from?: Address | undefined
  readonly to?: Address | undefined
  readonly amount: bigint
  readonly wrapped?: 'before' | 'after'
}

/** What one event claims. `also`: positions of further logs that are its bookkeeping. */
export type Claim = {
  readonly kind: KindId
  readonly from: Address
  readonly to: Address
  readonly asset: AssetRef
  readonly amount: bigint
  readonly received?: { readonly asset: AssetRef; readonly amount: bigint }
  readonly covers?: readonly Cover[]
  readonly also?: readonly number[]
}

/** What a reader may know beside its log. `after` is the position of the source's previous claim in this transaction, -1 for none. */
export type Telling = { readonly transaction: Transaction; readonly context: SourceContext; readonly after: number }
export type Reader = (log: Log, telling: Telling) => Claim | null

/** Contracts by chain id. */
export type Deployments = { readonly [chainId: number]: readonly Address[] }

export const isDeployed = (deployments: Deployments, chainId: number, address: Address): boolean =>
  deployments[chainId]?.includes(address) ?? false

/** Legs of every log that `isOurs` and that a reader (by first topic) understands; claims of nothing are left out. */
export function readClaims(
  source: string,
  { transaction, context }: Omit<Telling, 'after'>,
  isOurs: (log: Log) => boolean,
  readers: Readonly<Record<string, Reader>>,
): Leg[] {
  const taken = new Set<number>()
  const legs: Leg[] = []
  let after = -1
  for (const log of transaction.logs) {
    const reader = readers[log.topics[0] ?? '']
    const claim = reader && isOurs(log) ? reader(log, { transaction, context, after }) : null
    if (!claim || claim.amount <= 0n) continue
    legs.push(toLeg(source, log, claim, { transaction, context, after }, taken))
    after = log.position
  }
  return legs
}

function toLeg(source: string, log: Log, claim: Claim, telling: Telling, taken: Set<number>): Leg {
  const { transaction } = telling
  const { covers = [], also = [], kind, from, to, asset, amount, received } = claim
  const found = covers.map((cover) => positionsOf(cover, log, telling, taken))
  const moved = [...found.flatMap(({ positions }) => positions), ...also]
  const passed = passedOn(claim, moved, transaction, taken)
  const covered = [...new Set([...moved, ...passed.positions])]
  const replaces = [...withOwnValue(covered, transaction)].sort((a, b) => a - b)
  const isCoin = (ref: AssetRef): boolean => found.some(({ coin }, index) => coin && covers[index]?.asset === ref)
  return {
    source,
    kind,
    txHash: transaction.hash,
    txIndex: transaction.index,
    position: log.position,
    from: givenKinds.includes(kind) && from === passed.account ? transaction.from : from,
    to: takenKinds.includes(kind) && to === passed.account ? transaction.from : to,
    asset: isCoin(asset) ? null : asset,
    amount,
    ...(received ? { received: isCoin(received.asset) ? { ...received, asset: null } : received } : {}),
    ...(replaces.length > 0 ? { replaces } : {}),
  }
}

const givenKinds: readonly KindId[] = ['bridge-out', 'supply', 'repay', 'stake']
const takenKinds: readonly KindId[] = ['bridge-in', 'withdraw', 'borrow']

/**
 * Routers pass on to a protocol what the sender gave them, or to the sender what it paid them, to the base unit: then those transfers belong to
 * it, too, and the sender acts, not the router (`account`). Nothing where the way does not begin or end with the sender.
 */
function passedOn(
  { kind, asset, amount }: Claim,
  covered: readonly number[],
  { from: sender, logs }: Transaction,
  taken: Set<number>,
): { readonly positions: readonly number[]; readonly account: Address | null } {
  const nobody = { positions: [], account: null }
  const isGiven = givenKinds.includes(kind)
  if (asset === null || !(isGiven || takenKinds.includes(kind))) return nobody
  const alike = movesOf(logs, amount)
  if (alike.length > 2 * mostAlike) return nobody
  const same = alike.filter(({ log }) => log.address === asset).map((move) => ({ ...move, position: move.log.position }))
  const own = same.filter(({ position }) => covered.includes(position))
  const last = isGiven ? own[0] : own.at(-1)
  const account = isGiven ? last?.from : last?.to
  if (!last || !account || account === sender) return nobody
  const positions: number[] = []
  let [at, holder] = [last.position, account]
  while (holder !== sender) {
    if (positions.length === mostHands) return nobody
    const next = isGiven
      ? same.findLast(({ position, to }) => position < at && to === holder && !taken.has(position))
      : same.find(({ position, from }) => position > at && from === holder && !taken.has(position))
    if (!next) return nobody
    positions.push(next.position)
    at = next.position
    holder = isGiven ? next.from : next.to
  }
  for (const position of positions) taken.add(position)
  return { positions, account }
}

/** Through more hands nothing is passed on that was meant; a transaction made to be slow has thousands. */
const mostHands = 8

type Found = { readonly positions: readonly number[]; readonly coin: boolean }
const nothing: Found = { positions: [], coin: false }

/** The covered transfer closest to the event and, where it was wrapped for it, the wrap and the value that was sent. */
function positionsOf(cover: Cover, event: Log, { transaction, context }: Telling, taken: Set<number>): Found {
  if (cover.asset === null) return take(taken, coinOf(cover, event, transaction, taken), true)
  const transfer = nearestMove(event, transaction.logs, cover, (log) => log.address === cover.asset && !taken.has(log.position))
  if (!transfer) return nothing
  taken.add(transfer.position)
  const moved = readTransfer(transfer)
  const wrapper = context.wrappedNative
  if (!moved || !cover.wrapped || wrapper === null || cover.asset !== wrapper) return { positions: [transfer.position], coin: false }
  const [topic, account] = cover.wrapped === 'before' ? [depositTopic, moved.from] : [withdrawalTopic, moved.to]
  const wrap = nearest(event, transaction.logs, (log) => {
    if (log.address !== wrapper || log.topics[0] !== topic || taken.has(log.position)) return false
    if (log.position < event.position !== (cover.wrapped === 'before')) return false
    const fields = fieldsOf(log, 1, ['address', 'number'])
    return fields !== null && fields[0] === account && fields[1] === cover.amount
  })
  if (!wrap) return { positions: [transfer.position], coin: false }
  const sent = cover.wrapped === 'before' && transaction.value === cover.amount && !taken.has(-1) ? [-1] : []
  return take(taken, [transfer.position, wrap.position, ...sent], true)
}

/** The value of the transaction, or the movement log of the coin (EIP-7708). */
function coinOf(
  { from, to, amount }: Cover,
  event: Log,
  { value, logs, ...transaction }: Transaction,
  taken: ReadonlySet<number>,
): number[] {
  const logged = nearest(event, logs, (log) => {
    const moved = taken.has(log.position) ? null : readCoinMove(log)
    return moved?.amount === amount && (from === undefined || moved.from === from) && (to === undefined || moved.to === to)
  })
  if (logged) return [logged.position]
  // Sent to the contract itself, or to the one that the event names as the payer and that passed it on.
  const isAtEnd = to === undefined || transaction.to === to || (from !== undefined && transaction.to === from)
  const isValue = value === amount && !taken.has(-1) && isAtEnd
  return isValue ? [-1] : []
}

function take(taken: Set<number>, positions: readonly number[], coin: boolean): Found {
  for (const position of positions) taken.add(position)
  return { positions, coin }
}

/** The matching log that stands closest to the event; the earlier one of two. */
function nearest(event: Log, logs: readonly Log[], matches: (log: Log) => boolean): Log | null {
  let best: Log | null = null
  for (const log of logs) {
    if (!matches(log)) continue
    if (best === null || Math.abs(log.position - event.position) < Math.abs(best.position - event.position)) best = log
  }
  return best
}

/**
 * The transfer with these ends and this amount that stands closest to the event, of any token or of those that `matches` names; null where
 * there is none.
 */
export function transferBeside(
  event: Log,
  { transaction }: Pick<Telling, 'transaction'>,
  ends: Ends,
  matches: (log: Log) => boolean = () => true,
): Log | null {
  return nearestMove(event, transaction.logs, ends, matches)
}
