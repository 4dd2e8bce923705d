/** Old files become new ones without losing a row; a failed step leaves no trace. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '#storage/database.ts'
import { migrate, requireCurrent } from '#storage/migrate.ts'
import { migrations } from '#storage/migrations/index.ts'
import { openStore } from '#storage/orders.ts'
import { address, block, ether, folder, hash, order } from './sample.ts'

let place: ReturnType<typeof folder>
let database: Database
beforeEach(() => {
  place = folder()
  database = openDatabase({ dataDir: place.path })
})
afterEach(() => {
  database.close()
  place.remove()
})

const shape = (of: Database) => of.all("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")

describe('migrate', () => {
  test('numbers run from 1 without a hole', () => {
    expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('brings an empty file to the newest shape, and does nothing the second time', () => {
    migrate(database)
    const after = shape(database)
    expect(after.length).toBeGreaterThan(10)
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length })
    migrate(database)
    expect(shape(database)).toEqual(after)
    requireCurrent(database)
  })

  test('brings a file of every older version to the same shape, rows included', () => {
    migrate(database, migrations.slice(0, 1))
    expect(() => requireCurrent(database)).toThrow(/open it once with the app/)
    database.run("INSERT INTO assets (chain_id, symbol, folded, decimals) VALUES (1, 'ETH', 'eth', 18)")
    for (const name of ['first', 'second']) {
      database.run(
        `INSERT INTO orders (id, chain_id, block_number, block_hash, block_time, tx_hash, position, kind, source, from_address, to_address,
         asset, amount, usd, usd_micros, priced_by, evidence, state, first_seen_at, changed_at)
         VALUES (?, 1, 5, ?, 1700000060, ?, -1, 'transfer', 'native', ?, ?, 1, '1250.5', '4100000.25', 4100000250000, 'chainlink', 2, 'seen', 1, 1)`,
        `1:${hash(`tx:${name}`)}:-1`,
        block(5).hash,
        hash(`tx:${name}`),
        address(`from:${name}`),
        address(`to:${name}`),
      )
    }
    database.close()
    const store = openStore({ dataDir: place.path })
    const rows = ['first', 'second'].map((name) => order(name, block(5), { asset: ether }))
    expect(store.pending('watch', 10)).toEqual(rows.map((row, index) => ({ seq: index + 1, row, was: null })))
    expect(store.page({}, null, 10).rows).toEqual(rows.toReversed())
    const old = openDatabase({ dataDir: place.path, readOnly: true })
    expect(old.all('SELECT count, priced, high, low FROM asset_days')).toEqual([{ count: 2, priced: 2, high: 8200, low: 500_000 }])
    old.close()
    store.close()

    database = openDatabase({ dataDir: place.path })
    const upgraded = shape(database)
    const other = folder()
    const fresh = openDatabase({ dataDir: other.path })
    migrate(fresh)
    expect(upgraded).toEqual(shape(fresh))
    fresh.close()
    other.remove()
  })

  test('leaves the file as it was when a step fails', () => {
    migrate(database)
    const before = shape(database)
    const bad = { number: migrations.length + 1, name: 'bad', sql: 'CREATE TABLE half (a INTEGER) STRICT; SELECT no_such_function()' }
    expect(() => migrate(database, [...migrations, bad])).toThrow(/no_such_function/)
    expect(shape(database)).toEqual(before)
    expect(database.get('PRAGMA user_version')).toEqual({ user_version: migrations.length })
  })
})
