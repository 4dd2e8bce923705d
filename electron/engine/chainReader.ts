/** Reads blocks of one chain, proven and appraised, from whichever endpoint serves them. */
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import type { Settings } from '#shared/settings.ts'
import { appraiseBlock } from './appraiseBlock.ts'
import { type BlockRef, readBlockFrom } from './blocks/fetch.ts'
import type { Chain } from './chains/defineChain.ts'
import { chainOf } from './chains/index.ts'
import type { TokenMap } from './chains/named.ts'
import { ProofError } from './errors.ts'
import { createIncidents } from './incidents.ts'
import { wantedTokens } from './orders/appraise.ts'
import { floorsOf } from './orders/floors.ts'
import type { MinedTransaction, Ports, StoredHeader } from './ports.ts'
import type { Price } from './pricing/feeds/defineFeed.ts'
import { createPriceMemory, deepTokens } from './pricing/memory.ts'
import { absences, type Endpoint } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import type { Lifted, Sealing } from './sealing.ts'
import { createTracer } from './traces/ask.ts'
import type { AssetRef, BlockReading } from './types.ts'
import { familyOf } from './verify/families/index.ts'

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
  /** As `read`, from this endpoint alone, and whatever it is worth. */
  readFrom(endpoint: Endpoint, ref: BlockRef): Promise<Read>
  /** What is to be stored of blocks that were read, in their order; `lift` tells their level with their seals. */
  appraise(reads: readonly Read[], lift?: (read: Read) => Lifted): Promise<ToStore>
}

/** How an unknown chain may hash its headers where not as Ethereum does. */
const foreign = ['qbft', 'ibft2', 'istanbul'] as const

/** `wasProven` answers whether a header of this chain was ever recomputed: then its encoding is known and stays demanded. */
export function createReader(
  chain: Chain,
  pool: Pool,
  ports: Ports,
  settings: () => Settings,
  wasProven: () => boolean,
  sealing: Sealing,
): Reader {
  const { clock, store, log, prover } = ports
  const recent = new Map<AssetRef, Price>()
  const memory = createPriceMemory()
  const tracer = createTracer(pool, clock, createIncidents(chain.chainId, store, clock))
  let family = chain.family
  let proven = false

  /** What is remembered of tokens that the chain does not list. */
  const tokensOf = (assets: readonly AssetRef[]): TokenMap =>
    new Map(
      assets.flatMap((asset) => {
        const token = asset === null ? null : store.token(chain.chainId, asset)
        return asset !== null && token ? [[asset, token] as const] : []
      }),
    )

  /** A chain that nobody has described may hash its headers in a way of its own. */
  const mayBeForeign = (): boolean =>
    (chainOf(chain.chainId) === null || chain.untried === true) &&
    chain.familyChosen !== true &&
    family === chain.family &&
    family !== 'generic' &&
    !proven

  /** On a chain that nobody could try, any contradiction may come of an encoding that is not known. */
  const mayBeEncoding = ({ code }: ProofError): boolean =>
    code === 'HEADER_HASH' || (chain.untried === true && chain.validators === undefined && !absences.has(code))

  const readAsForeign = async (endpoint: Endpoint, ref: BlockRef, error: ProofError): Promise<BlockReading> => {
    for (const id of chain.untried === true ? [] : foreign) {
      try {
        const reading = await readAs(id, endpoint, ref)
        if (family !== id) log('info', `${chain.name}: its headers are hashed as those of ${familyOf(id).label} networks.`)
        family = id
        return reading
      } catch (other) {
        if (!(other instanceof ProofError) || (other.code !== 'HEADER_HASH' && other.code !== 'EXTRA_DATA')) throw other
      }
    }
    if (wasProven()) throw error
    const reading = await readAs('generic', endpoint, ref)
    if (family !== 'generic')
      log('warn', `${chain.name}: its blocks are encoded in a way that is not known here; they reach L1. ${error.message}`)
    family = 'generic'
    return reading
  }

  const readAs = (id: string, endpoint: Endpoint, ref: BlockRef): Promise<BlockReading> => {
    const seals = sealing.context()
    const packs = ports.packs?.(chain.chainId) ?? []
    return tracer.read(settings().internalTransfers, (askTraces) =>
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
          ...(seals === undefined ? {} : { seals }),
          ...(packs.length === 0 ? {} : { packs }),
          floors: floorsOf(chain, settings(), recent, tokensOf([...recent.keys()])),
          allSenders: settings().allSenders,
        },
        askTraces,
      ),
    )
  }

  return {
    recent,
    read: (ref, prefer) =>
      pool.attempt(async (endpoint) => {
        const as = family
        try {
          const reading = await readAs(as, endpoint, ref)
          sealing.check(reading, endpoint.host)
          proven ||= reading.evidence >= 2
          return { reading, endpoint }
        } catch (error) {
          if (!(error instanceof ProofError) || !mayBeEncoding(error)) throw error
          // Another block that was read beside this one may have told meanwhile.
          if (family !== as) return { reading: await readAs(family, endpoint, ref), endpoint }
          if (!mayBeForeign()) throw error
          return { reading: await readAsForeign(endpoint, ref, error), endpoint }
        }
      }, prefer),
    readFrom: async (endpoint, ref) => ({ reading: await readAs(family, endpoint, ref), endpoint }),

    async appraise(reads, lift = sealing.lift) {
      const orders: OrderRow[] = []
      const notes = new Map<string, OrderNotes>()
      for (const { reading, endpoint } of reads) {
        for (const each of await appraiseBlock(reading, endpoint, { chain, pool, store, clock, recent, memory, settings: settings() })) {
          orders.push(each.order)
          notes.set(each.order.id, each.notes)
        }
      }
      const blocks = reads.map((read) => {
        const { reading, endpoint } = read
        const { evidence, notes } = lift(read)
        const untraced = reading.untraced === undefined ? [] : [reading.untraced.sentence]
        const roots = reading.roots === undefined ? {} : { roots: reading.roots }
        return { ...reading.header, ...roots, evidence, notes: [...reading.notes, ...notes, ...untraced], endpoint: endpoint.host }
      })
      return { blocks, orders, notes, mined: reads.flatMap(({ reading }) => reading.mined ?? []) }
    },
  }
}
