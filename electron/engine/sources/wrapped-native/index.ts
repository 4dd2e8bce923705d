/** Wraps and unwraps of the native coin. One row each: the value that was sent and the token's own mint or burn are part of it. */
import type { Address, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf, amountOf, depositTopic, readCoinMove, readTransfer, transferTopic, withdrawalTopic, zeroAddress } from '../logs.ts'

export const wrappedNative = defineSource({
  id: 'wrapped-native',
  label: 'Wrap and unwrap',
  topics: [depositTopic, withdrawalTopic, transferTopic],
  read(transaction, { wrappedNative: wrapper }) {
    if (!wrapper) return []
    const taken = new Set<number>()
    const events = transaction.logs.flatMap((log) => {
      const event = log.address === wrapper ? readEvent(log) : null
      return event ? [toLeg(transaction, log, wrapper, event, taken)] : []
    })
    if (events.length > 0) return events
    // Some wrappers (Arbitrum's) write no event of their own: there the mint or burn is all that tells.
    const issued = transaction.logs.flatMap((log) => {
      const event = log.address === wrapper && !taken.has(log.position) ? readIssue(log) : null
      if (!event) return []
      taken.add(log.position)
      const leg = toLeg(transaction, log, wrapper, event, taken)
      return [{ ...leg, replaces: [...(leg.replaces ?? []), log.position].sort((a, b) => a - b) }]
    })
    return issued
  },
})

type WrapEvent = { readonly wraps: boolean; readonly account: Address; readonly amount: bigint }

function readEvent({ topics, data }: Log): WrapEvent | null {
  const wraps = topics[0] === depositTopic
  if (topics.length !== 2 || (!wraps && topics[0] !== withdrawalTopic)) return null
  const account = addressOf(topics[1])
  const amount = amountOf(data)
  return account && amount ? { wraps, account, amount } : null
}

function readIssue(log: Log): WrapEvent | null {
  const moved = readTransfer(log)
  if (moved?.from === zeroAddress) return { wraps: true, account: moved.to, amount: moved.amount }
  return moved?.to === zeroAddress ? { wraps: false, account: moved.from, amount: moved.amount } : null
}

function toLeg(transaction: Transaction, log: Log, wrapper: Address, event: WrapEvent, taken: Set<number>): Leg {
  const { wraps, account, amount } = event
  const replaces = replacedBy(transaction, log, wrapper, event, taken)
  for (const position of replaces) taken.add(position)
  return {
    source: 'wrapped-native',
    kind: wraps ? 'wrap' : 'unwrap',
    txHash: transaction.hash,
    txIndex: transaction.index,
    position: log.position,
    from: account,
    to: account,
    asset: wraps ? null : wrapper,
    amount,
    received: { asset: wraps ? wrapper : null, amount },
    ...(replaces.length > 0 ? { replaces } : {}),
  }
}

/** Positions of the same movement told by others: the value sent or paid out, and a Transfer from or to the zero address. */
function replacedBy(
  transaction: Transaction,
  event: Log,
  wrapper: Address,
  { wraps, account, amount }: WrapEvent,
  taken: Set<number>,
): number[] {
  const isFree = (log: Log): boolean => !taken.has(log.position)
  const coin = nearest(event, transaction.logs, (log) => {
    const moved = isFree(log) ? readCoinMove(log) : null
    return moved?.amount === amount && (wraps ? moved.to : moved.from) === wrapper
  })
  const token = nearest(event, transaction.logs, (log) => {
    const moved = log.address === wrapper && isFree(log) ? readTransfer(log) : null
    const [zero, holder] = wraps ? [moved?.from, moved?.to] : [moved?.to, moved?.from]
    return moved?.amount === amount && zero === zeroAddress && holder === account
  })
  const ownValue = wraps && coin === null && transaction.to === wrapper && transaction.value === amount && !taken.has(-1)
  return [...(ownValue ? [-1] : []), ...[coin, token].filter((position) => position !== null)]
}

/** Position of the matching log that stands closest to the event; the earlier one of two. */
function nearest(event: Log, logs: readonly Log[], matches: (log: Log) => boolean): number | null {
  let best: number | null = null
  for (const { position } of logs.filter(matches)) {
    if (best === null || Math.abs(position - event.position) < Math.abs(best - event.position)) best = position
  }
  return best
}
