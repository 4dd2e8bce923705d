/** Where a price came from, in words. */
import { describe, expect, test } from 'vitest'
import { priceSource } from '../../../renderer/format/priceSource.ts'

describe('priceSource', () => {
  test('says that there is none', () => expect(priceSource(null)).toBe('No honest price was found'))
  test('names the user’s own price', () => expect(priceSource('manual')).toBe('Set by hand in your settings'))
  test('names a peg', () => expect(priceSource('peg:USDC')).toBe('Declared peg of USDC'))
  test('names round and time of a feed’s answer', () => {
    const at = new Date(2026, 10, 22, 22, 26, 29).getTime() / 1000
    expect(priceSource(`chainlink:ETH/USD round 18446744073709551629 at ${at}`)).toBe(
      'Chainlink ETH/USD, round 18446744073709551629 of 22:26:29, read at this block',
    )
  })
  test('names both answers of a price that was composed', () => {
    const at = new Date(2026, 10, 22, 22, 26, 29).getTime() / 1000
    expect(priceSource(`chainlink:LDO/ETH round 5 at ${at - 60} × ETH/USD round 7 at ${at}`)).toBe(
      'Chainlink LDO/ETH, round 5 of 22:25:29, times ETH/USD, round 7 of 22:26:29, read at this block',
    )
  })
  test('names the coin whose price by hand the wrapper has', () =>
    expect(priceSource('manual:ETH')).toBe('Set by hand in your settings, for ETH'))
  test('names a token’s own rate and what it counts', () => {
    expect(priceSource('rate:sDAI = 1.08 DAI, peg:DAI')).toBe('sDAI’s own rate of 1.08 DAI; DAI: Declared peg of DAI')
    expect(priceSource('rate:rETH = 1.125 ETH, chainlink:ETH/USD soon')).toBe(
      'rETH’s own rate of 1.125 ETH; ETH: Chainlink ETH/USD soon, read at this block',
    )
  })
  test('names a pool, its mean and what that is in', () => {
    const pool = `0x${'ab'.repeat(20)}`
    expect(priceSource(`pool:PEPE = 0.000001 WETH by ${pool} over 1800 s, manual`)).toBe(
      `Mean of 30 minutes of the pool ${pool}: 0.000001 WETH for one PEPE; WETH: Set by hand in your settings`,
    )
    expect(priceSource(`pool:A B = 2 X by ${pool} over 90 s, peg:X`)).toContain('Mean of 90 seconds of the pool')
  })
  test('hides direction marks in a symbol', () =>
    expect(priceSource(`pool:\u202eEVIL = 2 X by 0x${'ab'.repeat(20)} over 60 s, peg:X`)).not.toContain('\u202e'))
  test.each(['pool:0xabc', 'rate:nonsense', 'oracle:7', '__proto__:1', 'toString', ''])(
    'shows %j, which it cannot read, as it names itself',
    (by) => expect(priceSource(by)).toBe(by || 'unnamed'),
  )
})
