/** Retention keeps what is still needed, says what it removed, and leaves a whole database wherever it is killed. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AlertStep } from '#ipc/alertStore.ts'
import type { RetentionLimits, RetentionPlace } from '#ipc/care.ts'
import { openDatabase } from '#storage/database.ts'
import { coverageFileOf, exportOrders } from '#storage/export/exportOrders.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createSampler } from '#storage/samples.ts'
import { block, folder, hash, order, step } from './sample.ts'

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

const everything: RetentionLimits = { ordersBefore: 9_000_000_000, untoldBefore: null, alertsBefore: null }
const nothing: AlertStep = {
  ...{ at: 1_000, seq: null, alerts: [], waits: [], moved: [], forgotten: [], done: [], retracted: [] },
  ...{ restored: [], deliveries: [], retold: [] },
}
const rule = { id: 'large', name: 'Large', told: 'toast' as const }
const alertOf = (orderId: string | null, at = 1_000) => ({
  at,
  orderId,
  chainId: 1,
  title: 'An order',
  body: '',
  told: 'toast' as const,
  rules: [rule],
})

/** Blocks 1 … 4, all but the last final, one order each. */
function fill() {
  const blocks = [1, 2, 3, 4].map((number) => block(number))
  const orders = blocks.map((at) => order(`o${at.number}`, at))
  store.apply(step({ blocks, orders, final: 3, from: 1 }))
  store.beginNow('notify')
  return orders.map(({ id }) => id)
}

function removeAll(limits: RetentionLimits): number {
  let removed = 0
  let at: RetentionPlace | null = null
  do {
    const slice = store.care.removeOld(limits, at, 1)
    removed += slice.orders + slice.alerts
    at = slice.place
  } while (at !== null)
  return removed
}

const left = (ids: readonly string[]) => ids.filter((id) => store.get(id) !== null)

describe('an order stays', () => {
  test('while it is not final', () => {
    const ids = fill()
    expect(removeAll(everything)).toBe(3)
    expect(left(ids)).toEqual(ids.slice(3))
    expect(store.count({})).toBe(1)
  })

  test('while nobody has read its alert, and goes with what it rang when somebody has', () => {
    const ids = fill()
    const [, second = ''] = ids
    const [alert = 0] = store.alerts.commit({ ...nothing, alerts: [alertOf(second)] })
    expect(removeAll(everything)).toBe(2)
    expect(left(ids)).toEqual([second, ids[3]])
    store.alerts.read({ ids: [alert] })
    expect(removeAll(everything)).toBe(1)
    expect(store.alerts.rungFor(second)).toEqual([expect.objectContaining({ rules: [] })])
    expect(store.alerts.page({ limit: 10 }).alerts).toEqual([expect.objectContaining({ orderId: second, row: null })])
  })

  test('while a rule waits for its confirmations', () => {
    const ids = fill()
    const [first = ''] = ids
    store.alerts.commit({ ...nothing, waits: [{ ruleId: 'large', orderId: first, chainId: 1, blockNumber: 1, needs: 12, fresh: true }] })
    removeAll(everything)
    expect(left(ids)).toEqual([first, ids[3]])
  })

  test('until every consumer was told of it, but no longer than twice the time', () => {
    const ids = fill()
    store.handled('watch', 1)
    expect(removeAll(everything)).toBe(1)
    expect(store.pending('watch', 10).map(({ row }) => row.id)).toEqual(ids.slice(1))
    const [, , third] = ids
    expect(removeAll({ ...everything, untoldBefore: block(3).timestamp })).toBe(1)
    expect(left(ids)).toEqual([third, ids[3]])
    expect(store.pending('watch', 10).map(({ row }) => row.id)).toEqual(ids.slice(2))
  })

  test('where an export promised to open its fields', async () => {
    const ids = fill()
    mkdirSync(join(place.path, 'out'))
    const filter = { text: hash('tx:o2') }
    const path = join(place.path, 'out', 'peer.csv')
    expect((await exportOrders({ store, filter, path, profile: 'peer', chainName: () => '' })).rows).toBe(1)
    expect(removeAll(everything)).toBe(2)
    expect(left(ids)).toEqual([ids[1], ids[3]])
  })
})

test('what a scrollbar remembers follows', async () => {
  fill()
  const database = openDatabase({ dataDir: place.path, readOnly: true })
  const sampler = createSampler(database)
  const turn = async () => {}
  expect((await sampler.samples({}, undefined, turn)).total).toBe(4)
  removeAll(everything)
  expect((await sampler.samples({}, undefined, turn)).total).toBe(1)
  database.close()
})

test('alerts go by their own age, read or not, and the number of those unread follows', () => {
  const ids = fill()
  store.alerts.commit({ ...nothing, alerts: [...Array(120).keys()].map((n) => alertOf(null, n)) })
  store.alerts.commit({ ...nothing, alerts: [alertOf(ids[0] ?? '', 500)] })
  expect(store.alerts.unread()).toBe(121)
  const slice = store.care.removeOld({ ordersBefore: null, untoldBefore: null, alertsBefore: 110 }, null, 0)
  expect(slice.alerts).toBeGreaterThanOrEqual(50)
  expect(slice.alerts).toBeLessThan(110)
  expect(slice.alerts + removeAll({ ordersBefore: null, untoldBefore: null, alertsBefore: 110 })).toBe(110)
  expect(store.alerts.unread()).toBe(11)
  expect(left(ids)).toEqual(ids)
  expect(store.care.counts({ ordersBefore: null, untoldBefore: null, alertsBefore: 200 })).toMatchObject({ orders: 4, alerts: 11, due: 10 })
})

test('what was removed is said beside every export from then on', async () => {
  fill()
  removeAll(everything)
  mkdirSync(join(place.path, 'out'))
  const path = join(place.path, 'out', 'orders.csv')
  expect((await exportOrders({ store, filter: {}, path, chainName: () => 'Ethereum' })).rows).toBe(1)
  expect(readFileSync(coverageFileOf(path), 'utf8')).toContain(
    `Removed by age, as the settings asked: 3 orders of blocks up to ${new Date(block(3).timestamp * 1000).toISOString()}.`,
  )
})

test('a kill between two slices, or within one, leaves a whole database and exact totals', async () => {
  store.close()
  let removed = 0
  for (let cycle = 0; cycle < 6; cycle++) {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./remover.ts', import.meta.url)), place.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), (cycle * 17) % 60))
    await ended
    expect(child.signalCode).toBe('SIGKILL')
    const database = openDatabase({ dataDir: place.path })
    expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
    const orders = database.get("SELECT count(*) AS n FROM orders WHERE state IN ('seen', 'final')")?.n
    expect(database.get('SELECT sum(count) AS n FROM hours')?.n).toBe(orders)
    const stored = Number(database.get('SELECT max(arrival) AS n FROM orders')?.n)
    removed = Number(database.get('SELECT coalesce(sum(orders), 0) AS n FROM removed')?.n)
    expect(Number(orders) + removed).toBe(stored)
    database.close()
  }
  expect(removed).toBeGreaterThan(0)
  store = openStore({ dataDir: place.path })
})
