/** What the watch over a chain's validators remembers between two starts, as the text that the store keeps. */
import { z } from 'zod'
import type { Hex } from './types.ts'
import type { WatchMemory } from './verify/seals/watch.ts'

const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value))
const Memory = z.object({
  /** The configured validators that it began with. */
  key: z.string(),
  number: z.number().int(),
  hash: hex,
  silent: z.array(hex),
  state: z.object({
    validators: z.array(hex),
    votes: z.array(z.object({ target: hex, add: z.boolean(), by: hex })),
    recents: z.array(z.object({ number: z.number().int(), signer: hex })),
    coming: z.array(hex),
  }),
})

export const writeMemory = (key: string, memory: WatchMemory): string => JSON.stringify({ key, ...memory })

/** Null for a text that is none of this version, and where it was begun with other validators than `key` names. */
export function readMemory(text: string | null, key: string): WatchMemory | null {
  const parsed = text === null ? null : Memory.safeParse(parse(text))
  return parsed?.success === true && parsed.data.key === key ? parsed.data : null
}

/** What is lost for good when it is not remembered at once. */
export const gist = ({ state: { validators, votes, coming }, silent }: WatchMemory): string =>
  JSON.stringify([validators, votes, coming, silent])

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
