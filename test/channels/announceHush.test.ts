/** What keeps a rule still, and where it rings instead: cooldown, quiet hours, snoozes, switched off; and what channels get. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Announcement } from '#shared/channels.ts'
import { isQuiet } from '#shared/quietHours.ts'
import type { QuietHours } from '#shared/rules.ts'
import { address } from '../storage/sample.ts'
import { announceWorld, block, rule, type World, withOrders } from './announceWorld.ts'

const worlds: World[] = []
const world = (settings: Record<string, unknown>): World => {
  const made = announceWorld({ notifyPerMinute: 60, ...settings })
  worlds.push(made)
  return made
}
afterEach(async () => {
  for (const made of worlds.splice(0)) await made.end()
})

let number = 0
/** Mines one order, ten seconds after the last that was looked at. */
async function mine(on: World, name: string, times = 1): Promise<void> {
  const made = withOrders(
    ++number,
    Array.from({ length: times }, (_, n) => (n === 0 ? name : `${name}${n}`)),
  )
  const time = Math.floor(on.now / 1000) - 5
  await on.mine(
    [{ ...made.block, timestamp: time }],
    made.orders.map((row) => ({ ...row, blockTime: time })),
    { from: number },
  )
}
const told = (on: World): string[] => on.inbox().map((one) => one.told)
const minutes = (n: number): number => n * 60_000

/** Local time of this machine. */
const local = (day: number, hours: number, minute = 0): number => new Date(2024, 5, day, hours, minute).getTime()

describe('isQuiet', () => {
  // 2 June 2024 is a Sunday.
  const night: QuietHours = { from: '22:30', to: '06:00', days: [0] }
  const noon: QuietHours = { from: '12:00', to: '13:00', days: [1, 2] }
  const whole: QuietHours = { from: '08:00', to: '08:00', days: [0] }
  test.each<[string, QuietHours, number, boolean]>([
    ['before a night', night, local(2, 22, 29), false],
    ['in the evening of its day', night, local(2, 22, 30), true],
    ['in the morning after', night, local(3, 5, 59), true],
    ['at its end', night, local(3, 6, 0), false],
    ['in the morning of its day', night, local(2, 5, 59), false],
    ['in the evening after', night, local(3, 23, 0), false],
    ['within a day', noon, local(3, 12, 30), true],
    ['at the end within a day', noon, local(3, 13, 0), false],
    ['on another day', noon, local(5, 12, 30), false],
    ['in a whole day', whole, local(3, 7, 59), true],
    ['before a whole day', whole, local(2, 7, 59), false],
  ])('%s', (_, hours, at, quiet) => {
    expect(isQuiet(hours, at)).toBe(quiet)
  })
})

describe('a rule keeps still', () => {
  test('for its cooldown after it rang, over a restart too', async () => {
    const on = world({ rules: [rule('a', { cooldownMinutes: 10 })] })
    await mine(on, 'first', 2)
    on.now += minutes(5)
    on.restart()
    await mine(on, 'second')
    on.now += minutes(6)
    await mine(on, 'third')
    expect(told(on)).toEqual(['toast', 'cooldown', 'cooldown', 'toast'])
    expect(on.toasts).toHaveLength(2)
  })

  test('while another rings for the same order', async () => {
    const on = world({ rules: [rule('still', { cooldownMinutes: 10 }), rule('loud')] })
    await mine(on, 'first', 2)
    expect(on.toasts.map(({ body }) => body.split('\n').at(-1))).toEqual(['Rules: still, loud', 'Rule: loud'])
    expect(on.inbox().map(({ rules }) => rules)).toEqual(['still loud', 'still loud'])
  })

  test('in its quiet hours, and one digest tells of them when they end', async () => {
    const on = world({ rules: [rule('a', { quiet: { from: '22:00', to: '06:00', days: [0, 1, 2, 3, 4, 5, 6] } })] })
    on.now = local(3, 23)
    await mine(on, 'x', 3)
    on.now = local(4, 5, 59)
    on.restart()
    await mine(on, 'y')
    expect(told(on)).toEqual(['quiet', 'quiet', 'quiet', 'quiet'])
    expect(on.toasts).toEqual([])
    on.now = local(4, 6, 1)
    await on.look()
    expect(on.toasts.map(({ title, orderId }) => [title, orderId])).toEqual([['4 large orders in quiet hours · $16.4 M', null]])
    expect(told(on)).toEqual(['digest', 'digest', 'digest', 'digest'])
    on.now += minutes(5)
    on.restart()
    await on.look()
    expect(on.toasts).toHaveLength(1)
  })

  test('and says nothing in the morning of what was taken back in the night', async () => {
    const on = world({ rules: [rule('a', { quiet: { from: '22:00', to: '06:00', days: [0, 1, 2, 3, 4, 5, 6] } })] })
    on.now = local(3, 23)
    await mine(on, 'x')
    const { blockNumber } = on.store.alerts.row(on.inbox()[0]?.orderId ?? '') ?? { blockNumber: 0 }
    await on.mine([{ ...block(blockNumber, 'other', 'main'), timestamp: Math.floor(on.now / 1000) }], [], {
      revertFrom: blockNumber,
      from: blockNumber,
    })
    on.now = local(4, 7)
    await on.look()
    expect(on.toasts).toEqual([])
    expect(on.inbox()).toMatchObject([{ told: 'quiet', retracted: true }])
  })

  test.each<[string, 'rule' | 'chain' | 'wallet', string, string[]]>([
    ['its rule', 'rule', 'a', ['snoozed', 'toast']],
    ['another rule', 'rule', 'b', ['toast', 'toast']],
    ['its chain', 'chain', '1', ['snoozed', 'toast']],
    ['another chain', 'chain', '10', ['toast', 'toast']],
    ['the sender', 'wallet', address('from:x'), ['snoozed', 'toast']],
    ['the recipient', 'wallet', address('to:x'), ['snoozed', 'toast']],
    ['a stranger', 'wallet', address('from:z'), ['toast', 'toast']],
  ])('while %s is snoozed', async (_, kind, subject, expected) => {
    const on = world({ rules: [rule('a')] })
    on.store.alerts.snooze(kind, subject, on.now + minutes(60))
    await mine(on, 'x')
    on.now += minutes(61)
    await mine(on, 'y')
    expect(told(on)).toEqual(expected)
    expect(on.toasts).toHaveLength(expected.filter((one) => one === 'toast').length)
  })

  test('until a snooze is taken back', async () => {
    const on = world({ rules: [rule('a')] })
    on.store.alerts.snooze('rule', 'a', on.now + minutes(60))
    expect(on.store.alerts.snoozes(on.now)).toEqual([{ kind: 'rule', subject: 'a', until: on.now + minutes(60) }])
    on.store.alerts.snooze('rule', 'a', null)
    await mine(on, 'x')
    expect(told(on)).toEqual(['toast'])
  })

  test('on the desktop where it is not meant to ring there, or nothing is', async () => {
    const on = world({ rules: [rule('a', { channels: [] })] })
    await mine(on, 'x')
    on.settings = { rules: [rule('b')], notify: false }
    await mine(on, 'y')
    expect(told(on)).toEqual(['inbox', 'off'])
    expect(on.toasts).toEqual([])
  })
})

describe('the sound', () => {
  test('is that of the loudest rule; the window plays its own, and the desktop is silent then', async () => {
    const on = world({ rules: [rule('a', { sound: 'none' })] })
    await mine(on, 'x')
    on.settings = { rules: [rule('a', { sound: 'none' }), rule('b', { sound: 'system' })] }
    await mine(on, 'y')
    on.settings = { rules: [rule('a', { sound: 'system' }), rule('b', { sound: 'horn' }), rule('c', { sound: 'bell', channels: [] })] }
    await mine(on, 'z')
    expect(on.toasts.map(({ silent }) => silent)).toEqual([true, false, true])
    expect(on.sounds).toEqual(['horn'])
  })
})

describe('channels', () => {
  const hook = (id: string, enabled = true) => ({ version: 1, id, kind: 'webhook', name: id, enabled, options: {} })
  const sent = (on: World, channel: string): Announcement[] => {
    const found: Announcement[] = []
    for (let next = on.store.deliveries.next(channel); next; next = on.store.deliveries.next(channel)) {
      found.push(next.announcement)
      on.store.deliveries.arrived(next.id, on.now)
    }
    return found
  }

  test('get each order once, whatever number of rules names them, and its retraction; without rate, and with the desktop off', async () => {
    const rules = [rule('a', { channels: ['desktop', 'one', 'gone'] }), rule('b', { channels: ['one', 'two', 'off'] })]
    const on = world({ rules, channels: [hook('one'), hook('two'), hook('off', false)], notify: false })
    await mine(on, 'x', 100)
    const one = sent(on, 'one')
    expect(one).toHaveLength(100)
    expect(new Set(one.map(({ id }) => id)).size).toBe(100)
    expect(one[0]).toMatchObject({
      event: 'alert',
      rules: [{ id: 'a' }, { id: 'b' }],
      title: 'Moved 1,250.5 ETH · $4.1 M',
      orders: [{ usd: '4100000.25' }],
    })
    expect(sent(on, 'two')).toHaveLength(100)
    expect([...sent(on, 'off'), ...sent(on, 'gone')]).toEqual([])
    const last = number
    await on.mine([{ ...block(last, 'other', 'main'), timestamp: Math.floor(on.now / 1000) }], [], { revertFrom: last, from: last })
    expect(sent(on, 'two').map(({ event, orders }) => [event, orders[0]?.state])).toEqual(Array(100).fill(['retracted', 'reverted']))
  })

  test('keep still with the rule, and get the digest when quiet hours end', async () => {
    const quiet: QuietHours = { from: '22:00', to: '06:00', days: [0, 1, 2, 3, 4, 5, 6] }
    const on = world({ rules: [rule('a', { channels: ['one'], quiet })], channels: [hook('one')] })
    on.now = local(3, 23)
    await mine(on, 'x', 3)
    expect(sent(on, 'one')).toEqual([])
    on.now = local(4, 7)
    await on.look()
    expect(sent(on, 'one')).toMatchObject([{ event: 'digest', rules: [{ id: 'a', name: 'a' }], orders: [{}, {}, {}] }])
    expect(told(on)).toEqual(['inbox', 'inbox', 'inbox'])
    expect(on.toasts).toEqual([])
  })
})
