/** The store is killed while it writes, again and again, and must be whole each time. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { block, folder, hash } from './sample.ts'
import { ordersOf } from './writer.ts'

let place: ReturnType<typeof folder>
beforeEach(() => {
  place = folder()
})
afterEach(() => place.remove())

/** Starts the writer, kills it `delay` ms after its first commit; answers the last block that it said was committed. */
async function runAndKill(delay: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./writer.ts', import.meta.url)), place.path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.stdout.on('data', (chunk) => {
    if (text === '') setTimeout(() => child.kill('SIGKILL'), delay)
    text += chunk
  })
  await ended
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n')
  return Number(lines.at(-1))
}

describe('kill -9', () => {
  test('leaves a whole database at any moment, with everything that was committed and each order once', async () => {
    // Spread over the first 150 ms of writing; where exactly each kill lands is up to the machine, and every place must be survived.
    for (let cycle = 0; cycle < 12; cycle++) {
      const told = await runAndKill((cycle * 37) % 150)
      const database = openDatabase({ dataDir: place.path })
      expect(database.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
      expect(database.all('PRAGMA foreign_key_check')).toEqual([])
      database.close()
      const store = openStore({ dataDir: place.path })
      const cursor = store.cursor(1)
      expect(cursor?.number).toBeGreaterThanOrEqual(told)
      const newest = cursor?.number ?? 0
      // The tip is either branch, whole: a step is there with everything that belongs to it or not at all.
      const tip = cursor?.hash === hash(`wrong:${newest}`) ? block(newest, 'wrong', 'main') : block(newest)
      expect(cursor?.hash).toBe(tip.hash)
      const expected = Array.from({ length: newest }, (_, index) => ordersOf(index + 1 === newest ? tip : block(index + 1))).flat()
      expect(store.count({})).toBe(expected.length)
      expect(store.count({ states: ['reverted'] })).toBe(0)
      expect(expected.every((order) => store.get(order.id)?.row.blockHash === order.blockHash)).toBe(true)
      store.close()
    }
  })
})
