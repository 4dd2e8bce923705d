/** The queue of messages to channels: in order, whole, and the same after a restart. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gathered } from '#channels/gather.ts'
import { connect } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { alert } from '../support/channelKit.ts'
import { dataFolder } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

let dataDir: string
let store: Store
const reopen = () => {
  store.close()
  store = openStore({ dataDir })
}
beforeEach(() => {
  dataDir = dataFolder(ends)
  store = openStore({ dataDir })
  ends.push(() => store.close())
})

describe('deliveries', () => {
  test('hand out the oldest of each channel until it has ended, over restarts', () => {
    for (const n of [1, 2]) store.deliveries.add('a', alert(n), n)
    store.deliveries.add('b', alert(3), 3)
    const first = store.deliveries.next('a')
    expect(first).toMatchObject({ channelId: 'a', announcement: alert(1), at: 1, attempts: 0, nextAt: 1 })
    store.deliveries.begin(first?.id ?? 0)
    reopen()
    expect(store.deliveries.next('a')).toMatchObject({ id: first?.id, attempts: 1 })
    store.deliveries.postpone(first?.id ?? 0, 500, 'busy')
    reopen()
    expect(store.deliveries.standing('a')).toEqual({ waiting: 2, nextAt: 500, lastSent: null, givenUp: 0, error: 'busy' })
    store.deliveries.arrived(first?.id ?? 0, 600)
    expect(store.deliveries.next('a')?.announcement.id).toBe('alert-2')
    expect(store.deliveries.standing('a')).toEqual({ waiting: 1, nextAt: 2, lastSent: 600, givenUp: 0, error: null })
    expect(store.deliveries.next('b')?.announcement.id).toBe('alert-3')
  })

  test('count what was given up until something arrives', () => {
    for (const n of [1, 2, 3]) store.deliveries.add('a', alert(n), n)
    for (const words of ['first', 'second']) store.deliveries.giveUp(store.deliveries.next('a')?.id ?? 0, words)
    expect(store.deliveries.standing('a')).toMatchObject({ waiting: 1, givenUp: 2, error: 'second' })
    store.deliveries.arrived(store.deliveries.next('a')?.id ?? 0, 9)
    expect(store.deliveries.standing('a')).toEqual({ waiting: 0, nextAt: null, lastSent: 9, givenUp: 0, error: null })
  })

  test('become one in the place of the newest, and those that were begun stay', () => {
    for (const n of [1, 2, 3, 4, 5]) store.deliveries.add('a', alert(n), n)
    store.deliveries.add('b', alert(6), 6)
    const begun = store.deliveries.next('a')?.id ?? 0
    store.deliveries.begin(begun)
    expect(store.deliveries.gather('a', 3, gathered)).toBe(3)
    expect(store.deliveries.next('a')?.announcement.id).toBe('alert-1')
    store.deliveries.arrived(begun, 9)
    const digest = store.deliveries.next('a')
    expect(digest).toMatchObject({ at: 4, announcement: { event: 'digest', count: 3, title: '3 alerts, gathered into one message' } })
    expect(digest?.announcement.orders.map(({ blockNumber }) => blockNumber)).toEqual([2, 3, 4])
    store.deliveries.arrived(digest?.id ?? 0, 9)
    expect(store.deliveries.next('a')?.announcement.id).toBe('alert-5')
    expect(store.deliveries.gather('a', 3, gathered)).toBe(0)
    expect(store.deliveries.untried('b')).toBe(1)
  })

  test('are forgotten with their channel, or when they ended long ago', () => {
    for (const n of [1, 2, 3]) store.deliveries.add('a', alert(n), n)
    store.deliveries.add('b', alert(4), 4)
    store.deliveries.arrived(store.deliveries.next('a')?.id ?? 0, 9)
    store.deliveries.prune(3)
    // What waits stays however old it is.
    expect(store.deliveries.standing('a')).toMatchObject({ waiting: 2, lastSent: null })
    store.deliveries.forget('a')
    expect(store.deliveries.next('a')).toBeNull()
    expect(store.deliveries.next('b')?.announcement.id).toBe('alert-4')
  })
})

test('messages of another version are given up in words, alone or among others', () => {
  for (const n of [1, 2, 3, 4]) store.deliveries.add('a', alert(n), n)
  store.close()
  const database = connect(join(dataDir, 'crowsnest.sqlite'))
  database.exec(`UPDATE deliveries SET announcement = '{"form":9}' WHERE at = 1; UPDATE deliveries SET announcement = 'x' WHERE at = 3`)
  database.close()
  store = openStore({ dataDir })
  expect(store.deliveries.next('a')?.announcement.id).toBe('alert-2')
  expect(store.deliveries.gather('a', 10, gathered)).toBe(2)
  expect(store.deliveries.next('a')?.announcement).toMatchObject({ count: 2 })
  expect(store.deliveries.standing('a')).toMatchObject({ waiting: 1, givenUp: 2, error: expect.stringContaining('another version') })
})

describe('gathered', () => {
  const delivery = (id: number, parts: Parameters<typeof alert>[1] = {}) => ({
    ...{ id, channelId: 'a', at: id, attempts: 0, nextAt: id },
    announcement: alert(id, parts),
  })

  test('counts digests by what they stand for, and names each rule once', () => {
    const digest = delivery(1, {
      event: 'digest',
      count: 40,
      title: '40 more large orders',
      body: 'a\nb\nc\nd',
      rules: [{ id: 'x', name: 'X' }],
    })
    const one = gathered([digest, delivery(2), delivery(3)])
    expect(one).toMatchObject({ event: 'digest', count: 42, title: '42 alerts, gathered into one message' })
    expect(one.rules.map(({ id }) => id).sort()).toEqual(['large', 'x'])
    expect(one.body).toBe('Moved 3 ETH · $41.2 M\nMoved 2 ETH · $41.2 M\n40 more large orders\n  a\n  b\n  c')
    expect(gathered([delivery(4), { ...delivery(9), announcement: one }])).toMatchObject({ count: 43 })
  })

  test('is the same for the same messages, and another for others', () => {
    expect(gathered([delivery(1), delivery(2)])).toEqual(gathered([delivery(1), delivery(2)]))
    expect(gathered([delivery(1), delivery(2)]).id).not.toBe(gathered([delivery(1), delivery(3)]).id)
  })
})
