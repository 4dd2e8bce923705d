/** Which stored blocks a proven one vouches for: its hash holds its parent's, and so on down. Pure. */
import type { StoredHeader } from '../ports.ts'

type Known = Pick<StoredHeader, 'number' | 'hash' | 'parentHash' | 'evidence'>

export type Ancestry = {
  /** Blocks that were stored. */
  add(blocks: readonly Known[]): void
  /** This hash was proven, of a block that may be stored already, later or never. */
  prove(hash: string): void
  /** Stored blocks that are vouched for since the last call; each is told once. */
  lift(): readonly Known[]
}

/** Stored blocks that are remembered: longer gaps are caught up with elsewhere. */
const mostBlocks = 4_096
/** Proven blocks that are remembered while they are not stored. */
const mostProven = 300

/**
 * Only a header whose hash was recomputed (level 2) says truly who its parent is: the walk down ends at any other, and none other is lifted.
 */
export function createAncestry(): Ancestry {
  const known = new Map<string, Known>()
  const proven = new Set<string>()
  const lifted = new Set<string>()

  const forget = (): void => {
    for (const hash of known.keys()) {
      if (known.size <= mostBlocks) break
      known.delete(hash)
      lifted.delete(hash)
    }
    for (const hash of proven) {
      if (proven.size <= mostProven) break
      proven.delete(hash)
    }
  }

  return {
    add(blocks) {
      for (const block of blocks) {
        known.delete(block.hash)
        known.set(block.hash, block)
        // Read again after a reorganisation, it stands in the store at the level of its bytes alone.
        lifted.delete(block.hash)
      }
      forget()
    },
    prove(hash) {
      proven.delete(hash)
      proven.add(hash)
      forget()
    },
    lift() {
      const found: Known[] = []
      for (const start of [...proven]) {
        let at = start
        for (let block = known.get(at); block !== undefined; block = known.get(at)) {
          proven.delete(start)
          if (block.evidence < 2 || lifted.has(block.hash)) break
          lifted.add(block.hash)
          found.push(block)
          at = block.parentHash
          // A gap below is filled later: its newest block is as good as proven.
          if (!known.has(at)) proven.add(at)
        }
      }
      forget()
      return found
    },
  }
}
