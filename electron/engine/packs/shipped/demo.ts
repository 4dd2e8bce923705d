/** Where the contracts of the shipped packs stand on the built-in demo chain, so that every business can be looked at without any network. */
import type { Pack } from '#shared/pack.ts'
import { demoChain } from '../../chains/demo.ts'
import type { Address } from '../../types.ts'

/** By pack: the contract by its name in the pack, and its address, the same in every run. */
const places: Readonly<Record<string, { readonly name: string; readonly to: Address }>> = {
  'loyalty-points': { name: 'points', to: '0xfa6e9824e8fda865f06e2abe4a393d247e07c7fe' },
  receivables: { name: 'receivables', to: '0xd9ba3bab7c57a41e6d6ad7f3ed1fc05dbd197c45' },
  bills: { name: 'bills', to: '0x03f3b4a5d361b9b68b587590b7f7382ccd4fbcbe' },
  'cross-border': { name: 'corridor', to: '0x829ffdfbdfaa999deec80a150c6f56fb76ec2591' },
  securities: { name: 'token', to: '0xfca713cc774d40dee168b7dc91ad209a37df8a25' },
  'credit-references': { name: 'register', to: '0x638bf7710942c3467d840a9893155682e9cfeb20' },
  insurance: { name: 'policies', to: '0x51dd7375d4668fc09672bf4002b4e2bca3f77f97' },
  'rate-swaps': { name: 'swaps', to: '0xe9dd29684970dafa126b04546f95fe4049583ca3' },
  'content-licences': { name: 'licences', to: '0x3b1a8ee072bee267f0be1e6da207aa31fefb61fb' },
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
