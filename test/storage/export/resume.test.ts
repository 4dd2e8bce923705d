/** An export that was interrupted ends with the bytes of one that never was, or says that it begins anew. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ExportOptions, exportOrders } from '#storage/export/exportOrders.ts'
import { readNote } from '#storage/export/part.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from '../sample.ts'

const perBlock = 100
let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: join(place.path, 'data') })
  mkdirSync(join(place.path, 'out'))
})
afterEach(() => {
  store.close()
  place.remove()
})

const at = (name: string) => join(place.path, 'out', name)
/** Keys and ids of an export, the same whenever they are asked for. */
const random = (count: number) => createHash('sha256').update(`random ${count}`).digest().subarray(0, count)
const blockOf = (number: number, branch = 'main') => block(number, branch, number === 60 && branch !== 'main' ? 'main' : branch)
const rowsOf = (number: number, branch = 'main') =>
  Array.from({ length: perBlock }, (_, n) => order(`${number}/${n}`, blockOf(number, branch), n % 9 ? {} : { usd: null, kind: 'swap' }))

function fill(blocks = 60): void {
  for (let number = 1; number <= blocks; number++)
    store.apply(step({ blocks: [block(number)], orders: rowsOf(number), from: number === 1 ? 1 : null, final: number - 5 }))
}

/** Runs until more than `rows` are written, then stops and keeps what there is. */
async function interrupted(options: ExportOptions, rows: number): Promise<void> {
  const abort = new AbortController()
  const running = exportOrders({
    ...options,
    signal: abort.signal,
    keepPart: () => true,
    onProgress: (done) => done > rows && abort.abort(),
  })
  await expect(running).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(existsSync(options.path)).toBe(false)
  expect(existsSync(`${options.path}.part`)).toBe(true)
}

const choices: Record<string, Partial<ExportOptions>> = {
  csv: { format: 'csv' },
  'csv of a filter': { format: 'csv', filter: { kinds: ['transfer'], fromTime: block(3).timestamp }, bom: false },
  ndjson: { format: 'ndjson', columns: ['id', 'usd', 'block_time_utc'], timeZone: 'local' },
  'a peer’s csv': { profile: 'peer' },
}

describe('an interrupted export', () => {
  for (const [name, choice] of Object.entries(choices)) {
    test(`of ${name} is continued to the same bytes, whatever the newest orders did meanwhile`, async () => {
      fill()
      const options = { store, filter: {}, path: at('part'), chainName: () => 'Ethereum', ...choice }
      await interrupted({ ...options, random }, 700)
      await interrupted({ ...options, random, resume: true }, 2_500)
      const whole = join(place.path, 'whole')
      const other = folder()
      const twin = openStore({ dataDir: join(other.path, 'data') })
      for (let number = 1; number <= 60; number++)
        twin.apply(step({ blocks: [block(number)], orders: rowsOf(number), from: number === 1 ? 1 : null, final: number - 5 }))
      await exportOrders({ ...options, store: twin, path: whole, random })
      twin.close()
      other.remove()
      store.apply(step({ revertFrom: 60 }))
      store.apply(step({ blocks: [blockOf(60, 'fork'), block(61, 'fork')], orders: rowsOf(60, 'fork') }))
      store.apply(step({ blocks: [block(62, 'fork')], orders: rowsOf(62, 'fork') }))
      const done = await exportOrders({ ...options, random, resume: true })
      expect(done.anew).toBeNull()
      expect(done.resumedFrom).toBeGreaterThan(2_500)
      expect(readFileSync(at('part')).equals(readFileSync(whole))).toBe(true)
      expect(done.sha256).toBe(createHash('sha256').update(readFileSync(whole)).digest('hex'))
      expect(readdirSync(join(place.path, 'out')).sort()).toEqual(['part', 'part.coverage.txt'])
    })
  }

  test('begins anew, and says so, where orders that are still to come have changed', async () => {
    fill()
    const options = { store, filter: {}, path: at('o.csv') }
    await interrupted(options, 50)
    store.apply(step({ blocks: [block(61)], orders: [], final: 58 }))
    const done = await exportOrders({ ...options, resume: true })
    expect(done).toMatchObject({
      rows: 6_000,
      resumedFrom: 0,
      anew: 'Orders have changed since the export was interrupted: it is written from the beginning.',
    })
    await exportOrders({ ...options, path: at('again.csv') })
    expect(readFileSync(at('o.csv')).equals(readFileSync(at('again.csv')))).toBe(true)
  })

  test('begins anew where the format, the filter or the file does not allow more', async () => {
    fill()
    const cases: [string, Partial<ExportOptions>, RegExp][] = [
      ['a.parquet', { format: 'parquet' }, /Parquet/],
      ['b.csv', { profile: 'regulator' }, /blocks rest on/],
      ['c.csv', { filter: { text: 'eth' } }, /“text”/],
    ]
    for (const [name, choice, reason] of cases) {
      const options = { store, filter: {}, path: at(name), ...choice }
      await interrupted(options, 700)
      expect(await exportOrders({ ...options, resume: true })).toMatchObject({
        rows: 6_000,
        resumedFrom: 0,
        anew: expect.stringMatching(reason),
      })
    }
    const short = { store, filter: {}, path: at('short.csv') }
    await interrupted(short, 700)
    truncateSync(`${short.path}.part`, 100)
    expect(await exportOrders({ ...short, resume: true })).toMatchObject({ rows: 6_000, anew: expect.stringContaining('shorter') })
    expect(await exportOrders({ ...short, path: at('new.csv'), resume: true })).toMatchObject({
      anew: expect.stringContaining('no unfinished'),
    })
  })

  test('is not continued with other choices', async () => {
    fill(20)
    const options = { store, filter: {}, path: at('o.csv') }
    await interrupted(options, 50)
    await expect(exportOrders({ ...options, columns: ['id'], resume: true })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(existsSync(`${options.path}.part`)).toBe(true)
  })

  test('of a living process is not taken from it', async () => {
    fill(20)
    const options = { store, filter: {}, path: at('o.csv') }
    await interrupted(options, 50)
    const note = JSON.parse(readFileSync(`${options.path}.part.json`, 'utf8')) as object
    writeFileSync(`${options.path}.part.json`, JSON.stringify({ ...note, pid: process.ppid }))
    await expect(exportOrders(options)).rejects.toMatchObject({
      code: 'BUSY',
      message: expect.stringContaining('Another export is writing'),
    })
    expect(existsSync(`${options.path}.part`)).toBe(true)
  })
})

test('kill -9 in mid-export leaves no half file, and the next command goes on from there', { timeout: 120_000 }, async () => {
  fill()
  for (let number = 61; number <= 300; number++) store.apply(step({ blocks: [block(number)], orders: rowsOf(number), final: number - 5 }))
  store.close()
  const path = at('o.ndjson')
  const entry = fileURLToPath(new URL('../../../electron/headless/index.ts', import.meta.url))
  const args = [entry, 'export', '--data', join(place.path, 'data'), '--out', path, '--resume']
  const run = (kill: boolean) =>
    new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
      let stderr = ''
      child.stderr.on('data', (text) => {
        stderr += text
      })
      const look = setInterval(() => {
        if (kill && (readNote(path)?.rows ?? 0) > 0) child.kill('SIGKILL')
      }, 1)
      child.on('close', (code) => {
        clearInterval(look)
        resolve({ code, stderr })
      })
    })
  const killed = await run(true)
  expect(killed.code).toBeNull()
  expect(existsSync(path)).toBe(false)
  const { code, stderr } = await run(false)
  expect([code, stderr]).toEqual([0, expect.stringContaining('30000 orders written')])
  expect(stderr).toMatch(/Continued after \d+ rows/)
  store = openStore({ dataDir: join(place.path, 'data') })
  await exportOrders({ store, filter: {}, path: at('whole'), format: 'ndjson', chainName: () => 'Ethereum' })
  expect(readFileSync(path).equals(readFileSync(at('whole')))).toBe(true)
})
