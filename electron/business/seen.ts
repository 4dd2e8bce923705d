/** Events that a contract logged in the newest blocks, by first topic: something to make a pack from where there is no ABI. */
import { EngineError } from '#engine/errors.ts'
import { standardEvent } from '#engine/packs/parts/standardEvents.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { notRunning, type PreviewDeps } from './preview.ts'

/** The most frequent first. As the endpoint tells it: a look before a pack is made, never an order. Rejects as `createPreview` does. */
export async function seenOf({ chainId, address, blocks }: Input<'packs.seen'>, peek: PreviewDeps['peek']): Promise<Output<'packs.seen'>> {
  const look = peek(chainId, [])
  if (!look) throw notRunning(chainId)
  if (look.head === null) throw new EngineError('NOT_READY', 'This chain has not told of a block yet. Try again in a moment.')
  const groups = new Map<string, Output<'packs.seen'>[number]>()
  for (const { topics, bytes } of await look.logs(address, Math.max(0, look.head - blocks + 1), look.head)) {
    const [topic] = topics
    // An anonymous event has no name to be found by.
    if (topic === undefined) continue
    const indexed = topics.length - 1
    const key = `${topic}:${indexed}`
    const words = Math.ceil(bytes / 32)
    const known = groups.get(key) ?? { topic, signature: standardEvent(topic, indexed), indexed, words, count: 0 }
    groups.set(key, { ...known, words: Math.max(known.words, words), count: known.count + 1 })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.topic.localeCompare(b.topic)).slice(0, 200)
}
