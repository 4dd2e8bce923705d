/** Labels as the window asks for them, through the same validation as its calls, on a real store and real files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cleanText } from '#engine/labels/import/clean.ts'
import { createLabelReader } from '#engine/labels/import/read.ts'
import { labelHandlers } from '#ipc/handlers/labels.ts'
import { serve } from '#ipc/serve.ts'
import type { Handlers, Input, Output } from '#shared/contract/index.ts'
import type { ImportPreview } from '#shared/contract/labels.ts'
import type { Result } from '#shared/result.ts'
import { writeLabels } from '#storage/labelFile.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { address, folder } from '../../storage/sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let now = Date.UTC(2026, 10, 23)
let published: [string, unknown][] = []
let ask: (name: string, input: unknown) => Promise<Result<unknown>>
const target = () => join(place.path, 'out')

beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  published = []
  const handlers = labelHandlers({
    store,
    saver: { choose: (name) => Promise.resolve({ path: `${target()}-${name}`, shown: name }) },
    publish: (name, payload) => published.push([name, payload]),
    readLabels: (fileName) => createLabelReader(fileName),
    cleanLabel: cleanText,
    writeLabels: (job) => writeLabels(store.labels, job),
    now: () => now,
  })
  // The other calls of the contract are not asked here.
  ask = serve(handlers as Handlers, { checkOutput: true })
})
afterEach(() => {
  store.close()
  place.remove()
})

type Name = Extract<keyof Handlers, `labels.${string}`>
async function call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
  const result = await ask(name, input)
  if (!result.ok) throw new Error(result.error.message)
  return result.value as Output<N>
}
async function preview(fileName: string, first: string, ...more: string[]): Promise<ImportPreview> {
  let seen = await call('labels.importPreview', { importId: null, fileName, text: first, last: more.length === 0 })
  for (const [index, text] of more.entries())
    seen = await call('labels.importPreview', { importId: seen.importId, fileName, text, last: index === more.length - 1 })
  return seen
}
const wallet = `0x${'AB'.repeat(20)}`

describe('labels.set', () => {
  test('keeps the user’s word, cleaned and dated, and shows it first', async () => {
    const label = await call('labels.set', { chainId: 1, address: wallet, name: '  =My\u{202E} desk ', entity: '', role: 'own' })
    expect(label).toEqual({
      ...{ chainId: 1, address: wallet.toLowerCase(), name: 'My desk', entity: null, role: 'own', source: 'user' },
      ...{ reference: null, date: '2026-11-23', confidence: 'certain' },
    })
    expect(await call('labels.of', { chainId: 1, address: wallet })).toEqual([label])
    expect(await call('labels.of', { chainId: 10, address: wallet })).toEqual([])
    await call('labels.remove', { chainId: 1, address: wallet, source: 'user' })
    expect(await call('labels.of', { chainId: 1, address: wallet })).toEqual([])
  })

  test.each([
    [{ address: '0x12', name: 'A' }, /address is 0x and 40 digits/],
    [{ address: wallet, name: '   ' }, /needs a name/],
    [{ address: wallet, name: '===' }, /needs a name/],
    [{ address: wallet, name: 'A', role: 'king' }, /role/],
  ])('refuses %j in a sentence', async (change, sentence) => {
    await expect(call('labels.set', { chainId: null, entity: null, role: 'other', ...change } as Input<'labels.set'>)).rejects.toThrow(
      sentence,
    )
  })
})

describe('an import', () => {
  const lines = Array.from({ length: 1_200 }, (_, index) => `${address(`i${index}`)},Nr ${index}`).join('\n')

  test('stores nothing before it is told to, and then everything', async () => {
    const text = `address,name\n${lines}\nbad,Bad\n`
    const seen = await preview('desk.csv', text.slice(0, 20_000), text.slice(20_000))
    expect(seen).toMatchObject({ complete: true, format: 'CSV with a header', source: 'desk.csv', labels: 1_200, refused: 1 })
    expect(store.labels.page({ sources: ['desk.csv'] }, null, 1).total).toBe(0)
    expect(await call('labels.import', { importId: seen.importId })).toEqual({ source: 'desk.csv', stored: 1_200 })
    expect(store.labels.page({ sources: ['desk.csv'] }, null, 1).total).toBe(1_200)
    expect(published.at(-1)).toEqual(['labels.importProgress', { importId: seen.importId, stored: 1_200, total: 1_200 }])
    expect(await call('labels.removeSource', { source: 'desk.csv' })).toEqual({ removed: 1_200 })
  })

  test('is told of a half-read file, and of one that is not open any more', async () => {
    const half = await call('labels.importPreview', { importId: null, fileName: 'a.csv', text: `${lines}\n`, last: false })
    expect(half).toMatchObject({ complete: false, labels: 1_200 })
    await expect(call('labels.import', { importId: half.importId })).rejects.toThrow(/not read to its end/)
    await call('labels.cancelImport', { importId: half.importId })
    await expect(call('labels.import', { importId: half.importId })).rejects.toThrow(/choose the file again/)
  })

  test('gives way to newer ones, and is forgotten after an hour', async () => {
    const [first, second] = [await preview('1.csv', lines), await preview('2.csv', lines)]
    await preview('3.csv', lines)
    await preview('4.csv', lines)
    await expect(call('labels.import', { importId: first.importId })).rejects.toThrow(/choose the file again/)
    now += 3_600_001
    await preview('5.csv', lines)
    await expect(call('labels.import', { importId: second.importId })).rejects.toThrow(/choose the file again/)
  })
})

describe('sources', () => {
  test('can be taken out and restored, but for the user’s own', async () => {
    const seed = async () => (await call('labels.sources', null)).find(({ source }) => source === 'seed')
    const before = await seed()
    expect(await call('labels.removeSource', { source: 'seed' })).toEqual({ removed: before?.count })
    expect(await seed()).toMatchObject({ count: 0, on: false })
    expect(await call('labels.restoreSource', { source: 'seed' })).toEqual({ count: before?.count })
    expect(await seed()).toEqual(before)
    await expect(call('labels.removeSource', { source: 'user' })).rejects.toThrow(/one by one/)
  })
})

describe('labels.export', () => {
  test.each(['csv', 'json'] as const)('writes the user’s labels as %s, and an import brings them back', async (format) => {
    await call('labels.set', { chainId: null, address: wallet, name: 'Desk, "old"', entity: 'Me', role: 'counterparty' })
    await call('labels.set', { chainId: 10, address: address('x'), name: 'Ünï', entity: null, role: 'watched' })
    const labels = () => store.labels.page({ sources: ['user'] }, null, 100).labels
    const before = labels()
    const written = await call('labels.export', { format })
    expect(written).toMatchObject({ labels: 2, path: expect.stringContaining(format) })
    for (const { chainId, address: of } of before) store.labels.remove(chainId, of, 'user')
    expect(labels()).toEqual([])
    const seen = await preview('mine', readFileSync(`${target()}-${written?.path}`, 'utf8'))
    expect(seen).toMatchObject({ source: 'user', labels: 2 })
    await call('labels.import', { importId: seen.importId })
    expect(labels()).toEqual(before)
  })
})
