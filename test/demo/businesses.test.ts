/** The businesses of the demo in the whole app: what the books say of them against what the blocks logged, and against what was meant to go wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taken } from '#demo/businesses/course.ts'
import { businesses } from '#demo/businesses/index.ts'
import { type DemoChain, startDemoChain } from '#demo/index.ts'
import { demoChain } from '#engine/chains/demo.ts'
import { demoPlaceOf } from '#engine/packs/shipped/demo.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import type { Output } from '#shared/contract/index.ts'
import type { PacksView, Violation } from '#shared/contract/packs.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { wholeApp } from '../support/wholeApp.ts'
import { askBlock } from './ask.ts'
import { holdingsOf, type Log } from './holdings.ts'

const blocks = 300
const seed = 'crowsnest'
const ends: (() => unknown)[] = []
let chain: DemoChain
let app: Awaited<ReturnType<typeof wholeApp>>
let logs: ReadonlyMap<string, readonly Log[]>

beforeAll(async () => {
  chain = await startDemoChain({ seed, history: blocks, autoMine: false })
  ends.push(() => chain.stop())
  const host = { start: async () => ({ http: chain.http, ws: chain.ws, chainId: chain.chainId }), stop: async () => {} }
  app = await wholeApp(dataFolder(ends), [], [], null, host)
  ends.push(() => app.app.stop())
  await app.app.start()
  await app.app.demo(true)
  await stored()
  logs = await logsOf()
}, 240_000)
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const stored = () => until('the newest block is stored', () => app.phase()?.stored === Number(chain.head().header.number))
const stateOf = () => {
  const { state } = chain.head()
  return { read: (address: `0x${string}`, slot: string) => state.get(address)?.storage.get(slot) ?? 0n }
}
const ask = async <N extends 'business.documents' | 'business.violations' | 'business.balances'>(name: N, input: object) =>
  (await app.ask(name, input)) as Output<N>
const view = async () => (await app.ask('packs.list', null)) as PacksView
const brokenOf = async (pack: string): Promise<Violation[]> =>
  (await ask('business.violations', { pack, limit: 500 })).violations.filter(({ state }) => state !== 'retracted')
const counted = (names: readonly string[]) =>
  Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]))

/** Logs of every block of the chain as the endpoint tells them, by contract. */
async function logsOf(): Promise<Map<string, Log[]>> {
  const found = new Map<string, Log[]>()
  for (let number = 1; number <= Number(chain.head().header.number); number++)
    for (const receipt of (await askBlock(chain.http, number)).receipts)
      for (const log of receipt.logs as Log[]) found.set(log.address, [...(found.get(log.address) ?? []), log])
  return found
}

/** What was broken is what turns that were taken break, and at most what waits: what is late is late before the turn that comes too late. */
async function agree(business: (typeof businesses)[number]) {
  const { done, waiting } = taken(business, seed, stateOf())
  const found = counted((await brokenOf(business.pack.id)).map(({ invariant }) => invariant))
  const meant = counted(done.flatMap(({ breaks }) => breaks))
  const maybe = counted(waiting.flatMap(({ breaks }) => breaks))
  for (const name of new Set([...Object.keys(found), ...Object.keys(meant)])) {
    expect(found[name] ?? 0, `${business.pack.id} ${name}`).toBeGreaterThanOrEqual(meant[name] ?? 0)
    expect(found[name] ?? 0, `${business.pack.id} ${name}`).toBeLessThanOrEqual((meant[name] ?? 0) + (maybe[name] ?? 0))
  }
  return meant
}

test('every pack that comes with the app is played, and watches without a problem', async () => {
  expect(businesses.map(({ pack }) => pack.id).sort()).toEqual(shippedPacks.map(({ id }) => id).sort())
  for (const { pack, enabled, problems } of (await view()).packs) expect([pack.id, enabled, problems]).toEqual([pack.id, true, []])
})

describe.each(businesses.map((business) => [business.pack.id, business] as const))('%s', (id, business) => {
  test('has documents in several states', async () => {
    const { board } = await ask('business.documents', { pack: id, limit: 1 })
    expect(new Set(board.map(({ state }) => state)).size).toBeGreaterThan(1)
    expect(board.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(10)
  })

  test('breaks what it breaks on purpose, every kind at least once, and nothing else', async () => {
    const meant = await agree(business)
    expect(Object.keys(meant).sort()).toEqual([...new Set(business.wrong.flatMap(breaksOf))].sort())
  })

  test('holds what its logs add up to', async () => {
    const own = logs.get(demoPlaceOf(business.pack).to) ?? []
    expect(own.length).toBeGreaterThan(60)
    const { units } = await ask('business.balances', { pack: id })
    const told = units.filter(({ held, top }) => held !== '0' || top.length > 0)
    const recount = holdingsOf(id, own)
    expect(told.map(({ unit, held }) => [unit, held])).toEqual(recount === null ? [] : [[recount.unit, recount.total]])
    const shown = told.flatMap(({ top }) => top.map(({ account, held }) => [account, held] as const))
    expect(shown.length).toBe(Math.min(recount?.held.size ?? 0, 50))
    for (const [account, held] of shown) expect([account, held]).toEqual([account, recount?.held.get(account)])
  })
})

test('the businesses stand beside the large orders: their orders name their pack, and all others are as before', () => {
  const rows = app.app.store.page({}, null, 200).rows
  expect(rows.some(({ source }) => source.startsWith('pack:'))).toBe(true)
  const large = app.app.store.page({ minUsd: '100000' }, null, 200).rows
  expect(large.length).toBe(200)
  expect(large.filter(({ source }) => source.startsWith('pack:'))).toEqual([])
})

test('forks take back turns and bring them again, and the books break no more than is meant', async () => {
  for (let round = 0; round < 6; round++) {
    await chain.fork(1 + (round % 3))
    await chain.mine(4)
    await stored()
  }
  const head = chain.head().hash
  await until('the branch is stored', () => app.phase()?.stored === Number(chain.head().header.number) && chain.head().hash === head)
  for (const business of businesses) await agree(business)
}, 60_000)

test('who switches a pack off in the demo is heard, and leaving the demo forgets all of it', async () => {
  await app.ask('packs.enable', { id: 'bills', on: false })
  expect((await view()).packs.find(({ pack }) => pack.id === 'bills')).toMatchObject({ enabled: false })
  await app.app.demo(false)
  const { packs } = await view()
  expect(packs.filter(({ enabled }) => enabled)).toEqual([])
  expect(packs.map(({ orders, documents, openViolations }) => orders + documents + openViolations)).toEqual(packs.map(() => 0))
  const places = packs
    .filter(({ pack }) => pack.id !== 'bills')
    .flatMap(({ pack }) => Object.values(pack.contracts).flatMap(({ at }) => at))
  expect(places.filter(({ chainId }) => chainId === demoChain.chainId)).toEqual([])
})

const breaksOf = (one: (typeof businesses)[number]['wrong'][number]) =>
  one({ random: still, number: 0, lane: 0, begun: 0n }).flatMap(({ breaks }) => breaks)
/** Chance that always draws the least. */
const still = {
  next: () => 0,
  int: (from: number) => from,
  chance: () => false,
  pick: <T>([first]: readonly [T, ...T[]]) => first,
  magnitude: (from: number) => from,
}
