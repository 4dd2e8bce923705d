/** Reads what callers send; anything that does not fit is refused with the code that nodes use for it. */
import { type ChainStore, heightOf } from '#demo/chain/chain.ts'
import type { Block } from '#demo/chain/types.ts'
import type { Address, Hex } from '#engine/types.ts'
import type { LogFilter } from './format.ts'

/** A JSON-RPC error object in the making. */
export class RpcFault extends Error {
  readonly code: number
  readonly data: Hex | undefined

  constructor(code: number, message: string, data?: Hex) {
    super(message)
    this.name = 'RpcFault'
    this.code = code
    this.data = data
  }
}

export const invalidParams = (message: string): RpcFault => new RpcFault(-32602, message)

/** Number, tag, hash, or {blockNumber} / {blockHash} (EIP-1898). Left out means the newest block; null where there is none such. */
export function blockOf(chain: ChainStore, param: unknown): Block | null {
  if (param === undefined || param === null) return chain.head()
  if (typeof param === 'object') {
    const { blockHash, blockNumber } = param as Record<string, unknown>
    if (blockHash !== undefined) return chain.byHash(hash(blockHash))
    return chain.byNumber(heightFrom(chain, blockNumber))
  }
  if (typeof param === 'string' && param.length === 66) return chain.byHash(hash(param))
  return chain.byNumber(heightFrom(chain, param))
}

export function hash(param: unknown): string {
  if (typeof param !== 'string' || !/^0x[0-9a-fA-F]{64}$/.test(param)) throw invalidParams('expected a hash: 0x and 64 hex digits')
  return param.toLowerCase()
}

export function address(param: unknown): Address {
  if (typeof param !== 'string' || !/^0x[0-9a-fA-F]{40}$/.test(param)) throw invalidParams('expected an address: 0x and 40 hex digits')
  return param.toLowerCase() as Address
}

export function bytes(param: unknown): Hex {
  if (param === undefined || param === null) return '0x'
  if (typeof param !== 'string' || !/^0x([0-9a-fA-F]{2})*$/.test(param)) throw invalidParams('expected bytes: 0x and pairs of hex digits')
  return param.toLowerCase() as Hex
}

export function amount(param: unknown): bigint {
  if (param === undefined || param === null) return 0n
  if (typeof param !== 'string' || !/^0x[0-9a-fA-F]{1,64}$/.test(param)) throw invalidParams('expected a quantity such as 0x1f')
  return BigInt(param)
}

/** A filter for eth_getLogs and the logs subscription. */
export function logFilter(param: unknown): LogFilter {
  const { address: wanted, topics } = record(param)
  return {
    addresses: wanted === undefined || wanted === null ? null : many(wanted).map(address),
    topics: (topics === undefined || topics === null ? [] : list(topics)).map((topic) =>
      topic === null ? null : (many(topic).map(hash) as Hex[]),
    ),
  }
}

/** The canonical blocks a log filter asks for. */
export function filteredBlocks(chain: ChainStore, param: unknown): Block[] {
  const { blockHash, fromBlock, toBlock } = record(param)
  if (blockHash !== undefined) {
    const block = chain.byHash(hash(blockHash))
    if (!block) throw new RpcFault(-32000, 'unknown block')
    return [block]
  }
  const head = heightOf(chain.head())
  const from = fromBlock === undefined || fromBlock === null ? head : heightFrom(chain, fromBlock)
  const to = Math.min(head, toBlock === undefined || toBlock === null ? head : heightFrom(chain, toBlock))
  if (from > to && from <= head) throw invalidParams('invalid block range params')
  const blocks: Block[] = []
  for (let number = from; number <= to; number++) {
    const block = chain.byNumber(number)
    if (!block) throw new RpcFault(4444, 'pruned history unavailable')
    blocks.push(block)
  }
  return blocks
}

export const record = (param: unknown): Record<string, unknown> => {
  if (typeof param !== 'object' || param === null || Array.isArray(param)) throw invalidParams('expected an object')
  return param as Record<string, unknown>
}

function heightFrom(chain: ChainStore, param: unknown): number {
  if (param === 'latest' || param === 'pending') return heightOf(chain.head())
  if (param === 'finalized') return chain.finalized()
  if (param === 'safe') return chain.safe()
  if (param === 'earliest') return 0
  if (typeof param !== 'string' || !/^0x(0|[1-9a-fA-F][0-9a-fA-F]{0,12})$/.test(param))
    throw invalidParams('expected a block number such as 0x1f, or a tag')
  return Number(param)
}

const many = (param: unknown): unknown[] => (Array.isArray(param) ? list(param) : [param])

function list(param: unknown): unknown[] {
  if (!Array.isArray(param) || param.length > 1000) throw invalidParams('expected a list of at most 1000')
  return param
}
