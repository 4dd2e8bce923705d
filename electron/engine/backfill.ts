/** Fills gaps of history behind the live tip, newest first, a little at a time: only final blocks, so nothing filled can be undone. */
import type { CoverageRange, StoredHeader } from './ports.ts'

/** Blocks filled in one step: a commit each, and a pause for the live tip in between. */
export const stepBlocks = 32

export type Gap = { readonly from: number; readonly to: number }

/**
 * The next blocks to fill: the newest end of the newest gap between proven ranges, at most `stepBlocks` of it and nothing
 * above `final`; null when there is none.
 */
export function nextGap(coverage: readonly CoverageRange[], final: number | null): Gap | null {
  if (final === null) return null
  for (let i = coverage.length - 1; i > 0; i--) {
    const [before, after] = [coverage[i - 1], coverage[i]]
    if (!before || !after) continue
    const to = Math.min(after.from - 1, final)
    if (to > before.to) return { from: Math.max(before.to + 1, to - stepBlocks + 1), to }
  }
  return null
}

/** Whether the headers follow each other by number and hash. */
export const isLinked = (blocks: readonly StoredHeader[]): boolean =>
  blocks.every((block, i) => {
    const parent = blocks[i - 1]
    return parent === undefined || (block.number === parent.number + 1 && block.parentHash === parent.hash)
  })
