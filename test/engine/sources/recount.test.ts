/** Every movement in every recorded block, counted a second time by a loop that shares nothing with the sources. */
import { decodeEventLog, erc20Abi, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { chainOf } from '#engine/chains/index.ts'
import { erc20 } from '#engine/sources/erc20/index.ts'
import { native } from '#engine/sources/native/index.ts'
import { wrappedNative } from '#engine/sources/wrapped-native/index.ts'
import type { Leg } from '#engine/types.ts'
import {
  noRecordings,
  type RecordedBlock,
  type RecordedLog,
  readGzip,
  recordedBlock,
  recordedBlocks,
  toTransactions,
  transactionOf,
} from './recorded.ts'

const wrapperAbi = parseAbi(['event Deposit(address indexed dst, uint256 wad)', 'event Withdrawal(address indexed src, uint256 wad)'])
const zero = '0x0000000000000000000000000000000000000000'
const chainIds = { mainnet: 1, arbitrum: 42161, base: 8453, polygon: 137 } as const

const line = ({ source, kind, txHash, position, from, to, asset, amount }: Leg) =>
  [source, kind, txHash, position, from, to, asset ?? 'native', amount].join(' ')

describe.skipIf(noRecordings)('sources on recorded blocks', () => {
  for (const [name, chainId] of Object.entries(chainIds)) {
    const wrapper = chainOf(chainId)?.wrappedNative ?? null

    test(`read from ${name} exactly what a plain recount finds`, () => {
      let counted = 0
      for (const number of recordedBlocks(name)) {
        const recorded = recordedBlock(name, number)
        const found = toTransactions(recorded)
          .filter(({ succeeded }) => succeeded)
          .flatMap((transaction) =>
            [native, erc20, wrappedNative].flatMap((source) => source.read(transaction, { chainId, wrappedNative: wrapper })),
          )
        const expected = recount(recorded, wrapper)
        expect(found.map(line).sort(), `${name} ${number}`).toEqual(expected.sort())
        counted += expected.length
      }
      expect(counted).toBeGreaterThan(5)
    })
  }
})

function recount({ block, receipts }: RecordedBlock, wrapper: string | null): string[] {
  const lines: string[] = []
  for (const [index, { hash, from, to, value }] of block.transactions.entries()) {
    const receipt = receipts[index]
    if (!receipt || receipt.status === '0x0') continue
    if (BigInt(value) > 0n)
      lines.push(['native', 'transfer', hash, -1, from, to ?? receipt.contractAddress, 'native', BigInt(value)].join(' ').toLowerCase())
    for (const [position, log] of receipt.logs.entries()) {
      const transfer = log.topics.length === 3 && log.data.length === 66 ? decode(erc20Abi, log) : null
      if (transfer?.eventName === 'Transfer' && transfer.args.value > 0n) {
        const kind = transfer.args.from === zero ? 'mint' : transfer.args.to === zero ? 'burn' : 'transfer'
        lines.push(
          ['erc20', kind, hash, position, transfer.args.from, transfer.args.to, log.address, transfer.args.value].join(' ').toLowerCase(),
        )
      }
      const wrap = log.address.toLowerCase() === wrapper ? decode(wrapperAbi, log) : null
      if (wrap && wrap.args.wad > 0n) {
        const [kind, account, asset] =
          wrap.eventName === 'Deposit' ? ['wrap', wrap.args.dst, 'native'] : ['unwrap', wrap.args.src, log.address]
        lines.push(['wrapped-native', kind, hash, position, account, account, asset, wrap.args.wad].join(' ').toLowerCase())
      }
    }
  }
  return lines
}

function decode<const T extends typeof erc20Abi | typeof wrapperAbi>(abi: T, { topics, data }: RecordedLog) {
  const [first, ...rest] = topics
  if (!first) return null
  try {
    return decodeEventLog({ abi, topics: [first, ...rest], data, strict: true })
  } catch {
    return null
  }
}

type EtlRow = { transaction_hash: `0x${string}`; log_index: number; value: string }
type EtlLog = EtlRow & { address: `0x${string}`; topics: `0x${string}`[]; data: `0x${string}` }
type EtlTransfer = EtlRow & { token_address: string; from_address: string; to_address: string }

/** Numbers of that project go beyond 2^53, and a list of one is written without brackets. */
const readEtl = <T>(path: string): T[] =>
  [JSON.parse(readGzip(`expected/ethereum-etl/stream/${path}`).replace(/"value":(\d+)/g, '"value":"$1"'))].flat()

describe.skipIf(noRecordings)('erc20 against another indexer', () => {
  for (const blocks of ['blocks_17173049_17173050', 'blocks_1755634_1755635']) {
    test(`finds the token transfers that it exported for ${blocks}`, () => {
      const logs = readEtl<EtlLog>(`${blocks}/expected_logs.json.gz`)
      const fungible = new Set(logs.filter(({ topics }) => topics.length === 3).map((log) => `${log.transaction_hash} ${log.log_index}`))
      const expected = readEtl<EtlTransfer>(`${blocks}/expected_token_transfers.json.gz`)
        .filter(({ transaction_hash, log_index, value }) => value !== '0' && fungible.has(`${transaction_hash} ${log_index}`))
        .map((each) =>
          [each.transaction_hash, each.log_index, each.token_address, each.from_address, each.to_address, each.value].join(' '),
        )
      const found = logs.flatMap(({ transaction_hash, log_index, address, topics, data }) =>
        erc20
          .read(transactionOf({ hash: transaction_hash, logs: [{ address, topics, data, position: log_index }] }), {
            chainId: 1,
            wrappedNative: null,
          })
          .map(({ txHash, position, asset, from, to, amount }) => [txHash, position, asset, from, to, amount].join(' ')),
      )
      expect(expected.length).toBeGreaterThan(0)
      expect(found.sort()).toEqual(expected.sort())
    })
  }
})
