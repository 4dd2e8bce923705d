/** Any sequence of blocks, forks, finality, slow looks, broken desktops and kills: nothing rings twice, and the inbox has all that rang. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TableRow } from '#shared/order.ts'
import { announceWorld, block, order, rule, type World } from './announceWorld.ts'

const rules = [rule('seen'), rule('deep', { confirmations: 2 }), rule('final', { confirmations: 'final' })]

type Action =
  | { readonly do: 'mine'; readonly orders: readonly number[] }
  | { readonly do: 'fork'; readonly depth: number; readonly orders: readonly number[] }
  | { readonly do: 'final'; readonly behind: number }
  | { readonly do: 'look' | 'kill' | 'dieBefore' | 'dieAfter' }
  | { readonly do: 'desktop'; readonly working: boolean }

const names = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('mine' as const), orders: names }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fork' as const), depth: fc.integer({ min: 1, max: 3 }), orders: names }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('final' as const), behind: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('look' as const, 'kill' as const, 'dieBefore' as const, 'dieAfter' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('desktop' as const), working: fc.boolean() }) },
)

/** A chain of one's own: what stands in it, and what is final. */
function chain() {
  const blocks: { name: string; orders: number[] }[] = [{ name: 'root', orders: [] }]
  let final = 0
  let forks = 0
  const headerOf = (number: number) => block(number, blocks[number]?.name ?? '', blocks[number - 1]?.name ?? '')
  return {
    get tip() {
      return blocks.length - 1
    },
    get final() {
      return final
    },
    blocks,
    headerOf,
    /** Orders that are not in the chain already. */
    add(wanted: readonly number[], fork: boolean) {
      const there = new Set(blocks.flatMap(({ orders }) => orders))
      const orders = wanted.filter((one) => !there.has(one))
      blocks.push({ name: fork ? `fork${++forks}` : (blocks.at(-1)?.name ?? ''), orders })
      const header = headerOf(blocks.length - 1)
      return { header, rows: orders.map((one): TableRow => order(`x${one}`, header)) }
    },
    finalise(to: number) {
      final = Math.max(final, to)
    },
  }
}

async function play(actions: readonly Action[]): Promise<void> {
  const world = announceWorld({ rules, notifyPerMinute: 60 })
  const own = chain()
  const rang: { ruleIds: string[]; orderId: string | null }[] = []
  try {
    const apply = (step: Partial<Parameters<World['store']['apply']>[0]>) =>
      world.store.apply({ chainId: 1, revertFrom: null, blocks: [], orders: [], final: null, from: null, ...step })
    apply({ blocks: [own.headerOf(0)], from: 0 })
    const look = async () => {
      await world.look()
      world.now += 61_000
    }
    const run: Record<Action['do'], (action: Action) => void | Promise<void>> = {
      mine(one) {
        const { header, rows } = own.add('orders' in one ? one.orders : [], false)
        apply({ blocks: [header], orders: rows })
      },
      fork(one) {
        const depth = Math.min('depth' in one ? one.depth : 1, own.tip - own.final)
        if (depth < 1) return
        const from = own.tip - depth + 1
        own.blocks.splice(from)
        const { header, rows } = own.add('orders' in one ? one.orders : [], true)
        apply({ revertFrom: from, blocks: [header], orders: rows })
      },
      final(one) {
        const to = own.tip - ('behind' in one ? one.behind : 1)
        if (to <= own.final) return
        own.finalise(to)
        apply({ final: to })
      },
      look,
      kill: () => world.restart(),
      async dieBefore() {
        world.dieAt('before')
        await look()
        world.restart()
      },
      async dieAfter() {
        world.dieAt('after')
        await look()
        world.restart()
      },
      desktop(one) {
        world.working = 'working' in one && one.working
      },
    }
    for (const one of actions) await run[one.do](one)
    world.working = true
    world.restart()
    await look()

    // Every ring that was kept, by rule and order.
    const kept = world.store.alerts.page({ limit: 200 }).alerts
    for (const { rules: by, orderId } of kept) rang.push({ ruleIds: by.map(({ id }) => id), orderId })
    const pairs = rang.flatMap(({ ruleIds, orderId }) => ruleIds.map((id) => `${id} ${orderId}`))
    expect(new Set(pairs).size).toBe(pairs.length)
    // What was shown was kept, and shown once.
    const shown = world.toasts
      .filter(({ title }) => title.startsWith('Moved'))
      .flatMap(({ body, orderId }) => ringsOf(body).map((id) => `${id} ${orderId}`))
    expect(new Set(shown).size).toBe(shown.length)
    for (const one of shown) expect(pairs).toContain(one)
    // What stands in the chain rang by every rule that it is certain enough for, and nothing else waits for nothing.
    for (const [number, { orders }] of own.blocks.entries())
      for (const one of orders) {
        const { id } = order(`x${one}`, own.headerOf(number))
        const isFinal = number <= own.final
        expect(pairs).toContain(`seen ${id}`)
        if (isFinal || own.tip - number >= 2) expect(pairs).toContain(`deep ${id}`)
        if (isFinal) expect(pairs).toContain(`final ${id}`)
      }
    const standing = new Set(own.blocks.flatMap(({ orders }, number) => orders.map((one) => order(`x${one}`, own.headerOf(number)).id)))
    for (const { orderId, retractedAt } of kept) expect([orderId, retractedAt !== null]).toEqual([orderId, !standing.has(orderId ?? '')])
    for (let one = 0; one <= 5; one++) {
      const { id } = order(`x${one}`, block(0))
      if (!standing.has(id)) expect(world.store.alerts.waitsOf(id)).toEqual([])
    }
  } finally {
    await world.end()
  }
}

const ringsOf = (body: string): string[] =>
  body
    .split('\n')
    .at(-1)
    ?.replace(/^Rules?: /, '')
    .split(', ') ?? []

test('any sequence of blocks, forks and kills rings once by each rule for each order, and loses nothing of the inbox', async () => {
  await fc.assert(fc.asyncProperty(fc.array(action, { maxLength: 40 }), play), { numRuns: 60 })
}, 300_000)
