/** A look at blocks of a chain that runs, beside its watching: through its own endpoints, proven as always, and nothing is kept of it. */

import type { OrderRow } from '#shared/order.ts'
import type { Business } from '#shared/pack.ts'
import type { Settings } from '#shared/settings.ts'
import { createReader } from './chainReader.ts'
import type { Chain } from './chains/defineChain.ts'
import { EndpointError, type EngineError, RpcError } from './errors.ts'
import type { Ports, WatchedPack } from './ports.ts'
import type { Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import type { Sealing } from './sealing.ts'
import type { BlockHeader, Hex } from './types.ts'

export type PeekedBlock = {
  readonly header: BlockHeader
  /** What the packs find in it, in the order of the block. */
  readonly events: readonly { readonly order: OrderRow; readonly business: Business }[]
}
/** How one contract logged, as an endpoint tells it: not proven. */
export type ToldLog = { readonly topics: readonly Hex[] /** Bytes of its data. */; readonly bytes: number; readonly block: number }

export type Peek = {
  /** Newest block of the chain; null before it has heard of one. */
  readonly head: number | null
  /** One block, read with these packs alone. Rejects when every endpoint failed. */
  block(number: number): Promise<PeekedBlock>
  /** Logs of a contract in these blocks, both included; a range that an endpoint does not allow is asked for in parts. */
  logs(address: string, from: number, to: number): Promise<readonly ToldLog[]>
}

type Running = {
  readonly chain: Chain
  readonly pool: Pool
  readonly ports: Ports
  readonly settings: () => Settings
  readonly sealing: Sealing
  readonly wasProven: () => boolean
  readonly head: number | null
}

/** `packs`: what blocks are read with instead of those that watch. */
export function createPeek({ chain, pool, ports, settings, sealing, wasProven, head }: Running, packs: readonly WatchedPack[]): Peek {
  const reader = createReader(
    chain,
    pool,
    // What a chain's headers are like was said when it began.
    { ...ports, packs: () => packs, log() {} },
    () => ({ ...settings(), internalTransfers: false, pending: false }),
    wasProven,
    sealing,
  )
  return {
    head,
    async block(number) {
      const read = await reader.read({ number, hash: null }, null)
      const legs = read.reading.legs.filter(({ business }) => business !== undefined)
      if (legs.length === 0) return { header: read.reading.header, events: [] }
      const { blocks, orders, notes } = await reader.appraise([{ ...read, reading: { ...read.reading, legs } }])
      const evidence = blocks[0]?.evidence ?? read.reading.evidence
      return {
        header: read.reading.header,
        events: orders.flatMap((order) => {
          const business = notes.get(order.id)?.business
          return business === undefined ? [] : [{ order: { ...order, evidence }, business }]
        }),
      }
    },
    logs: (address, from, to) => pool.attempt((endpoint) => logsOf(endpoint, address.toLowerCase(), from, to)),
  }
}

async function logsOf(endpoint: Endpoint, address: string, from: number, to: number): Promise<readonly ToldLog[]> {
  const found: ToldLog[] = []
  let width = to - from + 1
  for (let next = from; next <= to; ) {
    const last = Math.min(to, next + width - 1)
    const answer = await endpoint
      .ask('eth_getLogs', [{ address, fromBlock: hex(next), toBlock: hex(last) }])
      .catch((error: unknown) => (isTooMuch(error) && width > 1 ? null : Promise.reject(error)))
    if (answer === null) {
      width = Math.ceil(width / 2)
      continue
    }
    if (!Array.isArray(answer)) throw noLogs(endpoint)
    for (const log of answer) {
      const read = readLog(log, endpoint)
      if (read) found.push(read)
    }
    next = last + 1
  }
  return found
}

/** A refusal that fewer blocks may not meet; what is refused of one block is refused. */
const isTooMuch = (error: unknown): boolean =>
  error instanceof RpcError
    ? error.rpcCode !== -32601
    : error instanceof EndpointError && (error.code === 'TOO_LARGE' || error.code === 'TIMEOUT')

const hex = (number: number): string => `0x${number.toString(16)}`
const isHex = (value: unknown): value is Hex => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value)

/** Null for one that was taken back. */
function readLog(log: unknown, endpoint: Endpoint): ToldLog | null {
  if (typeof log !== 'object' || log === null) throw noLogs(endpoint)
  const { topics, data, blockNumber, removed } = log as Record<string, unknown>
  if (removed === true) return null
  if (!Array.isArray(topics) || !topics.every(isHex) || !isHex(data)) throw noLogs(endpoint)
  if (typeof blockNumber !== 'string' || !/^0x[0-9a-f]{1,13}$/i.test(blockNumber)) throw noLogs(endpoint)
  return { topics: topics.map((topic) => topic.toLowerCase() as Hex), bytes: (data.length - 2) / 2, block: Number(blockNumber) }
}

const noLogs = (endpoint: Endpoint): EngineError =>
  new EndpointError('BAD_ANSWER', endpoint.host, 'answered eth_getLogs with something that is no list of logs.')
