/** The chain behind a network of the settings: a known one with the user's changes, or a record made from what the user typed. */
import type { Network } from '#shared/settings.ts'
import type { Address, Hex } from '../types.ts'
import type { Chain } from './defineChain.ts'
import { chainOf } from './index.ts'
import { coinOf } from './wrappers.ts'

/** What the network says goes before what is known. A chain that is not known has no tokens, feeds or explorer. */
export function chainOfNetwork(network: Network): Chain {
  const known = chainOf(network.chainId)
  const coin = coinOf(network.chainId)
  const wrappedNative = network.wrappedNative ? asAddress(network.wrappedNative) : known ? known.wrappedNative : (coin?.wrapper ?? null)
  return {
    chainId: network.chainId,
    name: network.name,
    // An encoding that this family does not know lowers the evidence level by itself.
    family: network.family ?? known?.family ?? 'ethereum',
    native: { symbol: network.nativeSymbol ?? known?.native.symbol ?? coin?.symbol ?? 'ETH', decimals: known?.native.decimals ?? 18 },
    wrappedNative,
    finalityDepth: network.finalityDepth ?? known?.finalityDepth ?? 64,
    blockMs: network.blockMs ?? known?.blockMs ?? network.pollMs ?? 2_000,
    tokens: known?.tokens ?? [],
    chainlink: known?.chainlink ?? [],
    pools: known?.pools ?? null,
    multicallFrom: known?.multicallFrom ?? null,
    sequencer: known?.sequencer ?? null,
    publicEndpoints: known?.publicEndpoints ?? [],
    explorer: known?.explorer ?? null,
    ...(network.family !== undefined ? { familyChosen: true } : known?.untried === true ? { untried: true } : {}),
    ...(known?.beacon === undefined ? {} : { beacon: known.beacon }),
    ...(network.lightClient === undefined
      ? {}
      : { lightClient: { url: network.lightClient.url, checkpoint: asHex(network.lightClient.checkpoint) } }),
    ...(network.validators === undefined ? {} : { validators: [...new Set(network.validators.map(asAddress))] }),
  }
}

/** The settings schema has checked the shape. */
const asHex = (text: string): Hex => `0x${text.slice(2).toLowerCase()}`
const asAddress = (text: string): Address => asHex(text)
