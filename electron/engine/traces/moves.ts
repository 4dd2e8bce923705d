/** What the frames of a trace say of coins that contracts moved, in the two forms that nodes answer with. */
import { EngineError } from '../errors.ts'
import type { Address } from '../types.ts'

export type CoinMove = { readonly from: Address; readonly to: Address; readonly amount: bigint }

/** The outermost call of a transaction, for comparison with the transaction itself, and what moved inside of it, in order. */
export type TracedCall = { readonly from: Address; readonly to: Address | null; readonly moves: readonly CoinMove[] }

/** The trace cannot be read; the message says what is wrong with it. */
export const traceError = (sentence: string): EngineError => new EngineError('TRACE', sentence, { retryable: true })

/**
 * Reads one transaction of `debug_traceBlockBy…` with geth's `callTracer`: frames within frames. A frame with an error moved nothing, and
 * nothing inside of it stands. Delegated calls show the value of their caller and move none. Throws EngineError TRACE.
 */
export function readCallTree(tree: unknown): TracedCall {
  const top = objectOf(tree)
  const moves: CoinMove[] = []
  const walk = (frame: Fields, isTop: boolean): void => {
    if (frame.error !== undefined && frame.error !== null) return
    if (!isTop && moving.has(String(frame.type).toUpperCase())) add(moves, frame.from, frame.to, frame.value)
    for (const inner of listOf(frame.calls)) walk(objectOf(inner), false)
  }
  walk(top, true)
  return { from: addressOf(top.from), to: top.to == null ? null : addressOf(top.to), moves }
}

const moving: ReadonlySet<string> = new Set(['CALL', 'CREATE', 'CREATE2', 'SELFDESTRUCT'])

/** One entry of `trace_block` that belongs to a transaction. */
type FlatFrame = { readonly hash: string; readonly path: readonly number[]; readonly frame: Fields }

/**
 * Reads `trace_block` (OpenEthereum's form, also of Erigon, Nethermind, Besu and anvil): frames in a row, each with its path. Answers the
 * calls by transaction hash. Entries without a transaction are rewards. Throws EngineError TRACE.
 */
export function readFlatTraces(answer: unknown, blockHash: string): ReadonlyMap<string, TracedCall> {
  const byHash = new Map<string, FlatFrame[]>()
  for (const entry of listOf(answer)) {
    const frame = objectOf(entry)
    if (typeof frame.blockHash === 'string' && frame.blockHash.toLowerCase() !== blockHash)
      throw traceError('it is a trace of another block.')
    if (frame.transactionHash == null) continue
    const hash = String(frame.transactionHash).toLowerCase()
    const path = listOf(frame.traceAddress).map(Number)
    byHash.set(hash, [...(byHash.get(hash) ?? []), { hash, path, frame }])
  }
  return new Map([...byHash].map(([hash, frames]) => [hash, readFlat(frames)]))
}

function readFlat(frames: readonly FlatFrame[]): TracedCall {
  const top = frames.find(({ path }) => path.length === 0)
  if (!top) throw traceError('the outermost call of a transaction is missing.')
  const failed = new Set(frames.filter(({ frame }) => frame.error != null).map(({ path }) => path.join()))
  const stands = ({ path }: FlatFrame): boolean =>
    !path.some((_, depth) => failed.has(path.slice(0, depth).join())) && !failed.has(path.join())
  const moves: CoinMove[] = []
  for (const { path, frame } of frames.filter(stands).toSorted((a, b) => comparePaths(a.path, b.path))) {
    const action = objectOf(frame.action)
    if (frame.type === 'suicide') add(moves, action.address, action.refundAddress, action.balance)
    else if (path.length === 0) continue
    else if (frame.type === 'create') add(moves, action.from, objectOf(frame.result).address, action.value)
    else if (frame.type === 'call' && action.callType === 'call') add(moves, action.from, action.to, action.value)
  }
  const action = objectOf(top.frame.action)
  const to = top.frame.type === 'create' ? objectOf(top.frame.result ?? {}).address : action.to
  return { from: addressOf(action.from), to: to == null ? null : addressOf(to), moves }
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((step, index) => step !== b[index])
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

function add(moves: CoinMove[], from: unknown, to: unknown, value: unknown): void {
  if (value === undefined || value === null || value === '0x') return
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) throw traceError('the value of a call is no number.')
  const amount = BigInt(value)
  if (amount === 0n) return
  const move = { from: addressOf(from), to: addressOf(to), amount }
  if (move.from !== move.to) moves.push(move)
}

type Fields = { readonly [name: string]: unknown }

function objectOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw traceError('a call in it is no object.')
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  throw traceError('a list in it is none.')
}

function addressOf(value: unknown): Address {
  if (typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value)) return `0x${value.slice(2).toLowerCase()}`
  throw traceError('an account in it is no address.')
}
