/** Deposit addresses are learnt and unlearnt as blocks are stored. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OrderRow } from '#shared/order.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, order, step, usdc } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let height = 0
let changes: (readonly string[])[] = []
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  height = 0
  changes = []
  store.labels.put([exchange(hot, 'Acme'), exchange(second, 'Acme'), exchange(rival, 'Rival')])
  store.labels.onChange((sources) => changes.push(sources))
})
afterEach(() => {
  store.close()
  place.remove()
})

const hot = address('hot')
const second = address('second')
const rival = address('rival')
const deposit = address('deposit')
const user = address('user')

const exchange = (of: string, entity: string) => ({
  ...{ chainId: null, address: of, name: `${entity} wallet`, entity, role: 'exchange' as const, source: 'list.csv' },
  ...{ reference: null, date: null, confidence: 'likely' as const },
})

/** Stores the next block with these movements of USDC; answers their ids. */
function mine(...moves: readonly (readonly [from: string, to: string, amount: string, change?: Partial<OrderRow>])[]): string[] {
  height += 1
  const b = block(height)
  const orders = moves.map(([from, to, amount, change], index) =>
    order(`${height}/${index}`, b, { from, to, amount, asset: usdc, ...change }),
  )
  store.apply(step({ blocks: [b], orders, from: height === 1 ? 1 : null }))
  return orders.map(({ id }) => id)
}
const learnt = () => store.labels.of(1, deposit).filter(({ source }) => source === 'learnt')

describe('learning', () => {
  test('names an address that sent on what it had received, with the two orders as its reason', () => {
    const [received] = mine([user, deposit, '1000'])
    expect(learnt()).toEqual([])
    const [forwarded] = mine([deposit, hot, '1000'])
    expect(learnt()).toEqual([
      {
        ...{ chainId: 1, address: deposit, name: 'Acme deposit address', entity: 'Acme', role: 'exchange-deposit', source: 'learnt' },
        ...{ reference: expect.stringContaining(`${received} went on in ${forwarded}`), date: null, confidence: 'guess' },
      },
    ])
    // What came before is classed anew: into the exchange, and within it.
    expect(store.page({}, null, 10).rows.map(({ marks }) => marks.flow)).toEqual(['internal', 'inflow'])
    expect(changes).toEqual([['learnt']])
  })

  test('tells the rows of the same commit with what was learnt from them', () => {
    mine([user, deposit, '1000'])
    height += 1
    const b = block(height)
    const [change] = store.apply(step({ blocks: [b], orders: [order('f', b, { from: deposit, to: hot, amount: '1000', asset: usdc })] }))
    expect(change?.row.marks).toMatchObject({ flow: 'internal', fromLabel: { role: 'exchange-deposit', source: 'learnt' } })
  })

  test('makes no change of an order that a consumer would be told of', () => {
    mine([user, deposit, '1000'])
    const seq = store.seq()
    mine([deposit, hot, '1000'])
    expect(store.seq()).toBe(seq + 1)
  })

  test('learns from history that arrives in any order', () => {
    const first = block(1, 'a')
    const later = block(2, 'a')
    store.fill({ chainId: 1, blocks: [later], orders: [order('f', later, { from: deposit, to: hot, amount: '7' })] })
    expect(learnt()).toEqual([])
    store.fill({ chainId: 1, blocks: [first], orders: [order('r', first, { from: user, to: deposit, amount: '7' })] })
    expect(learnt()).toHaveLength(1)
  })

  test('several wallets of one exchange are one exchange', () => {
    mine([user, deposit, '1000'])
    mine([deposit, hot, '400'], [deposit, second, '550'])
    expect(learnt()).toHaveLength(1)
  })

  test.each<[string, readonly [string, string, string]]>([
    ['a second exchange', [deposit, rival, '500']],
    ['anybody else', [deposit, user, '500']],
  ])('unlearns when the address sends to %s', (_, move) => {
    mine([user, deposit, '1000'])
    mine([deposit, hot, '1000'])
    mine([user, deposit, '500'])
    expect(learnt()).toHaveLength(1)
    mine(move)
    expect(learnt()).toEqual([])
    expect(
      store.page({}, null, 10).rows.some(({ marks }) => marks.fromLabel?.source === 'learnt' || marks.toLabel?.source === 'learnt'),
    ).toBe(false)
  })

  test('unlearns what rested on a block that was taken back, and learns it again', () => {
    mine([user, deposit, '1000'])
    mine([deposit, hot, '1000'])
    store.apply(step({ revertFrom: 2 }))
    expect(learnt()).toEqual([])
    const again = block(2, 'other', 'main')
    store.apply(step({ blocks: [again], orders: [order('2/0', again, { from: deposit, to: hot, amount: '1000', asset: usdc })] }))
    expect(learnt()).toHaveLength(1)
  })

  test('leaves alone who is known otherwise', () => {
    store.labels.put([{ ...exchange(deposit, 'Desk'), role: 'own', source: 'user', confidence: 'certain' }])
    mine([user, deposit, '1000'])
    mine([deposit, hot, '1000'])
    expect(learnt()).toEqual([])
  })

  test('builds nothing on a guess: who sends to a learnt address is not learnt', () => {
    const chained = address('chained')
    mine([user, deposit, '1000'])
    mine([deposit, hot, '1000'])
    mine([user, chained, '10'])
    mine([chained, deposit, '10'])
    expect(store.labels.of(1, chained)).toEqual([])
  })

  test('learns nothing while the user has it switched off', () => {
    store.labels.removeSource('learnt', 100)
    mine([user, deposit, '1000'])
    mine([deposit, hot, '1000'])
    expect(learnt()).toEqual([])
  })
})
