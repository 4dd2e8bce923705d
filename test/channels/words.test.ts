/** What notifications say. */
import { describe, expect, test } from 'vitest'
import { digestOf, retractionBodyOf, retractionOf, shortUsd, titleOf } from '#channels/words.ts'
import { kinds } from '#engine/orders/kinds.ts'
import { type OrderRow, plainMarks } from '#shared/order.ts'

const now = 1_700_000_000_000

function row(n: number, change: Partial<OrderRow> = {}): OrderRow {
  return {
    id: `1:0x${n}:-1`,
    chainId: 1,
    blockNumber: 100 + n,
    blockHash: `0xb${n}`,
    blockTime: now / 1000 - 10,
    txHash: `0x${n}`,
    position: -1,
    kind: 'transfer',
    source: 'native',
    from: '0xaa',
    to: '0xbb',
    asset: { address: null, symbol: 'ETH', decimals: 18 },
    amount: '12400',
    received: null,
    usd: '41200000',
    pricedBy: 'manual',
    evidence: 2,
    state: 'seen',
    ...change,
  }
}

const usdc = { address: '0xcc', symbol: 'USDC', decimals: 6 }

describe('words', () => {
  test('say what happened with three digits', () => {
    expect(shortUsd('999')).toBe('$999')
    expect(shortUsd('1234.5')).toBe('$1.24 K')
    expect(shortUsd('41234567')).toBe('$41.2 M')
    expect(shortUsd('123456789012')).toBe('$123 B')
    expect(titleOf(row(1, { usd: null, amount: '0.00012345' }))).toBe('Moved 0.0001 ETH · unpriced')
  })

  test.each<[string, string]>([
    ['swap', 'Swapped 12,400 ETH for 41.2 M USDC · $41.2 M'],
    ['liquidation', 'Liquidated 41.2 M USDC for 12,400 ETH of debt · $41.2 M'],
    ['nft-sale', 'Sold 41.2 M USDC (NFT) for 12,400 ETH · $41.2 M'],
    ['supply', 'Supplied 12,400 ETH · $41.2 M'],
    ['withdraw', 'Withdrew 12,400 ETH · $41.2 M'],
    ['borrow', 'Borrowed 12,400 ETH · $41.2 M'],
    ['repay', 'Repaid 12,400 ETH · $41.2 M'],
    ['flash-loan', 'Flash-loaned 12,400 ETH · $41.2 M'],
    ['stake', 'Staked 12,400 ETH · $41.2 M'],
    ['bridge-out', 'Bridged out 12,400 ETH · $41.2 M'],
    ['bridge-in', 'Bridged in 12,400 ETH · $41.2 M'],
    ['burn', 'Burnt 12,400 ETH · $41.2 M'],
    ['unwrap', 'Unwrapped 12,400 ETH · $41.2 M'],
  ])('tell a %s as %s', (kind, title) => {
    expect(titleOf(row(1, { kind, received: { asset: usdc, amount: '41234567.89' } }))).toBe(title)
  })

  test('say of an estimate that it is one', () => {
    const swap = row(1, { kind: 'swap' })
    expect(titleOf({ ...swap, marks: { ...plainMarks(swap), estimated: true } })).toBe('About: Swapped 12,400 ETH · $41.2 M')
  })

  test('have a verb and a noun for every kind of order', () => {
    for (const { id } of kinds) {
      expect(titleOf(row(1, { kind: id }))).not.toMatch(new RegExp(`^${id} `, 'i'))
      expect(digestOf([row(1, { kind: id }), row(2, { kind: id })], () => 'Base').body).toMatch(/^2 [A-Za-z ]+s/)
    }
  })

  test('count kinds in a digest, the most frequent first, before the largest', () => {
    const rows = [row(1), row(2, { kind: 'swap' }), row(3, { kind: 'swap', usd: '50000000' })]
    expect(digestOf(rows, () => 'Base').body.split('\n')).toEqual([
      '2 swaps, 1 transfer',
      'Swapped 12,400 ETH · $50 M (Base)',
      'Moved 12,400 ETH · $41.2 M (Base)',
      'Swapped 12,400 ETH · $41.2 M (Base)',
    ])
  })

  test('say how many were taken back, and that they came in quiet hours', () => {
    expect(digestOf([row(1)], () => 'Base', { quiet: true }).title).toBe('1 large order in quiet hours · $41.2 M')
    expect(
      digestOf([row(1), row(2)], () => 'Base', { takenBack: 3 })
        .body.split('\n')
        .at(-1),
    ).toBe('3 taken back by the chain')
    expect(digestOf([], () => 'Base', { takenBack: 3 }).title).toBe('Retracted: 3 large orders')
  })

  test('say what became of an order that rang', () => {
    expect(retractionOf(row(1, { state: 'reverted' }))).toBe('Retracted: Moved 12,400 ETH · $41.2 M')
    expect(retractionBodyOf(row(1, { state: 'reverted' }))).toContain('The chain dropped block 101')
    expect(retractionOf(row(1, { state: 'replaced' }))).toBe('Did not happen: Moved 12,400 ETH · $41.2 M')
    expect(retractionBodyOf(row(1, { state: 'replaced' }))).not.toBe(retractionBodyOf(row(1, { state: 'dropped' })))
  })
})
