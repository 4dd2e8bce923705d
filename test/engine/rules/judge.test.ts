import { describe, expect, test } from 'vitest'
import { rules } from '#engine/rules/index.ts'
import { judge } from '#engine/rules/judge.ts'
import { plainMarks, type TableRow } from '#shared/order.ts'
import { largeOrders } from '#shared/rules.ts'

const row = (part: Partial<TableRow>): TableRow => ({
  id: '1:0x1:0',
  chainId: 1,
  blockNumber: 1,
  blockHash: '0x1',
  blockTime: 1,
  txHash: '0x1',
  position: 0,
  kind: 'transfer',
  source: 'erc20',
  from: '0x1',
  to: '0x2',
  asset: { address: null, symbol: 'ETH', decimals: 18 },
  amount: '1',
  received: null,
  usd: '1000000',
  pricedBy: 'manual',
  evidence: 2,
  state: 'seen',
  marks: plainMarks({ blockTime: 1 }),
  ...part,
})

describe('judge', () => {
  test.each<[string, Partial<TableRow>, boolean]>([
    ['worth the threshold', { usd: '1000000' }, true],
    ['worth a millionth less', { usd: '999999.999999' }, false],
    ['beyond what a float can tell', { usd: '1000000.000001' }, true],
    ['without a price, however large', { usd: null, amount: '1'.repeat(60) }, false],
    ['final', { state: 'final' }, true],
    ['reverted', { state: 'reverted' }, false],
  ])('announces a row %s: %s → %s', (_, part, announced) => {
    expect(judge([row(part)], { rules: [largeOrders('1000000')] })).toHaveLength(announced ? 1 : 0)
  })

  test('keeps the order of the rows', () => {
    const rows = ['3', '1', '2'].map((id) => row({ id }))
    expect(judge(rows, { rules: [largeOrders('5')] }).map(({ id }) => id)).toEqual(['3', '1', '2'])
  })
})

describe('rule parameters', () => {
  test.each(['-1', '', '1e6', 'much', ' 5'])('refuse %j as an amount', (usd) => {
    expect(rules[0].parameters.safeParse({ usd }).success).toBe(false)
  })
})
