/** What the sources of exchanges share: which assets a pool moved is told by the transfers beside its event, not by the event. */
import type { Address, AssetRef, Hex, Leg, Log, SwapRole, Transaction } from '../types.ts'
import { wordOf } from './fields.ts'
import { addressOf, readTransfer } from './logs.ts'

/** How many contracts write the native coin where a token's address is expected. */
export const coinAddress: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

/** A token's address as an event has it; the coin for the two spellings in use. */
export const assetRef = (address: Address): AssetRef => (address === coinAddress || /^0x0{40}$/.test(address) ? null : address)

export type Amount = { readonly asset: AssetRef; readonly amount: bigint }

export type SwapSides = {
  readonly source: string
  readonly role: SwapRole['role']
  readonly at: Address
  readonly from: Address
  readonly to: Address
  readonly given: Amount
  readonly received: Amount
}

/** The leg of one exchange; none where either side is nothing. */
export function swapLeg({ hash, index }: Transaction, { position }: Log, sides: SwapSides): Leg[] {
  const { source, role, at, from, to, given, received } = sides
  if (given.amount <= 0n || received.amount <= 0n) return []
  return [
    {
      source,
      kind: 'swap',
      txHash: hash,
      txIndex: index,
      position,
      from,
      to,
      asset: given.asset,
      amount: given.amount,
      received,
      swap: { role, at },
    },
  ]
}

export type PoolEvent = { readonly amountIn: bigint; readonly amountOut: bigint; readonly sender: Address; readonly recipient: Address }

/**
 * The leg of a pool that holds its own tokens. Assets are those of the transfers into and out of the pool that agree with the event: one of
 * exactly the event's amount, else (tokens that take a fee of their transfers, or round) the nearest of a token of which the pool got or gave
 * at least half of it. No more is stated than those transfers moved. `coin`: one side may be the native coin, which leaves no log: what came
 * in cannot have been more coins than the transaction had. None where no transfer agrees: a contract that only writes the event has
 * exchanged nothing.
 */
export function poolLeg(
  transaction: Transaction,
  log: Log,
  source: string,
  event: PoolEvent,
  { coins = null as bigint | null, pool = log.address } = {},
): Leg[] {
  const into = backing(log, transaction.logs, (moved) => moved.to === pool, event.amountIn)
  const out = backing(log, transaction.logs, (moved) => moved.from === pool, event.amountOut, into?.asset)
  if (!into && !out) return []
  const paid = coins !== null && event.amountIn <= coins ? { asset: null, from: event.sender, to: pool, amount: event.amountIn } : null
  // Coins that a pool pays out are taken from it on its word, so the side that is seen has to be exact.
  const isPaidOut = coins !== null && into?.amount === event.amountIn
  const given = into ?? paid
  const received = out ?? (isPaidOut ? { asset: null, from: pool, to: event.recipient, amount: event.amountOut } : null)
  if (!given || !received || given.asset === received.asset) return []
  return swapLeg(transaction, log, {
    source,
    role: 'pool',
    at: pool,
    from: given.from,
    to: received.to,
    given: { asset: given.asset, amount: given.amount },
    received: { asset: received.asset, amount: received.amount },
  })
}

type Moved = { readonly asset: Address; readonly from: Address; readonly to: Address; readonly amount: bigint }

/** The transfer that the event tells of, with the event's amount or, where all such transfers of its token moved less, that of them. */
function backing(event: Log, logs: readonly Log[], matches: (moved: Moved) => boolean, amount: bigint, not?: Address): Moved | null {
  if (amount <= 0n) return null
  const totals = new Map<Address, bigint>()
  const found: { readonly moved: Moved; readonly score: number }[] = []
  for (const log of logs) {
    const words = readTransfer(log)
    if (!words || log.address === not) continue
    const moved = { asset: log.address, ...words }
    if (!matches(moved)) continue
    totals.set(moved.asset, (totals.get(moved.asset) ?? 0n) + moved.amount)
    found.push({ moved, score: Math.abs(log.position - event.position) + (moved.amount === amount ? 0 : 1_000_000) })
  }
  found.sort((a, b) => a.score - b.score)
  for (const { moved } of found) {
    const total = totals.get(moved.asset) ?? 0n
    if (total * 2n >= amount) return { ...moved, amount: total < amount ? total : amount }
  }
  return null
}

/** The n-th word of data as a signed number (two's complement); null past its end. */
export function signedWord(data: Hex, index: number): bigint | null {
  const word = wordOf(data, index)
  return word === null ? null : BigInt.asIntN(256, BigInt(word))
}

/** The n-th word of data as an address; null where it is none. */
export const addressWord = (data: Hex, index: number): Address | null => addressOf(wordOf(data, index) ?? undefined)

/** The n-th word of data as a number; null past its end. */
export const numberWord = (data: Hex, index: number): bigint | null => {
  const word = wordOf(data, index)
  return word === null ? null : BigInt(word)
}

/** Sum of the transfers of each asset into (positive) and out of (negative) an account, for assets whose sum is not zero. */
export function netOf({ logs }: Pick<Transaction, 'logs'>, account: Address): ReadonlyMap<Address, bigint> {
  const net = new Map<Address, bigint>()
  for (const log of logs) {
    const moved = readTransfer(log)
    if (!moved || moved.from === moved.to) continue
    if (moved.from === account) net.set(log.address, (net.get(log.address) ?? 0n) - moved.amount)
    if (moved.to === account) net.set(log.address, (net.get(log.address) ?? 0n) + moved.amount)
  }
  return new Map([...net].filter(([, amount]) => amount !== 0n))
}

/**
 * The leg of a call to an aggregator that writes no event of its own: what the account gave and got by the transfers, and by the coin that
 * came with the call or was unwrapped in it. None where it did not both give and get; several assets on one side are left to the join.
 */
export function callLeg(transaction: Transaction, source: string, at: Address, account: Address, wrappedNative: Address | null): Leg[] {
  const net = [...netOf(transaction, account)]
  const out = net.find(([, amount]) => amount < 0n)
  const into = net.find(([, amount]) => amount > 0n)
  const sent = account === transaction.from ? transaction.value : 0n
  const given = out ? { asset: out[0], amount: -out[1] } : { asset: null, amount: sent }
  const received = into ? { asset: into[0], amount: into[1] } : { asset: null, amount: out ? unwrappedIn(transaction, wrappedNative) : 0n }
  const first = transaction.logs.find((log) => {
    const moved = readTransfer(log)
    return moved !== null && (moved.from === account || moved.to === account)
  })
  if (!first) return []
  return swapLeg(transaction, first, { source, role: 'route', at, from: account, to: account, given, received })
}

/** keccak256("Withdrawal(address,uint256)") of WETH9 and its kin. */
const withdrawalTopic: Hex = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'

/** Coins that were unwrapped in the transaction, by whomever. */
export const unwrappedIn = ({ logs }: Transaction, wrapper: Address | null): bigint =>
  logs
    .filter(({ address, topics }) => address === wrapper && topics[0] === withdrawalTopic)
    .reduce((sum, { data }) => sum + (numberWord(data, 0) ?? 0n), 0n)
