/** Whatever happens to a chain and its endpoints, and in whatever order: what is stored in the end is the final chain, row for row. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fastClock } from '../support/chaos/clock.ts'
import { type FaultKind, faultKinds } from '../support/chaos/kinds.ts'
import { ordersOf, storyOf } from '../support/chaos/orders.ts'
import { type ChaosProxy, startProxy } from '../support/chaos/proxy.ts'
import { startWatch } from '../support/chaos/watch.ts'
import { startDemoWorld } from '../support/chaos/world.ts'
import { countStore } from './count.ts'

type Event =
  | { readonly kind: 'mine'; readonly blocks: number }
  | { readonly kind: 'fork'; readonly depth: number }
  | { readonly kind: 'faults'; readonly endpoint: number; readonly faults: readonly FaultKind[]; readonly rate: number }
  | { readonly kind: 'foreign'; readonly depth: number }
  | { readonly kind: 'rejoin' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'rest'; readonly ms: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('mine' as const), blocks: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('fork' as const), depth: fc.integer({ min: 1, max: 12 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('faults' as const),
      endpoint: fc.nat(2),
      faults: fc.uniqueArray(fc.constantFrom(...faultKinds), { minLength: 1, maxLength: 4 }),
      rate: fc.constantFrom(0.05, 0.3, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign' as const), depth: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rejoin' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rest' as const), ms: fc.integer({ min: 10, max: 250 }) }) },
)

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const speed = 30

/** Plays a row of events; answers what is wrong in the end, nothing where all is right. */
async function play(events: readonly Event[], seed: number): Promise<string[]> {
  const clock = fastClock(Date.now(), speed)
  const dataDir = mkdtempSync(join(tmpdir(), 'crowsnest-property-'))
  const world = await startDemoWorld({ seed: `property ${seed}`, now: () => clock.now() })
  const { main, laggard, rival } = world
  // The last endpoint is honest: where nobody tells the truth, nobody can find it.
  const proxies: ChaosProxy[] = []
  for (let index = 0; index < 4; index++) proxies.push(await startProxy({ upstream: main, laggard, rival, seed: seed + index, rates: {} }))
  const endpoints = proxies.map((proxy, index) => (index % 2 === 0 ? proxy.http : proxy.ws))
  const start = () => startWatch({ dataDir, chainId: world.chainId, endpoints, clock, pollMs: 1000 })
  let watch = await start()
  try {
    for (const now of events) {
      if (now.kind === 'mine') await world.mine(now.blocks)
      if (now.kind === 'fork' && (await world.head()) > 2) await world.fork(now.depth)
      if (now.kind === 'faults') proxies[now.endpoint]?.setRates(Object.fromEntries(now.faults.map((fault) => [fault, now.rate])))
      if (now.kind === 'foreign' && (await world.head()) > 6) await world.diverge(now.depth)
      if (now.kind === 'rejoin') await world.rejoin()
      if (now.kind === 'rest') await pause(now.ms)
      if (now.kind === 'restart') {
        await watch.stop()
        watch = await start()
      }
    }
    for (const proxy of proxies) proxy.setRates({})
    await world.rejoin()
    await world.mine(world.finality + 4)
    const head = await world.head()
    const settled = () => watch.status()?.stored === head && (watch.status()?.final ?? 0) >= head - world.finality
    for (let waited = 0; !settled() && waited < 30_000; waited += 20) await pause(20)
    const last = watch.status()
    await watch.stop()
    const expected = new Map<string, string>()
    for (let number = 1; number <= head; number++)
      for (const order of (await ordersOf(main.http, world.chainId, number)) ?? []) expected.set(order.id, storyOf(order))
    const { orders, integrity, examples } = countStore(dataDir, world.chainId, expected)
    const wrong = Object.entries(orders).filter(([name, count]) => !['expected', 'reverted'].includes(name) && count > 0)
    return [
      ...(settled() || last?.stored === head ? [] : [`stands at ${last?.stored} of ${head}: ${last?.problem}`]),
      ...wrong.map(([name, count]) => `${name}: ${count}`),
      ...(integrity === 'ok' ? [] : [integrity]),
      ...examples,
    ]
  } finally {
    await watch.stop().catch(() => {})
    for (const proxy of proxies) await proxy.stop()
    await world.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** CROWSNEST_RUNS asks for more of them than a usual test run has time for. */
const runs = Number(process.env.CROWSNEST_RUNS ?? 16)

test('any row of forks, faults and restarts ends in exactly the rows of the final chain', { timeout: runs * 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 24 }), fc.nat(1_000_000), async (events, seed) => {
      expect(await play(events, seed)).toEqual([])
    }),
    { numRuns: runs, seed: 20_261_122, endOnFailure: true },
  )
})
