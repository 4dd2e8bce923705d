/** Tokens with two contracts: an old one only passes on to the new one, and both write of the same movement. It is told once. */
import type { Address, Leg } from '../types.ts'

/**
 * Old contract → the contract that holds the balances, by chain. Monerium's V1 tokens forward to V2 since October 2024
 * (monerium.dev, "Contracts V2"). No other token may be added without the issuer's word: who forwards to whom cannot be seen in logs.
 */
const facades: { readonly [chainId: number]: { readonly [facade: Address]: Address } } = {
  1: { '0x3231cb76718cdef2155fc47b5286d82e6eda273f': '0x39b8b6385416f4ca36a20319f70d28621895279d' },
  100: {
    '0xcb444e90d8198415266c6a2724b7900fb12fc56e': '0x420ca0f9b9b604ce0fd9c18ef134c705e5fa3430',
    '0x5cb9073902f2035222b9749f8fb0c9bfe5527108': '0x8e34bfec4f6eb781f9743d9b4af99cd23f9b7053',
    '0x20e694659536c6b46e4b8be8f6303ffcd8d1df69': '0x50d1a74f4b6dcacddd97fd442c0e22a4c97f2b7f',
    '0xd8f84bf2e036a3c8e4c0e25ed2aae0370f3ccca8': '0x614bd419d3735c9eb51542c06e5acc09a9953f61',
  },
  137: { '0x18ec0a6e18e5bc3784fdd3a3634b31245ab704f6': '0xe0aea583266584dafbb3f9c3211d5588c73fea8d' },
}

/**
 * All legs under the contract that holds the balances. A facade's transfer goes only where the other contract wrote of the same movement
 * (before the change it was the token itself); that leg then names its position in `replaces`.
 */
export function withoutFacades(legs: readonly Leg[], chainId: number): readonly Leg[] {
  const known = facades[chainId] ?? {}
  const isOld = ({ source, asset }: Leg): boolean => source === 'erc20' && asset !== null && known[asset] !== undefined
  const twins = new Map<number, number>()
  const taken = new Set<number>()
  for (const old of legs.filter(isOld)) {
    const twin = legs.find((leg) => leg.source === 'erc20' && !taken.has(leg.position) && isTwin(old, leg, known))
    if (!twin) continue
    taken.add(twin.position)
    twins.set(old.position, twin.position)
  }
  if (twins.size === 0) return legs
  const held = new Set(legs.flatMap((leg) => (leg.asset !== null && twins.has(leg.position) ? [leg.asset] : [])))
  const renamed = <T extends { readonly asset: Leg['asset'] }>(side: T): T =>
    side.asset !== null && held.has(side.asset) ? { ...side, asset: known[side.asset] ?? side.asset } : side
  return legs
    .filter((leg) => !(isOld(leg) && twins.has(leg.position)))
    .map((leg) => {
      const own = leg.source === 'erc20' ? [...twins].flatMap(([old, twin]) => (twin === leg.position ? [old] : [])) : []
      const replaces = [...new Set([...(leg.replaces ?? []).flatMap((position) => [position, twins.get(position) ?? position]), ...own])]
      return {
        ...renamed(leg),
        ...(leg.received ? { received: renamed(leg.received) } : {}),
        ...(replaces.length > 0 ? { replaces } : {}),
      }
    })
}

const isTwin = (old: Leg, leg: Leg, known: { readonly [facade: Address]: Address }): boolean =>
  old.asset !== null && leg.asset === known[old.asset] && leg.from === old.from && leg.to === old.to && leg.amount === old.amount
