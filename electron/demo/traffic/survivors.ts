/** What a fork takes away and what it brings back. */
import type { SignedTransaction } from '#demo/chain/types.ts'
import type { Random } from '#demo/random.ts'
import { demoContracts as at } from '#engine/chains/demo.ts'
import type { Cast } from './wallets.ts'

/**
 * Most of the dropped transactions, in order. One large movement is always lost where there is one, so that a fork shows;
 * a sender who loses one transaction loses what came after it too, as nonces want it.
 */
export function survivors(dropped: readonly SignedTransaction[], random: Random, cast: Cast): SignedTransaction[] {
  const [first, ...others] = dropped.filter((transaction) => isLarge(transaction, cast))
  const lost = first ? random.pick([first, ...others]) : null
  const silent = new Set<string>()
  return dropped.filter((transaction) => {
    if (!silent.has(transaction.from) && (transaction === lost || random.chance(0.2))) silent.add(transaction.from)
    return !silent.has(transaction.from)
  })
}

/** Whether anyone would miss it: a hundred thousand dollars or more by a rough measure, from someone who has them. */
export function isLarge({ from, to, value, input }: SignedTransaction, cast: Cast): boolean {
  if (cast.retail.some(({ address }) => address === from)) return false
  if (value >= 40n * 10n ** 18n) return true
  const isStable = to === at.usdc || to === at.usdt
  return isStable && input.startsWith(transferSelector) && BigInt(`0x${input.slice(-64)}`) >= 100_000n * 10n ** 6n
}

/** transfer(address,uint256) */
const transferSelector = '0xa9059cbb'
