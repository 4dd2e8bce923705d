/** Whether what a rule names is there: in what is stored, or in what the engine knows. */
import { chainOf } from './chains/index.ts'
import type { Reference } from './rules/defineRule.ts'
import { sourceNames } from './sources/index.ts'
import { internalSource } from './traces/index.ts'

export type Known = {
  /** Ids of the chains that are watched. */
  readonly watched: () => readonly number[]
  readonly isStored: (what: 'label' | 'token' | 'source', name: string) => boolean
}

/** A token is there where an order moved it, or where a chain that is watched lists it. */
export function createIsThere({ watched, isStored }: Known): (reference: Reference) => boolean {
  const sources = new Set<string>([...sourceNames.map(({ id }) => id), internalSource])
  const isListed = (name: string): boolean =>
    watched().some((chainId) => {
      const chain = chainOf(chainId)
      const assets = chain ? [{ address: null, symbol: chain.native.symbol }, ...chain.tokens] : []
      return assets.some(({ address, symbol }) => address === name || symbol.toLowerCase() === name)
    })
  return ({ what, name }) => {
    const folded = name.trim().toLowerCase()
    if (what === 'chain') return watched().some((chainId) => String(chainId) === folded)
    if (what === 'label') return isStored(what, folded)
    if (what === 'source') return sources.has(folded) || isStored(what, folded)
    return folded === 'native' || isListed(folded) || isStored(what, folded)
  }
}
