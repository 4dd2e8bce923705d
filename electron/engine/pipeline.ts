/** The life of one chain: heads → proven blocks → orders → one commit → announce. State moves only after the commit. */

import { levelOf } from '#shared/evidence.ts'
import type { Settings } from '#shared/settings.ts'
import type { ChainStatus } from '#shared/status.ts'
import { createAgreement } from './agreement.ts'
import { createBeacon } from './beacon/index.ts'
import { signedFinal } from './beacon/signedFinal.ts'
import { readFinal } from './blocks/finality.ts'
import { createFollower, type Told } from './blocks/follow.ts'
import { adopt, fitBranch } from './blocks/localChain.ts'
import { askNewestHead } from './blocks/newestHead.ts'
import { createOldHeads } from './blocks/oldHeads.ts'
import { checkTime, createDoubts, createVotes } from './branchChecks.ts'
import { newHealth, statusOf, usualTime } from './chainHealth.ts'
import { createReader, type Read } from './chainReader.ts'
import type { Chain } from './chains/defineChain.ts'
import { DeepReorgError, EngineError } from './errors.ts'
import { fillGaps } from './fillGaps.ts'
import { createIncidents } from './incidents.ts'
import type { EngineEvents, Range } from './index.ts'
import { createPeek, type Peek } from './peek.ts'
import { watchPending } from './pending/watch.ts'
import type { Ports, StoredHeader, WatchedPack } from './ports.ts'
import { readAhead } from './readAhead.ts'
import { createAlarm } from './rpc/alarm.ts'
import { createPool } from './rpc/pool.ts'
import { createSealing } from './sealing.ts'
import { keepTicking } from './ticking.ts'
import { witnessAt } from './witness.ts'

export type Pipeline = {
  readonly chain: Chain
  status(): ChainStatus
  /** The user's choice for a stopped chain, or an impatient retry. */
  resume(): void
  /** A look at its blocks with these packs, of which nothing is kept. */
  peek(packs: readonly WatchedPack[]): Peek
  /** This machine slept, or the network came back: what failed before says nothing about now. */
  wake(): void
  stop(): Promise<void>
}

/** Blocks read side by side while catching up. */
const width = 4
/** Seconds that a block may be ahead of this machine's clock before it is said. */
const mostAhead = 30
/** A longer gap is left to be filled from behind, so that the tip is live at once. */
const longestCatchUp = 1_000
/** A branch longer than this is not a reorg that anybody has seen. */
const longestBranch = 2_000

export function startPipeline(
  chain: Chain,
  urls: readonly string[],
  pollMs: number,
  ports: Ports,
  settings: () => Settings,
  range: Range | null,
  events: EngineEvents,
): Pipeline {
  const { clock, store, log } = ports
  const stopping = new AbortController()
  const { signal } = stopping
  const health = newHealth(clock.now())
  const accuse = createIncidents(chain.chainId, store, clock)
  const pool = createPool(chain.chainId, urls, ports, signal, (head, endpoint) => follower.push({ head, endpoint }), accuse)
  const follower = createFollower(pool, pollMs, clock, signal)
  /** Known blocks, ascending and linked: from the newest final one to the tip. */
  let headers: readonly StoredHeader[] = []
  let final: number | null = null
  let runFrom: number | null = null
  let finalAskedAt = 0
  let chosen = new AbortController()
  const alarm = createAlarm()
  const doubts = createDoubts(chain.name, pool, range === null)
  const votes = createVotes(pool, clock)
  const sealing = createSealing({ chain, store, clock, log, equivocation: (alarm) => events.equivocation?.(alarm) })
  const wasProven = () => headers.some(({ evidence }) => evidence >= 2)
  const reader = createReader(chain, pool, ports, settings, wasProven, sealing)
  const oldHeads = createOldHeads(reader, doubts, clock)
  const agreement = createAgreement(pool, clock, signal, chain.blockMs, {
    agreed: (blocks) => raise(blocks, 3, new Map(blocks.map(({ hash, agreed }) => [hash, agreed]))),
    dissent({ number, host }, hosts) {
      void witnessAt({ number, hosts }, { pool, reader, sealing, signal })
      health.evidenceNotes = [`At block ${number}, ${hosts.join(' and ')} names another block than ${host}.`]
      log('warn', `${chain.name}: ${health.evidenceNotes[0]}`)
    },
  })
  /** Evidence of each block of the range, for the summary. */
  const rangeBlocks = new Map<number, number>()

  /** More stands behind these blocks than their own bytes. */
  const raise = (
    blocks: readonly { readonly number: number; readonly hash: string }[],
    to: 3 | 4,
    agreed?: ReadonlyMap<string, readonly string[]>,
  ) => {
    const hashes = blocks.map(({ hash }) => hash)
    const changes = store.raise(chain.chainId, hashes, to, agreed)
    for (const { number } of range ? blocks : [])
      rangeBlocks.set(number, levelOf(Math.max(to, rangeBlocks.get(number) ?? 0), final !== null && number <= final))
    if (blocks.some(({ number }) => number === health.stored) && (health.evidence ?? 0) < to) {
      health.evidence = levelOf(to, false)
      health.evidenceNotes = []
    }
    if (changes.length > 0) events.committed(changes)
  }

  const tell = () => events.status(status())
  const status = () => statusOf(health, chain, pool.status(), clock.now(), sealing.status(), beacon.status())
  const beacon = createBeacon({ chain, ports, signal, lifted: (blocks) => raise(blocks, 4), changed: () => tell() })

  /** Fits one block, and whatever parents it needs, onto the known chain; commits; only then moves on. */
  const accept = async (first: Read, stored: ReadonlyMap<number, string> | null = null): Promise<void> => {
    let branch = [first]
    let step = fitBranch(
      headers,
      branch.map(({ reading }) => reading.header),
      final,
    )
    while (step.kind === 'need') {
      if (branch.length >= longestBranch) throw new DeepReorgError(chain.name, step.number, final ?? 0)
      branch = [await reader.read({ number: step.number, hash: step.hash }, branch[0]?.endpoint ?? null), ...branch]
      step = fitBranch(
        headers,
        branch.map(({ reading }) => reading.header),
        final,
      )
    }
    if (step.kind === 'same') return
    if (step.kind === 'tooDeep') {
      for (const read of branch) sealing.witness(read)
      throw doubts.about(step.number, branch[0] ?? first, final)
    }
    const tip = headers.at(-1)
    if (step.revertFrom !== null && tip) await votes.check(branch.at(-1) ?? first, tip)

    const added = branch.slice(step.add)
    checkTime(headers, added)
    const lifted = sealing.take(added)
    const { blocks, orders, notes, mined } = await reader.appraise(
      added,
      ({ reading }) => lifted.get(reading.header.hash) ?? { evidence: reading.evidence, notes: [] },
    )
    const replaced = blocks.find((block) => stored !== null && (stored.get(block.number) ?? block.hash) !== block.hash)
    const revertFrom = step.revertFrom ?? replaced?.number ?? null
    const changes = store.apply({
      chainId: chain.chainId,
      revertFrom,
      blocks,
      orders,
      notes,
      mined,
      final,
      from: headers.length === 0 ? (blocks[0]?.number ?? null) : null,
    })

    headers = adopt(headers, step.revertFrom, blocks, final)
    sealing.committed()
    if (step.revertFrom !== null) health.reorgs++
    note(blocks, orders.length)
    if (changes.length > 0) events.committed(changes)
    beacon.stored(blocks)
    askOthers(blocks)
    tell()
  }

  /** Agreement is about blocks whose own bytes are proven: it lifts L2, not L1. Of sealed ones another may have been sealed elsewhere. */
  const askOthers = (blocks: readonly StoredHeader[]): void =>
    agreement.ask(
      blocks
        .filter(({ evidence }) => evidence === 2 || evidence === 4)
        .map(({ number, hash, endpoint }) => ({ number, hash, host: endpoint })),
    )

  const note = (blocks: readonly StoredHeader[], orders: number) => {
    const tip = blocks.at(-1)
    if (!tip) return
    doubts.forget()
    votes.forget()
    health.stored = tip.number
    health.storedTime = tip.timestamp
    health.usualMs = usualTime(headers.slice(-21).map(({ timestamp }) => timestamp))
    health.evidence = tip.evidence
    health.evidenceNotes = tip.notes
    health.blocks += blocks.length
    health.orders += orders
    health.head = Math.max(health.head ?? 0, tip.number)
    const ahead = Math.round(tip.timestamp - clock.now() / 1000)
    health.problem =
      ahead > mostAhead ? `Block ${tip.number} is ${ahead} s ahead of this machine’s clock. Check the clock of this machine.` : null
    health.retrying = false
    for (const { number, evidence } of blocks) if (range) rangeBlocks.set(number, levelOf(evidence, final !== null && number <= final))
  }

  /** Raises what is final; asked about every fourth block, because rows wait for it. */
  const seal = async (head: number, always = false): Promise<void> => {
    const signed = signedFinal(beacon, headers, pool)
    if (signed !== null) settle(signed)
    if (!always && clock.now() - finalAskedAt < Math.max(1000, Math.min(4 * chain.blockMs, 15_000))) return
    finalAskedAt = clock.now()
    const hashAt = (number: number) => headers.find((header) => header.number === number)?.hash
    const found = await readFinal(pool, clock, chain.finalityDepth, { head, tip: headers.at(-1)?.number ?? null, hashAt })
    if (found !== null) settle(found)
  }

  const settle = (found: number): void => {
    if (final !== null && found <= final) return
    final = found
    health.final = final
    if (headers.length === 0) return
    const changes = store.apply({ chainId: chain.chainId, revertFrom: null, blocks: [], orders: [], final, from: null })
    headers = adopt(headers, null, [], final)
    if (changes.length > 0) events.committed(changes)
  }

  const catchUp = async (from: number, to: number, stored: ReadonlyMap<number, string> | null = null): Promise<void> => {
    for await (const block of readAhead(from, to, width, (number) => reader.read({ number, hash: null }, null))) {
      if (signal.aborted) return
      await accept(block, stored)
    }
  }

  /** A new head: its child case is read by hash from the endpoint that told of it; a gap is filled first, in order. */
  const reach = async ({ head, endpoint }: Told): Promise<void> => {
    // As told, not the highest ever told: one boast must not count for ever.
    health.head = Math.max(headers.at(-1)?.number ?? 0, head.number)
    health.heardAt = clock.now()
    const tip = headers.at(-1)
    if (tip && head.number > tip.number + 1) {
      tell()
      await catchUp(tip.number + 1, head.number)
    } else if (head.number < (headers[0]?.number ?? 0)) await oldHeads.look({ head, endpoint }, headers, final)
    else if (!headers.some((known) => known.hash === head.hash)) {
      await accept(await reader.read({ number: head.number, hash: head.hash }, endpoint))
    }
  }

  const follow = async (): Promise<void> => {
    follower.again()
    for (let told = await follower.next(); told !== null; told = await follower.next()) {
      if (told !== 'quiet') await reach(told)
      if (health.head !== null) await seal(health.head).catch(report)
      tell()
    }
  }

  const recall = () => {
    const cursor = store.cursor(chain.chainId)
    headers = cursor ? store.headers(chain.chainId) : []
    final = cursor?.final ?? null
    runFrom = cursor?.from ?? null
    health.final = final
    const tip = headers.at(-1)
    sealing.begin(tip ?? null)
    beacon.stored(headers)
    if (!tip) return
    health.stored = tip.number
    health.storedTime = tip.timestamp
    health.usualMs = usualTime(headers.slice(-21).map(({ timestamp }) => timestamp))
    health.evidence = tip.evidence
    health.evidenceNotes = tip.notes
  }

  const readHistory = async ({ from, to }: Range): Promise<void> => {
    const head = to ?? (await newestHead())
    await seal(Math.max(head, await newestHead()), true)
    const stored = new Map(store.headers(chain.chainId).map(({ number, hash }) => [number, hash] as const))
    const next = (headers.at(-1)?.number ?? from - 1) + 1
    await catchUp(Math.max(from, next), head, stored)
  }

  const newestHead = async (): Promise<number> => {
    health.head = await askNewestHead(pool)
    return health.head
  }

  const live = async (): Promise<void> => {
    if (headers.length === 0) recall()
    const tip = headers.at(-1)
    if (!range && tip && (await newestHead()) - tip.number > longestCatchUp) {
      store.restartChain(chain.chainId)
      headers = []
      sealing.begin(null)
    }
    const continues = headers.length > 0 && (runFrom ?? 0) <= (range?.from ?? 0) && (headers.at(-1)?.number ?? 0) + 1 >= (range?.from ?? 0)
    if (range && range.to === null && !continues) {
      headers = []
      sealing.begin(null)
      await readHistory(range)
    }
    await follow()
  }

  const report = (error: unknown) => {
    if (signal.aborted) return
    if (!(error instanceof EngineError))
      log('error', `${chain.name}: unexpected failure`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    health.problem = error instanceof Error ? error.message : String(error)
    log('warn', `${chain.name}: ${health.problem}`)
  }

  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; failures++) {
      const before = health.blocks
      const { signal: slept } = alarm
      try {
        if (range && range.to !== null) {
          await readHistory(range)
          await agreement.settled()
          if (!signal.aborted) events.rangeDone(chain.chainId, rangeBlocks)
        } else await live()
        return
      } catch (error) {
        if (signal.aborted) return
        if (health.blocks > before || slept.aborted) failures = 0
        report(error)
        health.needsChoice = error instanceof DeepReorgError
        health.retrying = !health.needsChoice
        tell()
        await (health.needsChoice
          ? choice()
          : clock.sleep(
              Math.min(10_000, 250 * 2 ** failures) * (0.75 + ports.random() / 2),
              AbortSignal.any([chosen.signal, alarm.signal]),
            ))
        if (chosen.signal.aborted) {
          chosen = new AbortController()
          headers = []
        }
        health.needsChoice = false
      }
    }
  }

  const choice = (): Promise<void> =>
    new Promise((resolve) => {
      for (const source of [signal, chosen.signal]) source.addEventListener('abort', () => resolve(), { once: true })
    })

  const filling = (): Promise<void> =>
    fillGaps({
      chainId: chain.chainId,
      reader,
      clock,
      signal,
      gaps: () => (headers.length > 0 && health.stored === health.head ? { coverage: store.coverage(chain.chainId), final } : null),
      store(step) {
        const changes = store.fill(step)
        health.blocks += step.blocks.length
        health.orders += step.orders.length
        if (changes.length > 0) events.committed(changes)
        beacon.stored(step.blocks)
        askOthers(step.blocks)
        tell()
      },
      report,
    })

  const waiting = range
    ? Promise.resolve()
    : watchPending({ chain, urls, pool, pollMs, ports, settings, recent: reader.recent, signal, committed: events.committed })
  const running = Promise.all([run().catch(report), range ? null : filling()])
  // Age, lateness and a tip that stands still show without a new block.
  const ticking = keepTicking(clock, signal, {
    tick: tell,
    slept() {
      events.slept?.()
      wake()
    },
  })

  const wake = () => {
    log('info', `${chain.name}: awake again`)
    pool.wake()
    follower.wake()
    alarm.ring()
  }

  return {
    chain,
    status,
    resume: () => chosen.abort(),
    peek: (packs) => createPeek({ chain, pool, ports, settings, sealing, wasProven, head: health.stored ?? health.head }, packs),
    wake,
    async stop() {
      stopping.abort()
      chosen.abort()
      pool.close()
      await Promise.all([running, ticking, waiting, beacon.ended])
      sealing.close()
    },
  }
}
