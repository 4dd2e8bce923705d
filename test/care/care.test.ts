/** The app's care as the window calls it: settings as a file and back, what is kept, and what the doctor says of a running app. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoctorCheck, SettingsImport, StorageStanding } from '#shared/contract/care.ts'
import type { Settings } from '#shared/settings.ts'
import { block, order, step } from '../storage/sample.ts'
import { wholeApp } from '../support/wholeApp.ts'

let folder: string
let world: Awaited<ReturnType<typeof wholeApp>>
const saved = () => join(folder, 'crowsnest-settings.json')
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-care-'))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ minUsd: '5', unknownToThisVersion: [1] }))
  world = await wholeApp(folder, [], [], folder)
})
afterEach(async () => {
  await world.app.stop()
  rmSync(folder, { recursive: true, force: true })
})

const now = async () => ((await world.ask('settings.get', null)) as { settings: Settings }).settings
const copies = () => readdirSync(folder).filter((name) => name.startsWith('settings-before-import-'))

describe('settings as a file', () => {
  test('are written whole under the name that the user chose', async () => {
    expect(await world.ask('settings.export', null)).toEqual({ path: saved() })
    expect(JSON.parse(readFileSync(saved(), 'utf8'))).toMatchObject({ format: 'crowsnest-settings', settings: { minUsd: '5' } })
    expect(existsSync(`${saved()}.part`)).toBe(false)
  })

  test('are not half written where the place refuses, and one sentence says why', async () => {
    await world.app.stop()
    world = await wholeApp(folder, [], [], join(folder, 'missing'))
    expect(await world.ask('settings.export', null)).toMatchObject({ message: expect.stringContaining('does not exist') })
  })

  test('change nothing by a preview, and by an import keep a copy of what was', async () => {
    await world.ask('settings.export', null)
    const text = readFileSync(saved(), 'utf8').replace('"minUsd": "5"', '"minUsd": "77"')
    const before = readFileSync(join(folder, 'settings.json'), 'utf8')
    const change = { key: 'minUsd', label: 'Record orders from (USD)', was: '5', becomes: '77' }
    expect(await world.ask('settings.importPreview', { text })).toEqual({ changes: [change], problems: [] })
    expect([readFileSync(join(folder, 'settings.json'), 'utf8'), copies()]).toEqual([before, []])
    const told = (await world.ask('settings.import', { text })) as SettingsImport
    expect(told.changes).toEqual([change])
    expect((await now()).minUsd).toBe('77')
    const [copy = ''] = copies()
    expect(told.problems).toEqual([expect.stringContaining(copy)])
    expect(readFileSync(join(folder, copy), 'utf8')).toBe(before)
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ unknownToThisVersion: [1], minUsd: '77' })
  })

  test('that are none change nothing and leave no copy', async () => {
    const told = (await world.ask('settings.import', { text: '\u0000\ufffd{' })) as SettingsImport
    expect([told.changes, told.problems.length, copies()]).toEqual([[], 1, []])
    expect((await now()).minUsd).toBe('5')
  })
})

test('what is kept is told, and what the settings would remove', async () => {
  const blocks = [block(1), block(2)]
  world.app.store.apply(step({ blocks, orders: blocks.map((at) => order(`o${at.number}`, at)), final: 2, from: 1 }))
  const standing = async () => (await world.ask('storage.standing', null)) as StorageStanding
  expect(await standing()).toMatchObject({ folder, orders: 2, oldest: block(1).timestamp, alerts: 0, due: 0 })
  expect((await standing()).bytes).toBeGreaterThan(10_000)
  await world.ask('settings.set', { keepOrdersDays: 30 })
  expect(await standing()).toMatchObject({ orders: 2, due: 2 })
})

test('the doctor looks at the running app beside its work', async () => {
  await world.app.start()
  const { checks, at } = (await world.ask('doctor.run', null)) as { checks: DoctorCheck[]; at: number }
  expect(at).toBeGreaterThan(0)
  expect(checks.filter(({ state }) => state === 'problem')).toEqual([])
  expect(checks.filter(({ area }) => area === 'database').map(({ id, state }) => [id, state])).toEqual([
    ['form', 'ok'],
    ['whole', 'ok'],
    ['journal', 'ok'],
  ])
})
