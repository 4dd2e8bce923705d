/** All packs of a user: those that come with the app and those that were kept, which of them watch, and why one does not. */
import { keccak256, toBytes } from 'viem'
import type { Pack } from '#shared/pack.ts'
import type { WatchedPack } from '../ports.ts'
import { checkPack, readPack } from './check.ts'
import { trimPack } from './compile.ts'
import { isOnDemo, onDemo } from './shipped/demo.ts'

export type StoredPack = { readonly id: string; readonly text: string; readonly enabled: boolean }
export type KnownPack = { readonly pack: Pack; readonly shipped: boolean; readonly enabled: boolean; readonly problems: readonly string[] }

export type Library = {
  readonly packs: readonly KnownPack[]
  readonly unread: readonly { readonly index: number; readonly name: string; readonly problem: string }[]
  /** Those that watch: enabled and without a problem, by id. */
  readonly watching: ReadonlyMap<string, Pack>
  /** Those that watch a chain, trimmed for the threads that read it. */
  watchedOn(chainId: number): readonly WatchedPack[]
}

/**
 * A stored pack takes the place of a shipped one of its id. One that contradicts an earlier one does not watch, and says so. `demo`: while the demo chain
 * runs shipped packs watch it, and nothing else where nobody enabled them; who switched one off is heard.
 */
export function createLibrary(stored: readonly StoredPack[], shipped: readonly Pack[], { demo = false } = {}): Library {
  const unread: { index: number; name: string; problem: string }[] = []
  const own = new Map<string, KnownPack>()
  for (const [index, { id, text, enabled }] of stored.entries()) {
    const { pack, problems } = readPack(text)
    if (pack) own.set(pack.id, { pack, shipped: shipped.some((one) => one.id === pack.id), enabled, problems })
    else unread.push({ index, name: id, problem: problems[0] ?? 'It cannot be read.' })
  }
  const packs: KnownPack[] = []
  const watching = new Map<string, Pack>()
  const all = [
    ...shipped.map((pack): KnownPack => {
      const known = own.get(pack.id) ?? { pack, shipped: true, enabled: demo && isOnDemo(pack), problems: [] }
      return demo && known.enabled ? { ...known, pack: onDemo(known.pack) } : known
    }),
    ...[...own.values()].filter(({ shipped: both }) => !both),
  ]
  for (const known of all) {
    const problems = known.enabled && known.problems.length === 0 ? checkPack(known.pack, [...watching.values()]) : known.problems
    packs.push({ ...known, problems })
    if (known.enabled && problems.length === 0) watching.set(known.pack.id, known.pack)
  }
  const trimmed = [...watching.values()].map((pack) => {
    const small = trimPack(pack)
    return {
      chains: new Set(Object.values(pack.contracts).flatMap(({ at }) => at.map(({ chainId }) => chainId))),
      watched: { key: keccak256(toBytes(JSON.stringify(small))), pack: small },
    }
  })
  const byChain = new Map<number, readonly WatchedPack[]>()
  return {
    packs,
    unread,
    watching,
    watchedOn(chainId) {
      const known = byChain.get(chainId) ?? trimmed.filter(({ chains }) => chains.has(chainId)).map(({ watched }) => watched)
      byChain.set(chainId, known)
      return known
    },
  }
}
