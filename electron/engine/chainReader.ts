/** Reads blocks of one chain, proven and appraised, from whichever endpoint serves them. */
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import { appraiseBlock } from './appraiseBlock.ts'
import { type BlockRef, readBlockFrom } from './blocks/fetch.ts'
import type { Chain } from './chains/defineChain.ts'
import { chainOf } from './chains/index.ts'
import { ProofError } from './errors.ts'
import { createIncidents } from './incidents.ts'
import { wantedTokens } from './orders/appraise.ts'
import type { MinedTransaction, Ports, StoredHeader } from './ports.ts'
import type { Price } from './pricing/feeds/defineFeed.ts'
import { createPriceMemory, deepTokens } from './pricing/memory.ts'
import type { Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import { createTracer } from './traces/ask.ts'
import type { AssetRef, BlockReading } from './types.ts'

export type Read = { readonly reading: BlockReading; readonly endpoint: Endpoint }

export type ToStore = {
  readonly blocks: readonly StoredHeader[]
  readonly orders: readonly OrderRow[]
  /** How the orders came about, by their ids. */
  readonly notes: ReadonlyMap<string, OrderNotes>
  /** Their transactions, where pending orders are waited for. */
  readonly mined: readonly MinedTransaction[]
}

export type Reader = {
  /** Newest known price of each asset. */
  readonly recent: ReadonlyMap<AssetRef, Price>
  /** One proven block; rejects when every endpoint failed. `prefer` is asked first. */
  read(ref: BlockRef, prefer: Endpoint | null): Promise<Read>
  /** What is to be stored of blocks that were read, in their order. */
  appraise(reads: readonly Read[]): Promise<ToStore>
}

/** `wasProven` answers whether a header of this chain was ever recomputed: then its encoding is known and stays demanded. */
export function createReader(chain: Chain, pool: Pool, ports: Ports, settings: () => Settings, wasProven: () => boolean): Reader {
  const { clock, store, log, prover } = ports
  const recent = new Map<AssetRef, Price>()
  const memory = createPriceMemory()
  const tracer = createTracer(pool, clock, createIncidents(chain.chainId, store, clock))
  let family = chain.family
  let proven = false

  /** A chain that nobody has described may hash its headers in a way of its own. */
  const mayBeForeign = (): boolean => chainOf(chain.chainId) === null && family !== 'generic' && !proven && !wasProven()

  const readAs = (id: string, endpoint: Endpoint, ref: BlockRef): Promise<BlockReading> =>
    tracer.read(settings().internalTransfers, (askTraces) =>
      readBlockFrom(
        endpoint,
        prover,
        ref,
        {
          chainId: chain.chainId,
          family: id,
          wrappedNative: chain.wrappedNative,
          tokens: wantedTokens(chain, settings(), deepTokens(memory)),
          listMined: settings().pending,
        },
        askTraces,
      ),
    )

  return {
    recent,
    read: (ref, prefer) =>
      pool.attempt(async (endpoint) => {
        try {
          const reading = await readAs(family, endpoint, ref)
          proven ||= reading.evidence >= 2
          return { reading, endpoint }
        } catch (error) {
          if (!(error instanceof ProofError) || error.code !== 'HEADER_HASH' || !mayBeForeign()) throw error
          const reading = await readAs('generic', endpoint, ref)
          family = 'generic'
          log('warn', `${chain.name}: the headers of this chain are hashed in a way that is not known here; its blocks reach L1.`)
          return { reading, endpoint }
        }
      }, prefer),

    async appraise(reads) {
      const orders: OrderRow[] = []
      const notes = new Map<string, OrderNotes>()
      for (const { reading, endpoint } of reads) {
        for (const each of await appraiseBlock(reading, endpoint, { chain, pool, store, clock, recent, memory, settings: settings() })) {
          orders.push(each.order)
          notes.set(each.order.id, each.notes)
        }
      }
      const blocks = reads.map(({ reading, endpoint }) => ({
        ...reading.header,
        evidence: reading.evidence,
        notes: reading.untraced === undefined ? reading.notes : [...reading.notes, reading.untraced.sentence],
        endpoint: endpoint.host,
      }))
      return { blocks, orders, notes, mined: reads.flatMap(({ reading }) => reading.mined ?? []) }
    },
  }
}
