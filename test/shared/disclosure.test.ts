/** Codes, bands and buckets are whole, and two different statements never have the same bytes to commit to. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds } from '#engine/orders/kinds.ts'
import { type Committed, commitmentBytes, natureCodes, natureOf, timeBucket, usdBand, usdBands } from '#shared/disclosure.ts'

test('every kind of order has a nature code of its own, and an unknown one has N99', () => {
  expect(kinds.map(({ id }) => id).filter((id) => !Object.hasOwn(natureCodes, id))).toEqual([])
  expect(new Set(Object.values(natureCodes)).size).toBe(Object.keys(natureCodes).length)
  expect([natureOf('swap'), natureOf('constructor'), natureOf('')]).toEqual(['N21', 'N99', 'N99'])
})

test('a band begins at its lower bound, to the millionth of a dollar', () => {
  const told = [
    '0',
    '99999.999999',
    '100000',
    '249999.999999',
    '250000',
    '999999.99',
    '1000000',
    '5000000',
    '24999999',
    '25000000',
    '99999999.999999',
    '100000000',
    '9'.repeat(60),
  ]
  expect(told.map(usdBand)).toEqual([
    '<100k',
    '<100k',
    '100k-250k',
    '100k-250k',
    '250k-1M',
    '250k-1M',
    '1M-5M',
    '5M-25M',
    '5M-25M',
    '25M-100M',
    '25M-100M',
    '>=100M',
    '>=100M',
  ])
  expect(usdBand(null)).toBe('unpriced')
  expect(usdBands).toHaveLength(8)
})

test('a bucket is the hour or the day that a moment lies in', () => {
  expect([timeBucket(1_700_000_000), timeBucket(1_699_999_200), timeBucket(1_700_000_000, 'day')]).toEqual([
    '2023-11-14T22:00Z',
    '2023-11-14T22:00Z',
    '2023-11-14',
  ])
  expect([timeBucket(null), timeBucket(8.7e12), timeBucket(-1)]).toEqual(['', '', '1969-12-31T23:00Z'])
})

test('two statements have the same bytes only when they are the same', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('a', '\0', 'v', 'n', '\u0001') }))
  const statement = fc.record({ disclosure: text, order: text, field: text, value: fc.option(text) })
  const wellFormed = ({ disclosure, order, field, value }: Committed) =>
    JSON.stringify([disclosure, order, field, value].map((part) => (part === null ? null : Buffer.from(part).toString('hex'))))
  const bytes = (one: Committed) => Buffer.from(commitmentBytes(one, new Uint8Array(32))).toString('hex')
  fc.assert(
    fc.property(statement, statement, (one, other) => {
      expect(bytes(one) === bytes(other)).toBe(wellFormed(one) === wellFormed(other))
    }),
    { numRuns: 2_000, seed: 7 },
  )
})

test('the bytes are laid out as the statement beside an export says', () => {
  const salt = Uint8Array.from({ length: 32 }, (_, index) => index)
  const part = (bytes: Uint8Array) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes])
  const parts = ['crowsnest/disclosure/1', 'ab', 'cd', 'amount', 'v', 'é12.5'].map((text) => part(Buffer.from(text)))
  expect(Buffer.from(commitmentBytes({ disclosure: 'ab', order: 'cd', field: 'amount', value: 'é12.5' }, salt))).toEqual(
    Buffer.concat([...parts, part(salt)]),
  )
})
