/** ethereum-etl's token transfers of recorded blocks: each has to be an order, or part of one. */
import { join } from 'node:path'
import { readOrders } from '#engine/orders/readOrders.ts'
import type { Leg } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { readRecorded } from '#engine/verify/recorded.ts'
import { loadJson } from '../support/fixtures.ts'
import type { Tally } from './tally.ts'

type EtlTransaction = {
  readonly hash: string
  readonly from_address: string
  readonly to_address: string | null
  readonly value: number | string
  readonly input: string
  readonly nonce: number
  readonly gas: number
  readonly block_number: number
  readonly block_hash: string
  readonly transaction_index: number
  readonly receipt_status: number | null
  readonly receipt_gas_used: number
  readonly receipt_contract_address: string | null
}
type EtlLog = {
  readonly transaction_hash: string
  readonly log_index: number
  readonly address: string
  readonly data: string
  readonly topics: readonly string[]
}
type EtlTransfer = {
  readonly transaction_hash: string
  readonly log_index: number
  readonly token_address: string
  readonly from_address: string
  readonly to_address: string
  readonly value: number | string
}

const wrapper = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'

/** Amounts above 2^53 are rounded in the recording, which holds them as JSON numbers: they are taken from the log beside them instead. */
export function compareEtl(folder: string, tally: Tally): void {
  for (const name of ['blocks_17173049_17173050', 'blocks_1755634_1755635']) {
    // One entry alone is recorded without its list.
    const load = (file: string): unknown[] => [loadJson(join(folder, 'ethereum-etl', 'stream', name, `expected_${file}.json.gz`))].flat()
    const logs = load('logs') as EtlLog[]
    const transfers = load('token_transfers') as EtlTransfer[]
    for (const transaction of load('transactions') as EtlTransaction[]) {
      const own = logs.filter(({ transaction_hash }) => transaction_hash === transaction.hash)
      const legs = transaction.receipt_status === 0 ? [] : readLegs(transaction, own)
      const all = legs.flatMap((leg) => [leg, ...(leg.parts ?? [])])
      for (const transfer of transfers.filter(({ transaction_hash }) => transaction_hash === transaction.hash)) {
        const position = own.findIndex(({ log_index }) => log_index === transfer.log_index)
        const told = own[position]
        const nft = told === undefined || told.topics.length !== 3
        const amount = told && told.data.length === 66 ? BigInt(told.data) : 0n
        const difference = {
          project: 'ethereum-etl',
          what: 'token transfer',
          tx: `1:${transaction.hash}`,
          reason: null,
          detail: `log ${transfer.log_index}: ${transfer.value} of ${transfer.token_address}`,
        }
        const found = all.some((leg) => leg.position === position || leg.replaces?.includes(position))
        if (found) tally.found(difference)
        else if (nft || amount === 0n)
          tally.unseen({ ...difference, reason: nft ? 'an NFT: only fungible assets are read' : 'a transfer of nothing' })
        else tally.missed(difference)
      }
    }
  }
}

function readLegs(transaction: EtlTransaction, logs: readonly EtlLog[]): readonly Leg[] {
  const hex = (value: number | string): string => `0x${BigInt(value).toString(16)}`
  const block = { blockNumber: hex(transaction.block_number), blockHash: transaction.block_hash }
  const recorded = readRecorded(
    {
      transaction: {
        hash: transaction.hash,
        from: transaction.from_address,
        to: transaction.to_address,
        value: hex(transaction.value),
        input: transaction.input,
        nonce: hex(transaction.nonce),
        gas: hex(transaction.gas),
        transactionIndex: hex(transaction.transaction_index),
      },
      receipt: {
        ...block,
        status: '0x1',
        gasUsed: hex(transaction.receipt_gas_used),
        contractAddress: transaction.receipt_contract_address,
        logs: logs.map(({ address, topics, data, log_index }) => ({ address, topics, data, logIndex: hex(log_index) })),
      },
    },
    familyOf('ethereum'),
  )
  return readOrders(recorded.transaction, { chainId: 1, wrappedNative: wrapper })
}
