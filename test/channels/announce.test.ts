import { describe, expect, test } from 'vitest'
import { createAnnouncer } from '#channels/announce.ts'
import { digestOf, shortUsd, titleOf } from '#channels/words.ts'
import { kinds } from '#engine/orders/kinds.ts'
import type { OrderChange } from '#engine/ports.ts'
import { judge } from '#engine/rules/judge.ts'
import type { Toast } from '#ipc/services.ts'
import { type OrderRow, plainMarks } from '#shared/order.ts'
import { readSettings } from '#shared/settings.ts'

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

/** A store that holds a list of changes, and a desktop that writes down what it was asked to show. */
function world(perMinute: number, more: object = {}) {
  const log: OrderChange[] = []
  const toasts: Toast[] = []
  let done = 0
  const { settings } = readSettings({ notifyPerMinute: perMinute, ...more })
  const announcer = createAnnouncer({
    store: {
      pending: (_, limit) => log.filter(({ seq }) => seq > done).slice(0, limit),
      handled: (_, seq) => {
        done = seq
      },
    },
    notifier: {
      show(toast) {
        toasts.push(toast)
        return Promise.resolve({ shown: true, message: '' })
      },
    },
    settings: () => settings,
    judge,
    chainName: () => 'Ethereum',
    now: () => now,
    onProblem() {},
  })
  const happen = (changed: OrderRow, was: OrderChange['was'] = null) => {
    log.push({ seq: log.length + 1, row: { ...changed, marks: plainMarks(changed) }, was })
    announcer.poke()
  }
  return { happen, announcer, toasts, handled: () => done }
}

describe('createAnnouncer', () => {
  test('rings once for a large order, and never for a small, unpriced or known one', async () => {
    const { happen, announcer, toasts } = world(6)
    happen(row(1))
    happen(row(2, { usd: '999999.99' }))
    happen(row(3, { usd: null }))
    happen(row(1, { state: 'final' }), 'seen')
    await announcer.stop()
    expect(toasts.map(({ title, orderId }) => [title, orderId])).toEqual([['Moved 12,400 ETH · $41.2 M', '1:0x1:-1']])
  })
  test('is silent about pending orders, and rings when they are mined', async () => {
    const { happen, announcer, toasts } = world(6)
    const pending = { state: 'pending', blockNumber: -1, blockHash: '', blockTime: null, evidence: 0 } as const
    happen(row(1, pending))
    happen(row(2, pending))
    await announcer.stop()
    expect(toasts).toEqual([])
    const again = world(6)
    again.happen(row(1), 'pending')
    again.happen(row(2, { ...pending, state: 'replaced' }), 'pending')
    again.happen(row(3, { ...pending, state: 'dropped' }))
    await again.announcer.stop()
    expect(again.toasts.map(({ orderId }) => orderId)).toEqual(['1:0x1:-1'])
  })
  test('rings for a pending order where that is wanted, says what it is, and does not ring again when it is mined', async () => {
    const { happen, announcer, toasts } = world(6, { alertUsd: '1000000', notifyPending: true })
    happen(row(1, { state: 'pending', blockNumber: -1, blockHash: '', blockTime: null, evidence: 0 }))
    happen(row(1), 'pending')
    await announcer.stop()
    expect(toasts).toHaveLength(1)
    expect(toasts[0]?.body).toContain('Ethereum · pending, it may never happen')
  })
  test('gathers what is over the rate into one digest, and counts every order', async () => {
    const { happen, announcer, toasts } = world(3)
    for (let n = 0; n < 500; n++) happen(row(n))
    await announcer.stop()
    expect(toasts).toHaveLength(4)
    expect(toasts[3]?.title).toBe('497 more large orders · $20.5 B')
    expect(toasts[3]?.orderId).toBeNull()
  })
  test('tells old news in a digest only', async () => {
    const { happen, announcer, toasts } = world(6)
    happen(row(1, { blockTime: now / 1000 - 86_400 }))
    happen(row(2, { blockTime: now / 1000 - 86_400 }))
    await announcer.stop()
    expect(toasts.map(({ title }) => title)).toEqual(['2 more large orders · $82.4 M'])
  })
  test('tells a retraction, and does not ring again when the order is mined again', async () => {
    const { happen, announcer, toasts } = world(6)
    happen(row(1))
    happen(row(1, { state: 'reverted' }), 'seen')
    happen(row(1, { blockHash: '0xother' }), 'reverted')
    await announcer.stop()
    expect(toasts.map(({ title }) => title)).toEqual(['Moved 12,400 ETH · $41.2 M', 'Retracted: Moved 12,400 ETH · $41.2 M'])
  })
  test('rings when an order that was undone unheard is mined again', async () => {
    const { happen, announcer, toasts } = world(6)
    happen(row(1, { state: 'reverted' }))
    happen(row(1, { blockHash: '0xother' }), 'reverted')
    await announcer.stop()
    expect(toasts).toHaveLength(1)
  })
  test('remembers what it handled', async () => {
    const { happen, announcer, handled } = world(6)
    happen(row(1))
    happen(row(2))
    await announcer.stop()
    expect(handled()).toBe(2)
  })
})

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
})
