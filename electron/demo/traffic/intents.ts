/** Words for what people do: each gives an intent with a plausible gas limit and tip. */
import { encodeFunctionData } from 'viem'
import type { Call } from '#demo/businesses/course.ts'
import type { Intent } from '#demo/chain/types.ts'
import { aggregatorAbi } from '#demo/contracts/aggregator.ts'
import { erc20Abi, issuedAbi, spoofAbi } from '#demo/contracts/erc20.ts'
import { routerAbi } from '#demo/contracts/router.ts'
import { wethAbi } from '#demo/contracts/weth.ts'
import type { Random } from '#demo/random.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import type { Address, Hex } from '#engine/types.ts'
import type { Wallet } from './wallets.ts'

type Act = (random: Random, sender: Wallet, ...rest: never[]) => Intent

export const pay = ((random: Random, sender: Wallet, to: Address, value: bigint) =>
  intent(random, sender, to, value, '0x', 21_000n)) satisfies Act

export const transfer = ((random: Random, sender: Wallet, token: Address, to: Address, amount: bigint) =>
  intent(
    random,
    sender,
    token,
    0n,
    encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
    90_000n,
  )) satisfies Act

/** Anyone may "transfer" nothing on behalf of anyone: address poisoning. */
export const poison = ((random: Random, sender: Wallet, token: Address, victim: Address, lookalike: Address) => {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args: [victim, lookalike, 0n] })
  return intent(random, sender, token, 0n, data, 70_000n)
}) satisfies Act

export const approve = ((random: Random, sender: Wallet, token: Address, amount: bigint) =>
  intent(
    random,
    sender,
    token,
    0n,
    encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [at.router, amount] }),
    70_000n,
  )) satisfies Act

export const mint = ((random: Random, issuer: Wallet, token: Address, to: Address, amount: bigint) =>
  intent(
    random,
    issuer,
    token,
    0n,
    encodeFunctionData({ abi: issuedAbi, functionName: 'mint', args: [to, amount] }),
    120_000n,
  )) satisfies Act

export const burn = ((random: Random, issuer: Wallet, token: Address, amount: bigint) =>
  intent(random, issuer, token, 0n, encodeFunctionData({ abi: issuedAbi, functionName: 'burn', args: [amount] }), 90_000n)) satisfies Act

export const show = ((random: Random, sender: Wallet, from: Address, to: Address, amount: bigint) =>
  intent(
    random,
    sender,
    at.spoof,
    0n,
    encodeFunctionData({ abi: spoofAbi, functionName: 'show', args: [from, to, amount] }),
    60_000n,
  )) satisfies Act

export const wrap = ((random: Random, sender: Wallet, amount: bigint) =>
  intent(random, sender, at.weth, amount, encodeFunctionData({ abi: wethAbi, functionName: 'deposit' }), 90_000n)) satisfies Act

export const unwrap = ((random: Random, sender: Wallet, amount: bigint) =>
  intent(
    random,
    sender,
    at.weth,
    0n,
    encodeFunctionData({ abi: wethAbi, functionName: 'withdraw', args: [amount] }),
    90_000n,
  )) satisfies Act

export const report = ((random: Random, oracle: Wallet, feed: Address, answer: bigint) =>
  intent(
    random,
    oracle,
    feed,
    0n,
    encodeFunctionData({ abi: aggregatorAbi, functionName: 'report', args: [answer] }),
    150_000n,
  )) satisfies Act

/** `least`: what the trader insists on; `deadline` in unix seconds. */
export type Terms = { readonly least: bigint; readonly deadline: bigint }

export const sellEth = ((random: Random, sender: Wallet, usd: Address, amount: bigint, { least, deadline }: Terms) => {
  const args = [least, [at.weth, usd], sender.address, deadline] as const
  return intent(
    random,
    sender,
    at.router,
    amount,
    encodeFunctionData({ abi: routerAbi, functionName: 'swapExactETHForTokens', args }),
    swapGas,
  )
}) satisfies Act

export const buyEth = ((random: Random, sender: Wallet, usd: Address, amount: bigint, { least, deadline }: Terms) => {
  const args = [amount, least, [usd, at.weth], sender.address, deadline] as const
  return intent(random, sender, at.router, 0n, encodeFunctionData({ abi: routerAbi, functionName: 'swapExactTokensForETH', args }), swapGas)
}) satisfies Act

export const swapTokens = ((random: Random, sender: Wallet, path: readonly Address[], amount: bigint, { least, deadline }: Terms) => {
  const args = [amount, least, path, sender.address, deadline] as const
  return intent(
    random,
    sender,
    at.router,
    0n,
    encodeFunctionData({ abi: routerAbi, functionName: 'swapExactTokensForTokens', args }),
    swapGas,
  )
}) satisfies Act

/** A turn of a business, as its contract takes it. */
export const take = (random: Random, { by, to, input, gas }: Call): Intent => intent(random, by, to, 0n, input, gas)

const swapGas = 320_000n

function intent(random: Random, sender: Wallet, to: Address, value: bigint, input: Hex, gas: bigint): Intent {
  const draw = random.next()
  const type = draw < 0.8 ? 2 : draw < 0.95 ? 0 : 1
  return { key: sender.key, from: sender.address, to, value, input, gas, type, tip: BigInt(random.int(1, 30)) * 100_000_000n }
}
