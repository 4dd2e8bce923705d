/** The labels that come with the app: what exchanges published about themselves, and the contracts that the sources know. */
import type { Label } from '#shared/labels.ts'
import { publications } from './exchanges.ts'
import { protocols } from './protocols.ts'

/** To be raised with every change of the list: stores with another edition load it anew. */
export const seedEdition = '2026-11-23'

export const seedLabels: readonly Label[] = [
  ...publications.flatMap(({ wallets, ...said }) =>
    accounts(wallets).map((account): Label => ({ ...account, ...said, role: 'exchange', source: 'seed' })),
  ),
  ...protocols.flatMap(({ contracts, ...said }) =>
    accounts(contracts).map(
      (account): Label => ({ ...account, ...said, source: 'seed', reference: null, date: null, confidence: 'certain' }),
    ),
  ),
]

/** Chain 0 stands for every chain. */
function accounts(byChain: { readonly [chainId: number]: readonly string[] }): Pick<Label, 'chainId' | 'address'>[] {
  return Object.entries(byChain).flatMap(([chainId, addresses]) =>
    addresses.map((address) => ({ chainId: Number(chainId) || null, address })),
  )
}
