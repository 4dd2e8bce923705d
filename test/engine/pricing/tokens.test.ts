import fc from 'fast-check'
import { encodeAbiParameters, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { cleanSymbol, readTokens } from '#engine/pricing/tokens.ts'
import type { Address, Hex } from '#engine/types.ts'
import { wordOf } from '../sources/recorded.ts'

const token: Address = '0x12345678901234567890123456789012345678ab'
const answering = (symbol: Hex | null, decimals: Hex | null) =>
  readTokens([token], async (calls) => calls.map(({ data }) => (data === '0x95d89b41' ? symbol : decimals))).then((found) =>
    found.get(token),
  )
const text = (symbol: string): Hex => encodeAbiParameters([{ type: 'string' }], [symbol])

describe('readTokens', () => {
  test.each([
    ['a string', text('GULL'), 'GULL'],
    ['bytes32, as MKR and early tokens answer', stringToHex('MKR', { size: 32 }), 'MKR'],
    ['letters of other scripts', text('USD₮0'), 'USD₮0'],
    ['a name in two normal forms', text('e\u0301'), 'é'],
    ['spaces and line breaks', text('  A\n\tB  '), 'A B'],
    ['direction marks', text('\u202eCDSU\u2066'), 'CDSU'],
    ['only invisible characters', text('\u200b\u00ad\ufe0f\u3164\u2800'), 'token 0x1234…'],
    ['33 characters', text('X'.repeat(33)), 'token 0x1234…'],
    ['32 characters', text('X'.repeat(32)), 'X'.repeat(32)],
    ['100 kB', text('\u202e'.repeat(34_000)), 'token 0x1234…'],
    ['a length beyond the answer', `0x${wordOf(32n).slice(2)}${wordOf(9n).slice(2)}${'41'.repeat(2)}` as const, 'AA'],
    ['an absurd length', `0x${wordOf(32n).slice(2)}${'f'.repeat(64)}` as const, 'token 0x1234…'],
    ['another offset', `0x${wordOf(64n).slice(2)}${wordOf(1n).slice(2)}41` as const, 'token 0x1234…'],
    ['bytes that are no text', `0x${'ff'.repeat(32)}` as const, 'token 0x1234…'],
    ['nothing', null, 'token 0x1234…'],
  ])('reads a symbol of %s', async (_, answer, symbol) => {
    expect((await answering(answer, wordOf(18n)))?.symbol).toBe(symbol)
  })

  test.each([
    [wordOf(0n), 0],
    [wordOf(18n), 18],
    [wordOf(77n), 77],
    [wordOf(78n), null],
    [wordOf(255n), null],
    [wordOf((1n << 256n) - 1n), null],
    ['0x12' as Hex, null],
    [null, null],
  ])('reads decimals %s as %s', async (answer, decimals) => {
    expect((await answering(text('A'), answer))?.decimals).toBe(decimals)
  })

  test('asks for nothing when there is nothing to ask for', async () => {
    expect((await readTokens([], () => Promise.reject(new Error('asked')))).size).toBe(0)
  })

  test('reads any bytes without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const found = await answering(`0x${Buffer.from(bytes).toString('hex')}`, null)
        expect([...(found?.symbol ?? '')].length).toBeGreaterThan(0)
        expect([...(found?.symbol ?? '')].length).toBeLessThanOrEqual(32)
      }),
    )
  })
})

describe('cleanSymbol', () => {
  test('leaves no control, direction or zero-width character and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (anything) => {
        const clean = cleanSymbol(anything)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u)
        expect(cleanSymbol(clean)).toBe(clean)
      }),
    )
  })
})
