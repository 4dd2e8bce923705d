/** The inbox on the disk: pages, what is read, what is taken back, snoozes, what is removed with time. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AlertStep, NewAlert } from '#ipc/alertStore.ts'
import type { Announcement } from '#shared/channels.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
})
afterEach(() => {
  store.close()
  place.remove()
})
const reopen = () => {
  store.close()
  store = openStore({ dataDir: place.path })
}

const empty: AlertStep = {
  ...{
    at: 1000,
    seq: null,
    alerts: [],
    waits: [],
    moved: [],
    forgotten: [],
    done: [],
    retracted: [],
    restored: [],
    deliveries: [],
    retold: [],
  },
}
const commit = (change: Partial<AlertStep>): number[] => store.alerts.commit({ ...empty, ...change })
const alert = (orderId: string | null, rules: readonly string[], change: Partial<NewAlert> = {}): NewAlert => ({
  ...{ at: 1000, orderId, chainId: 1, title: `Title of ${orderId}`, body: 'Body', told: 'toast' },
  rules: rules.map((id) => ({ id, name: id.toUpperCase(), told: 'toast' })),
  ...change,
})
const inBlock = (number: number, names: readonly string[], change: Parameters<typeof order>[2] = {}) => {
  const of = block(number)
  const orders = names.map((name) => order(name, of, change))
  store.apply(step({ blocks: [of], orders, from: number === 1 ? 1 : null }))
  return orders.map(({ id }) => id)
}
const page = (question: Partial<Parameters<Store['alerts']['page']>[0]> = {}) => store.alerts.page({ limit: 50, ...question })

describe('pages', () => {
  test('come newest first, by key, whatever rings meanwhile, and each with its order as it is now', () => {
    const [x, y] = inBlock(1, ['x', 'y'])
    commit({ alerts: [alert(x ?? '', ['a']), alert(y ?? '', ['b']), alert(null, [])] })
    const first = page({ limit: 2 })
    expect(first.alerts.map(({ id, orderId, row }) => [id, orderId, row?.id])).toEqual([
      [3, null, undefined],
      [2, y, y],
    ])
    commit({ alerts: [alert('gone', ['a'])] })
    const second = page({ limit: 2, after: first.next ?? 0 })
    expect(second.alerts).toMatchObject([{ id: 1, row: { state: 'seen' }, rules: [{ id: 'a', name: 'A' }] }])
    expect(second.next).toBeNull()
    store.apply(step({ final: 1 }))
    reopen()
    expect(page({ rule: 'a' }).alerts.map(({ id, row }) => [id, row?.state ?? null])).toEqual([
      [4, null],
      [1, 'final'],
    ])
    expect(page()).toMatchObject({ unread: 4, total: 4, retracted: 0, next: null })
  })

  test('show what is unread alone, and count it', () => {
    commit({ alerts: ['a', 'b', 'c', 'd'].map((id) => alert(id, ['r'])) })
    store.alerts.read({ ids: [2, 99] })
    expect(page({ unread: true }).alerts.map(({ id }) => id)).toEqual([4, 3, 1])
    expect(store.alerts.unread()).toBe(3)
    store.alerts.read({ upTo: 3 })
    expect(page({ unread: true }).alerts.map(({ id }) => id)).toEqual([4])
    reopen()
    expect([store.alerts.unread(), store.alerts.newest()]).toEqual([1, 4])
  })
})

describe('commit', () => {
  test('keeps a step whole or not at all: a rule that rang for an order already is refused with all that came with it', () => {
    const message: Announcement = { id: 'm', event: 'alert', at: 1, rules: [], title: '', body: '', orders: [] }
    const [x, y] = inBlock(1, ['x', 'y'])
    store.beginNow('notify')
    commit({ alerts: [alert(x ?? '', ['a'])] })
    const [z] = inBlock(2, ['z'])
    const seq = store.seq()
    const wait = { ruleId: 'b', orderId: z ?? '', chainId: 1, blockNumber: 2, needs: 1, fresh: true }
    const bad = {
      alerts: [alert(y ?? '', ['a']), alert(x ?? '', ['a'])],
      waits: [wait],
      deliveries: [{ channelId: 'one', announcement: message }],
      seq,
    }
    expect(() => commit(bad)).toThrow()
    reopen()
    expect(page().total).toBe(1)
    expect(store.alerts.waitsOf(z ?? '')).toEqual([])
    expect(store.deliveries.next('one')).toBeNull()
    expect(store.pending('notify', 10)).toHaveLength(1)
    commit({ ...bad, alerts: [alert(y ?? '', ['a'])] })
    expect(page().total).toBe(2)
    expect(store.deliveries.next('one')?.announcement).toEqual(message)
    expect(store.pending('notify', 10)).toEqual([])
  })

  test('marks what was taken back with the time, and lifts the mark when it comes back', () => {
    const [x] = inBlock(1, ['x'])
    commit({ alerts: [alert(x ?? '', ['a'])] })
    commit({ at: 2000, retracted: [x ?? ''] })
    commit({ at: 3000, retracted: [x ?? ''] })
    expect(page()).toMatchObject({ retracted: 1, alerts: [{ retractedAt: 2000 }] })
    commit({ at: 4000, restored: [x ?? ''] })
    expect(page()).toMatchObject({ retracted: 0, alerts: [{ retractedAt: null }] })
    expect(store.alerts.rungFor(x ?? '')).toMatchObject([{ rules: [{ id: 'a', name: 'A', told: 'toast' }], retracted: false }])
  })
})

describe('deepEnough', () => {
  test('knows an order by the block that it stands in now, and never one that was taken back', () => {
    const [x] = inBlock(1, ['x'])
    commit({ waits: [{ ruleId: 'a', orderId: x ?? '', chainId: 1, blockNumber: 1, needs: 2, fresh: true }] })
    inBlock(2, [])
    expect(store.alerts.deepEnough(10)).toEqual([])
    inBlock(3, [])
    expect(store.alerts.deepEnough(10)).toMatchObject([{ ruleId: 'a', orderId: x, needs: 2, fresh: true }])
    const again = [block(1, 'other'), block(2, 'other'), block(3, 'other'), block(4, 'other')]
    store.apply(step({ revertFrom: 1, blocks: again, from: 1 }))
    expect(store.alerts.deepEnough(10)).toEqual([])
  })
})

describe('snoozes', () => {
  test('run until their time, one for each subject', () => {
    store.alerts.snooze('chain', '1', 5000)
    store.alerts.snooze('chain', '1', 9000)
    store.alerts.snooze('rule', 'a', 4000)
    expect(store.alerts.snoozes(3000).map(({ subject, until }) => [subject, until])).toEqual([
      ['a', 4000],
      ['1', 9000],
    ])
    reopen()
    expect(store.alerts.snoozes(4000)).toEqual([{ kind: 'chain', subject: '1', until: 9000 }])
    store.alerts.snooze('chain', '1', null)
    expect(store.alerts.snoozes(0).map(({ kind }) => kind)).toEqual(['rule'])
  })
})

test('what is older than wanted goes, with the memory of who rang, and the orders stay', () => {
  const [x, y] = inBlock(1, ['x', 'y'])
  commit({ alerts: [alert(x ?? '', ['a', 'b'], { at: 1000 }), alert(y ?? '', ['b', 'c'], { at: 2000 })] })
  expect(store.alerts.prune(2000)).toBe(1)
  expect(store.alerts.prune(2000)).toBe(0)
  expect(page()).toMatchObject({ total: 1, unread: 1, alerts: [{ orderId: y }] })
  expect(store.alerts.rungFor(x ?? '')).toEqual([])
  expect([...store.alerts.lastRang()]).toEqual([
    ['b', 2000],
    ['c', 2000],
  ])
  expect(store.count({})).toBe(2)
})

test('the demo chain takes its alerts with it, and those of others stay', () => {
  const [x] = inBlock(1, ['x'])
  commit({
    alerts: [alert(x ?? '', ['a']), alert('10:other', ['a'], { chainId: 10 }), alert(null, [], { chainId: null })],
    waits: [{ ruleId: 'b', orderId: x ?? '', chainId: 1, blockNumber: 1, needs: null, fresh: true }],
  })
  store.forgetChain(1)
  expect(page().alerts.map(({ chainId }) => chainId)).toEqual([null, 10])
  expect([store.alerts.rungFor(x ?? ''), store.alerts.waitsOf(x ?? '')]).toEqual([[], []])
})
