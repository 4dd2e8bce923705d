/** Lines for people. */
import { describe, expect, test } from 'vitest'
import { grouped, orderInWords } from '../../electron/headless/print.ts'

describe('grouped', () => {
  test.each<[string, number, string]>([
    ['1234567.891', 2, '1,234,567.89'],
    ['999', 4, '999'],
    ['0.00001', 4, '0'],
    ['1000.5000', 4, '1,000.5'],
    ['123456789012345678901234567890', 0, '123,456,789,012,345,678,901,234,567,890'],
  ])('writes %s with %i decimals as %s', (decimal, places, written) => {
    expect(grouped(decimal, places)).toBe(written)
  })
})

describe('orderInWords', () => {
  test('says what was given for what, what it was worth, by whom and how well that is proven', () => {
    const line = orderInWords({
      ...{ id: '1:0xab:3', chainId: 1, blockNumber: 7, blockHash: '0xcd', blockTime: 1_700_000_000, txHash: '0xab', position: 3 },
      ...{ kind: 'swap', source: 'uniswap-v3', from: '0x11', to: '0x22', evidence: 3, state: 'final' },
      ...{ asset: { address: null, symbol: 'ETH', decimals: 18 }, amount: '12400.00005' },
      ...{ received: { asset: { address: '0xcc', symbol: 'USDC', decimals: 6 }, amount: '41234567.891234' } },
      ...{ usd: '41234567.5', pricedBy: 'manual' },
    })
    expect(line).toBe(
      '2023-11-14T22:13:20Z chain 1 block 7  Swapped 12,400 ETH for 41,234,567.8912 USDC  ($41,234,567)  0x11 → 0x22  L3 final  0xab',
    )
  })
})
