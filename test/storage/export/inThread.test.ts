/** Exports run beside the process that asked: it stays free, hears of progress, and can stop, pause or close at any moment. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createExporter, type Exporter } from '#storage/export/inThread.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from '../sample.ts'

const perBlock = 200
let place: ReturnType<typeof folder>
let store: Store
let exporter: Exporter
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: join(place.path, 'data') })
  mkdirSync(join(place.path, 'out'))
  exporter = createExporter({
    dataDir: join(place.path, 'data'),
    workerUrl: new URL('../../../electron/storage/export/worker.ts', import.meta.url),
    chainName: (chainId) => `Chain ${chainId}`,
  })
})
afterEach(async () => {
  await exporter.close()
  store.close()
  place.remove()
})

const at = (name: string) => join(place.path, 'out', name)
const left = () => readdirSync(join(place.path, 'out'))
function fill(blocks: number, from = 1): void {
  for (let number = from; number < from + blocks; number++) {
    const orders = Array.from({ length: perBlock }, (_, n) => order(`${number}/${n}`, block(number)))
    store.apply(step({ blocks: [block(number)], orders, from: number === 1 ? 1 : null }))
  }
}

describe('an export in its thread', () => {
  test('writes what one in place writes, while the store goes on', async () => {
    fill(20)
    const told: number[] = []
    const running = exporter.run({ filter: {}, path: at('o.csv'), onProgress: (rows) => told.push(rows) })
    const done = await running
    fill(5, 21)
    expect(done).toMatchObject({ rows: 4_000, anew: null })
    expect(told.at(-1)).toBe(4_000)
    expect(readFileSync(at('o.csv'), 'utf8')).toContain(',1,Chain 1,20,')
    expect(left().sort()).toEqual(['o.csv', 'o.csv.coverage.txt'])
  })

  test('stops when it is told to, and goes on where it was paused', async () => {
    fill(150)
    const stop = (reason: object | undefined) => {
      const abort = new AbortController()
      return { signal: abort.signal, onProgress: (rows: number) => rows > 0 && abort.abort(reason) }
    }
    await expect(exporter.run({ filter: {}, path: at('o.csv'), ...stop(undefined) })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(left()).toEqual([])
    await expect(exporter.run({ filter: {}, path: at('o.csv'), ...stop({ keepPart: true }) })).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(left().sort()).toEqual(['o.csv.part', 'o.csv.part.json'])
    const done = await exporter.run({ filter: {}, path: at('o.csv'), resume: true })
    expect(done.resumedFrom).toBeGreaterThan(0)
    expect(done.rows).toBe(30_000)
    expect(readFileSync(at('o.csv'), 'utf8').split('\r\n')).toHaveLength(30_002)
  })

  test('is over, with nothing left behind, when the app closes in the middle of it', async () => {
    fill(150)
    let begun = () => {}
    const started = new Promise<void>((resolve) => {
      begun = resolve
    })
    const running = exporter.run({ filter: {}, path: at('o.csv'), onProgress: () => begun() }).catch((error: unknown) => error)
    await started
    await exporter.close()
    expect(await running).toMatchObject({ code: 'CANCELLED' })
    expect(left()).toEqual([])
  })

  test('does not share a file with another export, and passes on what went wrong as a sentence', async () => {
    fill(20)
    const first = exporter.run({ filter: {}, path: at('o.csv') })
    await expect(exporter.run({ filter: {}, path: at('o.csv') })).rejects.toMatchObject({ code: 'BUSY' })
    await first
    await expect(exporter.run({ filter: {}, path: at('none/o.csv') })).rejects.toMatchObject({
      name: 'EngineError',
      code: 'NOT_FOUND',
      message: expect.stringMatching(/does not exist: make it, or choose another place/),
    })
  })
})

describe('a full disk in mid-export', () => {
  let mounted = false
  beforeEach(() => {
    mkdirSync(join(place.path, 'small'))
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', join(place.path, 'small')]).status === 0
  })
  afterEach(() => {
    if (mounted) spawnSync('umount', ['-l', join(place.path, 'small')])
  })

  test('is one clear sentence, gives the space back, and leaves the earlier file and the store as they were', async (context) => {
    if (!mounted) context.skip('a small disk of its own needs the right to mount one: run the tests as root')
    fill(40)
    const path = join(place.path, 'small', 'o.csv')
    writeFileSync(path, 'earlier')
    for (const profile of ['full', 'peer'] as const)
      await expect(exporter.run({ filter: {}, path, profile })).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(/^The disk that holds .*o\.csv is full: free some space and export again.*No file was written/),
      })
    expect(readdirSync(join(place.path, 'small'))).toEqual(['o.csv'])
    expect(readFileSync(path, 'utf8')).toBe('earlier')
    expect(store.count({})).toBe(8_000)
    await exporter.run({ filter: { fromTime: block(40).timestamp }, path })
    expect(existsSync(`${path}.coverage.txt`)).toBe(true)
  })
})
