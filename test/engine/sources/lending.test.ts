/** Smaller lenders: recorded transactions to the base unit, and events as their contracts write them, with and without the transfers. */
import { encodeAbiParameters, encodeEventTopics, parseAbi, toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { readOrders } from '#engine/orders/readOrders.ts'
import { lending } from '#engine/sources/lending/index.ts'
import { acts } from '#engine/sources/lending/protocols.ts'
import { transferTopic } from '#engine/sources/logs.ts'
import type { Address, Log } from '#engine/types.ts'
import { lower, noRecordings, transactionOf, wordOf } from './recorded.ts'
import { lineOf, recordedCases } from './recordedCases.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [alice, bob, carol, market, other, gold, silver, zero] = ['1', '2', '3', '6', '7', 'a', 'b', '0'].map(account) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
const context = { chainId: 8453, wrappedNative: null }

const abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Borrow(address indexed account, uint256 assets)',
  'event RepayAsset(address indexed payer, address indexed borrower, uint256 amountToRepay, uint256 shares)',
])
const moved = (position: number, token: Address, from: Address, to: Address, value: bigint): Log => ({
  address: token,
  topics: encodeEventTopics({ abi, eventName: 'Transfer', args: { from, to } }).map((topic) => lower(topic as `0x${string}`)),
  data: encodeAbiParameters([{ type: 'uint256' }], [value]),
  position,
})
const plain = (position: number, at: Address, signature: string, values: readonly (Address | bigint)[]): Log => ({
  address: at,
  topics: [toEventSelector(signature)],
  data: `0x${values.map((value) => wordOf(value).slice(2)).join('')}`,
  position,
})
const repaid = (position: number): Log =>
  plain(position, market, 'RepayBorrow(address,address,uint256,uint256,uint256)', [bob, alice, 70n, 30n, 900n])
const liquidated = (position: number): Log =>
  plain(position, market, 'LiquidateBorrow(address,address,uint256,address,uint256)', [bob, alice, 70n, other, 55n])

const lines = (logs: Log[], value = 0n): string[] =>
  readOrders(transactionOf({ from: bob, to: market, value, logs }), context).map((leg) => lineOf(leg).replaceAll(/0{8,}/g, ''))

describe.skipIf(noRecordings)('recorded loans', () => {
  test.each([
    [
      'aave_v2',
      'test_aave_v1_liquidation',
      'aave-v1 liquidation 0x4cd62db8→0x8ca7ed9b 274021843682369759590 0x57ab1ec2 for 38160293005291481434 0x51491077',
    ],
    [
      'aave_v2',
      'test_aave_deposit_v1',
      'aave-v1 supply 0x2b888954→0x398ec734 2507675873220870275072 0x6b175474 for 2507675873220870275072 0xfc1e690f',
    ],
    ['curve_lend', 'test_close_loan_using_borrowed', 'curve-lend repay 0x13cbd624→0xb5c6082d 1195651117770074 0x498bf2b1'],
    ['curve_lend', 'test_add_collateral', 'curve-lend supply 0x8228dfba→0xb5c6082d 22629905446385494 0x82af4944'],
    ['curve_crvusd', 'test_borrow_more', 'curve-lend borrow 0x4e595413→0x9a778f01 500000000000000000000 0xf939e0a0'],
  ])('%s %s', (file, name, line) => {
    const recorded = recordedCases(file).get(name)
    if (!recorded) throw new Error(`${file} has no ${name}`)
    expect(lending.read(recorded.transaction, recorded.context).map(lineOf)).toEqual([line])
    const orders = readOrders(recorded.transaction, recorded.context)
    expect(orders.filter(({ kind }) => kind === 'swap')).toEqual([])
    const bare = recorded.transaction.logs.filter(({ topics }) => topics[0] !== transferTopic)
    expect(lending.read(transactionOf({ ...recorded.transaction, value: 0n, logs: bare }), recorded.context)).toEqual([])
  })
})

describe('events of lenders', () => {
  test('a liquidation is one order, and no repayment beside it', () => {
    const logs = [moved(0, gold, bob, market, 70n), repaid(1), moved(2, other, alice, bob, 55n), liquidated(3)]
    expect(lines(logs)).toEqual([`compound-v2-like liquidation 0x22222222→0x11111111 70 0xaaaaaaaa for 55 0x77777777`])
  })

  test('a repayment for another account stands in the name of the debtor', () => {
    expect(lines([moved(0, gold, bob, market, 70n), repaid(1)])).toEqual(['compound-v2-like repay 0x11111111→0x66666666 70 0xaaaaaaaa'])
  })

  test('coins that come with the call are repaid', () => {
    expect(lines([repaid(0)], 70n)).toEqual(['compound-v2-like repay 0x11111111→0x66666666 70 coin'])
  })

  test('a supply tells of the token that was issued for it', () => {
    const logs = [
      moved(0, gold, bob, market, 70n),
      plain(1, market, 'Mint(address,uint256,uint256)', [bob, 70n, 35n]),
      moved(2, market, market, bob, 35n),
    ]
    expect(lines(logs)).toEqual(['compound-v2-like supply 0x22222222→0x66666666 70 0xaaaaaaaa for 35 0x66666666'])
  })

  test('what is borrowed goes to whoever asked for it to be sent there', () => {
    const borrow: Log = {
      address: market,
      topics: encodeEventTopics({ abi, eventName: 'Borrow', args: { account: alice } }).map((topic) => lower(topic as `0x${string}`)),
      data: encodeAbiParameters([{ type: 'uint256' }], [40n]),
      position: 1,
    }
    expect(lines([moved(0, silver, market, carol, 40n), borrow])).toEqual(['euler-v2 borrow 0x66666666→0x11111111 40 0xbbbbbbbb'])
  })

  test.each([
    ['an event alone', [liquidated(0)]],
    ['a liquidation without the collateral', [moved(0, gold, bob, market, 70n), liquidated(1)]],
    ['a payment of another amount', [moved(0, gold, bob, market, 69n), moved(1, other, alice, bob, 55n), liquidated(2)]],
    ['tokens that are made for it', [moved(0, gold, zero, market, 70n), moved(1, other, zero, bob, 55n), liquidated(2)]],
  ])('nothing is read from %s', (_, logs) => {
    expect(lending.read(transactionOf({ from: bob, logs }), context)).toEqual([])
  })

  test('every declaration has the topic that viem finds for its signature', () => {
    for (const { event } of acts) expect(event.topic).toBe(toEventSelector(`event ${event.signature}`))
  })
})
