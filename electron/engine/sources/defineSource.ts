/** What an order source is: a pure reader of proven transactions. */
import type { Address, Hex, Leg, Transaction } from '../types.ts'
import type { Verified } from '../verify/brand.ts'

/** What a source may know of the chain it reads. */
export type SourceContext = {
  readonly chainId: number
  /** Contract that wraps the native coin one to one, lower case; null where the chain has none. */
  readonly wrappedNative: Address | null
}

export type Source<Id extends string = string> = {
  readonly id: Id
  readonly label: string
  /** What stands as `source` in its legs, where that is not its own id. */
  readonly names?: readonly string[]
  /** First topics of the logs that this source reads; empty for sources that read the transaction itself. */
  readonly topics: readonly Hex[]
  /** Reads one proven transaction. Pure; throws nothing for logs that only look alike. Only called for transactions that succeeded. */
  read(transaction: Verified<Transaction>, context: SourceContext): readonly Leg[]
}

export const defineSource = <const Id extends string>(source: Source<Id>): Source<Id> => source
