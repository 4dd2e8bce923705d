/** Large orders: what the product is there to see. */
import type { Intent } from '#demo/chain/types.ts'
import { balanceSlot } from '#demo/contracts/erc20.ts'
import { reserveSlots } from '#demo/contracts/pair.ts'
import { amountOut } from '#demo/contracts/router.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import type { Address } from '#engine/types.ts'
import type { Scene } from './index.ts'
import { burn, buyEth, mint, pay, sellEth, swapTokens, transfer, unwrap, wrap } from './intents.ts'
import { answerOf } from './oracle.ts'
import type { Wallet } from './wallets.ts'

/** One large order; null where nobody drawn can afford what was drawn. */
export function large(scene: Scene): Intent | null {
  let draw = scene.random.int(0, total - 1)
  for (const [weight, act] of acts) {
    if (draw < weight) return act(scene)
    draw -= weight
  }
  return null
}

const ether = 10n ** 18n

const acts: readonly (readonly [weight: number, act: (scene: Scene) => Intent | null])[] = [
  [26, moveEth],
  [22, (scene) => moveToken(scene, at.usdc, 200_000, 60_000_000, 6)],
  [18, (scene) => moveToken(scene, at.usdt, 200_000, 60_000_000, 6)],
  [4, (scene) => moveToken(scene, at.dai, 200_000, 8_000_000, 18)],
  [6, (scene) => moveToken(scene, at.wbtc, 4, 260, 8)],
  [5, issue],
  [3, redeem],
  [5, wrapSome],
  [4, unwrapSome],
  [13, swapSome],
]
const total = acts.reduce((sum, [weight]) => sum + weight, 0)

function moveEth(scene: Scene): Intent | null {
  const { random, cast } = scene
  const amount = odd(scene, random.magnitude(500, 20_000), 18)
  const [from, to] = parties(scene)
  if (scene.state.account(from.address).balance > amount + ether) return pay(random, from, to.address, amount)
  const rich = cast.exchanges.filter(({ address }) => address !== to.address && scene.state.account(address).balance > amount + ether)
  const [first, ...others] = rich
  return first ? pay(random, random.pick([first, ...others]), to.address, amount) : null
}

function moveToken(scene: Scene, token: Address, least: number, most: number, decimals: number): Intent | null {
  const { random, cast } = scene
  const amount = odd(scene, random.magnitude(least, most), decimals)
  const [from, to] = parties(scene)
  if (held(scene, token, from) >= amount) return transfer(random, from, token, to.address, amount)
  const [first, ...others] = cast.exchanges.filter((wallet) => wallet !== to && held(scene, token, wallet) >= amount)
  return first ? transfer(random, random.pick([first, ...others]), token, to.address, amount) : null
}

function issue(scene: Scene): Intent {
  const { random, cast } = scene
  const amount = BigInt(random.int(2, 120)) * 500_000n * 10n ** 6n
  const usdc = random.chance(0.5)
  return mint(random, usdc ? cast.usdcIssuer : cast.usdtIssuer, usdc ? at.usdc : at.usdt, random.pick(cast.exchanges).address, amount)
}

/** Tokens come back to the issuer first; it burns some of what it holds. */
function redeem(scene: Scene): Intent | null {
  const { random, cast } = scene
  const [issuer, token] = random.chance(0.5) ? ([cast.usdcIssuer, at.usdc] as const) : ([cast.usdtIssuer, at.usdt] as const)
  const holding = held(scene, token, issuer)
  const amount = (holding * BigInt(random.int(40, 100))) / 100n
  if (amount > 200_000n * 10n ** 6n) return burn(random, issuer, token, amount)
  const sender = random.pick(cast.exchanges)
  const back = odd(scene, random.magnitude(2e6, 50e6), 6)
  return held(scene, token, sender) >= back ? transfer(random, sender, token, issuer.address, back) : null
}

function wrapSome(scene: Scene): Intent | null {
  const desk = scene.random.pick(scene.cast.desks)
  const amount = odd(scene, scene.random.magnitude(100, 3_000), 18)
  return scene.state.account(desk.address).balance > amount + ether ? wrap(scene.random, desk, amount) : null
}

function unwrapSome(scene: Scene): Intent | null {
  const desk = scene.random.pick(scene.cast.desks)
  const amount = odd(scene, scene.random.magnitude(100, 3_000), 18)
  return held(scene, at.weth, desk) >= amount ? unwrap(scene.random, desk, amount) : null
}

/** Desks trade the pool back towards the oracle's price: cheap ether is bought, dear ether is sold. */
function swapSome(scene: Scene): Intent | null {
  const { random, cast, state } = scene
  const [pool, usd] = random.chance(0.7) ? ([at.pairUsdc, at.usdc] as const) : ([at.pairUsdt, at.usdt] as const)
  const reserveEth = state.read(pool, reserveSlots[0])
  const reserveUsd = state.read(pool, reserveSlots[1])
  const price = answerOf(scene, at.ethUsd)
  const cheap = (reserveUsd * ether * 100n) / reserveEth < price
  const buy = random.chance(0.85) ? cheap : !cheap
  const desk = random.pick(cast.desks)
  const dollars = odd(scene, random.magnitude(150_000, 1_800_000), 6)
  const deadline = scene.timestamp + 600n
  if (buy) {
    if (held(scene, usd, desk) < dollars) return null
    const terms = { least: slip(amountOut(dollars, reserveUsd, reserveEth)), deadline }
    return random.chance(0.4) ? swapTokens(random, desk, [usd, at.weth], dollars, terms) : buyEth(random, desk, usd, dollars, terms)
  }
  const coins = (dollars * ether * 100n) / price
  const terms = { least: slip(amountOut(coins, reserveEth, reserveUsd)), deadline }
  if (random.chance(0.4) && held(scene, at.weth, desk) >= coins) return swapTokens(random, desk, [at.weth, usd], coins, terms)
  return state.account(desk.address).balance > coins + ether ? sellEth(random, desk, usd, coins, terms) : null
}

/** One per cent less than quoted. */
const slip = (amount: bigint): bigint => (amount * 99n) / 100n

const held = (scene: Scene, token: Address, wallet: Wallet): bigint => scene.state.read(token, balanceSlot(wallet.address))

/** Mostly to or from an exchange, as large movements are. */
function parties(scene: Scene): [from: Wallet, to: Wallet] {
  const { random, cast } = scene
  const draw = random.next()
  if (draw < 0.35) return [random.pick(cast.whales), random.pick(cast.exchanges)]
  if (draw < 0.65) return [random.pick(cast.exchanges), random.pick(cast.whales)]
  if (draw < 0.85) return different(scene, cast.exchanges)
  return different(scene, cast.whales)
}

function different(scene: Scene, wallets: readonly [Wallet, ...Wallet[]]): [Wallet, Wallet] {
  const index = scene.random.int(0, wallets.length - 1)
  const other = (index + scene.random.int(1, wallets.length - 1)) % wallets.length
  return [wallets[index] ?? wallets[0], wallets[other] ?? wallets[0]]
}

/** Half of the amounts are round, as people type them; half have a tail, as balances do. */
function odd({ random }: Scene, units: number, decimals: number): bigint {
  const base = 10n ** BigInt(decimals)
  if (random.chance(0.5)) return BigInt(roundFigure(units)) * base
  return (BigInt(units) * 10_000n + BigInt(random.int(0, 9_999))) * (base / 10_000n)
}

/** Two leading digits: 12,437 → 12,000. */
function roundFigure(units: number): number {
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(units)) - 1)
  return Math.round(units / scale) * scale
}
