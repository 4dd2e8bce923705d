/** Where the contracts of the shipped packs stand on the built-in demo chain, so that every business can be looked at without any network. */
import type { Pack } from '#shared/pack.ts'
import { demoChain } from '../../chains/demo.ts'
import type { Address } from '../../types.ts'

/** By pack: the contract by its name in the pack, and its address, the same in every run. */
const places: Readonly<Record<string, { readonly name: string; readonly to: Address }>> = {
  'loyalty-points': { name: 'points', to: '0xfa6e9824e8fda865f06e2abe4a393d247e07c7fe' },
}

/** Throws where a pack is not played on the demo chain. */
export function demoPlaceOf({ id }: Pick<Pack, 'id'>): { readonly name: string; readonly to: Address } {
  const place = places[id]
  if (!place) throw new Error(`The pack ${id} has no contract on the demo chain.`)
  return place
}

export const isOnDemo = ({ id }: Pick<Pack, 'id'>): boolean => Object.hasOwn(places, id)

/** The pack with its contract on the demo chain as well; itself where it is not played there, or where it has no contract of that name. */
export function onDemo(pack: Pack): Pack {
  const { chainId } = demoChain
  const place = places[pack.id]
  const contract = place && pack.contracts[place.name]
  if (!place || !contract || contract.at.some((one) => one.chainId === chainId && one.address === place.to)) return pack
  return { ...pack, contracts: { ...pack.contracts, [place.name]: { ...contract, at: [...contract.at, { chainId, address: place.to }] } } }
}
