/** Everyday traffic: small payments, little swaps, approvals, mistakes and spam. None of it is a large order. */
import type { Intent } from '#demo/chain/types.ts'
import { balanceSlot, unlimited } from '#demo/contracts/erc20.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import type { Address, Hex } from '#engine/types.ts'
import type { Scene } from './index.ts'
import { approve, buyEth, pay, poison, sellEth, show, transfer } from './intents.ts'
import type { Wallet } from './wallets.ts'

/** One small transaction; null where the account drawn has run dry. */
export function noise(scene: Scene): Intent | null {
  let draw = scene.random.int(0, total - 1)
  for (const [weight, act] of acts) {
    if (draw < weight) return act(scene)
    draw -= weight
  }
  return null
}

const acts: readonly (readonly [weight: number, act: (scene: Scene) => Intent | null])[] = [
  [30, smallPayment],
  [10, exchangeWithdrawal],
  [14, (scene) => smallTransfer(scene, at.usdc, 10, 12_000, 6)],
  [12, (scene) => smallTransfer(scene, at.usdt, 10, 12_000, 6)],
  [4, (scene) => smallTransfer(scene, at.dai, 10, 3_000, 18)],
  [8, (scene) => smallTransfer(scene, at.gull, 1_000, 4_000_000, 18)],
  [9, smallSwap],
  [4, ({ random, cast }) => approve(random, random.pick(cast.retail), random.pick([at.usdc, at.usdt, at.weth]), unlimited)],
  [4, poisoning],
  [2, spoofing],
  [3, mistake],
]
const total = acts.reduce((sum, [weight]) => sum + weight, 0)
const ether = 10n ** 18n

function smallPayment(scene: Scene): Intent | null {
  const { random, cast, state } = scene
  const from = random.pick(cast.retail)
  const to = random.chance(0.3) ? random.pick(cast.exchanges) : random.pick(cast.retail)
  const amount = BigInt(random.magnitude(4_000_000, 4_000_000_000)) * 10n ** 9n
  return state.account(from.address).balance > amount + ether / 10n ? pay(random, from, to.address, amount) : null
}

/** Exchanges pay out all day; this also keeps retail accounts alive. */
function exchangeWithdrawal({ random, cast }: Scene): Intent {
  return pay(random, random.pick(cast.exchanges), random.pick(cast.retail).address, BigInt(random.magnitude(40, 9_000)) * 10n ** 15n)
}

function smallTransfer(scene: Scene, token: Address, least: number, most: number, decimals: number): Intent | null {
  const { random, cast } = scene
  const from = random.chance(0.25) && token !== at.gull ? random.pick(cast.exchanges) : random.pick(cast.retail)
  const to = random.chance(0.25) ? random.pick(cast.exchanges) : random.pick(cast.retail)
  const amount = BigInt(random.magnitude(least, most)) * 10n ** BigInt(decimals) + BigInt(random.int(0, 99)) * 10n ** BigInt(decimals - 2)
  return scene.state.read(token, balanceSlot(from.address)) >= amount ? transfer(random, from, token, to.address, amount) : null
}

function smallSwap(scene: Scene): Intent | null {
  const { random, cast, state, timestamp } = scene
  const trader = random.pick(cast.retail)
  // One in fifteen comes too late or asks for too much, and reverts.
  const fails = random.chance(1 / 15)
  const terms = { least: fails && random.chance(0.5) ? 10n ** 30n : 1n, deadline: fails ? timestamp - 30n : timestamp + 300n }
  if (random.chance(0.5)) {
    const dollars = BigInt(random.magnitude(20, 6_000)) * 10n ** 6n
    return state.read(at.usdc, balanceSlot(trader.address)) >= dollars ? buyEth(random, trader, at.usdc, dollars, terms) : null
  }
  const coins = BigInt(random.magnitude(5, 2_000)) * 10n ** 15n
  return state.account(trader.address).balance > coins + ether / 10n ? sellEth(random, trader, at.usdc, coins, terms) : null
}

/** A transfer of nothing to an address that looks like one the victim used. */
function poisoning({ random, cast }: Scene): Intent {
  const victim = random.pick(cast.whales).address
  return poison(
    random,
    cast.spammer,
    random.pick([at.usdc, at.usdt]),
    victim,
    lookalike(random.pick(cast.exchanges).address, random.int(0, 0xffff)),
  )
}

/** Millions of a token that only looks like USDC. */
function spoofing({ random, cast }: Scene): Intent {
  const amount = BigInt(random.magnitude(500_000, 40_000_000)) * 10n ** 6n
  return show(random, cast.spammer, random.pick(cast.exchanges).address, random.pick(cast.whales).address, amount)
}

/** Someone sends more than they hold; it reverts. Half of these would have been large. */
function mistake({ random, cast }: Scene): Intent {
  const from: Wallet = random.pick(cast.retail)
  const amount = BigInt(random.magnitude(200_000, 30_000_000)) * 10n ** 6n
  return transfer(random, from, random.pick([at.usdc, at.usdt]), random.pick(cast.exchanges).address, amount)
}

/** Same first and last four digits. */
const lookalike = (address: Address, salt: number): Hex =>
  `${address.slice(0, 6)}${salt.toString(16).padStart(4, '0').repeat(8)}${address.slice(-4)}` as Hex
