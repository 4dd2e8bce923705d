/** Pure: fits a branch of proven headers onto the chain as known. Nothing is changed here; the caller commits, then adopts. */

export type Link = { readonly number: number; readonly hash: string; readonly parentHash: string }

export type Fit =
  /** All of the branch is known already. */
  | { readonly kind: 'same' }
  /** Drop known blocks from `revertFrom` on (null: none), then add `add`. */
  | { readonly kind: 'move'; readonly revertFrom: number | null; readonly add: number }
  /** The parent of the branch is not known: fetch it, put it in front, ask again. */
  | { readonly kind: 'need'; readonly hash: string; readonly number: number }
  /** The branch leaves the chain at or below a final block. */
  | { readonly kind: 'tooDeep'; readonly number: number }

/**
 * It is an invariant that `chain` and `branch` are ascending and linked by parent hashes. The four cases of a new head:
 * known already → same; child of the tip → move without a revert; child of an older known block → move with a revert;
 * child of nothing known → need its parent, unless that would undo a final block.
 * `add` is the index in `branch` from which blocks are new. `final` is the newest final number, or null.
 */
export function fitBranch(chain: readonly Link[], branch: readonly Link[], final: number | null): Fit {
  const first = branch[0]
  const last = branch.at(-1)
  const tip = chain.at(-1)
  const oldest = chain[0]
  if (!first || !last || branch.every((block) => knows(chain, block))) return { kind: 'same' }
  if (!tip || !oldest) return { kind: 'move', revertFrom: null, add: 0 }
  // Wholly below what is known: an endpoint that lags, not news.
  if (last.number < oldest.number) return { kind: 'same' }

  const known = branch.findIndex((block) => !knows(chain, block))
  const from = branch[known] ?? first
  const parent = at(chain, from.number - 1)
  if (parent?.hash === from.parentHash) {
    if (from.number > tip.number) return { kind: 'move', revertFrom: null, add: known }
    if (final !== null && from.number <= final) return { kind: 'tooDeep', number: from.number }
    return { kind: 'move', revertFrom: from.number, add: known }
  }
  if (final !== null && from.number - 1 <= final) return { kind: 'tooDeep', number: from.number }
  if (first.number > oldest.number) return { kind: 'need', hash: first.parentHash, number: first.number - 1 }
  // The whole known run is replaced, and none of it was final: begin again with the part of the branch that covers it.
  return {
    kind: 'move',
    revertFrom: oldest.number,
    add: Math.max(
      0,
      branch.findIndex((block) => block.number >= oldest.number),
    ),
  }
}

/** The chain after a step: reverted blocks gone, new ones added, blocks below the newest final one forgotten. */
export function adopt<T extends Link>(chain: readonly T[], revertFrom: number | null, added: readonly T[], final: number | null): T[] {
  const kept = revertFrom === null ? chain : chain.filter((block) => block.number < revertFrom)
  const next = [...kept, ...added]
  const tip = next.at(-1)
  if (final === null || !tip) return next
  const floor = Math.min(final, tip.number)
  return next.filter((block) => block.number >= floor)
}

const at = (chain: readonly Link[], number: number): Link | undefined => {
  const oldest = chain[0]
  return oldest ? chain[number - oldest.number] : undefined
}

const knows = (chain: readonly Link[], block: Link): boolean => at(chain, block.number)?.hash === block.hash
