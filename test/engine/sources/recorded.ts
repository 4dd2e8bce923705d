/** Recorded blocks as the sources take them, without the proofs: these tests are about what moved, not about what is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Address, Hex, Transaction } from '#engine/types.ts'
import { asVerified, type Verified } from '#engine/verify/brand.ts'

export const recordings = fileURLToPath(new URL('../../../../shared/fixtures', import.meta.url))
/** Names the tests that need them as skipped where the recordings are not there. */
export const noRecordings = !existsSync(recordings)

export type RecordedLog = { address: Hex; topics: Hex[]; data: Hex; logIndex: Hex }
export type RecordedReceipt = { status?: Hex; contractAddress: Hex | null; logs: RecordedLog[] }
export type RecordedTransaction = { hash: Hex; from: Hex; to: Hex | null; value: Hex; input: Hex }
export type RecordedBlock = { block: { number: Hex; transactions: RecordedTransaction[] }; receipts: RecordedReceipt[] }

export const readGzip = (path: string): string => gunzipSync(readFileSync(`${recordings}/${path}`)).toString('utf8')

/** Block numbers held for a chain. */
export const recordedBlocks = (chain: string): number[] =>
  noRecordings
    ? []
    : readdirSync(`${recordings}/blocks/${chain}`)
        .map((name) => Number.parseInt(name, 10))
        .sort((a, b) => a - b)

export const recordedBlock = (chain: string, number: number): RecordedBlock => JSON.parse(readGzip(`blocks/${chain}/${number}.json.gz`))

export function toTransactions({ block, receipts }: RecordedBlock): Verified<Transaction>[] {
  return block.transactions.map((transaction, index) => {
    const receipt = receipts[index]
    return transactionOf({
      hash: lower(transaction.hash),
      index,
      from: lower(transaction.from),
      to: transaction.to && lower(transaction.to),
      created: receipt?.contractAddress ? lower(receipt.contractAddress) : null,
      value: BigInt(transaction.value),
      input: transaction.input,
      succeeded: receipt?.status !== '0x0',
      logs: (receipt?.logs ?? []).map(({ address, topics, data }, position) => ({
        address: lower(address),
        topics: topics.map(lower),
        data: lower(data),
        position,
      })),
    })
  })
}

const plain: Transaction = {
  hash: `0x${'ab'.repeat(32)}`,
  index: 0,
  from: `0x${'11'.repeat(20)}`,
  to: `0x${'22'.repeat(20)}`,
  created: null,
  value: 0n,
  input: '0x',
  succeeded: true,
  logs: [],
}

/** A transaction that says only what a test is about. */
export const transactionOf = (part: Partial<Transaction>): Verified<Transaction> => asVerified({ ...plain, ...part })

export const lower = <T extends Hex>(hex: T): T => hex.toLowerCase() as T

export const wordOf = (value: bigint | Address): Hex => `0x${BigInt(value).toString(16).padStart(64, '0')}`
