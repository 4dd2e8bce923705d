/** The JSON-RPC methods of the demo chain, by name. */
import { numberToHex } from 'viem'
import { type ChainStore, heightOf } from '#demo/chain/chain.ts'
import { type Contracts, simulate } from '#demo/chain/execute.ts'
import type { Account } from '#demo/chain/state.ts'
import { workOn } from '#demo/chain/state.ts'
import type { Block } from '#demo/chain/types.ts'
import { Revert } from '#demo/contracts/defineContract.ts'
import { formatBlock, formatLogs, formatReceipt, formatReceipts, formatTransaction } from './format.ts'
import { address, amount, blockOf, bytes, filteredBlocks, hash, logFilter, RpcFault, record } from './params.ts'

export type Method = (params: readonly unknown[]) => unknown
export type Methods = ReadonlyMap<string, Method>

export function createMethods({ chain, contracts, chainId }: { chain: ChainStore; contracts: Contracts; chainId: number }): Methods {
  const accountAt = (owner: unknown, at: unknown): Account => workOn(stateful(blockOf(chain, at)).state).account(address(owner))

  const methods: Record<string, Method> = {
    web3_clientVersion: () => clientVersion,
    net_version: () => String(chainId),
    net_listening: () => true,
    eth_chainId: () => numberToHex(chainId),
    eth_syncing: () => false,
    eth_accounts: () => [],
    eth_blockNumber: () => numberToHex(heightOf(chain.head())),
    eth_gasPrice: () => numberToHex(chain.head().header.baseFeePerGas + 1_000_000_000n),
    eth_maxPriorityFeePerGas: () => numberToHex(1_000_000_000n),
    eth_getBlockByNumber([number, full]) {
      const block = blockOf(chain, number)
      return block && formatBlock(block, full === true, chainId)
    },
    eth_getBlockByHash([id, full]) {
      const block = chain.byHash(hash(id))
      return block && formatBlock(block, full === true, chainId)
    },
    eth_getBlockReceipts([which]) {
      const block = blockOf(chain, which)
      return block && formatReceipts(block)
    },
    eth_getBlockTransactionCountByNumber([number]) {
      const block = blockOf(chain, number)
      return block && numberToHex(block.transactions.length)
    },
    eth_getTransactionByHash([id]) {
      const found = chain.transaction(hash(id))
      return found && formatTransaction(found.block, found.index, found.transaction, chainId)
    },
    eth_getTransactionReceipt([id]) {
      const found = chain.transaction(hash(id))
      return found && formatReceipt(found.block, found.index)
    },
    eth_getLogs([filter]) {
      const wanted = logFilter(filter)
      const logs: unknown[] = []
      for (const block of filteredBlocks(chain, filter)) logs.push(...formatLogs(block, wanted, false))
      if (logs.length > mostLogs) throw new RpcFault(-32005, `query returned more than ${mostLogs} results`)
      return logs
    },
    eth_getBalance: ([owner, at]) => numberToHex(accountAt(owner, at).balance),
    eth_getTransactionCount: ([owner, at]) => numberToHex(accountAt(owner, at).nonce),
    eth_getCode: ([owner, at]) => accountAt(owner, at).code,
    eth_call([request, at]) {
      const { from, to, value, data, input } = record(request)
      const block = stateful(blockOf(chain, at))
      const sender = from === undefined || from === null ? nobody : address(from)
      const message = { from: sender, to: address(to), value: amount(value), input: bytes(input ?? data) }
      try {
        return simulate(workOn(block.state), contracts, block.header, message)
      } catch (error) {
        if (error instanceof Revert) throw new RpcFault(3, `execution reverted: ${error.message}`, error.data)
        throw error
      }
    },
  }
  return new Map(Object.entries(methods))
}

export const clientVersion = 'Crowsnest demo chain/v0.1'
const nobody = '0x0000000000000000000000000000000000000000'
const mostLogs = 10_000

function stateful(block: Block | null): Block {
  if (!block) throw new RpcFault(-32000, 'header not found')
  return block
}
