/** What the light client of a chain remembers between two starts, as the text that the store keeps in the place of the seals. */
import { z } from 'zod'
import type { Hex } from '../types.ts'
import type { LightMemory } from '../verify/seals/lightClient/index.ts'

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value))
const Committee = z.object({ keys: z.array(hex), aggregate: hex, root: hex })
const Kept = z.object({
  /** The chain of beacons and the checkpoint that it began with. */
  lightClient: z.string(),
  finalized: z.object({ slot: z.number().int(), beaconRoot: hex, executionBlockHash: hex, blockNumber: z.number().int() }),
  current: Committee,
  next: Committee.nullable(),
})

export const writeLight = (key: string, memory: LightMemory): string => JSON.stringify({ lightClient: key, ...memory })

/** Null for a text that is none of this version, and where it was begun from another checkpoint than `key` names. */
export function readLightMemory(text: string | null, key: string): LightMemory | null {
  const parsed = text === null ? null : Kept.safeParse(parse(text))
  if (parsed?.success !== true || parsed.data.lightClient !== key) return null
  const { finalized, current, next } = parsed.data
  return { finalized, current, next }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
