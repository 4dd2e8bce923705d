/** The picture of an order: which account gave what to which. */
import { describe, expect, test } from 'vitest'
import type { OrderPart } from '#shared/order.ts'
import { flowArrows } from '../../../renderer/features/order/flowArrows.ts'
import { order } from '../support.ts'

const eth = { address: null, symbol: 'ETH', decimals: 18 }
const usdc = { address: `0x${'a'.repeat(40)}`, symbol: 'USDC', decimals: 6 }
const trader = `0x${'1'.repeat(40)}`
const pool = `0x${'9'.repeat(40)}`
const part = (from: string, to: string, amount: string, asset: OrderPart['asset'] = usdc): OrderPart => ({
  kind: 'transfer',
  source: 'erc20',
  position: 0,
  from,
  to,
  asset,
  amount,
  received: null,
})
const swap = order('swap', { kind: 'swap', from: trader, to: trader, asset: eth, amount: '2', received: { asset: usdc, amount: '5000' } })

describe('flowArrows', () => {
  test('draws a plain movement as one arrow from giver to receiver', () => {
    const { arrows, more } = flowArrows(order('a', { amount: '1250.5' }), [])
    expect(arrows).toMatchObject([{ from: { role: 'giver' }, to: { role: 'receiver' }, amounts: ['1,250.5 ETH'] }])
    expect(more).toBe(0)
  })

  test('draws an exchange of which no movement is known with the contract on the other side', () => {
    expect(flowArrows(swap, []).arrows.map(({ from, to, amounts }) => [from.address, to.address, ...amounts])).toEqual([
      [trader, null, '2 ETH'],
      [null, trader, '5,000 USDC'],
    ])
  })

  test('gathers what went from one account to another', () => {
    const { arrows } = flowArrows(swap, [part(trader, pool, '1', eth), part(trader, pool, '3', eth), part(pool, trader, '5000')])
    expect(arrows.map(({ amounts }) => amounts)).toEqual([['1 ETH', '3 ETH'], ['5,000 USDC']])
  })

  test('keeps the arrows of the order’s own accounts when there are too many, and says how many are left out', () => {
    const between = Array.from({ length: 20 }, (_, index) => part(`0x${String(index).padStart(40, '5')}`, pool, '1'))
    const { arrows, more } = flowArrows(swap, [...between, part(trader, pool, '2', eth), part(pool, trader, '5000')])
    expect(arrows.filter(({ from, to }) => from.role !== 'between' || to.role !== 'between')).toHaveLength(2)
    expect(arrows.length + more).toBe(22)
  })

  test('names accounts by their labels', () => {
    const label = { name: 'Binance 14', entity: 'Binance', role: 'exchange', source: 'seed', confidence: 'certain' } as const
    const row = order('b')
    const { arrows } = flowArrows({ ...row, marks: { ...row.marks, toLabel: label } }, [])
    expect(arrows[0]?.to.name).toBe('Binance 14')
  })
})
