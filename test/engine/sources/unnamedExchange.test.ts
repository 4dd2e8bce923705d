/** When what an account gave and got is taken for an exchange though no venue tells of one, and when not. */
import { toEventSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { readOrders } from '#engine/orders/readOrders.ts'
import { sourceNames } from '#engine/sources/index.ts'
import { depositTopic, transferTopic, withdrawalTopic } from '#engine/sources/logs.ts'
import type { Address, Hex, Log } from '#engine/types.ts'
import { transactionOf, wordOf } from './recorded.ts'

const account = (byte: string): Address => `0x${byte.repeat(20)}`
const [alice, venue, gold, silver, weth, zero] = [account('a1'), account('66'), account('0a'), account('0b'), account('ee'), account('00')]
const metaMask: Address = '0x881d40237659c251811cec9c364ef91dc08d300c'
const moved = (token: Address, from: Address, to: Address, amount: bigint): Omit<Log, 'position'> => ({
  address: token,
  topics: [transferTopic, wordOf(from), wordOf(to)],
  data: wordOf(amount),
})
const told = (signature: string, at: Address = venue): Omit<Log, 'position'> => ({
  address: at,
  topics: [toEventSelector(signature), wordOf(alice)],
  data: wordOf(70n),
})
const given = moved(gold, alice, venue, 70n)
const got = moved(silver, venue, alice, 5n)
const call = (logs: Omit<Log, 'position'>[], { to = venue, value = 0n, input = '0x12345678' as Hex } = {}) =>
  readOrders(transactionOf({ from: alice, to, value, input, logs: logs.map((log, position) => ({ ...log, position })) }), {
    chainId: 1,
    wrappedNative: weth,
  })
const swaps = (...args: Parameters<typeof call>) => call(...args).filter(({ kind }) => kind === 'swap')

describe('an exchange at an unknown venue', () => {
  test('is one asset given for another in one call', () => {
    expect(call([given, got])).toMatchObject([
      { source: 'unnamed-exchange', kind: 'swap', from: alice, asset: gold, amount: 70n, received: { asset: silver, amount: 5n } },
    ])
  })

  test.each([
    ['a stake that pays rewards', [given, got, told('Staked(address,uint256)')]],
    ['a withdrawal from a gauge', [given, got, told('Withdraw(address,uint256)')]],
    ['a deposit with Liquity', [given, got, told('UserDepositChanged(address,uint256)')]],
    ['a migration', [given, got, told('Migrated(address,uint256)')]],
    ['a repayment that gives the collateral back', [given, told('Repay(address,uint256)'), got]],
    ['shares that are made for it', [given, moved(silver, zero, alice, 5n)]],
  ])('is not %s', (_, logs) => {
    expect(swaps(logs)).toEqual([])
    expect(call(logs).length).toBeGreaterThan(1)
  })

  test('is not coins for their wrapped form, whoever unwraps them', () => {
    const unwrapped: Omit<Log, 'position'> = { address: weth, topics: [withdrawalTopic, wordOf(venue)], data: wordOf(70n) }
    expect(swaps([moved(weth, alice, venue, 70n), unwrapped])).toEqual([])
  })

  test('stays one where the wrapper of the coin tells of a deposit on the way', () => {
    const wrapped: Omit<Log, 'position'> = { address: weth, topics: [depositTopic, wordOf(venue)], data: wordOf(70n) }
    expect(swaps([given, wrapped, got])).toHaveLength(1)
  })

  test('for coins is one only with a router that does nothing else', () => {
    expect(swaps([got], { value: 90n })).toEqual([])
    expect(swaps([got], { value: 90n, to: metaMask })).toMatchObject([
      { source: 'metamask', asset: null, amount: 90n, received: { asset: silver, amount: 5n } },
    ])
  })

  test('has a name that says what it is, and routers have theirs', () => {
    const labels = new Map(sourceNames.map(({ id, label }) => [id, label]))
    expect(['unnamed-exchange', 'metamask'].map((id) => labels.get(id))).toEqual(['Exchange at an unknown venue', 'MetaMask'])
  })
})
