/** What one proven transaction did, as orders: what belongs to one intent is one. */
import { EngineError } from '../errors.ts'
import type { PackReader } from '../packs/compile.ts'
import { withoutTold } from '../packs/withoutTold.ts'
import type { Source, SourceContext } from '../sources/defineSource.ts'
import { sources } from '../sources/index.ts'
import { joinTold } from '../traces/told.ts'
import type { Leg, Transaction } from '../types.ts'
import type { Verified } from '../verify/brand.ts'
import { withMovementsBehind } from './behind.ts'
import { withoutFacades } from './facades.ts'
import { join } from './join.ts'

type Read = (transaction: Verified<Transaction>, context: SourceContext) => readonly Leg[]
type ReadTold = (
  transaction: Verified<Transaction>,
  context: SourceContext,
  internal?: readonly Leg[],
  packs?: readonly PackReader[],
) => readonly Leg[]

/**
 * Legs that stand for themselves, and one leg an intent; only for a transaction that succeeded. Throws EngineError SOURCE for a
 * fault of ours. `internal` are legs that a trace tells of this transaction: what rests on them is marked `told`. What a pack reads stands for the
 * movements that its contracts logged with it.
 */
export const readOrders: ReadTold = (transaction, context, internal = [], packs = []) => {
  const business = packs.flatMap((pack) => pack.read(transaction))
  if (business.length > 0) return [...business, ...withoutTold(readOrders(transaction, context, internal), business)]
  const proven = withoutFacades(readAll(transaction, context), context.chainId)
  const joined = (legs: readonly Leg[]): readonly Leg[] => withMovementsBehind(join(transaction, legs, context.wrappedNative), legs)
  return internal.length === 0 ? joined(proven) : joinTold(proven, internal, joined)
}

/** Every source that can have something to say reads the transaction. */
function reader(registry: readonly Source[]): Read {
  const ofTransactions = registry.filter(({ topics }) => topics.length === 0)
  const byTopic = new Map<string, Source[]>()
  for (const source of registry) for (const topic of source.topics) byTopic.set(topic, [...(byTopic.get(topic) ?? []), source])
  return (transaction, context) => {
    const readers = new Set(ofTransactions)
    for (const { topics } of transaction.logs) for (const source of byTopic.get(topics[0] ?? '') ?? []) readers.add(source)
    return [...readers].flatMap((source) => readWith(source, transaction, context))
  }
}

/** A source that fails is a fault of ours: better to stop at this block and say so than to go on without its orders. */
function readWith(source: Source, transaction: Verified<Transaction>, context: SourceContext): readonly Leg[] {
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

const readAll = reader(sources)
