/** What the engine can do, as data for the window: read from the registries, so that a plug-in appears by being registered. */
import type { Catalog } from '#shared/catalog.ts'
import { demoChain } from './chains/demo.ts'
import { chains } from './chains/index.ts'
import { allKinds } from './orders/kinds.ts'
import { invariantKinds } from './packs/forms.ts'
import { feeds } from './pricing/feeds/index.ts'
import { ruleKinds } from './rules/forms.ts'
import { sourceNames } from './sources/index.ts'
import { internalSource } from './traces/index.ts'
import { familyOf } from './verify/families/index.ts'

/** Every kind that the engine has a plug-in for, the built-in demo chain left out: it is switched on, not chosen. */
export function engineCatalog(): Omit<Catalog, 'channelKinds'> {
  return {
    chains: chains
      .filter(({ chainId }) => chainId !== demoChain.chainId)
      .map((chain) => ({
        chainId: chain.chainId,
        name: chain.name,
        nativeSymbol: chain.native.symbol,
        publicEndpoints: [...chain.publicEndpoints],
        explorer: chain.explorer,
        reach: familyOf(chain.family).reach,
      })),
    sources: [...sourceNames.map(({ id, label }) => ({ id, label })), { id: internalSource, label: 'Internal transfer (by a trace)' }],
    kinds: allKinds.map(({ id, label }) => ({ id, label })),
    feeds: feeds.map(({ id, label }) => ({ id, label })),
    ruleKinds: ruleKinds(),
    invariantKinds: invariantKinds(),
  }
}
