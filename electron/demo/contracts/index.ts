/** What is deployed, and the state that the chain begins with. */
import { businesses } from '#demo/businesses/index.ts'
import type { Contracts } from '#demo/chain/execute.ts'
import { type State, type WorkingState, workOn } from '#demo/chain/state.ts'
import { randomFrom } from '#demo/random.ts'
import type { Cast, Wallet } from '#demo/traffic/wallets.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import { demoPlaceOf } from '#engine/packs/shipped/demo.ts'
import type { Address } from '#engine/types.ts'
import { aggregator, firstRound } from './aggregator.ts'
import type { Contract } from './defineContract.ts'
import { allowanceSlot, erc20, holdings, spoof, unlimited } from './erc20.ts'
import { multicall } from './multicall.ts'
import { pair, reserveSlots } from './pair.ts'
import { register } from './register.ts'
import { router } from './router.ts'
import { weth } from './weth.ts'

/** Prices that the chain begins with, USD with 8 decimals. */
export const firstPrices = {
  eth: 3_412_55_000_000n,
  btc: 97_830_00_000_000n,
  usdc: 99_990_000n,
  usdt: 100_020_000n,
  dai: 99_970_000n,
} as const

export function deployments(cast: Cast): Contracts {
  const pools = [
    { address: at.pairUsdc, token0: at.weth, token1: at.usdc },
    { address: at.pairUsdt, token0: at.weth, token1: at.usdt },
  ]
  const oracle = cast.oracle.address
  return new Map<Address, Contract>([
    [at.weth, weth()],
    [at.usdc, erc20({ name: 'USD Coin', symbol: 'USDC', decimals: 6 }, cast.usdcIssuer.address)],
    [at.usdt, erc20({ name: 'Tether USD', symbol: 'USDT', decimals: 6 }, cast.usdtIssuer.address)],
    [at.dai, erc20({ name: 'Dai Stablecoin', symbol: 'DAI', decimals: 18 }, null)],
    [at.wbtc, erc20({ name: 'Wrapped BTC', symbol: 'WBTC', decimals: 8 }, null)],
    [at.gull, erc20({ name: 'Seagull', symbol: 'GULL', decimals: 18 }, null)],
    // The last letter is the Cyrillic Es.
    [at.spoof, spoof({ name: 'USD Coin', symbol: 'USD\u0421', decimals: 6 })],
    ...pools.map(({ address, token0, token1 }) => [address, pair(token0, token1)] as const),
    [at.router, router(at.weth, pools)],
    [at.ethUsd, aggregator('ETH / USD', oracle)],
    [at.btcUsd, aggregator('BTC / USD', oracle)],
    [at.usdcUsd, aggregator('USDC / USD', oracle)],
    [at.usdtUsd, aggregator('USDT / USD', oracle)],
    [at.daiUsd, aggregator('DAI / USD', oracle)],
    [at.multicall3, multicall()],
    ...businesses.map(({ pack }) => [demoPlaceOf(pack).to, register(pack.id)] as const),
  ])
}

/** Who holds what at the start, by seed. The pools stand at the first price. */
export function genesisState(contracts: Contracts, cast: Cast, seed: string, timestamp: number): WorkingState {
  const random = randomFrom(`${seed} genesis`)
  const state = workOn(new Map() as State)
  for (const [address, contract] of contracts) state.deploy(address, contract.code)

  const spread = (wallets: readonly Wallet[], from: number, to: number, decimals: number): [Address, bigint][] =>
    wallets.map(({ address }) => [address, BigInt(random.magnitude(from, to)) * 10n ** BigInt(decimals)])
  const store = (address: Address, storage: ReadonlyMap<string, bigint>): void => {
    for (const [slot, value] of storage) state.write(address, slot, value)
  }
  const { exchanges, whales, desks, retail } = cast

  const native = [...spread(exchanges, 150_000, 600_000, 18), ...spread(whales, 15_000, 90_000, 18)]
  native.push(...spread(desks, 4_000, 20_000, 18), ...spread(retail, 5, 60, 18))
  native.push(...spread([cast.usdcIssuer, cast.usdtIssuer, cast.oracle, cast.spammer], 200, 400, 18))
  for (const { people } of businesses) native.push(...people.map(({ address }): [Address, bigint] => [address, 100n * 10n ** 18n]))
  for (const [address, amount] of native) state.credit(address, amount)

  const poolEth = 60_000n * 10n ** 18n
  const poolUsd = (60_000n * firstPrices.eth) / 100n
  const wrapped = new Map([...spread([...desks, ...whales], 1_500, 12_000, 18), [at.pairUsdc, poolEth], [at.pairUsdt, poolEth]])
  store(at.weth, holdings(wrapped))
  state.credit(
    at.weth,
    [...wrapped.values()].reduce((sum, amount) => sum + amount, 0n),
  )
  for (const [token, pool] of [
    [at.usdc, at.pairUsdc],
    [at.usdt, at.pairUsdt],
  ] as const) {
    const big = [...spread(exchanges, 300e6, 1_500e6, 6), ...spread([...whales, ...desks], 20e6, 180e6, 6)]
    store(token, holdings(new Map([...big, ...spread(retail, 500, 40_000, 6), [pool, poolUsd]])))
    state.write(pool, reserveSlots[0], poolEth)
    state.write(pool, reserveSlots[1], poolUsd)
    state.write(pool, 'updated', BigInt(timestamp))
  }
  store(at.dai, holdings(new Map([...spread([...exchanges, ...whales, ...desks], 8e6, 90e6, 18), ...spread(retail, 100, 9_000, 18)])))
  store(at.wbtc, holdings(new Map(spread([...exchanges, ...whales, ...desks], 200, 3_000, 8))))
  store(at.gull, holdings(new Map(spread([...whales, ...retail], 1e6, 900e6, 18))))

  for (const token of [at.weth, at.usdc, at.usdt]) {
    for (const { address } of [...desks, ...retail]) state.write(token, allowanceSlot(address, at.router), unlimited)
  }
  const rounds = [
    [at.ethUsd, firstPrices.eth],
    [at.btcUsd, firstPrices.btc],
    [at.usdcUsd, firstPrices.usdc],
    [at.usdtUsd, firstPrices.usdt],
    [at.daiUsd, firstPrices.dai],
  ] as const
  for (const [feed, price] of rounds) store(feed, firstRound(price, BigInt(timestamp)))
  return state
}
