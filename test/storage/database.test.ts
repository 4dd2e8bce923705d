/** What a folder, a disk or a second instance can do to the store, and what the user is told. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EngineError } from '#engine/errors.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from './sample.ts'

let place: ReturnType<typeof folder>
beforeEach(() => {
  place = folder()
})
afterEach(() => place.remove())

const failure = (work: () => unknown): EngineError => {
  try {
    work()
  } catch (error) {
    if (error instanceof EngineError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** A mount of its own needs root and a kernel that allows it. */
const canMount = (() => {
  const probe = folder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe.path], { stdio: 'ignore' })
    execFileSync('umount', [probe.path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    probe.remove()
  }
})()

describe('one writer a folder', () => {
  test('refuses a second instance in a sentence and lets it read meanwhile', () => {
    const store = openStore({ dataDir: place.path })
    const b = block(1)
    store.apply(step({ blocks: [b], orders: [order('a', b)], from: 1 }))
    const error = failure(() => openStore({ dataDir: place.path }))
    expect(error.code).toBe('LOCKED')
    expect(error.message).toContain('close it, or choose another folder with --data')

    const reader = openStore({ dataDir: place.path, readOnly: true })
    expect(reader.page({}, null, 10).rows).toHaveLength(1)
    const b2 = block(2)
    store.apply(step({ blocks: [b2], orders: [order('b', b2)] }))
    expect(reader.count({})).toBe(2)
    expect(failure(() => reader.apply(step({ revertFrom: 2 }))).code).toBe('READ_ONLY')
    reader.close()
    store.close()
    openStore({ dataDir: place.path }).close()
  })

  test('is free again when the other process was killed', async () => {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      import { openStore } from '#storage/orders.ts'
      openStore({ dataDir: process.argv[1] })
      console.log('open')
      setInterval(() => {}, 1000)`,
        place.path,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => child.stdout.once('data', resolve))
    expect(failure(() => openStore({ dataDir: place.path })).code).toBe('LOCKED')
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    openStore({ dataDir: place.path }).close()
  })
})

describe('bad places', () => {
  test('says where there is nothing to read', () => {
    expect(failure(() => openStore({ dataDir: join(place.path, 'none'), readOnly: true })).message).toMatch(
      /^There are no Crowsnest orders in /,
    )
    expect(existsSync(join(place.path, 'none'))).toBe(false)
  })

  test('says that a folder cannot be made or written', () => {
    writeFileSync(join(place.path, 'file'), '')
    const error = failure(() => openStore({ dataDir: join(place.path, 'file', 'data') }))
    expect(error.code).toBe('READ_ONLY')
    expect(error.message).toContain('give this user write permission, or choose another data folder with --data')
  })

  test('leaves a damaged file as it is and says what to do with it', () => {
    const file = join(place.path, 'crowsnest.sqlite')
    const bytes = Buffer.alloc(20_000, 'not a database ')
    writeFileSync(file, bytes)
    const error = failure(() => openStore({ dataDir: place.path }))
    expect(error.code).toBe('CORRUPT')
    expect(error.message).toContain('move it')
    expect(readFileSync(file)).toEqual(bytes)
    expect(failure(() => openStore({ dataDir: place.path, readOnly: true })).code).toBe('CORRUPT')
  })

  test('refuses a file of a newer version without touching it', () => {
    openStore({ dataDir: place.path }).close()
    const database = openDatabase({ dataDir: place.path })
    database.exec('PRAGMA user_version = 9999')
    database.close()
    for (const readOnly of [false, true]) {
      const error = failure(() => openStore({ dataDir: place.path, readOnly }))
      expect(error.code).toBe('NEWER')
      expect(error.message).toContain('update Crowsnest')
    }
  })

  test.skipIf(!canMount)(
    'says that the disk is full, keeps what was stored, and goes on when there is space (needs the right to mount)',
    () => {
      const disk = join(place.path, 'disk')
      mkdirSync(disk)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk])
      let store: Store | null = null
      try {
        store = openStore({ dataDir: disk })
        const opened = store
        let number = 1
        const next = () => {
          const b = block(number)
          const orders = Array.from({ length: 50 }, (_, index) => order(`${number}/${index}`, b))
          opened.apply(step({ blocks: [b], orders, from: number === 1 ? 1 : null }))
          number++
        }
        writeFileSync(join(disk, 'ballast'), Buffer.alloc(5_000_000))
        const error = failure(() => {
          for (;;) next()
        })
        expect(error.code).toBe('DISK_FULL')
        expect(error.message).toContain('is full: free some space')
        expect(error.retryable).toBe(true)
        expect(opened.count({})).toBe((number - 1) * 50)
        rmSync(join(disk, 'ballast'))
        next()
        expect(opened.cursor(1)?.number).toBe(number - 1)
        expect(opened.count({})).toBe((number - 1) * 50)
      } finally {
        // A disk that is in use cannot be taken away, and would hide why this failed.
        store?.close()
        execFileSync('umount', [disk])
      }
    },
  )

  test.skipIf(!canMount)('reads from a read-only disk, and says so when asked to write (needs the right to mount)', () => {
    const disk = join(place.path, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk])
    try {
      const store = openStore({ dataDir: disk })
      const b = block(1)
      store.apply(step({ blocks: [b], orders: [order('a', b)], from: 1 }))
      store.close()
      execFileSync('mount', ['-o', 'remount,ro', disk])
      expect(failure(() => openStore({ dataDir: disk })).code).toBe('READ_ONLY')
      const reader = openStore({ dataDir: disk, readOnly: true })
      expect(reader.count({})).toBe(1)
      reader.close()
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
