/** EulerSwap: what its event says is a swap only where vaults moved the tokens. */
import { encodeAbiParameters, encodeEventTopics, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { eulerSwap } from '#engine/sources/euler-swap/index.ts'
import type { Address, Log } from '#engine/types.ts'
import { transactionOf } from './recorded.ts'

const abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, uint112 reserve0, uint112 reserve1, address indexed to)',
])
const [trader, pool, vaultIn, vaultOut, usdc, usdt] = [1, 2, 3, 4, 5, 6].map((n) => `0x${String(n).repeat(40)}` as Address) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
const context = { chainId: 1, wrappedNative: null }

const transfer = (asset: Address, from: Address, to: Address, value: bigint): Omit<Log, 'position'> => ({
  address: asset,
  topics: encodeEventTopics({ abi, eventName: 'Transfer', args: { from, to } }) as Log['topics'],
  data: encodeAbiParameters([{ type: 'uint256' }], [value]),
})
const swapped = (amountIn: bigint, amountOut: bigint): Omit<Log, 'position'> => ({
  address: pool,
  topics: encodeEventTopics({ abi, eventName: 'Swap', args: { sender: trader, to: trader } }) as Log['topics'],
  data: encodeAbiParameters(
    ['uint256', 'uint256', 'uint256', 'uint256', 'uint112', 'uint112'].map((type) => ({ type })),
    [amountIn, 0n, 0n, amountOut, 1n, 1n],
  ),
})
const read = (...logs: Omit<Log, 'position'>[]) =>
  eulerSwap.read(transactionOf({ from: trader, logs: logs.map((log, position) => ({ ...log, position })) }), context)

test('tells what the trader paid, the fee included, and what a vault paid out', () => {
  const legs = read(
    transfer(usdc, trader, pool, 1_000_500n),
    transfer(usdc, pool, vaultIn, 1_000_500n),
    transfer(usdt, vaultOut, trader, 999_000n),
    swapped(1_000_000n, 999_000n),
  )
  expect(legs).toMatchObject([
    {
      source: 'euler-swap',
      kind: 'swap',
      from: trader,
      to: trader,
      asset: usdc,
      amount: 1_000_500n,
      received: { asset: usdt, amount: 999_000n },
    },
  ])
})

test('believes no event without the transfers, or with others', () => {
  expect(read(swapped(1_000_000n, 999_000n))).toEqual([])
  expect(read(transfer(usdc, trader, pool, 1_000_000n), swapped(1_000_000n, 999_000n))).toEqual([])
  expect(read(transfer(usdc, trader, pool, 10n), transfer(usdt, vaultOut, trader, 999_000n), swapped(1_000_000n, 999_000n))).toEqual([])
})
