/** From which certainty on a rule rings: a table of what happens to an order, and when each rule rings for it. */
import { afterEach, describe, expect, test } from 'vitest'
import type { OrderRow } from '#shared/order.ts'
import type { Confirmations } from '#shared/rules.ts'
import { announceWorld, block, order, rule, type World, withOrders } from './announceWorld.ts'

let on: World
afterEach(() => on.end())

const certainties: readonly Confirmations[] = ['pending', 'seen', 1, 3, 'final']
const begin = (): World =>
  announceWorld({ notifyPerMinute: 60, rules: certainties.map((confirmations) => rule(`at-${confirmations}`, { confirmations })) })

const pending: Partial<OrderRow> = { state: 'pending', blockNumber: -1, blockHash: '', blockTime: null, evidence: 0 }
const notes = { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] } }

type Step = 'expect' | 'mine' | 'empty' | 'final' | 'reorg' | 'again' | 'drop' | 'restart'

/** What each step does to the order x; blocks follow each other. */
function walker(world: World) {
  let tip = 0
  let branch = 'main'
  let parent = 'main'
  const next = () => {
    const number = ++tip
    const made = [branch, parent] as const
    parent = branch
    return [number, ...made] as const
  }
  const steps: Record<Step, () => Promise<void> | void> = {
    expect() {
      const row = order('x', block(1), pending)
      world.store.expect(1, [{ hash: row.txHash, sender: row.from as `0x${string}`, nonce: 1, orders: [{ order: row, notes }] }])
    },
    mine() {
      const [number, of, from] = next()
      const made = withOrders(number, ['x'], {}, of, from)
      return world.mine([made.block], made.orders, { mined: [{ hash: made.orders[0]?.txHash ?? '', sender: '0x', nonce: 1 }] })
    },
    again: () => steps.mine(),
    empty() {
      const [number, of, from] = next()
      return world.mine([block(number, of, from)])
    },
    final: () => world.mine([], [], { final: tip }),
    reorg() {
      const from = tip
      tip--
      branch = `${branch}+`
      const [number, of] = next()
      return world.mine([block(number, of, of.slice(0, -1))], [], { revertFrom: from })
    },
    drop: () => void world.store.dropExpected(1, [order('x', block(1)).txHash], 'Nobody has it.'),
    restart: () => world.restart(),
  }
  return steps
}

describe('a rule rings as soon as an order is as certain as it wants, and once', () => {
  test.each<[string, [Step, string][]]>([
    [
      'seen at once',
      [
        ['empty', ''],
        ['mine', 'at-pending at-seen'],
      ],
    ],
    [
      'after as many blocks',
      [
        ['mine', 'at-pending at-seen'],
        ['empty', 'at-1'],
        ['empty', ''],
        ['empty', 'at-3'],
      ],
    ],
    [
      'when it is final, whatever was waited for',
      [
        ['mine', 'at-pending at-seen'],
        ['final', 'at-1 at-3 at-final'],
      ],
    ],
    [
      'final long after',
      [
        ['mine', 'at-pending at-seen'],
        ['empty', 'at-1'],
        ['final', 'at-3 at-final'],
        ['empty', ''],
      ],
    ],
    [
      'pending, and not again when it is mined',
      [
        ['empty', ''],
        ['expect', 'at-pending'],
        ['mine', 'at-seen'],
        ['empty', 'at-1'],
      ],
    ],
    [
      'pending and never mined',
      [
        ['empty', ''],
        ['expect', 'at-pending'],
        ['drop', ''],
      ],
    ],
    [
      'taken back while it waits: forgotten',
      [
        ['empty', ''],
        ['mine', 'at-pending at-seen'],
        ['reorg', ''],
        ['empty', ''],
        ['empty', ''],
        ['empty', ''],
        ['final', ''],
      ],
    ],
    [
      'taken back and mined again: waits anew, and what rang does not ring',
      [
        ['empty', ''],
        ['mine', 'at-pending at-seen'],
        ['reorg', ''],
        ['again', ''],
        ['empty', 'at-1'],
        ['empty', ''],
        ['empty', 'at-3'],
        ['final', 'at-final'],
      ],
    ],
    [
      'over a restart',
      [
        ['mine', 'at-pending at-seen'],
        ['restart', ''],
        ['empty', 'at-1'],
        ['restart', ''],
        ['final', 'at-3 at-final'],
        ['restart', ''],
      ],
    ],
  ])('%s', async (_, steps) => {
    on = begin()
    const walk = walker(on)
    let known = 0
    for (const [index, [step, expected]] of steps.entries()) {
      await walk[step]()
      await on.look()
      const inbox = on.inbox()
      const rang = inbox.slice(known).flatMap(({ rules }) => rules.split(' '))
      expect([index, step, rang.join(' ')]).toEqual([index, step, expected])
      known = inbox.length
    }
    expect(on.toasts.filter(({ title }) => title.startsWith('Moved'))).toHaveLength(known)
  })

  test('counts from the block in which an order stands, where it was mined elsewhere before anyone looked', async () => {
    on = announceWorld({ rules: [rule('deep', { confirmations: 1 })] })
    const late = withOrders(3, ['x'])
    await on.mine([block(1), block(2), late.block], late.orders)
    const early = withOrders(2, ['x'], {}, 'other', 'main')
    await on.mine([early.block], early.orders, { revertFrom: 2 })
    expect(on.inbox()).toEqual([])
    await on.mine([block(3, 'other')])
    expect(on.inbox().map(({ rules }) => rules)).toEqual(['deep'])
  })

  test('says of a pending order that it may never happen, and of one that did not that it did not', async () => {
    on = begin()
    const walk = walker(on)
    await walk.empty()
    walk.expect()
    await on.look()
    walk.drop()
    await on.look()
    expect(on.toasts[0]?.body).toContain('pending, it may never happen')
    expect(on.toasts.map(({ title }) => title.split(':')[0])).toEqual(['Moved 1,250.5 ETH · $4.1 M', 'Did not happen'])
    expect(on.toasts[1]?.id).toBe(on.toasts[0]?.id)
    expect(on.inbox()).toMatchObject([{ retracted: true }])
  })

  test('a rule that was switched off while it waited does not ring, and leaves nothing waiting', async () => {
    on = begin()
    const walk = walker(on)
    await walk.mine()
    const [x] = on.inbox()
    expect(
      on.store.alerts
        .waitsOf(x?.orderId ?? '')
        .map(({ ruleId }) => ruleId)
        .sort(),
    ).toEqual(['at-1', 'at-3', 'at-final'])
    on.settings = { ...on.settings, rules: [] }
    await walk.final()
    expect(on.inbox()).toHaveLength(1)
    expect(on.store.alerts.waitsOf(x?.orderId ?? '')).toEqual([])
  })

  test('a certainty that came while the app was away is told in a digest', async () => {
    on = begin()
    const walk = walker(on)
    await walk.mine()
    on.now += 86_400_000
    on.restart()
    await walk.final()
    expect(on.inbox().map(({ rules, told }) => [rules, told])).toEqual([
      ['at-pending at-seen', 'toast'],
      ['at-1 at-3 at-final', 'digest'],
    ])
  })
})
