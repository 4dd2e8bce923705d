/** A constant-product pool that speaks and logs as a Uniswap V2 pair does; its liquidity stands from genesis. */
import { encodeFunctionData, parseAbi } from 'viem'
import type { Address } from '#engine/types.ts'
import { addressTopic, type Call, type Contract, defineContract, lower, Revert, topic } from './defineContract.ts'
import { erc20Abi } from './erc20.ts'

export const pairAbi = parseAbi([
  'function name() view returns (string)',
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function token0() view returns (address)',
  'function token1() view returns (address)',
  'function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)',
  'function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes data)',
])

export const reserveSlots = ['reserve 0', 'reserve 1'] as const

const syncTopic = topic('Sync(uint112,uint112)')
const swapTopic = topic('Swap(address,uint256,uint256,uint256,uint256,address)')

/** `token0` is the lower address of the two, as in every pair. */
export const pair = (token0: Address, token1: Address): Contract =>
  defineContract({
    name: 'pair',
    abi: pairAbi,
    functions: {
      name: () => 'Demo pool',
      symbol: () => 'DEMO-LP',
      decimals: () => 18,
      token0: () => token0,
      token1: () => token1,
      getReserves: (call): readonly [bigint, bigint, number] => [
        call.read(reserveSlots[0]),
        call.read(reserveSlots[1]),
        Number(call.read('updated')),
      ],
      swap(call, [amount0Out, amount1Out, to]) {
        const reserve0 = call.read(reserveSlots[0])
        const reserve1 = call.read(reserveSlots[1])
        if (amount0Out >= reserve0 || amount1Out >= reserve1) throw new Revert('pair: insufficient liquidity')
        if (amount0Out > 0n) send(call, token0, lower(to), amount0Out)
        if (amount1Out > 0n) send(call, token1, lower(to), amount1Out)
        const balance0 = held(call, token0)
        const balance1 = held(call, token1)
        const amount0In = balance0 - (reserve0 - amount0Out)
        const amount1In = balance1 - (reserve1 - amount1Out)
        // Uniswap V2 core: the product must not fall after 0.3 % of what came in is set aside.
        const product = (balance0 * 1000n - amount0In * 3n) * (balance1 * 1000n - amount1In * 3n)
        if (product < reserve0 * reserve1 * 1_000_000n) throw new Revert('pair: K')
        call.write(reserveSlots[0], balance0)
        call.write(reserveSlots[1], balance1)
        call.write('updated', call.block.timestamp)
        call.log([syncTopic], [balance0, balance1])
        call.log([swapTopic, addressTopic(call.caller), addressTopic(lower(to))], [amount0In, amount1In, amount0Out, amount1Out])
      },
    },
  })

function send(call: Call, token: Address, to: Address, amount: bigint): void {
  call.call(token, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }))
}

function held(call: Call, token: Address): bigint {
  return BigInt(call.call(token, encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [call.self] })))
}
