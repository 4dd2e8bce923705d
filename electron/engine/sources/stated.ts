/** Exchanges whose event itself names both tokens and both amounts. Anybody can write such an event, so the transfers have to bear it out. */
import type { Address, AssetRef, Hex, Leg, Log, SwapRole, Transaction } from '../types.ts'
import type { SourceContext } from './defineSource.ts'
import { type EventShape, eventOf } from './events.ts'
import { depositTopic, readTransfer, withdrawalTopic } from './logs.ts'
import { type Amount, assetRef, numberWord, swapLeg, unwrappedIn } from './swaps.ts'

/**
 * A kind of exchange. The declaration calls its values `given`, `spent`, `received`, `got`, and where it has them `from`, `to` (else the
 * sender) and `at` (else the contract that wrote it): all from the side of whoever gives `given`.
 */
export type Stated = {
  /** What stands as `source` in a row. */
  readonly id: string
  readonly role: SwapRole['role']
  readonly event: EventShape
  /** The only contracts that are believed; without, any whose event the transfers bear out. */
  readonly only?: readonly Address[]
}

export const stated = (id: string, role: SwapRole['role'], declaration: string, only?: readonly Address[]): Stated => ({
  id,
  role,
  event: eventOf(declaration),
  ...(only ? { only } : {}),
})

/** By first topic, for `readStated` and for the topics of a source. */
export const byTopic = (kinds: readonly Stated[]): ReadonlyMap<Hex, readonly Stated[]> => {
  const found = new Map<Hex, Stated[]>()
  for (const kind of kinds) found.set(kind.event.topic, [...(found.get(kind.event.topic) ?? []), kind])
  return found
}

/** Legs of every log that one of the kinds reads and the transfers of the transaction bear out. */
export function readStated(transaction: Transaction, { wrappedNative }: SourceContext, kinds: ReadonlyMap<Hex, readonly Stated[]>): Leg[] {
  return transaction.logs.flatMap((log) => {
    for (const kind of kinds.get(log.topics[0] ?? '0x') ?? []) {
      const leg = legOf(transaction, log, kind, wrappedNative)
      if (leg.length > 0) return leg
    }
    return []
  })
}

function legOf(transaction: Transaction, log: Log, { id, role, event, only }: Stated, wrappedNative: Address | null): Leg[] {
  const values = only && !only.includes(log.address) ? null : event.read(log)
  if (!values) return []
  const [given, received] = [values.address('given'), values.address('received')]
  const [spent, got] = [values.number('spent'), values.number('got')]
  if (!given || !received || spent === null || got === null) return []
  const from = values.address('from') ?? transaction.from
  const sides = { given: { asset: assetRef(given), amount: spent }, received: { asset: assetRef(received), amount: got } }
  if (!isBorneOut(transaction, sides.given, sides.received, wrappedNative)) return []
  return swapLeg(transaction, log, {
    source: id,
    role,
    at: values.address('at') ?? log.address,
    from,
    to: values.address('to') ?? from,
    ...sides,
  })
}

/**
 * Whether as much of both assets moved in the transaction as an event says. Coins that are given have to have come with the call or been
 * unwrapped; coins that are paid out leave no log, so there the other side alone tells. Half is enough: fees are kept and tokens tax.
 */
export function isBorneOut(transaction: Transaction, given: Amount, received: Amount, wrappedNative: Address | null): boolean {
  const coins = transaction.value + unwrappedIn(transaction, wrappedNative)
  const isMoved = ({ asset, amount }: Amount, isPaid: boolean): boolean =>
    asset === null ? isPaid || coins * 2n >= amount : movedOf(transaction, asset, asset === wrappedNative) * 2n >= amount
  return isMoved(given, false) && isMoved(received, true)
}

/** All that moved of a token in the transaction; the wrapper of the coin writes no transfer where it wraps and unwraps. */
const movedOf = ({ logs }: Transaction, asset: AssetRef, isWrapper: boolean): bigint =>
  logs.reduce((sum, log) => (log.address === asset ? sum + (readTransfer(log)?.amount ?? (isWrapper ? wrappedBy(log) : 0n)) : sum), 0n)

const wrappedBy = ({ topics: [topic], data }: Log): bigint =>
  topic === depositTopic || topic === withdrawalTopic ? (numberWord(data, 0) ?? 0n) : 0n
