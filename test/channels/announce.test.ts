/** Who rings, when, and how often; over a real store. */
import { afterEach, describe, expect, test } from 'vitest'
import { announceWorld, block, rule, type World, withOrders } from './announceWorld.ts'

const worlds: World[] = []
const world = (settings: Record<string, unknown> = {}): World => {
  const made = announceWorld(settings)
  worlds.push(made)
  return made
}
afterEach(async () => {
  for (const made of worlds.splice(0)) await made.end()
})

const titles = ({ toasts }: World): string[] => toasts.map(({ title }) => title)
const moved = 'Moved 1,250.5 ETH · $4.1 M'

/** Mines one block with these orders. */
async function mine(on: World, number: number, names: readonly string[] = [], change: Parameters<World['mine']>[2] = {}): Promise<void> {
  const made = withOrders(number, names)
  await on.mine([made.block], made.orders, change)
}

describe('createAnnouncer', () => {
  test('rings once for a large order, and never for a small, unpriced or known one', async () => {
    const on = world()
    await mine(on, 1, ['large'])
    const small = withOrders(2, ['small'], { usd: '999999.99' })
    await on.mine([small.block], small.orders)
    const unpriced = withOrders(3, ['unpriced'], { usd: null })
    await on.mine([unpriced.block], unpriced.orders, { final: 2 })
    expect(titles(on)).toEqual([moved])
    expect(on.inbox()).toMatchObject([{ title: moved, rules: 'large-orders', told: 'toast', retracted: false }])
    expect(on.toasts[0]).toMatchObject({ orderId: on.inbox()[0]?.orderId, silent: false })
    expect(on.toasts[0]?.body).toMatch(/^Ethereum · block 1 .*\nfrom 0x.*\nto 0x.*\nRule: Large orders$/s)
  })

  test('shows one notification for an order that several rules name, and names them', async () => {
    const on = world({
      rules: [rule('a'), rule('b'), rule('c', { enabled: false }), rule('d', { when: { kind: 'value-above', with: { usd: '9000000' } } })],
    })
    await mine(on, 1, ['x'])
    expect(on.toasts.map(({ body }) => body.split('\n').at(-1))).toEqual(['Rules: a, b'])
    expect(on.inbox().map(({ rules }) => rules)).toEqual(['a b'])
  })

  test('tells a retraction in the place of the order’s notification, and nothing when the order is mined again', async () => {
    const on = world()
    await mine(on, 1)
    await mine(on, 2, ['x'])
    const other = block(2, 'other', 'main')
    await on.mine([other], [], { revertFrom: 2 })
    expect(titles(on)).toEqual([moved, `Retracted: ${moved}`])
    expect(on.toasts[1]?.id).toBe(on.toasts[0]?.id)
    expect(on.inbox()).toMatchObject([{ retracted: true }])
    expect(on.store.alerts.page({ limit: 1 }).retracted).toBe(1)
    const again = withOrders(3, ['x'], {}, 'other')
    await on.mine([again.block], again.orders)
    expect(titles(on)).toHaveLength(2)
    expect(on.inbox()).toMatchObject([{ retracted: false, told: 'toast' }])
  })

  test('rings when an order that was undone unheard is mined again', async () => {
    const on = world()
    await mine(on, 1)
    const lost = withOrders(2, ['x'])
    on.store.apply({ chainId: 1, revertFrom: null, blocks: [lost.block], orders: lost.orders, final: null, from: null })
    await on.mine([block(2, 'other', 'main')], [], { revertFrom: 2 })
    expect(on.inbox()).toEqual([])
    const again = withOrders(3, ['x'], {}, 'other')
    await on.mine([again.block], again.orders)
    expect(on.inbox()).toHaveLength(1)
    expect(titles(on)).toEqual([moved])
  })

  test('gathers what is over the rate into one digest, and keeps every order', async () => {
    const on = world({ notifyPerMinute: 3 })
    await mine(
      on,
      1,
      Array.from({ length: 500 }, (_, n) => `x${n}`),
    )
    expect(on.toasts).toHaveLength(3)
    expect(on.store.alerts.page({ limit: 1 }).total).toBe(500)
    on.restart()
    await on.look()
    expect(on.toasts).toHaveLength(3)
    // A start does not begin the minute anew.
    await mine(on, 2, ['late'])
    expect(on.toasts).toHaveLength(3)
  })

  test('sends the digest at the end at the latest', async () => {
    const on = announceWorld({ notifyPerMinute: 3 })
    await mine(
      on,
      1,
      Array.from({ length: 500 }, (_, n) => `x${n}`),
    )
    await on.end()
    expect(on.toasts[3]).toMatchObject({ title: '497 more large orders · $2.04 B', orderId: null })
  })

  test('tells old news in a digest only', async () => {
    const on = announceWorld()
    on.now = 1_700_100_000_000
    await mine(on, 1, ['x', 'y'])
    expect(on.toasts).toEqual([])
    expect(on.inbox().map(({ told }) => told)).toEqual(['digest', 'digest'])
    await on.end()
    expect(titles(on)).toEqual(['2 more large orders · $8.2 M'])
  })

  test('lets a digest go that has nothing left to tell', async () => {
    const on = announceWorld({ notifyPerMinute: 1 })
    await mine(on, 1, ['x'])
    await mine(on, 2, ['y'])
    await on.mine([block(2, 'other', 'main')], [], { revertFrom: 2 })
    expect(on.inbox()).toMatchObject([{ retracted: false }, { told: 'digest', retracted: true }])
    await on.end()
    expect(titles(on)).toEqual([moved])
  })

  test('says nothing of orders from before it was there', async () => {
    const on = world()
    on.store.apply({ chainId: 1, revertFrom: null, blocks: [block(1)], orders: withOrders(1, ['old']).orders, final: null, from: 1 })
    on.store.beginNow('someone')
    on.store.handled('notify', on.store.seq())
    await on.look()
    await mine(on, 2, ['new'])
    expect(on.inbox()).toHaveLength(1)
  })

  test('keeps what cannot be shown, says so, and goes on', async () => {
    const on = world()
    on.working = false
    await mine(on, 1, ['x'])
    expect(on.inbox()).toMatchObject([{ told: 'failed' }])
    expect(on.problems).toEqual(['There is no desktop.'])
    on.working = true
    await mine(on, 2, ['y'])
    expect(on.problems.at(-1)).toBeNull()
    expect(on.inbox()).toMatchObject([{ told: 'failed' }, { told: 'toast' }])
  })

  test('rings an alarm about no order once while it stands unread', async () => {
    const on = world({ notifyPerMinute: 1 })
    const alarm = { id: 'stopped-1', chainId: 1, title: 'Ethereum stopped', body: 'It needs you.' }
    await mine(on, 1, ['x'])
    for (let n = 0; n < 2; n++) await on.alarm(alarm)
    expect(titles(on)).toEqual([moved, 'Ethereum stopped'])
    on.restart()
    await on.alarm(alarm)
    expect(titles(on)).toHaveLength(2)
    on.store.alerts.read({ upTo: on.store.alerts.newest() })
    await on.alarm(alarm)
    expect(titles(on)).toHaveLength(3)
    expect(on.inbox().map(({ orderId }) => orderId !== null)).toEqual([true, false, false])
  })
})
