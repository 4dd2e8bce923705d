/** A router over the demo's pools, with the functions of Uniswap V2's that traders use most. */
import { encodeFunctionData, parseAbi } from 'viem'
import type { Address } from '#engine/types.ts'
import { type Call, type Contract, defineContract, lower, Revert } from './defineContract.ts'
import { erc20Abi } from './erc20.ts'
import { pairAbi } from './pair.ts'
import { wethAbi } from './weth.ts'

export const routerAbi = parseAbi([
  'function WETH() view returns (address)',
  'function getAmountsOut(uint256 amountIn, address[] path) view returns (uint256[] amounts)',
  'function swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
  'function swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline) payable returns (uint256[] amounts)',
  'function swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[] amounts)',
])

export type Pool = { readonly address: Address; readonly token0: Address; readonly token1: Address }

export const router = (weth: Address, pools: readonly Pool[]): Contract => {
  const poolOf = (a: Address, b: Address): Pool => {
    const pool = pools.find(({ token0, token1 }) => (token0 === a && token1 === b) || (token0 === b && token1 === a))
    if (!pool) throw new Revert('router: no pool for this path')
    return pool
  }
  const hops = (path: readonly Address[]): { pool: Pool; given: Address }[] => {
    if (path.length < 2) throw new Revert('router: invalid path')
    return path.slice(1).map((token, index) => {
      const given = path[index] ?? token
      return { pool: poolOf(given, token), given }
    })
  }

  function quote(call: Call, amountIn: bigint, path: readonly Address[]): bigint[] {
    const amounts = [amountIn]
    for (const { pool, given } of hops(path)) {
      const [reserve0, reserve1] = reserves(call, pool)
      const [reserveIn, reserveOut] = given === pool.token0 ? [reserve0, reserve1] : [reserve1, reserve0]
      amounts.push(amountOut(amounts.at(-1) ?? 0n, reserveIn, reserveOut))
    }
    return amounts
  }

  /** The first amount must stand in the first pool already. */
  function swapAlong(call: Call, amounts: readonly bigint[], path: readonly Address[], to: Address): void {
    const route = hops(path)
    route.forEach(({ pool, given }, index) => {
      const out = amounts[index + 1] ?? 0n
      const args = given === pool.token0 ? ([0n, out] as const) : ([out, 0n] as const)
      const next = route[index + 1]?.pool.address ?? to
      call.call(pool.address, encodeFunctionData({ abi: pairAbi, functionName: 'swap', args: [...args, next, '0x'] }))
    })
  }

  function pull(call: Call, path: readonly Address[], amount: bigint): void {
    const [first] = hops(path)
    if (!first) return
    const args = [call.caller, first.pool.address, amount] as const
    call.call(first.given, encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args }))
  }

  return defineContract({
    name: 'router',
    abi: routerAbi,
    functions: {
      WETH: () => weth,
      getAmountsOut: (call, [amountIn, path]) => quote(call, amountIn, path.map(lower)),
      swapExactTokensForTokens(call, [amountIn, least, given, to, deadline]) {
        const path = given.map(lower)
        const amounts = enough(call, quote(call, amountIn, path), least, deadline)
        pull(call, path, amountIn)
        swapAlong(call, amounts, path, lower(to))
        return amounts
      },
      swapExactETHForTokens(call, [least, given, to, deadline]) {
        const path = given.map(lower)
        const [first] = hops(path)
        if (first?.given !== weth) throw new Revert('router: invalid path')
        const amounts = enough(call, quote(call, call.value, path), least, deadline)
        call.call(weth, encodeFunctionData({ abi: wethAbi, functionName: 'deposit' }), call.value)
        call.call(weth, encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [first.pool.address, call.value] }))
        swapAlong(call, amounts, path, lower(to))
        return amounts
      },
      swapExactTokensForETH(call, [amountIn, least, given, to, deadline]) {
        const path = given.map(lower)
        if (path.at(-1) !== weth) throw new Revert('router: invalid path')
        const amounts = enough(call, quote(call, amountIn, path), least, deadline)
        pull(call, path, amountIn)
        swapAlong(call, amounts, path, call.self)
        const out = amounts.at(-1) ?? 0n
        call.call(weth, encodeFunctionData({ abi: wethAbi, functionName: 'withdraw', args: [out] }))
        call.call(lower(to), '0x', out)
        return amounts
      },
    },
    // The wrapper pays here while it unwraps.
    receive: () => undefined,
  })
}

/** Uniswap V2 library: 0.3 % fee, constant product. */
export function amountOut(amountIn: bigint, reserveIn: bigint, reserveOut: bigint): bigint {
  const withFee = amountIn * 997n
  return (withFee * reserveOut) / (reserveIn * 1000n + withFee)
}

function enough(call: Call, amounts: bigint[], least: bigint, deadline: bigint): bigint[] {
  if (deadline < call.block.timestamp) throw new Revert('router: expired')
  if ((amounts.at(-1) ?? 0n) < least) throw new Revert('router: insufficient output amount')
  return amounts
}

function reserves(call: Call, pool: Pool): [bigint, bigint] {
  const data = call.call(pool.address, encodeFunctionData({ abi: pairAbi, functionName: 'getReserves' }))
  return [BigInt(data.slice(0, 66)), BigInt(`0x${data.slice(66, 130)}`)]
}
