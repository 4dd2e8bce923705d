/** One chaos run: a chain with forks, endpoints that fail and lie, a watcher that is killed again and again; then everything is counted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastClock } from '../support/chaos/clock.ts'
import { type FaultKind, faultKinds } from '../support/chaos/kinds.ts'
import { startProxy } from '../support/chaos/proxy.ts'
import { startDemoWorld, type World } from '../support/chaos/world.ts'
import { seeded } from '../support/faults.ts'
import { createAudit } from './audit.ts'
import { type Cast, usual } from './casts.ts'
import { type Counts, countStore } from './count.ts'
import { keepWatcher } from './keeper.ts'
import { ringsFile } from './watcher.ts'

export type ChaosOptions = {
  readonly seed: number
  readonly blocks: number
  readonly kills: number
  /** How much faster than the machine's clock time runs for the watcher. */
  readonly speed?: number
  /** Blocks that the watcher may be behind before the chain waits for it. */
  readonly lead?: number
  /** How often faults strike, 1 being the usual. */
  readonly rate?: number
  /** Chance of a fork at each block. */
  readonly forkRate?: number
  readonly cast?: Cast
  readonly world?: (options: { seed: string; now: () => number }) => Promise<World>
  readonly say?: (line: string) => void
}

export type ChaosResult = Counts & {
  readonly seed: number
  readonly blocks: number
  readonly forks: number
  readonly deepest: number
  readonly branches: number
  readonly kills: number
  readonly seconds: number
  readonly faults: ReadonlyMap<FaultKind, { readonly injected: number; readonly accepted: number }>
  readonly falseReorgs: { readonly lagging: number; readonly foreign: number }
  readonly rings: { readonly rung: number; readonly doubled: number; readonly silent: number }
  /** Why the watcher did not reach the end of the chain, in its own last words; null where it did. */
  readonly stuck: string | null
  readonly examples: readonly string[]
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Runs until the chain has so many blocks, lets everything come to rest, and counts. Same seed, same chain, faults and kills. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, blocks, kills, speed = 20, lead = 40, rate = 1, forkRate = 0.04, say = () => {} } = options
  const began = Date.now()
  const random = seeded(seed)
  const clock = fastClock(began, speed)
  const dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-chaos-'))
  const world = await (options.world ?? startDemoWorld)({ seed: `chaos ${seed}`, now: () => clock.now() })
  const { rival } = world
  const parts = (options.cast ?? usual)(world, seed, rate)
  const proxies = await Promise.all(parts.map(({ proxy }) => startProxy(proxy)))
  const drifters = proxies.filter((_, index) => parts[index]?.drifts)
  const endpoints = proxies.map((proxy, index) => proxy[parts[index]?.via ?? 'http'])
  for (const [index, proxy] of proxies.entries()) if (parts[index]?.lags) proxy.show('stale', foreverMs)
  const audit = createAudit(world, proxies)
  const keeper = keepWatcher({ dataDir, chainId: world.chainId, endpoints, epoch: began, speed, pollMs: 1000 }, audit.heard)

  const killAt = Array.from({ length: kills }, () => 1 + Math.floor(random() * (blocks - 2))).sort((a, b) => a - b)
  let killed = 0
  let killing: Promise<void> = Promise.resolve()
  let forks = 0
  let deepest = 0
  let branches = 0
  let foreignFor = 0
  let allowed = lead
  let stuck: string | null = null
  try {
    for (let height = await world.head(); height < blocks && stuck === null; height = await world.head()) {
      // Now block by block at the tip, now catching up from far behind.
      if (random() < 0.05) allowed = Math.floor(lead * random() ** 2)
      if (!(await follows(height - allowed))) break
      if (foreignFor > 0 && --foreignFor === 0) {
        await world.rejoin()
        for (const proxy of drifters) proxy.show('fork', 0)
      }
      if (random() < forkRate && height > 3) {
        const depth = Math.min(1 + Math.floor(20 * random() ** 3), height - 2, world.finality - 2)
        await world.fork(depth)
        forks++
        deepest = Math.max(deepest, depth)
      } else if (rival && drifters.length > 0 && foreignFor === 0 && random() < 0.03 && height > blocks / 2) {
        await world.diverge(1 + Math.floor(random() * 6))
        branches++
        foreignFor = 3 + Math.floor(random() * 8)
        audit.foreign()
        for (const proxy of drifters) proxy.show('fork', foreverMs)
      } else await world.mine()
      await audit.keepUp(await world.head())
      if ((killAt[killed] ?? Number.POSITIVE_INFINITY) <= height) {
        const delay = random() * 900
        killed++
        killing = killing.then(() => pause(delay)).then(() => keeper.kill())
      }
      if (height % 500 === 0)
        say(`block ${height}, stored ${keeper.told.stored}, ${killed} kills, ${Math.round((Date.now() - began) / 1000)} s`)
      await pause(random() * 12)
    }
    await killing
    await world.rejoin()
    for (const proxy of proxies) proxy.setRates({})
    for (let index = 0; index < world.finality + 4 && stuck === null; index++) {
      await world.mine()
      await audit.keepUp(await world.head())
      await pause(10)
    }
    const head = await world.head()
    if (stuck === null) await follows(head, head - world.finality)
    const peaceful = await keeper.stop()
    if (!peaceful) stuck ??= `The watcher did not end in peace. ${keeper.told.lastLines.slice(-3).join(' | ')}`
    await audit.settle(head)
    const counts = countStore(dataDir, world.chainId, audit.expected())
    return {
      ...counts,
      ...audit.verdict(),
      seed,
      blocks: head,
      forks,
      deepest,
      branches,
      kills: killed,
      seconds: Math.round((Date.now() - began) / 1000),
      rings: countRings(dataDir, audit.expected().keys()),
      stuck,
      examples: [...counts.examples, ...audit.verdict().examples],
    }
  } finally {
    await keeper.stop()
    for (const proxy of proxies) await proxy.stop()
    await world.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }

  /** Waits until the watcher has stored the block; false where it does not move any more. */
  async function follows(number: number, final = 0): Promise<boolean> {
    let moved = Date.now()
    for (let last = -1; keeper.told.stored < number || keeper.told.final < final; await pause(5)) {
      const now = keeper.told.stored + keeper.told.final
      if (now !== last) moved = Date.now()
      last = now
      if (Date.now() - moved < patienceMs) continue
      const { stored, final: sealed, needsChoice, lastLines } = keeper.told
      stuck = `Stands still at block ${stored} (final ${sealed}, waiting for ${number} and ${final})${needsChoice ? ', asks the user' : ''}. ${lastLines.slice(-12).join('\n        ')}`
      return false
    }
    return true
  }
}

const foreverMs = 3_600_000
/** Longer than any quarantine lasts in fast time. */
const patienceMs = 45_000

function countRings(dataDir: string, expected: Iterable<string>): ChaosResult['rings'] {
  const times = new Map<string, number>()
  for (const line of readLines(join(dataDir, ringsFile))) {
    const [what, id = ''] = line.split(' ')
    if (what === 'rang') times.set(id, (times.get(id) ?? 0) + 1)
  }
  const doubled = [...times.values()].filter((count) => count > 1).length
  return { rung: times.size, doubled, silent: [...expected].filter((id) => !times.has(id)).length }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n')
  } catch {
    return []
  }
}

/** Kinds in the order of the table, with what was counted. */
export const inOrder = (faults: ChaosResult['faults']): [FaultKind, { readonly injected: number; readonly accepted: number }][] =>
  faultKinds.map((kind) => [kind, faults.get(kind) ?? { injected: 0, accepted: 0 }])
