/** Transfers found by their amount, and logs by their place, without looking at all of them each time: a transaction can have thousands. */
import type { Address, Log } from '../types.ts'
import { readTransfer } from './logs.ts'

export type Ends = { readonly from?: Address | undefined; readonly to?: Address | undefined; readonly amount: bigint }
export type Move = { readonly log: Log; readonly from: Address; readonly to: Address; readonly amount: bigint }

/** All transfers by their amount, in the order of the logs; worked out once for a list of logs. */
const indexes = new WeakMap<readonly Log[], ReadonlyMap<bigint, readonly Move[]>>()

/** The transfers of exactly this amount, in the order of the logs. */
export function movesOf(logs: readonly Log[], amount: bigint): readonly Move[] {
  const known = indexes.get(logs)
  if (known) return known.get(amount) ?? []
  const index = new Map<bigint, Move[]>()
  for (const log of logs) {
    const moved = readTransfer(log)
    if (!moved) continue
    const list = index.get(moved.amount)
    if (list) list.push({ log, ...moved })
    else index.set(moved.amount, [{ log, ...moved }])
  }
  indexes.set(logs, index)
  return index.get(amount) ?? []
}

/** So many transfers of one amount on either side of an event are looked at: a transaction made to be slow has thousands. */
export const mostAlike = 200

/** Outwards from the event, the earlier one of two that are as close. */
export function nearestMove(event: Log, logs: readonly Log[], { from, to, amount }: Ends, matches: (log: Log) => boolean): Log | null {
  const moves = movesOf(logs, amount)
  const after = firstAt(moves, (move) => move.log.position >= event.position)
  const first = (start: number, step: 1 | -1): Log | null => {
    for (let looked = 0; looked < mostAlike; looked++) {
      const move = moves[start + looked * step]
      if (!move) return null
      if ((from === undefined || move.from === from) && (to === undefined || move.to === to) && matches(move.log)) return move.log
    }
    return null
  }
  const [before, later] = [first(after - 1, -1), first(after, 1)]
  if (!before || !later) return before ?? later
  return later.position - event.position < event.position - before.position ? later : before
}

/** The logs that stand at most `distance` places from the event. */
export function logsNear(event: Log, logs: readonly Log[], distance: number): readonly Log[] {
  const start = firstAt(logs, ({ position }) => position >= event.position - distance)
  const end = firstAt(logs, ({ position }) => position > event.position + distance)
  return logs.slice(start, end)
}

/** Where a list that is in the order of the logs begins to be `reached`. */
function firstAt<T>(list: readonly T[], reached: (item: T) => boolean): number {
  let [start, end] = [0, list.length]
  while (start < end) {
    const middle = (start + end) >> 1
    const item = list[middle]
    if (item !== undefined && !reached(item)) start = middle + 1
    else end = middle
  }
  return start
}
