/** The businesses of the demo in the whole app: what the books say of them against what the blocks logged, and against what was meant to go wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taken } from '#demo/businesses/course.ts'
import { businesses } from '#demo/businesses/index.ts'
import { type DemoChain, startDemoChain } from '#demo/index.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Violation } from '#shared/contract/packs.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { wholeApp } from '../support/wholeApp.ts'

const blocks = 300
const seed = 'crowsnest'
const ends: (() => unknown)[] = []
let chain: DemoChain
let app: Awaited<ReturnType<typeof wholeApp>>

beforeAll(async () => {
  chain = await startDemoChain({ seed, history: blocks, autoMine: false })
  ends.push(() => chain.stop())
  const host = { start: async () => ({ http: chain.http, ws: chain.ws, chainId: chain.chainId }), stop: async () => {} }
  app = await wholeApp(dataFolder(ends), [], [], null, host)
  ends.push(() => app.app.stop())
  await app.app.start()
  await app.app.demo(true)
  await stored()
}, 180_000)
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const stored = () => until('the newest block is stored', () => app.phase()?.stored === Number(chain.head().header.number))
const stateOf = () => {
  const state = chain.head().state
  return { read: (address: `0x${string}`, slot: string) => state.get(address)?.storage.get(slot) ?? 0n }
}
const ask = async <N extends 'business.documents' | 'business.violations' | 'business.balances'>(name: N, input: object) =>
  (await app.ask(name, input)) as Output<N>
const brokenOf = async (pack: string): Promise<Violation[]> =>
  (await ask('business.violations', { pack, limit: 500 })).violations.filter(({ state }) => state !== 'retracted')
const counted = (names: readonly string[]) =>
  Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]))

test('every pack that comes with the app is played', () => {
  expect(businesses.map(({ pack }) => pack.id).sort()).toEqual(shippedPacks.map(({ id }) => id).sort())
})

describe.each(businesses.map((business) => [business.pack.id, business] as const))('%s', (id, business) => {
  test('has documents in several states', async () => {
    const { board } = await ask('business.documents', { pack: id, limit: 1 })
    expect(new Set(board.map(({ state }) => state)).size).toBeGreaterThan(1)
    expect(board.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(10)
  })

  test('breaks what it breaks on purpose, every kind at least once, and nothing else', async () => {
    const { done, waiting } = taken(business, seed, stateOf())
    const found = counted((await brokenOf(id)).map(({ invariant }) => invariant))
    const meant = counted(done.flatMap(({ breaks }) => breaks))
    // What is late is late before the turn that comes too late.
    const maybe = counted(waiting.flatMap(({ breaks }) => breaks))
    expect(Object.keys(meant).sort()).toEqual([...new Set(business.wrong.flatMap((one) => breaksOf(one)))].sort())
    for (const name of new Set([...Object.keys(found), ...Object.keys(meant)])) {
      expect(found[name] ?? 0, name).toBeGreaterThanOrEqual(meant[name] ?? 0)
      expect(found[name] ?? 0, name).toBeLessThanOrEqual((meant[name] ?? 0) + (maybe[name] ?? 0))
    }
  })
})

const breaksOf = (one: (typeof businesses)[number]['wrong'][number]) =>
  one({ random: { ...fixed }, number: 0, lane: 0, begun: 0n }).flatMap(({ breaks }) => breaks)
const fixed = {
  next: () => 0,
  int: (from: number) => from,
  chance: () => false,
  pick: <T>([first]: readonly [T, ...T[]]) => first,
  magnitude: (from: number) => from,
}
