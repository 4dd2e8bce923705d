/** Transactions that another project recorded with their receipts, as the sources take them. */

import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { chainOf } from '#engine/chains/index.ts'
import type { SourceContext } from '#engine/sources/defineSource.ts'
import { sources } from '#engine/sources/index.ts'
import type { Leg, Transaction } from '#engine/types.ts'
import type { Verified } from '#engine/verify/brand.ts'
import { lower, type RecordedReceipt, type RecordedTransaction, recordedBlock, recordings, toTransactions } from './recorded.ts'

type Case = {
  readonly test: string
  readonly chainId: number
  readonly transaction: RecordedTransaction
  readonly receipt: RecordedReceipt
}
export type Recorded = { readonly transaction: Verified<Transaction>; readonly context: SourceContext }

const contextOf = (chainId: number): SourceContext => ({ chainId, wrappedNative: chainOf(chainId)?.wrappedNative ?? null })

/** Every transaction of one file of `expected/rotki`, by the name of its test. */
export function recordedCases(project: string): ReadonlyMap<string, Recorded> {
  const cases: Case[] = JSON.parse(gunzipSync(readFileSync(`${recordings}/expected/rotki/${project}.json.gz`)).toString('utf8'))
  return new Map(
    cases.flatMap(({ test, chainId, transaction, receipt }) => {
      const [read] = toTransactions({ block: { number: '0x0', transactions: [transaction] }, receipts: [receipt] })
      return read ? [[test.slice(test.indexOf('::') + 2), { transaction: read, context: contextOf(chainId) }] as const] : []
    }),
  )
}

/** A transaction of a recorded block of Ethereum, by the beginning of its hash. */
export function recordedIn(number: number, hash: string): Recorded {
  const transaction = toTransactions(recordedBlock('mainnet', number)).find((one) => one.hash.startsWith(hash))
  if (!transaction) throw new Error(`Block ${number} has no transaction ${hash}`)
  return { transaction, context: contextOf(1) }
}

/** Every leg of every source, without those that a leg of another source stands for. */
export function standing({ transaction, context }: Recorded): readonly Leg[] {
  const legs = sources.flatMap((source) => source.read(transaction, context))
  const replaced = legs.flatMap(({ source, replaces }) => (replaces ?? []).map((position) => ({ source, position })))
  return legs.filter((leg) => !replaced.some(({ source, position }) => source !== leg.source && position === leg.position))
}

/** One line a leg: `source kind from→to amount asset [for amount asset]`, addresses by their first four bytes. */
export const lineOf = ({ source, kind, from, to, asset, amount, received }: Leg): string => {
  const side = (one: { asset: string | null; amount: bigint }): string => `${one.amount} ${one.asset === null ? 'coin' : short(one.asset)}`
  return [source, kind, `${short(from)}→${short(to)}`, side({ asset, amount }), ...(received ? ['for', side(received)] : [])].join(' ')
}

const short = (address: string): string => lower(`0x${address.slice(2)}`).slice(0, 10)
