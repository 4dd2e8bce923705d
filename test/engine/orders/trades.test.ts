/** Who gave what for what, where that is not plain: others pay, tokens tax themselves, coins go unseen, a bridge carries it on. */
import { describe, expect, test } from 'vitest'
import { withoutFacades } from '#engine/orders/facades.ts'
import { join } from '#engine/orders/join.ts'
import type { Address, AssetRef, Hex, Leg, SwapRole } from '#engine/types.ts'
import { transactionOf } from '../sources/recorded.ts'

const account = (digit: string): Address => `0x${digit.repeat(40)}`
const [alice, bob, router, pool, other] = [account('1'), account('2'), account('3'), account('4'), account('5')]
const [gold, silver, tin, wrapper] = [account('a'), account('b'), account('c'), account('d')]

const base = { txHash: `0x${'ab'.repeat(32)}`, txIndex: 0 } as const
const move = (position: number, from: Address, to: Address, asset: AssetRef, amount: bigint): Leg => ({
  ...base,
  source: asset === null ? 'native' : 'erc20',
  kind: 'transfer',
  position,
  from,
  to,
  asset,
  amount,
})
type Sides = readonly [AssetRef, bigint, AssetRef, bigint]
const swap = (position: number, [asset, amount, got, bought]: Sides, role: SwapRole['role'] = 'pool', at = pool, from = router): Leg => ({
  ...base,
  source: 'uniswap-v2',
  kind: 'swap',
  position,
  from,
  to: from,
  asset,
  amount,
  received: { asset: got, amount: bought },
  swap: { role, at },
})
const unwrap = (position: number, amount: bigint): Leg => ({
  ...base,
  source: 'wrapped-native',
  kind: 'unwrap',
  position,
  from: router,
  to: router,
  asset: wrapper,
  amount,
  received: { asset: null, amount },
})
const call = (input: Hex = '0x12345678', value = 0n) => transactionOf({ from: alice, to: router, input, value })
const word = (amount: bigint) => amount.toString(16).padStart(64, '0')

describe('trades', () => {
  test('name who paid where the sender only got', () => {
    const legs = [
      ...[move(0, bob, router, gold, 100n), move(1, router, pool, gold, 100n), move(2, pool, other, silver, 50n)],
      ...[swap(3, [gold, 100n, silver, 50n]), move(4, other, alice, tin, 7n), swap(5, [silver, 50n, tin, 7n], 'pool', other)],
    ]
    expect(join(call(), legs)).toMatchObject([{ from: bob, to: alice, asset: gold, amount: 100n, received: { asset: tin, amount: 7n } }])
  })

  test('add up what several accounts are paid, and leave out a fee', () => {
    const legs = [
      ...[move(0, alice, pool, gold, 100n), move(1, pool, router, silver, 905n), swap(2, [gold, 100n, silver, 905n])],
      ...[move(3, router, bob, silver, 500n), move(4, router, account('7'), silver, 400n), move(5, router, account('8'), silver, 5n)],
    ]
    expect(join(call(), legs)).toMatchObject([{ from: alice, to: bob, received: { asset: silver, amount: 900n } }])
  })

  test('count what a token takes of its own transfers as given, and leave no row of it', () => {
    const legs = [
      move(0, alice, pool, gold, 99n),
      move(1, alice, gold, gold, 1n),
      move(2, pool, alice, silver, 50n),
      swap(3, [gold, 99n, silver, 50n]),
    ]
    expect(join(call(), legs)).toMatchObject([{ kind: 'swap', amount: 100n, received: { amount: 50n } }])
  })

  test('count everything as given where the call names the sum, whoever it went to', () => {
    const [whole, sold] = [1_000_000n, 900_000n]
    const legs = [
      move(0, alice, pool, gold, sold),
      move(1, alice, bob, gold, whole - sold),
      move(2, pool, alice, silver, 50n),
      swap(3, [gold, sold, silver, 50n]),
    ]
    expect(join(call(`0x12345678${word(whole)}`), legs)).toMatchObject([{ kind: 'swap', amount: whole }])
    expect(join(call(), legs)).toMatchObject([
      { kind: 'swap', amount: sold },
      { kind: 'transfer', amount: whole - sold },
    ])
  })

  test('do not pay the trader for what a token sold of its own just before', () => {
    const legs = [
      ...[move(0, gold, pool, gold, 30n), move(1, pool, router, wrapper, 300n), swap(2, [gold, 30n, wrapper, 300n]), unwrap(3, 300n)],
      ...[move(4, alice, pool, gold, 10n), move(5, pool, router, wrapper, 90n), swap(6, [gold, 10n, wrapper, 90n]), unwrap(7, 90n)],
    ]
    expect(join(call(), legs)).toMatchObject([{ from: alice, asset: gold, amount: 10n, received: { asset: null, amount: 90n } }])
  })

  test('give back what was sent beyond the price where the call names what was bought', () => {
    const bought = 1_000_000n
    const wrap: Leg = { ...unwrap(0, 80n), kind: 'wrap', asset: null, received: { asset: wrapper, amount: 80n } }
    const legs = [
      move(-1, alice, router, null, 100n),
      wrap,
      move(1, router, pool, wrapper, 80n),
      move(2, pool, alice, gold, bought),
      swap(3, [wrapper, 80n, gold, bought]),
    ]
    expect(join(call(`0x12345678${word(bought)}`, 100n), legs)).toMatchObject([{ asset: null, amount: 80n }])
    expect(join(call('0x12345678', 100n), legs)).toMatchObject([{ asset: null, amount: 100n }])
  })

  test('believe a router that states how many coins it paid, rather than what is left over', () => {
    const legs = [
      ...[move(0, alice, pool, gold, 10n), move(1, pool, router, wrapper, 90n), swap(2, [gold, 10n, wrapper, 90n]), unwrap(3, 90n)],
      swap(4, [gold, 10n, null, 89n], 'route', router, alice),
    ]
    expect(join(call(), legs)).toMatchObject([{ from: alice, amount: 10n, received: { asset: null, amount: 89n } }])
  })

  test('tell what was sent on over a bridge as what the trader got', () => {
    const bridge: Leg = { ...move(4, router, other, silver, 49n), source: 'layerzero', kind: 'bridge-out', replaces: [3] }
    const legs = [
      move(0, alice, pool, gold, 100n),
      move(1, pool, router, silver, 50n),
      swap(2, [gold, 100n, silver, 50n]),
      move(3, router, other, silver, 49n),
      bridge,
    ]
    expect(join(call(), legs)).toMatchObject([
      { kind: 'swap', from: alice, received: { asset: silver, amount: 49n } },
      { kind: 'bridge-out' },
    ])
  })

  test('are estimates where coins are not seen to be paid, and where only dust stays', () => {
    const wrap: Leg = { ...unwrap(0, 80n), kind: 'wrap', asset: null, received: { asset: wrapper, amount: 80n } }
    const unseen = [wrap, move(1, router, pool, wrapper, 80n), move(2, pool, router, gold, 5n), swap(3, [wrapper, 80n, gold, 5n])]
    expect(join(call(), unseen)).toMatchObject([
      { from: router, asset: null, amount: 80n, estimated: true, how: expect.stringMatching(/^Estimated/) },
    ])
    const round = [
      ...[move(0, router, pool, gold, 1000n), move(1, pool, router, silver, 500n), swap(2, [gold, 1000n, silver, 500n])],
      ...[move(3, router, other, silver, 499n), move(4, other, router, gold, 999n), swap(5, [silver, 499n, gold, 999n], 'pool', other)],
    ]
    expect(join(call(), round)).toMatchObject([{ position: 2, estimated: true }])
  })

  test('leave a vault’s shares that were not exchanged as rows of their own', () => {
    const legs = [
      ...[move(0, bob, router, gold, 100n), move(1, router, pool, gold, 100n), move(2, pool, router, silver, 50n)],
      ...[swap(3, [gold, 100n, silver, 50n]), move(4, router, bob, silver, 50n), move(5, alice, router, tin, 9n)],
    ]
    expect(join(call(), legs).map(({ kind, asset }) => [kind, asset])).toContainEqual(['transfer', tin])
  })
})

describe('a token with two contracts', () => {
  const [old, current]: readonly [Address, Address] = [
    '0xcb444e90d8198415266c6a2724b7900fb12fc56e',
    '0x420ca0f9b9b604ce0fd9c18ef134c705e5fa3430',
  ]

  test('is told once, under the contract that holds the balances', () => {
    const legs = [move(0, alice, bob, current, 5n), move(1, alice, bob, old, 5n)]
    expect(withoutFacades(legs, 100)).toEqual([{ ...legs[0], replaces: [1] }])
  })

  test('is itself where only the old one wrote, and on any other chain', () => {
    expect(withoutFacades([move(0, alice, bob, old, 5n)], 100)).toEqual([move(0, alice, bob, old, 5n)])
    const legs = [move(0, alice, bob, current, 5n), move(1, alice, bob, old, 5n)]
    expect(withoutFacades(legs, 10)).toEqual(legs)
    expect(withoutFacades([move(0, alice, bob, current, 6n), move(1, alice, bob, old, 5n)], 100)).toHaveLength(2)
  })
})
