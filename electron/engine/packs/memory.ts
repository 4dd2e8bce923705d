/** Compiled packs, kept from block to block in the thread that reads them. */
import type { WatchedPack } from '../ports.ts'
import { compilePack, type PackReader } from './compile.ts'

const kept = new Map<string, PackReader>()
/** Packs of several chains in several revisions; the oldest goes. */
const most = 200

export function packReader({ key, pack }: WatchedPack, chainId: number): PackReader {
  const name = `${chainId}:${key}`
  const known = kept.get(name)
  if (known) return known
  const compiled = compilePack(pack, chainId)
  kept.set(name, compiled)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    kept.delete(oldest)
  }
  return compiled
}
