/** Serves recorded blocks as a node would: any folder of `<number>.json.gz` files that hold `{block, receipts}`. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Answer, Refusal, type RpcServer, type RpcServerOptions, serveRpc } from './rpcServer.ts'

export type RpcRecord = { readonly [key: string]: unknown }
export type RecordedTransaction = RpcRecord & { readonly hash: string; readonly from: string; readonly to: string | null }
export type RecordedBlock = {
  readonly block: RpcRecord & { readonly number: string; readonly hash: string; readonly transactions: readonly RecordedTransaction[] }
  readonly receipts: readonly (RpcRecord & { readonly transactionHash: string; readonly logs: readonly RpcRecord[] })[]
}

export type ReplayOptions = {
  readonly folder: string
  /** Told from the folder's name (mainnet, base, polygon, arbitrum) where absent. */
  readonly chainId?: number
  /** Only these block numbers exist; all of the folder where absent. */
  readonly blocks?: readonly number[]
  /** What this endpoint cannot do. */
  readonly without?: readonly ('eth_getBlockReceipts' | 'finalized' | 'ws')[]
  readonly fault?: RpcServerOptions['fault']
  /** Sees every answer before it is sent and may replace it. */
  readonly alter?: (method: string, params: readonly unknown[], result: unknown) => unknown
}

export type Replay = RpcServer & { readonly numbers: readonly number[]; block(number: number): RecordedBlock }

const chainIds: Readonly<Record<string, number>> = { mainnet: 1, base: 8453, polygon: 137, arbitrum: 42161 }

/** Numbers of the blocks that a folder holds, ascending. */
export const recordedNumbers = (folder: string): number[] =>
  readdirSync(folder)
    .flatMap((name) => /^(\d+)\.json\.gz$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)

export const readRecorded = (folder: string, number: number): RecordedBlock =>
  JSON.parse(gunzipSync(readFileSync(join(folder, `${number}.json.gz`))).toString())

/** The answers alone, for servers that alter them. */
export function replayAnswers(options: ReplayOptions): { answer: Answer; numbers: number[]; block(number: number): RecordedBlock } {
  const { folder, without = [] } = options
  const numbers = recordedNumbers(folder).filter((number) => options.blocks?.includes(number) ?? true)
  const chainId = options.chainId ?? chainIds[basename(folder)]
  if (chainId === undefined) throw new Error(`The folder ${folder} does not name a chain: hand in chainId`)
  const known = new Set(numbers)
  const cache = new Map<number, RecordedBlock>()
  const block = (number: number): RecordedBlock => {
    const found = cache.get(number) ?? readRecorded(folder, number)
    cache.set(number, found)
    return found
  }
  const numberOf = (reference: unknown): number | null => {
    if (typeof reference === 'object' && reference !== null) return numberOf(Object.values(reference)[0])
    if (reference === 'latest' || reference === 'safe' || reference === 'pending') return numbers.at(-1) ?? null
    if (reference === 'finalized') {
      if (without.includes('finalized')) throw new Refusal(-32602, 'invalid argument 0: unknown block tag')
      return numbers.at(-1) ?? null
    }
    if (reference === 'earliest') return known.has(0) ? 0 : null
    const text = String(reference)
    if (text.length === 66) return numbers.find((number) => block(number).block.hash === text) ?? null
    return known.has(Number(text)) ? Number(text) : null
  }
  const methods: Record<string, (params: readonly unknown[]) => unknown> = {
    web3_clientVersion: () => 'Replay/1.0',
    net_version: () => String(chainId),
    eth_chainId: () => `0x${chainId.toString(16)}`,
    eth_blockNumber: () => `0x${(numbers.at(-1) ?? 0).toString(16)}`,
    eth_syncing: () => false,
    eth_getBlockByNumber: ([reference, full]) => shape(numberOf(reference), full === true),
    eth_getBlockByHash: ([hash, full]) => shape(numberOf(hash), full === true),
    eth_getBlockReceipts: ([reference]) => {
      const number = numberOf(reference)
      return number === null ? null : block(number).receipts
    },
    eth_getTransactionReceipt: ([hash]) => {
      for (const number of numbers) {
        const receipt = block(number).receipts.find(({ transactionHash }) => transactionHash === hash)
        if (receipt) return receipt
      }
      return null
    },
    eth_call: () => {
      throw new Refusal(-32000, 'missing trie node: this endpoint keeps no state')
    },
  }
  const shape = (number: number | null, full: boolean): unknown => {
    if (number === null) return null
    const found = block(number).block
    return full ? found : { ...found, transactions: found.transactions.map(({ hash }) => hash) }
  }
  const answer: Answer = (method, params) => {
    const run = Object.hasOwn(methods, method) && !(without as readonly string[]).includes(method) ? methods[method] : undefined
    if (!run) throw new Refusal(-32601, `the method ${method} does not exist/is not available`)
    const result = run(params)
    return options.alter ? options.alter(method, params, result) : result
  }
  return { answer, numbers, block }
}

/** Starts a replay server on loopback. Unknown blocks are `null`, as at a real node; `eth_call` has no state. */
export async function startReplay(options: ReplayOptions): Promise<Replay> {
  const { answer, numbers, block } = replayAnswers(options)
  const server = await serveRpc({
    answer,
    ws: !options.without?.includes('ws'),
    ...(options.fault ? { fault: options.fault } : {}),
  })
  return { ...server, numbers, block }
}
