/** What the store finds when an account turns up that looks like one with which somebody dealt before. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Address } from '#engine/types.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step, usdc } from './sample.ts'

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

const account = (begin: string, middle: string, end: string): Address => `0x${begin}${middle.repeat(16)}${end}`
const alice = account('a1a1', '00', 'b2b2')
const bob = account('b0b0', '11', 'c3c3')
const mallory = account('b0b0', '22', 'c3c3')
const keep = (...rows: Parameters<typeof order>[2][]) =>
  store.apply(step({ blocks: [block(1)], orders: rows.map((row, index) => order(String(index), block(1), row)), from: 1 }))

test('the newest dealing with the account that is imitated is found, in either direction', () => {
  keep({ from: alice, to: bob, amount: '1' }, { from: bob, to: alice, amount: '250', asset: usdc }, { from: bob, to: bob, amount: '3' })
  const [found, ...more] = store.imitated(alice, mallory)
  expect([found?.counterparty, found?.amount, more]).toEqual([bob, '250 USDC', []])
})

test('an account is never its own look-alike, and who dealt with nobody alike is not warned', () => {
  keep({ from: alice, to: bob })
  expect(store.imitated(alice, bob)).toEqual([])
  expect(store.imitated(mallory, bob)).toEqual([])
  expect(store.imitated(alice, account('b0b1', '22', 'c3c3'))).toEqual([])
  expect(store.imitated(alice, account('b0b0', '22', 'c3c4'))).toEqual([])
})

test('the zero address, which many accounts resemble, is nobody’s look-alike', () => {
  keep({ from: alice, to: account('0000', '77', '0000') })
  expect(store.imitated(alice, account('0000', '00', '0000'))).toEqual([])
})

test('one imitated account among many with the same beginning is found', () => {
  const crowd = Array.from({ length: 60 }, (_, index) => ({ from: alice, to: account('b0b0', (16 + index).toString(16), '0000') }))
  keep(...crowd, { from: alice, to: bob })
  expect(store.imitated(alice, mallory).map(({ counterparty }) => counterparty)).toEqual([bob])
})
