/** Each consumer hears of each change once, however late it comes and however often it is restarted. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from './sample.ts'

let place: ReturnType<typeof folder>
let store: Store
const names = ['a', 'b', 'c', 'd', 'e']
const [b10, b11] = [block(10), block(11)]
const seen = () => store.apply(step({ blocks: [b10, b11], orders: names.map((name) => order(name, b11)), from: 10 }))
const back = () => store.apply(step({ revertFrom: 11 }))
const short = (consumer: string, limit = 100) => store.pending(consumer, limit).map(({ seq, row, was }) => [seq, row.state, was])

beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path, retention: { spare: 10, most: 5_000 } })
})
afterEach(() => {
  store.close()
  place.remove()
})

describe('pending and handled', () => {
  test('starts a new consumer at the beginning and goes on after what was handled, also after a restart', () => {
    seen()
    expect(short('watch')).toHaveLength(5)
    expect(short('watch')).toHaveLength(5)
    store.handled('watch', 3)
    store.close()
    store = openStore({ dataDir: place.path })
    expect(short('watch')).toEqual([
      [4, 'seen', null],
      [5, 'seen', null],
    ])
    expect(short('notify')).toHaveLength(5)
    store.handled('watch', 2)
    expect(short('watch')).toHaveLength(2)
  })

  test('gives several changes of one order as one: as it is now, and what it was before the first of them', () => {
    seen()
    expect(short('watch', 2)).toHaveLength(2)
    store.handled('watch', 2)
    back()
    expect(short('watch')).toEqual([
      [6, 'reverted', 'seen'],
      [7, 'reverted', 'seen'],
      [8, 'reverted', null],
      [9, 'reverted', null],
      [10, 'reverted', null],
    ])
  })

  test('remembers what a consumer was not told when its change is passed over for a newer one', () => {
    seen()
    store.apply(
      step({ revertFrom: 11, blocks: [block(11, 'fork', 'main')], orders: names.slice(1).map((n) => order(n, block(11, 'fork', 'main'))) }),
    )
    // Newest changes: a is 6, b…e are 7…10; the first batch ends at 7, with the first changes of c, d and e passed over.
    expect(short('watch', 2)).toEqual([
      [6, 'reverted', null],
      [7, 'seen', null],
    ])
    store.handled('watch', 7)
    expect(short('watch')).toEqual([
      [8, 'seen', null],
      [9, 'seen', null],
      [10, 'seen', null],
    ])
    store.handled('watch', 10)
    expect(short('watch')).toEqual([])
    back()
    expect(short('watch').map(([, , was]) => was)).toEqual(['seen', 'seen', 'seen', 'seen'])
  })

  test('does not take an order for untold that changed again while its batch was being handled', () => {
    seen()
    expect(short('notify')).toHaveLength(5)
    back()
    store.handled('notify', 5)
    expect(short('notify').map(([, , was]) => was)).toEqual(Array(5).fill('seen'))
  })

  test('says nothing of an order that went and came back unchanged while the consumer was away', () => {
    seen()
    store.handled('watch', 5)
    back()
    store.apply(step({ blocks: [b11], orders: names.map((name) => order(name, b11)) }))
    expect(short('watch')).toEqual([])
    expect(store.seq()).toBe(15)
  })

  test('keeps what known consumers have not handled, prunes the rest, and still tells a late consumer of every order', () => {
    store.apply(step({ blocks: [b10], from: 10 }))
    store.handled('watch', 1)
    let evidence = 0
    for (let round = 0; round < 1_600; round++) {
      const branch = `r${round}`
      const fork = block(11, branch, 'main')
      store.apply(step({ revertFrom: 11, blocks: [fork], orders: [order('a', fork)] }))
      evidence = store.seq()
    }
    expect(evidence).toBe(1_600)
    expect(short('watch')).toEqual([[1_600, 'seen', 'seen']])
    expect(short('late')).toEqual([[1_600, 'seen', null]])
  })

  test('a consumer that begins now is told of nothing older, one that had begun misses nothing by it', () => {
    const [b10, b11, b12] = [block(10), block(11), block(12)]
    store.apply(step({ blocks: [b10], orders: [order('old', b10)], from: 10 }))
    store.beginNow('notify')
    store.apply(step({ blocks: [b11], orders: [order('new', b11)] }))
    store.beginNow('notify')
    store.apply(step({ blocks: [b12], orders: [order('newer', b12)] }))
    expect(store.pending('notify', 10).map(({ row }) => row.id)).toEqual([order('new', b11).id, order('newer', b12).id])
    expect(store.pending('watch', 10)).toHaveLength(3)
  })
})
