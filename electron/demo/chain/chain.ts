/** The canonical chain, its recent past and the branches it dropped; memory stays bounded however long the demo runs. */
import type { Block, SignedTransaction } from './types.ts'

export type Located = { readonly block: Block; readonly index: number; readonly transaction: SignedTransaction }

export type Change = {
  /** Blocks that left the chain, newest first; empty for a plain extension. */
  readonly dropped: readonly Block[]
  /** Blocks that joined it, oldest first. */
  readonly added: readonly Block[]
}

export type ChainStore = {
  head(): Block
  /** Canonical block; null where there is none, or where it is older than what is kept. */
  byNumber(number: number): Block | null
  /** Also finds blocks that a fork dropped, for a while, as a real node does. */
  byHash(hash: string): Block | null
  isCanonical(block: Block): boolean
  transaction(hash: string): Located | null
  /** Highest block that no fork of this chain replaces any more. */
  finalized(): number
  safe(): number
  /** Replaces everything above the first block's parent by these linked blocks, and tells the listeners. */
  adopt(blocks: readonly Block[]): Change
  onChange(listener: (change: Change) => void): () => void
  /** How much is held in memory. */
  held(): { readonly blocks: number; readonly transactions: number; readonly dropped: number }
}

export const finalityDepth = 24
export const safeDepth = 12

/** `keep`: canonical blocks remembered besides genesis. Older ones are answered with null, like pruned history. */
export function createChainStore(genesis: Block, keep: number): ChainStore {
  const canonical = new Map<number, Block>([[0, genesis]])
  const hashes = new Map<string, Block>([[genesis.hash, genesis]])
  const transactions = new Map<string, Located>()
  const dropped: Block[] = []
  const listeners = new Set<(change: Change) => void>()
  let head = genesis

  function unlink(block: Block): void {
    canonical.delete(heightOf(block))
    for (const { hash } of block.transactions) if (transactions.get(hash)?.block === block) transactions.delete(hash)
  }

  function link(block: Block): void {
    canonical.set(heightOf(block), block)
    hashes.set(block.hash, block)
    block.transactions.forEach((transaction, index) => {
      transactions.set(transaction.hash, { block, index, transaction })
    })
    head = block
  }

  function forgetOld(): void {
    const old = canonical.get(heightOf(head) - keep)
    if (old && old !== genesis) {
      unlink(old)
      hashes.delete(old.hash)
    }
    while (dropped.length > 0 && heightOf(dropped[0] ?? head) < heightOf(head) - droppedKept) hashes.delete(dropped.shift()?.hash ?? '')
  }

  return {
    head: () => head,
    byNumber: (number) => canonical.get(number) ?? null,
    byHash: (hash) => hashes.get(hash) ?? null,
    isCanonical: (block) => canonical.get(heightOf(block)) === block,
    transaction: (hash) => transactions.get(hash) ?? null,
    finalized: () => Math.max(0, heightOf(head) - finalityDepth),
    safe: () => Math.max(0, heightOf(head) - safeDepth),
    adopt(blocks) {
      const first = blocks[0]
      const parent = first && canonical.get(heightOf(first) - 1)
      if (!first || parent?.hash !== first.header.parentHash) {
        throw new RangeError('A branch starts on a block of the chain.')
      }
      const left: Block[] = []
      for (let number = heightOf(head); number >= heightOf(first); number--) {
        const block = canonical.get(number)
        if (!block) continue
        left.push(block)
        unlink(block)
      }
      dropped.push(...left.toReversed())
      for (const block of blocks) {
        link(block)
        forgetOld()
      }
      const change = { dropped: left, added: blocks }
      for (const listener of listeners) listener(change)
      return change
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    held: () => ({ blocks: canonical.size, transactions: transactions.size, dropped: dropped.length }),
  }
}

export const heightOf = (block: Block): number => Number(block.header.number)

/** Dropped blocks stay answerable by hash until the head is this far above them. */
const droppedKept = 64
