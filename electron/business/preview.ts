/** What a pack would make of blocks that a chain has already: read newest first, proven, a slice at each question, and kept nowhere. */
import { createHash } from 'node:crypto'
import { EngineError } from '#engine/errors.ts'
import { trimPack } from '#engine/packs/compile.ts'
import type { Peek, PeekedBlock } from '#engine/peek.ts'
import type { WatchedPack } from '#engine/ports.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { Pack } from '#shared/pack.ts'
import { foldEvents } from './fold.ts'

export type PreviewDeps = {
  /** A look at a chain that runs; null where it does not. */
  peek(chainId: number, packs: readonly WatchedPack[]): Peek | null
  /** Unix milliseconds. */
  now(): number
}

/** What was read so far with one form of a pack. `top`: the newest block of the run that is under way. */
type Reading = { top: number; running: boolean; readonly blocks: Map<number, PeekedBlock['events']> }

/** A slice ends when it took so long, or has so many blocks. */
const sliceMs = 1_500
const sliceBlocks = 100
/** Blocks read side by side. */
const width = 3
/** Forms of packs whose blocks are remembered, so that another label of a state reads none anew. */
const mostReadings = 6
/** Blocks so near to the tip may have been replaced since an earlier run. */
const unsettled = 64
const mostEvents = 300

/** Answers one slice after the other; rejects with EngineError NOT_READY where the chain does not run, or as its endpoints fail. */
export function createPreview({
  peek,
  now,
}: PreviewDeps): (question: Input<'packs.preview'>, pack: Pack) => Promise<Output<'packs.preview'>> {
  const readings = new Map<string, Reading>()

  const readingOf = (key: string): Reading => {
    const known = readings.get(key) ?? { top: -1, running: false, blocks: new Map() }
    readings.delete(key)
    readings.set(key, known)
    for (const oldest of readings.keys()) {
      if (readings.size <= mostReadings) break
      readings.delete(oldest)
    }
    return known
  }

  return async ({ chainId, blocks: wanted }, pack) => {
    const watched = watchedAs(pack)
    const look = peek(chainId, [watched])
    if (!look) throw notRunning(chainId)
    if (look.head === null) throw new EngineError('NOT_READY', 'This chain has not told of a block yet. Try again in a moment.')
    const reading = readingOf(`${chainId}:${watched.key}`)
    if (!reading.running) {
      for (const number of reading.blocks.keys()) if (number > reading.top - unsettled) reading.blocks.delete(number)
      reading.top = look.head
      reading.running = true
    }
    const { top, blocks } = reading
    const from = Math.max(0, top - wanted + 1)
    const missing: number[] = []
    for (let number = top; number >= from; number--) if (!blocks.has(number)) missing.push(number)
    const until = now() + sliceMs
    const slice = missing.slice(0, sliceBlocks)
    while (slice.length > 0 && now() < until)
      for (const [number, events] of await Promise.all(
        slice.splice(0, width).map(async (number) => [number, (await look.block(number)).events] as const),
      ))
        blocks.set(number, events)
    const left = missing.filter((number) => !blocks.has(number))
    const done = left.length === 0
    if (done) reading.running = false
    const lowest = (left[0] ?? from - 1) + 1
    const found = [...blocks].filter(([number]) => number >= lowest && number <= top).sort(([a], [b]) => a - b)
    const { events, documents } = foldEvents(
      found.flatMap(([, events]) => events),
      pack,
      Math.floor(now() / 1000),
    )
    return {
      ...{ from: Math.min(lowest, top), to: top, total: events.length, documents, read: top - lowest + 1, done },
      events: events.slice(-mostEvents).reverse(),
      problems: standsOn(pack, chainId) ? [] : ['No contract of this pack stands on this chain: say where each of them is.'],
    }
  }
}

/** As its blocks are read: names, states and rules change nothing of what is found. */
function watchedAs(pack: Pack): WatchedPack {
  const { contracts, units, verbs, roles, ...rest } = trimPack(pack)
  const small = {
    ...rest,
    contracts,
    units,
    verbs,
    roles,
    documents: {},
    invariants: {},
    disclosure: {},
    name: pack.id,
    about: '',
    revision: 1,
  }
  return { key: createHash('sha256').update(JSON.stringify(small)).digest('hex'), pack: small }
}

const standsOn = (pack: Pack, chainId: number): boolean =>
  Object.values(pack.contracts).some(({ at }) => at.some((place) => place.chainId === chainId))

export const notRunning = (chainId: number): EngineError =>
  new EngineError('NOT_READY', `Chain ${chainId} is not watched now: switch its network on in the settings, or choose another chain.`)
