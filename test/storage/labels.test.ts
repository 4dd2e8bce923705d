/** Labels in a real store: which name rows show, how they are classed, and that nobody is told of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { seedLabels } from '#engine/labels/seed.ts'
import type { Label } from '#shared/labels.ts'
import { openDatabase } from '#storage/database.ts'
import { putLabels } from '#storage/labels.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, block, folder, order, step } from './sample.ts'

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

const hot = address('hot')
const cold = address('cold')
const other = address('other exchange')
const wallet = address('wallet')

const label = (of: string, change: Partial<Label> = {}): Label => ({
  chainId: null,
  address: of,
  name: 'Acme wallet',
  entity: 'Acme',
  role: 'exchange',
  source: 'list.csv',
  reference: null,
  date: null,
  confidence: 'likely',
  ...change,
})

/** One block with an order for each pair of accounts. */
function move(...pairs: readonly (readonly [string, string])[]) {
  const b = block(1)
  const orders = pairs.map(([from, to], index) => order(`o${index}`, b, { from, to }))
  return store.apply(step({ blocks: [b], orders, from: 1 }))
}
const rows = () => store.page({}, null, 100).rows.toSorted((a, b) => (a.txHash < b.txHash ? -1 : 1))
const flows = () => new Map(rows().map(({ from, to, marks }) => [`${from}>${to}`, marks.flow]))

describe('names', () => {
  test('are the best statement of each account, whatever the order in which they came', () => {
    move([wallet, hot])
    const shown = () => rows()[0]?.marks.toLabel?.name ?? null
    expect(shown()).toBeNull()
    store.labels.put([label(hot, { name: 'Likely' })])
    store.labels.put([label(hot, { name: 'Guess', source: 'learnt', confidence: 'guess', date: '2026-01-01' })])
    expect(shown()).toBe('Likely')
    store.labels.put([label(hot, { name: 'Certain', source: 'b.csv', confidence: 'certain' })])
    expect(shown()).toBe('Certain')
    store.labels.put([label(hot, { name: 'Mine', source: 'user', confidence: 'certain' })])
    expect(shown()).toBe('Mine')
    store.labels.remove(null, hot, 'user')
    expect(shown()).toBe('Certain')
    expect(store.labels.of(1, hot).map(({ name }) => name)).toEqual(['Certain', 'Likely', 'Guess'])
  })

  test('of one chain stand above those of all chains, but not above the user’s', () => {
    move([wallet, hot])
    store.labels.put([
      label(hot, { name: 'Here', chainId: 1 }),
      label(hot, { name: 'Elsewhere', chainId: 10 }),
      label(hot, { name: 'All', source: 'a.csv' }),
    ])
    expect(rows()[0]?.marks.toLabel?.name).toBe('Here')
    store.labels.put([label(hot, { name: 'Mine', source: 'user', confidence: 'certain' })])
    expect(rows()[0]?.marks.toLabel?.name).toBe('Mine')
  })

  test('go with the last statement', () => {
    move([wallet, hot])
    store.labels.put([label(hot)])
    expect(store.labels.remove(null, hot, 'list.csv')).toBe(true)
    expect(store.labels.remove(null, hot, 'list.csv')).toBe(false)
    expect(rows()[0]?.marks).toMatchObject({ toLabel: null, flow: null })
  })
})

describe('flow classes', () => {
  test('are given to rows as they are stored', () => {
    store.labels.put([label(hot), label(cold), label(other, { entity: 'Other' })])
    const changes = move([wallet, hot], [hot, wallet], [hot, cold], [other, hot], [hot, hot], [wallet, address('x')])
    expect(changes.map(({ row }) => row.marks.flow)).toEqual(['inflow', 'outflow', 'internal', 'cross-exchange', null, null])
  })

  test('follow every change of labels, and no consumer is told', () => {
    move([wallet, hot], [hot, cold])
    const told = store.pending('watch', 100)
    store.handled('watch', told.at(-1)?.seq ?? 0)
    const seq = store.seq()

    store.labels.put([label(hot)])
    expect(flows()).toEqual(
      new Map([
        [`${wallet}>${hot}`, 'inflow'],
        [`${hot}>${cold}`, 'outflow'],
      ]),
    )
    store.labels.put([label(cold)])
    expect(flows().get(`${hot}>${cold}`)).toBe('internal')
    store.labels.put([label(cold, { entity: 'Other', source: 'user' })])
    expect(flows().get(`${hot}>${cold}`)).toBe('cross-exchange')
    store.labels.put([label(cold, { role: 'own', chainId: 1, source: 'user' })])
    expect(flows().get(`${hot}>${cold}`)).toBe('outflow')
    store.labels.remove(1, cold, 'user')
    expect(flows().get(`${hot}>${cold}`)).toBe('cross-exchange')

    expect(store.seq()).toBe(seq)
    expect(store.pending('watch', 100)).toEqual([])
  })

  test('stay per chain', () => {
    store.labels.put([label(hot, { chainId: 10 })])
    move([wallet, hot])
    expect(rows()[0]?.marks.flow).toBeNull()
  })

  test('reach every row of a busy account', () => {
    for (let number = 1; number <= 30; number++) {
      const b = block(number)
      const orders = Array.from({ length: 100 }, (_, index) => order(`${number}/${index}`, b, { to: hot }))
      store.apply(step({ blocks: [b], orders, from: number === 1 ? 1 : null }))
    }
    store.labels.put([label(hot)])
    expect(store.count({ flows: ['inflow'] })).toBe(3_000)
    store.labels.remove(null, hot, 'list.csv')
    expect(store.count({ flows: ['none'] })).toBe(3_000)
  })
})

describe('sources', () => {
  test('are listed with their counts', () => {
    store.labels.put([label(hot, { date: '2026-01-01' }), label(cold, { date: '2025-01-01' }), label(hot, { source: 'user' })])
    expect(store.labels.sources()).toEqual([
      { source: 'user', kind: 'user', count: 1, newest: null, on: true },
      { source: 'seed', kind: 'seed', count: seedLabels.length, newest: '2024-04-30', on: true },
      { source: 'learnt', kind: 'learnt', count: 0, newest: null, on: true },
      { source: 'list.csv', kind: 'file', count: 2, newest: '2026-01-01', on: true },
    ])
  })

  test('go in slices, and the others stay', () => {
    store.labels.put([label(hot), label(cold), label(other), label(hot, { source: 'user' })])
    expect([
      store.labels.removeSource('list.csv', 2),
      store.labels.removeSource('list.csv', 2),
      store.labels.removeSource('list.csv', 2),
    ]).toEqual([2, 1, 0])
    expect(store.labels.of(1, hot).map(({ source }) => source)).toEqual(['user'])
  })

  test('that come with the app stay out once they were removed, also after a restart, until they are restored', () => {
    const known = seedLabels.find(({ role }) => role === 'exchange')
    const statements = () => store.labels.of(known?.chainId ?? 1, known?.address ?? '').length
    expect(statements()).toBe(1)
    expect(store.labels.removeSource('seed', 10_000)).toBe(seedLabels.length)
    store.close()
    store = openStore({ dataDir: place.path })
    expect(statements()).toBe(0)
    expect(store.labels.sources().find(({ source }) => source === 'seed')).toMatchObject({ count: 0, on: false })
    expect(store.labels.restoreSource('seed')).toBe(seedLabels.length)
    expect(statements()).toBe(1)
  })

  test('that come with the app are replaced as a whole by another edition, and nothing else is', () => {
    store.labels.put([label(hot, { source: 'user' }), label(hot)])
    store.close()
    const database = openDatabase({ dataDir: place.path })
    database.transaction(() => putLabels(database, [label(cold, { source: 'seed', name: 'Withdrawn since' })]))
    database.run("UPDATE label_sources SET edition = 'of long ago' WHERE source = 'seed'")
    database.close()
    store = openStore({ dataDir: place.path })
    expect(store.labels.of(1, cold)).toEqual([])
    expect(store.labels.page({ sources: ['seed'] }, null, 1).total).toBe(seedLabels.length)
    expect(store.labels.of(1, hot).map(({ source }) => source)).toEqual(['user', 'list.csv'])
  })

  test('never stand above the user', () => {
    const known = seedLabels.find(({ role, chainId }) => role === 'exchange' && chainId === 1)
    const of = known?.address ?? ''
    move([wallet, of])
    expect(rows()[0]?.marks).toMatchObject({ flow: 'inflow', toLabel: { source: 'seed', entity: known?.entity } })
    store.labels.put([label(of, { source: 'user', role: 'other', name: 'Not theirs', entity: null })])
    expect(rows()[0]?.marks).toMatchObject({ flow: null, toLabel: { source: 'user' } })
  })
})

describe('page', () => {
  test('goes through everything by key, and finds by name, owner and address', () => {
    const many = Array.from({ length: 25 }, (_, index) => label(address(`n${index}`), { name: `Nr ${index}`, chainId: index % 2 ? 1 : 10 }))
    store.labels.put([...many, label(hot, { name: 'Zürich Désk', entity: null })])
    const found: Label[] = []
    let after: string | null = null
    do {
      const page = store.labels.page({ sources: ['list.csv'] }, after, 10)
      expect(page.total).toBe(26)
      found.push(...page.labels)
      after = page.next
    } while (after !== null)
    expect(new Set(found.map((each) => each.address)).size).toBe(26)
    expect(store.labels.page({ text: 'ZÜRICH d' }, null, 10).labels.map((each) => each.address)).toEqual([hot])
    expect(store.labels.page({ text: 'acme' }, null, 100).total).toBe(25)
    expect(store.labels.page({ text: hot.slice(0, 12).toUpperCase().replace('0X', '0x') }, null, 10).labels).toHaveLength(1)
    expect(store.labels.page({ sources: ['list.csv'], chainIds: [1] }, null, 100).total).toBe(13)
    expect(store.labels.page({ sources: ['list.csv'], roles: ['fund'] }, null, 100).total).toBe(0)
  })
})

describe('filters of orders', () => {
  test('find by name and owner of an account, in any alphabet', () => {
    store.labels.put([label(hot, { name: 'Zürich Désk', entity: 'ACME' })])
    move([wallet, hot], [wallet, cold])
    expect(store.page({ text: 'zürich DÉ' }, null, 10).rows.map(({ to }) => to)).toEqual([hot])
    expect(store.count({ text: 'acme' })).toBe(1)
    expect(store.count({ text: 'acme', chainIds: [10] })).toBe(0)
    expect(store.count({ text: 'nobody' })).toBe(0)
    // Part of a symbol and of a name: both.
    store.labels.put([label(cold, { name: 'Ethel' })])
    expect(store.count({ text: 'eth' })).toBe(2)
  })

  test('go by the name that a row shows, not by one that is hidden', () => {
    move([wallet, hot])
    store.labels.put([
      label(hot, { name: 'Everywhere', entity: null, role: 'fund' }),
      label(hot, { name: 'Here', entity: null, chainId: 1, role: 'own' }),
    ])
    expect(store.count({ text: 'everywhere' })).toBe(0)
    expect(store.count({ text: 'here' })).toBe(1)
    expect(store.count({ roles: ['fund'] })).toBe(0)
    expect(store.count({ roles: ['own', 'fund'] })).toBe(1)
  })
})

describe('onChange', () => {
  test('hears what changed, once a commit', () => {
    const heard: (readonly string[])[] = []
    const stop = store.labels.onChange((sources) => heard.push(sources))
    store.labels.put([label(hot), label(cold), label(cold, { source: 'user' })])
    store.labels.remove(null, cold, 'user')
    store.labels.remove(null, cold, 'user')
    stop()
    store.labels.put([label(hot)])
    expect(heard).toEqual([['list.csv', 'user'], ['user']])
  })
})
