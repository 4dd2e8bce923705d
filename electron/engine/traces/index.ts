/**
 * Coins that contracts move leave no log before EIP-7708; only a node that runs the code again can tell of them. No root covers what it
 * tells, so it is compared with the block where it can be, marked, and never more than one endpoint's word (L1).
 */
import { nativeLogAddress } from '../sources/logs.ts'
import type { BlockReading, Hex, Leg, Transaction } from '../types.ts'
import { type CoinMove, readCallTree, readFlatTraces, type TracedCall, traceError } from './moves.ts'

/** Id of the source of such legs. */
export const internalSource = 'internal'

export const toldByTrace = 'Told by a trace of the endpoint: no proof covers it.'

export type InternalLegs = {
  /** By transaction hash. */
  readonly legs: ReadonlyMap<string, readonly Leg[]>
  /** Why there are none, or not all. */
  readonly problem: BlockReading['untraced'] | null
}

type Traced = { readonly header: { readonly hash: Hex }; readonly transactions: readonly Transaction[] }

/** Whether the chain logs every movement of its coin (EIP-7708): then logs that are proven tell what traces would. */
export const logsCoins = (transactions: readonly Transaction[]): boolean =>
  transactions.some(({ logs }) => logs.some(({ address }) => address === nativeLogAddress))

/**
 * Legs of kind `transfer` for every movement of the coin inside a transaction that succeeded: calls with value, endowments of new
 * contracts, payouts of contracts that destroyed themselves. The transaction's own value is none of them. Position is -(2 + n) for the n-th
 * of its transaction. `answer` is the result of `debug_traceBlockBy…` (`callTracer`) or of `trace_block`. Never throws: a trace that
 * contradicts the block counts for nothing.
 */
export function internalLegs(answer: unknown, block: Traced): InternalLegs {
  if (logsCoins(block.transactions)) return { legs: new Map(), problem: null }
  try {
    const { calls, missing } = Array.isArray(answer) && answer.every(isTree) ? readTrees(answer, block) : readFlat(answer, block)
    const legs = new Map<string, readonly Leg[]>()
    for (const transaction of block.transactions) {
      const call = calls.get(transaction.hash)
      if (!call || !transaction.succeeded) continue
      checkCall(call, transaction)
      if (call.moves.length > 0) legs.set(transaction.hash, call.moves.map(toLeg(transaction)))
    }
    const sentence = `Internal transfers of ${missing} transactions are not told: the endpoint could not trace them.`
    return { legs, problem: missing === 0 ? null : { sentence, isFault: false } }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const sentence = `Internal transfers are not told, because the trace contradicts the block: ${reason}`
    return { legs: new Map(), problem: { sentence, isFault: true } }
  }
}

const isTree = (entry: unknown): boolean =>
  typeof entry === 'object' && entry !== null && !('action' in entry) && ('result' in entry || 'error' in entry)

type Calls = { readonly calls: ReadonlyMap<string, TracedCall>; readonly missing: number }

/** One entry a transaction, in the order of the block; older nodes leave the hash out. */
function readTrees(answer: readonly unknown[], { transactions }: Traced): Calls {
  const calls = new Map<string, TracedCall>()
  let missing = 0
  for (const [index, entry] of answer.entries()) {
    const { txHash, result } = entry as { readonly txHash?: unknown; readonly result?: unknown }
    const transaction = transactions[index]
    if (!transaction || (txHash !== undefined && String(txHash).toLowerCase() !== transaction.hash))
      throw traceError('it tells of other transactions.')
    if (result === undefined || result === null) missing++
    else calls.set(transaction.hash, readCallTree(result))
  }
  if (answer.length < transactions.filter(isTraceable).length)
    throw traceError(`it tells of ${answer.length} of ${transactions.length} transactions.`)
  return { calls, missing }
}

function readFlat(answer: unknown, { header, transactions }: Traced): Calls {
  if (!Array.isArray(answer)) throw traceError('it is no list.')
  const calls = readFlatTraces(answer, header.hash)
  const known = new Set<string>(transactions.map(({ hash }) => hash))
  if ([...calls.keys()].some((hash) => !known.has(hash))) throw traceError('it tells of other transactions.')
  return { calls, missing: transactions.filter((transaction) => isTraceable(transaction) && !calls.has(transaction.hash)).length }
}

/** The transaction that no root covers (a state sync) is run by the node itself: not every node traces it. */
const isTraceable = ({ from, to }: Transaction): boolean => !(from === nobody && to === nobody)
const nobody = '0x0000000000000000000000000000000000000000'

function checkCall(call: TracedCall, { hash, from, to }: Transaction): void {
  if (call.from !== from || (to !== null && call.to !== to)) throw traceError(`it tells of another call than transaction ${hash} makes.`)
}

const toLeg =
  ({ hash, index }: Transaction) =>
  (move: CoinMove, order: number): Leg => ({
    source: internalSource,
    kind: 'transfer',
    txHash: hash,
    txIndex: index,
    position: -(2 + order),
    asset: null,
    ...move,
    told: true,
    how: toldByTrace,
  })
