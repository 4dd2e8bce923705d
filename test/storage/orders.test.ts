/** What a step does to blocks, orders and cursor, case by case. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, ether, folder, hash, order, step, usdc } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
const states = () => Object.fromEntries(store.page({}, null, 500).rows.map((row) => [row.txHash, row.state]))

beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path, now: () => 5_000 })
})
afterEach(() => {
  store.close()
  place.remove()
})

describe('apply', () => {
  test('stores blocks and orders, and tells of each new order once', () => {
    const b = block(10)
    const row = order('a', b, { asset: usdc, received: { asset: ether, amount: '3' } })
    const changes = store.apply(step({ blocks: [b], orders: [row], from: 10 }))
    expect(changes).toEqual([{ seq: 1, row, was: null }])
    expect(store.page({}, null, 10)).toEqual({ rows: [row], next: null, seq: 1 })
    expect(store.cursor(1)).toEqual({ from: 10, number: 10, hash: b.hash, final: null })
    expect(store.headers(1)).toEqual([b])
    expect(store.get(row.id)).toMatchObject({ row, block: { number: 10, endpoint: 'node.example' }, firstSeenAt: 5_000, changedAt: 5_000 })
  })

  test('makes no change when the same step comes again', () => {
    const b = block(10)
    const again = step({ blocks: [b], orders: [order('a', b)], from: 10 })
    store.apply(again)
    expect(store.apply(again)).toEqual([])
    expect(store.apply({ ...again, revertFrom: 10 })).toEqual([])
    expect(store.count({})).toBe(1)
  })

  test('turns the orders of dropped blocks to reverted and moves the cursor back', () => {
    const [b10, b11] = [block(10), block(11)]
    store.apply(step({ blocks: [b10, b11], orders: [order('a', b10), order('b', b11)], from: 10 }))
    const changes = store.apply(step({ revertFrom: 11 }))
    expect(changes).toEqual([{ seq: 3, row: { ...order('b', b11), state: 'reverted' }, was: 'seen' }])
    expect(store.cursor(1)).toMatchObject({ from: 10, number: 10, hash: b10.hash })
    expect(store.get(order('b', b11).id)?.block?.hash).toBe(b11.hash)
  })

  test('makes one change of an order that is mined again on the new branch of the same step', () => {
    const [b10, b11] = [block(10), block(11)]
    store.apply(step({ blocks: [b10, b11], orders: [order('a', b11), order('gone', b11)], from: 10 }))
    const fork = block(11, 'fork', 'main')
    const changes = store.apply(step({ revertFrom: 11, blocks: [fork], orders: [order('a', fork)] }))
    expect(changes.map(({ row, was }) => [row.txHash, row.state, row.blockHash, was])).toEqual([
      [hash('tx:a'), 'seen', fork.hash, 'seen'],
      [hash('tx:gone'), 'reverted', b11.hash, 'seen'],
    ])
    expect(store.count({})).toBe(2)
  })

  test('makes a reverted order seen again in its later block, under the same id', () => {
    const b10 = block(10)
    store.apply(step({ blocks: [b10], orders: [order('a', b10)], from: 10 }))
    store.apply(step({ revertFrom: 10, blocks: [block(10, 'fork', 'main')], from: 10 }))
    const b11 = block(11, 'fork')
    const [change] = store.apply(step({ blocks: [b11], orders: [order('a', b11)] }))
    expect(change).toMatchObject({ was: 'reverted', row: { state: 'seen', blockNumber: 11 } })
    expect(store.count({})).toBe(1)
  })

  test('finalises orders up to the final block and forgets the headers below it, but not the blocks of orders', () => {
    const blocks = [block(10), block(11), block(12), block(13)]
    store.apply(step({ blocks, orders: blocks.slice(0, 2).map((b) => order(`o${b.number}`, b)), from: 10 }))
    const changes = store.apply(step({ final: 12 }))
    expect(changes.map((change) => [change.row.blockNumber, change.row.state, change.was])).toEqual([
      [10, 'final', 'seen'],
      [11, 'final', 'seen'],
    ])
    expect(store.headers(1).map((header) => header.number)).toEqual([12, 13])
    expect(store.cursor(1)).toMatchObject({ from: 10, number: 13, final: 12 })
    expect(store.get(order('o10', block(10)).id)?.block?.number).toBe(10)
    expect(store.apply(step({ final: 12 }))).toEqual([])
  })

  test('tells once of an order that is final when it is first read', () => {
    const b = block(10)
    const changes = store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10, final: 500 }))
    expect(changes.map((change) => [change.row.state, change.was])).toEqual([['final', null]])
    const next = block(11)
    expect(store.apply(step({ blocks: [next], orders: [order('b', next)], final: 500 }))[0]?.row.state).toBe('final')
  })

  test('never changes a final order back', () => {
    const b = block(10)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10, final: 10 }))
    const b11 = block(11)
    expect(store.apply(step({ blocks: [b11], orders: [order('a', b11)] }))).toEqual([])
    expect(store.get(order('a', b).id)?.row).toMatchObject({ state: 'final', blockNumber: 10 })
    expect(() => store.apply(step({ revertFrom: 10 }))).toThrow(/final and cannot be rolled back/)
  })

  test('leaves the orders of an abandoned run seen when the new run becomes final', () => {
    const old = block(10, 'old')
    store.apply(step({ blocks: [old], orders: [order('a', old)], from: 10 }))
    store.restartChain(1)
    expect(store.cursor(1)).toBeNull()
    expect(store.headers(1)).toEqual([])
    const fresh = block(12, 'new')
    store.apply(step({ blocks: [fresh], orders: [order('b', fresh)], from: 12, final: 12 }))
    expect(states()).toEqual({ [hash('tx:a')]: 'seen', [hash('tx:b')]: 'final' })
  })

  test('reverts a seen order whose height is taken by another proven block', () => {
    const old = block(10, 'old')
    store.apply(step({ blocks: [old], orders: [order('a', old)], from: 10 }))
    store.restartChain(1)
    store.apply(step({ blocks: [block(10, 'new')], from: 10 }))
    expect(states()).toEqual({ [hash('tx:a')]: 'reverted' })
  })

  test('refuses blocks that do not follow, and changes nothing', () => {
    const b = block(10)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10 }))
    const far = block(20)
    expect(() => store.apply(step({ revertFrom: 10, blocks: [far, block(22)] }))).toThrow(/does not follow block 20/)
    expect(() => store.apply(step({ blocks: [far], orders: [order('b', far)] }))).toThrow(/block 20 does not follow/)
    expect(() => store.apply(step({ orders: [order('b', far)] }))).toThrow(/not in this step/)
    expect(states()).toEqual({ [hash('tx:a')]: 'seen' })
    expect(store.cursor(1)?.number).toBe(10)
    expect(store.seq()).toBe(1)
  })

  test('begins a new run after a gap when the step says so, and extends it backwards', () => {
    store.apply(step({ blocks: [block(10)], from: 10 }))
    store.apply(step({ blocks: [block(20)], from: 20 }))
    expect(store.headers(1).map((header) => header.number)).toEqual([20])
    store.apply(step({ blocks: [block(18), block(19)], from: 18 }))
    expect(store.cursor(1)).toMatchObject({ from: 18, number: 20 })
  })

  test('takes the evidence of a row from its block', () => {
    const b = block(10, 'main', 'main', 3)
    store.apply(step({ blocks: [b], orders: [order('a', b, { evidence: 1 })], from: 10 }))
    expect(store.get(order('a', b).id)?.row.evidence).toBe(3)
  })

  test('keeps chains apart', () => {
    const b = block(10)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10 }))
    store.apply(step({ chainId: 10, blocks: [b], orders: [order('a', b, { chainId: 10 })], from: 10 }))
    store.apply(step({ chainId: 10, revertFrom: 10 }))
    expect(store.page({}, null, 10).rows.map((row) => [row.chainId, row.state])).toEqual([
      [10, 'reverted'],
      [1, 'seen'],
    ])
  })
})

describe('raise', () => {
  test('keeps beside a block which roots were recomputed and who named it, and forgets neither when it is read again', () => {
    const roots = { transactions: hash('t') as `0x${string}`, receipts: hash('r') as `0x${string}`, withdrawals: null }
    const b = { ...block(10), roots }
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10 }))
    const blockOf = () => store.get(order('a', b).id)?.block
    expect(blockOf()).toMatchObject({ roots, agreed: [] })
    store.raise(1, [b.hash], 3, new Map([[b.hash, ['node.example', 'other.example']]]))
    store.raise(1, [b.hash], 3, new Map([[b.hash, ['node.example', 'third.example']]]))
    store.apply(step({ blocks: [block(10)], orders: [order('a', b)], from: null }))
    expect(blockOf()).toMatchObject({ roots, agreed: ['node.example', 'other.example', 'third.example'], evidence: 3 })
  })

  test('raises blocks and orders, never lowers, and reaches 5 only through agreement and finality', () => {
    const [b10, b11] = [block(10), block(11)]
    store.apply(step({ blocks: [b10, b11], orders: [order('a', b10), order('b', b11)], from: 10, final: 10 }))
    const evidence = () => [order('a', b10), order('b', b11)].map(({ id }) => store.get(id)?.row.evidence)
    expect(evidence()).toEqual([2, 2])
    expect(store.raise(1, [b10.hash, b11.hash, hash('unknown')], 3).map((change) => change.row.evidence)).toEqual([5, 3])
    expect(store.raise(1, [b10.hash, b11.hash], 2)).toEqual([])
    expect(store.apply(step({ final: 11 })).map((change) => change.row.evidence)).toEqual([5])
    expect(evidence()).toEqual([5, 5])
  })

  test('leaves the level of a final block alone where one endpoint is all there is', () => {
    const b = block(10)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10, final: 10 }))
    expect(store.get(order('a', b).id)?.row).toMatchObject({ state: 'final', evidence: 2 })
  })
})

describe('the rest of the store', () => {
  test('forgets a chain without a trace and without touching another', () => {
    const b = block(10)
    for (const chainId of [1, 1337]) {
      store.apply(step({ chainId, blocks: [b], orders: [order('a', b, { chainId })], from: 10 }))
      store.saveToken(chainId, usdc.address, { symbol: 'USDC', decimals: 6 })
    }
    store.forgetChain(1337)
    expect(store.cursor(1337)).toBeNull()
    expect(store.token(1337, usdc.address)).toBeNull()
    expect(store.page({}, null, 10).rows.map((row) => row.chainId)).toEqual([1])
    expect(store.pending('watch', 10).map((change) => change.row.chainId)).toEqual([1])
    expect(store.seq()).toBe(2)
    store.apply(step({ chainId: 1337, blocks: [b], orders: [order('a', b, { chainId: 1337 })], from: 10 }))
    expect(store.count({})).toBe(2)
  })

  test('keeps token metadata, unknown decimals included', () => {
    store.saveToken(1, address('t'), { symbol: 'T', decimals: null })
    expect(store.token(1, address('t'))).toEqual({ symbol: 'T', decimals: null })
    store.saveToken(1, address('t'), { symbol: 'TT', decimals: 255 })
    expect(store.token(1, address('t'))).toEqual({ symbol: 'TT', decimals: 255 })
  })

  test('keeps hostile symbols, huge amounts and unknown times exactly', () => {
    const b = block(10)
    const row = order('a', b, {
      asset: { address: address('x'), symbol: `‮\u0001"';--😀`, decimals: null },
      amount: '9'.repeat(100),
      usd: '99999999999999999999.123456',
      blockTime: null,
    })
    store.apply(step({ blocks: [b], orders: [row], from: 10 }))
    expect(store.get(row.id)?.row).toEqual(row)
    expect(store.count({ minUsd: '9000000000000' })).toBe(1)
  })

  test('is the same after it is closed and opened', () => {
    const b = block(10)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 10 }))
    const before = [store.page({}, null, 10), store.cursor(1), store.headers(1), store.seq()]
    store.close()
    store = openStore({ dataDir: place.path })
    expect([store.page({}, null, 10), store.cursor(1), store.headers(1), store.seq()]).toEqual(before)
  })
})
