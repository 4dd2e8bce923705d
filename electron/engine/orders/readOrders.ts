/** What one proven transaction did: every source reads it, and what belongs to one intent becomes one order. */
import { EngineError } from '../errors.ts'
import type { Source, SourceContext } from '../sources/defineSource.ts'
import { sources } from '../sources/index.ts'
import type { Leg, Transaction } from '../types.ts'
import type { Verified } from '../verify/brand.ts'
import { join } from './join.ts'

/** Legs that stand for themselves, and one leg an intent; only for a transaction that succeeded. Throws EngineError SOURCE for a fault of ours. */
export const readOrders = (transaction: Verified<Transaction>, context: SourceContext): readonly Leg[] =>
  join(transaction, readLegs(transaction, context))

const ofTransactions: readonly Source[] = sources.filter(({ topics }) => topics.length === 0)

const byTopic: ReadonlyMap<string, readonly Source[]> = (() => {
  const map = new Map<string, Source[]>()
  for (const source of sources) {
    for (const topic of source.topics) map.set(topic, [...(map.get(topic) ?? []), source])
  }
  return map
})()

/** Every source that can have something to say reads the transaction. */
const readLegs = (transaction: Verified<Transaction>, context: SourceContext): readonly Leg[] => {
  const readers = new Set(ofTransactions)
  for (const { topics } of transaction.logs) {
    for (const source of byTopic.get(topics[0] ?? '') ?? []) readers.add(source)
  }
  return [...readers].flatMap((source) => readWith(source, transaction, context))
}

/** A source that fails is a fault of ours: better to stop at this block and say so than to go on without its orders. */
const readWith = (source: Source, transaction: Verified<Transaction>, context: SourceContext): readonly Leg[] => {
  try {
    return source.read(transaction, context)
  } catch (cause) {
    throw new EngineError(
      'SOURCE',
      `The order source “${source.label}” could not read transaction ${transaction.hash}. Please report this.`,
      { cause },
    )
  }
}
