/** What went into exchanges less what went out in a stretch of time: a sum that moves along with the orders. */
import { foldOwner } from '#engine/labels/flow.ts'
import type { RuleFacts } from '#engine/rules/defineRule.ts'
import type { Database } from '../database.ts'
import { assetKeys, assetList } from '../filter.ts'
import { exchangeAt } from '../flows.ts'
import type { Place } from './facts.ts'

type Options = Parameters<RuleFacts['netInflow']>[1]

export type Inflows = {
  /** Millionths of a dollar of the `minutes` before a place. Quick where the places that are asked for go forward in time. */
  before(place: Place, options: Options): bigint
  forget(): void
}

/** Movements in the stretch, oldest first; those before `head` have left it. `upTo`: everything before this place is in. */
type Stretch = { times: number[]; moved: bigint[]; head: number; sum: bigint; upTo: Place }

/** A user has few rules of this kind; each option of each has a stretch of its own. */
const mostStretches = 500

export function createInflows(database: Database): Inflows {
  const stretches = new Map<string, Stretch>()
  const exchanges = new Map<string, string | null>()

  const exchangeOf = (chainId: number, address: string): string | null => {
    const key = `${chainId}:${address}`
    const known = exchanges.get(key)
    if (known !== undefined) return known
    const found = exchangeAt(database, chainId, address)
    if (exchanges.size >= 200_000) exchanges.clear()
    exchanges.set(key, found)
    return found
  }

  /** Seen from all exchanges, what went from one to another went nowhere; seen from one, it came or left. */
  const sideOf = (flow: unknown, chainId: number, from: string, to: string, entity: string | null): bigint => {
    if (entity === null) return flow === 'inflow' ? 1n : -1n
    if (flow !== 'outflow' && exchangeOf(chainId, to) === entity) return 1n
    return flow !== 'inflow' && exchangeOf(chainId, from) === entity ? -1n : 0n
  }

  const load = (stretch: Stretch, from: Place, to: Place, { entity, asset, chainId }: Options) => {
    const flows = entity === undefined ? "('inflow', 'outflow')" : "('inflow', 'outflow', 'cross-exchange')"
    const list = assetList(asset === undefined ? [] : [asset])
    const owner = entity === undefined ? null : foldOwner(entity)
    // Addresses lie in the row and not in the index: they are fetched only where one exchange is asked for.
    const rows = database.lists(
      `SELECT o.block_time, o.chain_id, o.flow, o.usd_micros / 1000000000, o.usd_micros % 1000000000
         ${owner === null ? '' : ', o.from_address, o.to_address'}
       FROM orders o INDEXED BY orders_exchange
       WHERE o.flow IN ${flows} AND o.block_time BETWEEN ?1 AND ?2 AND (o.block_time, o.arrival) >= (?1, ?3) AND (o.block_time, o.arrival) < (?2, ?4)
       AND o.usd_micros IS NOT NULL AND o.state IN ('seen', 'final') ${chainId === undefined ? '' : 'AND o.chain_id = ?5'}
       ${asset === undefined ? '' : `AND o.asset IN ${assetKeys.replaceAll('?', '?6')}`} ORDER BY o.block_time`,
      from[0],
      to[0],
      from[1],
      to[1],
      ...(chainId === undefined && asset === undefined ? [] : [chainId ?? null]),
      ...(asset === undefined ? [] : [list]),
    )
    for (const [time, chain, flow, high, low, source, target] of rows) {
      const side = sideOf(flow, Number(chain), String(source), String(target), owner)
      if (side === 0n) continue
      const moved = side * (BigInt(String(high)) * 1_000_000_000n + BigInt(String(low)))
      stretch.times.push(Number(time))
      stretch.moved.push(moved)
      stretch.sum += moved
    }
    stretch.upTo = to
  }

  return {
    before(place, options) {
      const key = JSON.stringify([options.minutes, options.entity, options.asset, options.chainId])
      const floor = place[0] - options.minutes * 60
      const known = stretches.get(key)
      const goesOn = known !== undefined && floor <= known.upTo[0] && compare(known.upTo, place) <= 0
      const stretch: Stretch = goesOn ? known : { times: [], moved: [], head: 0, sum: 0n, upTo: [floor, 0] }
      if (!goesOn) {
        if (stretches.size >= mostStretches) stretches.clear()
        stretches.set(key, stretch)
      }
      if (compare(stretch.upTo, place) < 0) load(stretch, stretch.upTo, place, options)
      drop(stretch, floor)
      return stretch.sum
    },
    forget() {
      stretches.clear()
      exchanges.clear()
    },
  }
}

/** Lets go of what happened before a time. */
function drop(stretch: Stretch, floor: number): void {
  const { times, moved } = stretch
  while (stretch.head < times.length && (times[stretch.head] ?? 0) < floor) {
    stretch.sum -= moved[stretch.head] ?? 0n
    stretch.head += 1
  }
  if (stretch.head < 10_000 || stretch.head * 2 < times.length) return
  stretch.times = times.slice(stretch.head)
  stretch.moved = moved.slice(stretch.head)
  stretch.head = 0
}

const compare = (a: Place, b: Place): number => a[0] - b[0] || a[1] - b[1]
