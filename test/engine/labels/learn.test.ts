/** What forwarding shows, and what it does not. */
import { describe, expect, test } from 'vitest'
import { type Dealing, depositOf } from '#engine/labels/learn.ts'

const hour = 3_600
const dealing = (id: string, time: number, amount: string, exchange: string | null = null, change: Partial<Dealing> = {}): Dealing => ({
  id,
  kind: 'transfer',
  asset: 'USDC',
  amount,
  time,
  exchange,
  ...change,
})

describe('depositOf', () => {
  test('learns from two forwards of nine tenths', () => {
    const incoming = [dealing('r1', 0, '1000'), dealing('r2', 10 * hour, '500')]
    const outgoing = [dealing('f1', hour, '950', 'Binance'), dealing('f2', 11 * hour, '400', 'binance')]
    expect(depositOf(incoming, outgoing)).toEqual({ exchange: 'Binance', received: 'r1', forwarded: 'f1' })
  })

  test('learns from one forward of ninety-nine hundredths, and not of less', () => {
    const incoming = [dealing('r', 0, '1000')]
    expect(depositOf(incoming, [dealing('f', hour, '990', 'OKX')])).toEqual({ exchange: 'OKX', received: 'r', forwarded: 'f' })
    expect(depositOf(incoming, [dealing('f', hour, '989.999999', 'OKX')])).toBeNull()
  })

  test('goes by exact amounts beyond what a float holds', () => {
    const incoming = [dealing('r', 0, '100000000000000000000000001')]
    expect(depositOf(incoming, [dealing('f', hour, '99000000000000000000000000.99', 'OKX')])).not.toBeNull()
    expect(depositOf(incoming, [dealing('f', hour, '99000000000000000000000000.98', 'OKX')])).toBeNull()
  })

  test('pools several receipts into one forward', () => {
    const incoming = [dealing('r1', 0, '10'), dealing('r2', hour, '20'), dealing('r3', 2 * hour, '30')]
    expect(depositOf(incoming, [dealing('f', 3 * hour, '60', 'OKX')])?.received).toBe('r1')
  })

  test.each<[string, Dealing[], Dealing[]]>([
    ['nothing was sent', [dealing('r', 0, '1')], []],
    ['it went to somebody who is no exchange', [dealing('r', 0, '1')], [dealing('f', hour, '1')]],
    ['a second exchange got some', [dealing('r', 0, '2')], [dealing('a', hour, '1', 'OKX'), dealing('b', hour, '1', 'Binance')]],
    ['somebody else got some as well', [dealing('r', 0, '2')], [dealing('a', hour, '1', 'OKX'), dealing('b', hour, '1')]],
    ['it went on after more than a day', [dealing('r', 0, '1')], [dealing('f', 86_401, '1', 'OKX')]],
    ['it was sent before it came', [dealing('r', 2 * hour, '1')], [dealing('f', hour, '1', 'OKX')]],
    ['another token came', [dealing('r', 0, '1', null, { asset: 'DAI' })], [dealing('f', hour, '1', 'OKX')]],
    [
      'most of what was sent came from elsewhere',
      [dealing('r', 0, '1')],
      [dealing('a', hour, '5', 'OKX'), dealing('b', 2 * hour, '5', 'OKX')],
    ],
    ['it swapped instead of sending', [dealing('r', 0, '1')], [dealing('f', hour, '1', 'OKX', { kind: 'swap' })]],
    ['the money was a withdrawal from there', [dealing('r', 0, '1', 'OKX')], [dealing('f', hour, '1', 'OKX')]],
    ['half of it stayed', [dealing('r', 0, '10')], [dealing('a', hour, '3', 'OKX'), dealing('b', hour, '2', 'OKX')]],
  ])('learns nothing where %s', (_, incoming, outgoing) => {
    expect(depositOf(incoming, outgoing)).toBeNull()
  })

  test('takes no account of tokens that were only sent to it, nor of what came after the last forward', () => {
    const incoming = [dealing('spam', 0, '999', null, { asset: 'FREE' }), dealing('r', 0, '100'), dealing('later', 3 * hour, '100')]
    expect(depositOf(incoming, [dealing('f', hour, '100', 'OKX')])).not.toBeNull()
  })

  test('learns nothing where one of two tokens stayed', () => {
    const incoming = [dealing('r1', 0, '100'), dealing('r2', 0, '100', null, { asset: 'DAI' })]
    const outgoing = [dealing('f1', hour, '100', 'OKX'), dealing('f2', hour, '10', 'OKX', { asset: 'DAI' })]
    expect(depositOf(incoming, outgoing)).toBeNull()
  })
})
