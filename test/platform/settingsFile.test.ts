/** No settings file is lost or overwritten silently, and no broken value takes another with it. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '#engine/errors.ts'
import { openSettingsFile } from '#platform/settingsFile.ts'
import { type Settings, settingEntries, settingsVersion } from '#shared/settings.ts'
import { createSettingsStore } from '../../electron/headless/settingsStore.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const onDisk = () => JSON.parse(readFileSync(file, 'utf8'))
const brokenFiles = () => readdirSync(folder).filter((name) => name.includes('.broken-'))
const network = { chainId: 1, name: 'Ethereum', enabled: true, endpoints: ['https://node.example/key'] }

describe('settings of the headless host', () => {
  test('are the defaults without a file, and are kept once set', () => {
    const store = createSettingsStore(file)
    expect(store.get().minUsd).toBe(settingEntries.minUsd.default)
    expect(store.problems()).toEqual([])
    const heard: Settings[] = []
    const stop = store.onChange((settings) => heard.push(settings))
    expect(store.set({ minUsd: '250000.5', networks: [network] })).toMatchObject({ minUsd: '250000.5', networks: [network] })
    stop()
    store.set({ theme: 'dark' })
    expect(heard.map(({ minUsd, theme }) => [minUsd, theme])).toEqual([['250000.5', 'system']])
    expect(createSettingsStore(file).get()).toMatchObject({ minUsd: '250000.5', theme: 'dark', networks: [network] })
  })

  test('fall back one by one, say so, and keep the broken value in the file until it is corrected', () => {
    writeFileSync(file, JSON.stringify({ minUsd: 'lots', pendingMinutes: 5, notify: 'yes' }))
    const store = createSettingsStore(file)
    expect(store.get()).toMatchObject({ minUsd: settingEntries.minUsd.default, pendingMinutes: 5, notify: true })
    expect(store.problems().map(({ key }) => key)).toEqual(['minUsd', 'notify'])
    expect(store.problems()[0]?.message).toContain('must be a number such as 250000')
    store.set({ notify: false })
    expect(onDisk()).toEqual({ minUsd: 'lots', pendingMinutes: 5, notify: false, version: settingsVersion })
    expect(store.problems().map(({ key }) => key)).toEqual(['minUsd'])
    store.set({ minUsd: '1' })
    expect(store.problems()).toEqual([])
  })

  test('keep keys of a newer version, dots and prototypes in names included', () => {
    writeFileSync(file, '{"future.key":{"deep":[1]},"__proto__":{"polluted":1},"minUsd":"7"}')
    const store = createSettingsStore(file)
    store.set({ theme: 'light' })
    expect(onDisk()['future.key']).toEqual({ deep: [1] })
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
    expect(store.get().minUsd).toBe('7')
  })

  test('of a newer version are used as far as they are known, and nothing of them is lost by a change', () => {
    const written = { version: settingsVersion + 5, minUsd: '7', theme: 'sepia', future: { deep: [1] } }
    writeFileSync(file, JSON.stringify(written))
    const store = createSettingsStore(file)
    expect(store.get()).toMatchObject({ minUsd: '7', theme: settingEntries.theme.default })
    expect(store.problems().map(({ key }) => key)).toEqual(['version', 'theme'])
    expect(store.problems()[0]?.message).toContain('newer Crowsnest')
    store.set({ minUsd: '8' })
    expect(onDisk()).toEqual({ ...written, minUsd: '8' })
  })

  test('are copied beside themselves before much of them changes, readable by this user alone', () => {
    const store = createSettingsStore(file)
    expect(store.keepCopy?.()).toBeNull()
    store.set({ networks: [network] })
    const before = readFileSync(file)
    const copy = store.keepCopy?.() ?? ''
    expect(copy).toMatch(/settings-before-import-[\dTZ-]+\.json$/)
    expect(readFileSync(copy)).toEqual(before)
    expect(statSync(copy).mode & 0o077).toBe(0)
  })

  test('take what the user wrote into the file meanwhile as the ground of a change', () => {
    const store = createSettingsStore(file)
    store.set({ minUsd: '1' })
    writeFileSync(file, JSON.stringify({ minUsd: '2', pendingMinutes: 3 }))
    expect(store.set({ theme: 'dark' })).toMatchObject({ minUsd: '2', pendingMinutes: 3, theme: 'dark' })
  })

  test('refuse a bad change in a sentence and change nothing', () => {
    const store = createSettingsStore(file)
    store.set({ minUsd: '1' })
    const change = () => store.set(JSON.parse('{"minUsd":"-1"}'))
    expect(change).toThrow(EngineError)
    expect(change).toThrow('Setting “Record orders from (USD)” must be a number such as 250000 or 0.5; nothing was changed.')
    expect(() => store.set(JSON.parse('{"nonsense":1}'))).toThrow(/^This change of settings .*; nothing was changed\.$/)
    expect(onDisk()).toEqual({ minUsd: '1', version: settingsVersion })
  })

  test('read a file with a byte order mark, in any name that the user gives', () => {
    const named = join(folder, 'my.watch.conf')
    writeFileSync(named, '\ufeff{"minUsd":"42"}')
    expect(createSettingsStore(named).get().minUsd).toBe('42')
    const bare = join(folder, 'bare')
    createSettingsStore(bare).set({ minUsd: '43' })
    expect(JSON.parse(readFileSync(bare, 'utf8')).minUsd).toBe('43')
  })
})

describe('a file that holds no settings', () => {
  test('is set aside under another name, byte for byte, whatever it holds', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom('', '[1]', 'null', '"x"', '7', '{"a":', '<html>').map((text) => Buffer.from(text)),
    )
    fc.assert(
      fc.property(bytes, (content) => {
        for (const name of brokenFiles()) rmSync(join(folder, name))
        writeFileSync(file, content)
        const store = createSettingsStore(file)
        const [aside] = brokenFiles()
        expect(aside).toMatch(/^settings\.broken-.*\.json$/)
        expect(readFileSync(join(folder, aside ?? ''))).toEqual(Buffer.from(content))
        expect(store.problems()).toEqual([{ key: 'file', message: expect.stringContaining(join(folder, aside ?? '')) }])
        expect(store.get().minUsd).toBe(settingEntries.minUsd.default)
        store.set({ minUsd: '9' })
        expect(onDisk()).toEqual({ minUsd: '9', version: settingsVersion })
      }),
      { numRuns: 60, seed: 2 },
    )
  })

  test('never takes the name of one that was set aside before', () => {
    const backend = () => ({ read: () => ({}), write: () => {} })
    for (const content of ['one', 'two', 'three']) {
      writeFileSync(file, content)
      openSettingsFile(file, backend, () => 0)
    }
    expect(
      brokenFiles()
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .toSorted(),
    ).toEqual(['one', 'three', 'two'])
  })
})

describe('a place that cannot be written', () => {
  test('gives a sentence on every change, and the app goes on with what it has', () => {
    writeFileSync(join(folder, 'occupied'), 'x')
    const store = createSettingsStore(join(folder, 'occupied', 'settings.json'))
    expect(store.get().minUsd).toBe(settingEntries.minUsd.default)
    expect(() => store.set({ minUsd: '1' })).toThrow(/The settings were not saved in .* give this user the right to write there/)
    expect(store.get().minUsd).toBe(settingEntries.minUsd.default)
  })

  test('keeps the settings that were read when a change cannot be saved, and names a full disk', () => {
    const refuse = (code: string) =>
      openSettingsFile(file, () => ({
        read: () => ({ minUsd: '77' }),
        write: () => {
          throw Object.assign(new Error(code), { code })
        },
      }))
    const full = refuse('ENOSPC')
    expect(() => full.set({ minUsd: '1' })).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
    expect(full.get().minUsd).toBe('77')
    expect(() => refuse('EROFS').set({ minUsd: '1' })).toThrow(expect.objectContaining({ code: 'READ_ONLY' }))
  })

  // Permissions do not bind root.
  test.skipIf(process.getuid?.() === 0)('reads a read-only folder, sets nothing aside and overwrites nothing (not run as root)', () => {
    const shut = join(folder, 'shut')
    mkdirSync(shut)
    const inside = join(shut, 'settings.json')
    writeFileSync(inside, '{"minUsd":"5"}')
    chmodSync(shut, 0o555)
    const store = createSettingsStore(inside)
    expect(store.get().minUsd).toBe('5')
    expect(() => store.set({ minUsd: '6' })).toThrow(EngineError)
    chmodSync(shut, 0o755)
    writeFileSync(inside, 'broken')
    chmodSync(shut, 0o555)
    expect(createSettingsStore(inside).problems()[0]?.message).toContain('could not be set aside')
    expect(readFileSync(inside, 'utf8')).toBe('broken')
    chmodSync(shut, 0o755)
    expect(existsSync(inside)).toBe(true)
  })
})
