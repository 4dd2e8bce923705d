/** Orders that are in no block yet, in the store: one row throughout, and an end for each. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ExpectedTransaction } from '#engine/ports.ts'
import type { Address } from '#engine/types.ts'
import type { OrderNotes, OrderRow } from '#shared/order.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, order, step } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let now = 0
beforeEach(() => {
  now = 1_700_000_000_000
  place = folder()
  store = openStore({ dataDir: place.path, now: () => now })
})
afterEach(() => {
  store.close()
  place.remove()
})

const notes: OrderNotes = { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] } }
const alice = address('alice') as Address
const rowOf = (name: string): OrderRow => order(name, block(1), { from: alice })
const expected = (name: string, nonce: number): ExpectedTransaction => {
  const row = { ...rowOf(name), blockNumber: -1, blockHash: '', blockTime: null, evidence: 0, state: 'pending' } as const
  return { hash: row.txHash, sender: alice, nonce, orders: [{ order: row, notes }] }
}
const mined = (name: string, nonce: number) => ({ hash: rowOf(name).txHash, sender: alice, nonce })
const stateOf = (name: string) => store.get(rowOf(name).id)?.row.state

describe('a pending order', () => {
  test('stands in the table at the time it was first seen, and again seen is no change', () => {
    const [change] = store.expect(1, [expected('a', 3)])
    expect(change).toMatchObject({ was: null, row: { state: 'pending', evidence: 0, blockTime: null, marks: { time: 1_700_000_000 } } })
    now += 60_000
    expect(store.expect(1, [expected('a', 3)])).toEqual([])
    expect(store.get(rowOf('a').id)).toMatchObject({ block: null, row: { marks: { time: 1_700_000_000 } } })
    expect(store.unseen(1, now)).toEqual([])
  })

  test('is the same row when it is mined, and waited for no more', () => {
    store.expect(1, [expected('a', 3)])
    const [change, ...more] = store.apply(step({ blocks: [block(1)], orders: [rowOf('a')], mined: [mined('a', 3)], from: 1 }))
    expect([change?.was, change?.row.state, change?.row.blockNumber, more]).toEqual(['pending', 'seen', 1, []])
    expect(store.unseen(1, Number.MAX_SAFE_INTEGER)).toEqual([])
    expect(store.expect(1, [expected('a', 3)])).toEqual([])
    expect(stateOf('a')).toBe('seen')
  })

  test.each([
    ['dropped, when it is mined without making this order', mined('a', 3), 'dropped', /it failed/],
    ['replaced, by another transaction of its nonce', mined('b', 3), 'replaced', /of the same sender and nonce was mined/],
    ['replaced, by a later one', mined('b', 9), 'replaced', /A later transaction/],
    ['pending still, when an earlier one is mined', mined('b', 2), 'pending', null],
  ] as const)('is %s', (_, transaction, state, how) => {
    store.expect(1, [expected('a', 3)])
    store.apply(step({ blocks: [block(1)], mined: [transaction], from: 1 }))
    const told = store.get(rowOf('a').id)?.notes.how ?? null
    expect([stateOf('a'), how === null ? told === null : how.test(told ?? '')]).toEqual([state, true])
  })

  test('is nobody else’s: another sender or chain ends nothing', () => {
    store.expect(1, [expected('a', 3)])
    store.apply(step({ blocks: [block(1)], mined: [{ ...mined('b', 3), sender: address('bob') as Address }], from: 1 }))
    store.apply(step({ chainId: 2, blocks: [block(1)], mined: [mined('b', 3)], from: 1 }))
    expect(stateOf('a')).toBe('pending')
  })

  test('that was dropped can become pending again, and can be mined after all', () => {
    store.expect(1, [expected('a', 3)])
    expect(store.dropExpected(1, [rowOf('a').txHash], 'Gone.')).toMatchObject([{ was: 'pending', row: { state: 'dropped' } }])
    expect(store.get(rowOf('a').id)?.notes.how).toBe('Gone.')
    store.expect(1, [expected('a', 3)])
    expect(stateOf('a')).toBe('pending')
    store.dropExpected(1, [rowOf('a').txHash], 'Gone.')
    store.apply(step({ blocks: [block(1)], orders: [rowOf('a')], from: 1 }))
    expect(stateOf('a')).toBe('seen')
  })

  test('is there after a restart, and known to be unseen since', () => {
    store.expect(1, [expected('a', 3)])
    store.close()
    store = openStore({ dataDir: place.path, now: () => now })
    expect(stateOf('a')).toBe('pending')
    expect(store.unseen(1, now + 1)).toEqual([{ hash: rowOf('a').txHash, seenAt: now }])
    store.forgetChain(1)
    expect(store.unseen(1, now + 1)).toEqual([])
  })
})
