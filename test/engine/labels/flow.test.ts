/** Flow classes, case by case. */
import { describe, expect, test } from 'vitest'
import { exchangeOf, flowOf, type Party } from '#engine/labels/flow.ts'
import type { Flow } from '#shared/order.ts'

const wallet = (entity: string | null, name = 'Wallet 1'): Party => ({ name, entity, role: 'exchange' })
const deposit = (entity: string | null, name = 'Deposit'): Party => ({ name, entity, role: 'exchange-deposit' })
const desk: Party = { name: 'Binance Labs', entity: 'Binance', role: 'fund' }

describe('flowOf', () => {
  test.each<[string, Party | null, Party | null, Flow | null]>([
    ['nobody known', null, null, null],
    ['into an exchange', null, wallet('Binance'), 'inflow'],
    ['into a deposit address', null, deposit('Binance'), 'inflow'],
    ['out of an exchange', wallet('Binance'), null, 'outflow'],
    ['out of a deposit address', deposit('Binance'), null, 'outflow'],
    ['between wallets of one', wallet('Binance', 'A'), wallet('Binance', 'B'), 'internal'],
    ['from a deposit address to its exchange', deposit('Binance'), wallet('Binance'), 'internal'],
    ['one owner written two ways', wallet('Binance'), wallet(' BINANCE '), 'internal'],
    ['between two exchanges', wallet('Binance'), wallet('OKX'), 'cross-exchange'],
    ['from a deposit address to another exchange', deposit('OKX'), wallet('Binance'), 'cross-exchange'],
    ['a wallet without owner is its own owner', wallet(null, 'Kraken 4'), wallet(null, 'Kraken 5'), 'cross-exchange'],
    ['the same name without owner', wallet(null, 'Kraken'), wallet(null, 'kraken'), 'internal'],
    ['a fund of an exchange is not the exchange', desk, wallet('Binance'), 'inflow'],
    ['a fund alone', desk, null, null],
  ])('%s', (_, from, to, flow) => {
    expect(flowOf(exchangeOf(from), exchangeOf(to), false)).toBe(flow)
  })

  test('a trade of one account with itself as both sides is no flow', () => {
    const exchange = exchangeOf(wallet('Binance'))
    expect(flowOf(exchange, exchange, true)).toBeNull()
  })
})
