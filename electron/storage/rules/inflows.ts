/** What went into exchanges less what went out in a stretch of time: sums that move along with the orders. */
import { exchangeOf, foldOwner, type Party } from '#engine/labels/flow.ts'
import type { RuleFacts } from '#engine/rules/defineRule.ts'
import type { Database } from '../database.ts'
import { nameOf } from '../flows.ts'
import type { Place } from './facts.ts'

type Options = Parameters<RuleFacts['netInflow']>[1]

export type Inflows = {
  /** Millionths of a dollar of the `minutes` before a place. Quick where the places that are asked for go forward in time. */
  before(place: Place, options: Options): bigint
  forget(): void
}

/** Which parts a question names; each combination has sums of its own. */
type Shape = { readonly entity: boolean; readonly asset: boolean; readonly chainId: boolean }

/** One movement: where to, where from (folded owners of exchanges), and how much. */
type Moved = {
  readonly time: number
  readonly chainId: number
  readonly names: readonly string[]
  readonly into: string | null
  readonly outOf: string | null
  readonly micros: bigint
}

/** Movements of the last minutes, oldest first; those before `head` have left. `upTo`: everything before this place is in. */
type Stretch = {
  moved: Moved[]
  head: number
  upTo: Place
  readonly shapes: Map<string, { readonly shape: Shape; readonly sums: Map<string, bigint> }>
}

/** Of these lengths of time, so many are kept at once. */
const mostStretches = 50

export function createInflows(database: Database): Inflows {
  const stretches = new Map<string, Stretch>()
  const exchanges = new Map<string, string | null>()
  const assets = new Map<number, readonly string[]>()

  const exchangeAt = (chainId: number, address: string): string | null => {
    const key = `${chainId}:${address}`
    const known = exchanges.get(key)
    if (known !== undefined) return known
    const found = exchangeOf((nameOf(database, chainId, address) as Party | undefined) ?? null)
    if (exchanges.size >= 200_000) exchanges.clear()
    exchanges.set(key, found)
    return found
  }

  /** What an asset may be called by. */
  const namesOf = (asset: number): readonly string[] => {
    const known = assets.get(asset)
    if (known) return known
    const row = database.get("SELECT coalesce(address, 'native') AS address, folded FROM assets WHERE key = ?", asset)
    const names = [...new Set([String(row?.address), String(row?.folded)])]
    assets.set(asset, names)
    return names
  }

  /** Addresses lie in the row and not in the index: they are fetched only where exchanges are told apart. */
  const load = (stretch: Stretch, from: Place, to: Place, apart: boolean) => {
    const flows = apart ? "('inflow', 'outflow', 'cross-exchange')" : "('inflow', 'outflow')"
    const rows = database.lists(
      `SELECT o.block_time, o.chain_id, o.flow, o.asset, o.usd_micros / 1000000000, o.usd_micros % 1000000000 ${apart ? ', o.from_address, o.to_address' : ''}
       FROM orders o INDEXED BY orders_exchange
       WHERE o.flow IN ${flows} AND o.block_time BETWEEN ?1 AND ?2 AND (o.block_time, o.arrival) >= (?1, ?3) AND (o.block_time, o.arrival) < (?2, ?4)
       AND o.usd_micros IS NOT NULL AND o.state IN ('seen', 'final') ORDER BY o.block_time`,
      from[0],
      to[0],
      from[1],
      to[1],
    )
    for (const [time, chain, flow, asset, high, low, source, target] of rows) {
      const chainId = Number(chain)
      const moved: Moved = {
        time: Number(time),
        chainId,
        names: namesOf(Number(asset)),
        into: flow === 'outflow' ? null : apart ? exchangeAt(chainId, String(target)) : '',
        outOf: flow === 'inflow' ? null : apart ? exchangeAt(chainId, String(source)) : '',
        micros: BigInt(String(high)) * 1_000_000_000n + BigInt(String(low)),
      }
      stretch.moved.push(moved)
      for (const { shape, sums } of stretch.shapes.values()) count(sums, shape, moved, 1n)
    }
    stretch.upTo = to
  }

  const stretchAt = (place: Place, floor: number, minutes: number, apart: boolean): Stretch => {
    const key = `${minutes}:${apart}`
    const known = stretches.get(key)
    if (known !== undefined && floor <= known.upTo[0] && compare(known.upTo, place) <= 0) return known
    const fresh: Stretch = { moved: [], head: 0, upTo: [floor, 0], shapes: new Map() }
    if (stretches.size >= mostStretches) stretches.clear()
    stretches.set(key, fresh)
    return fresh
  }

  return {
    before(place, options) {
      const { entity, asset, chainId, minutes } = options
      const floor = place[0] - minutes * 60
      const shape: Shape = { entity: entity !== undefined, asset: asset !== undefined, chainId: chainId !== undefined }
      const stretch = stretchAt(place, floor, minutes, shape.entity)
      if (compare(stretch.upTo, place) < 0) load(stretch, stretch.upTo, place, shape.entity)
      drop(stretch, floor)
      const name = JSON.stringify(shape)
      let kept = stretch.shapes.get(name)
      if (kept === undefined) {
        kept = { shape, sums: new Map() }
        for (let at = stretch.head; at < stretch.moved.length; at++) count(kept.sums, shape, stretch.moved[at], 1n)
        stretch.shapes.set(name, kept)
      }
      return (
        kept.sums.get(keyOf(entity === undefined ? null : foldOwner(entity), asset?.trim().toLowerCase() ?? null, chainId ?? null)) ?? 0n
      )
    },
    forget() {
      stretches.clear()
      exchanges.clear()
      assets.clear()
    },
  }
}

const keyOf = (entity: string | null, asset: string | null, chainId: number | null): string => `${chainId}\n${entity}\n${asset}`

/** Adds a movement to every sum of a shape that it belongs to, or (`sign` -1) takes it out again. */
function count(sums: Map<string, bigint>, shape: Shape, moved: Moved | undefined, sign: 1n | -1n): void {
  if (moved === undefined) return
  const { names, chainId, into, outOf, micros } = moved
  const add = (entity: string | null, amount: bigint) => {
    for (const asset of shape.asset ? names : [null]) {
      const key = keyOf(entity, asset, shape.chainId ? chainId : null)
      sums.set(key, (sums.get(key) ?? 0n) + amount)
    }
  }
  if (into !== null) add(shape.entity ? into : null, sign * micros)
  if (outOf !== null) add(shape.entity ? outOf : null, -sign * micros)
}

/** Lets go of what happened before a time. */
function drop(stretch: Stretch, floor: number): void {
  for (; (stretch.moved[stretch.head]?.time ?? floor) < floor; stretch.head++)
    for (const { shape, sums } of stretch.shapes.values()) count(sums, shape, stretch.moved[stretch.head], -1n)
  if (stretch.head < 10_000 || stretch.head * 2 < stretch.moved.length) return
  stretch.moved = stretch.moved.slice(stretch.head)
  stretch.head = 0
}

const compare = (a: Place, b: Place): number => a[0] - b[0] || a[1] - b[1]
