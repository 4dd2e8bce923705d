/** Reading beside the store: the same answers from a thread, at once for pages, given up for what nobody waits for. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '#engine/errors.ts'
import type { OrderReader } from '#ipc/services.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createReader } from '#storage/reader/reader.ts'
import { createTurn } from '#storage/reader/turn.ts'
import { address, block, folder, order, step } from './sample.ts'

const workerUrl = new URL('../../electron/storage/reader/worker.ts', import.meta.url)
let place: ReturnType<typeof folder>
let store: Store
let reader: OrderReader
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  reader = createReader({ dataDir: place.path, workerUrl })
})
afterEach(async () => {
  await reader.close()
  store.close()
  place.remove()
})

function fill(blocks: number, perBlock = 50): void {
  for (let number = 1; number <= blocks; number++) {
    const orders = Array.from({ length: perBlock }, (_, n) => order(`${number}/${n}`, block(number), { from: address(`w${n}`) }))
    store.apply(step({ blocks: [block(number)], orders, from: number === 1 ? 1 : null }))
  }
}

describe('a reader in its thread', () => {
  test('answers as one in place does, and sees every commit', async () => {
    const here = createReader({ dataDir: place.path })
    fill(4)
    const filter = { account: address('w7') }
    for (let round = 0; round < 2; round++) {
      const page = await reader.ask('orders.page', { filter, limit: 10 })
      expect(page).toEqual(await here.ask('orders.page', { filter, limit: 10 }))
      expect(page.rows).toHaveLength(4 + round)
      expect(page.seq).toBe(store.seq())
      for (const name of ['charts.valueOverTime', 'charts.topCounterparties', 'charts.sizes'] as const)
        expect(await reader.ask(name, { filter })).toEqual(await here.ask(name, { filter }))
      const b = block(5)
      if (round === 0) store.apply(step({ blocks: [b], orders: [order('late', b, { from: address('w7') })] }))
    }
    await here.close()
  })

  test('gives up a question for a later one in its lane, and leaves other lanes alone', async () => {
    fill(40)
    const ask = (lane: string, label: string) => reader.ask('orders.count', { filter: { label, roles: ['exchange'], minUnits: '1' }, lane })
    const [first, other, second] = await Promise.allSettled([ask('bar', 'a'), ask('tab', 'a'), ask('bar', 'b')])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'SUPERSEDED' } })
    expect([other, second].map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  })

  test('says in a sentence what it cannot read, and answers the next question', async () => {
    await expect(reader.ask('orders.page', { filter: {}, after: 'x', limit: 1 })).rejects.toThrow(/ask for the first page again/)
    expect((await reader.ask('orders.page', { filter: {}, limit: 1 })).rows).toEqual([])
    const nowhere = createReader({ dataDir: join(place.path, 'nowhere'), workerUrl })
    await expect(nowhere.ask('orders.count', { filter: {} })).rejects.toThrow(/no Crowsnest orders/)
    await nowhere.close()
  })

  test('leaves no question open when it is closed', async () => {
    fill(2)
    const asked = reader.ask('charts.sizes', { filter: { minEvidence: 1 } })
    const closed = reader.close()
    await expect(asked).rejects.toThrow(EngineError)
    await closed
    await expect(reader.ask('orders.count', { filter: {} })).rejects.toMatchObject({ code: 'CLOSED' })
  })

  test('says so when its thread cannot be started', async () => {
    const broken = createReader({ dataDir: place.path, workerUrl: new URL('./no-such-file.ts', workerUrl) })
    await expect(broken.ask('orders.count', { filter: {} })).rejects.toThrow(/could not be read .*: try again/)
    await broken.close()
  })
})

describe('a turn', () => {
  test('ends a question whose time is used up', async () => {
    let time = 0
    const turn = createTurn(new AbortController().signal, 100, () => time)
    await turn()
    time = 101
    await expect(turn()).rejects.toMatchObject({ code: 'TOO_SLOW' })
  })
})
