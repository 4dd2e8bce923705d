/** How likely an order was made to mislead: a score that says of what it consists. It hides nothing; what to do with it is the user's choice. */
import type { SpamSign } from '#shared/order.ts'
import type { Dealing } from '../../ports.ts'
import type { Address, AssetRef } from '../../types.ts'
import { signs } from './signs.ts'

/** One asset of an order. */
export type SpamAsset = {
  readonly asset: AssetRef
  readonly symbol: string
  /** On the chain's list, the native coin or its wrapper, or named by the user by its address: then nothing about the token counts. */
  readonly known: boolean
  /** A feed or a deep pool priced it. */
  readonly priced: boolean
}

/** All that the score is made from; nothing is asked of the network. */
export type SpamSubject = {
  /** What was given, and what was got for it. */
  readonly assets: readonly SpamAsset[]
  /** Symbols that others imitate: those of the chain's list and of its coin. */
  readonly listed: readonly string[]
  readonly amount: bigint
  /** As it is shown, for comparison with the past: `1250.5 USDC`. */
  readonly shownAmount: string
  readonly from: Address
  readonly to: Address
  /** Who signed the transaction; null where that is not known. */
  readonly signer: Address | null
  /** Accounts that got the asset from `from` in this transaction, and accounts that it was taken from. */
  readonly recipients: number
  readonly givers: number
  /** Earlier dealings of one side with accounts that look like the other side but are none of it. */
  readonly imitated: readonly Dealing[]
}

/** `points` from 0 to 100; see `likelySpam`. */
export type SpamScore = { readonly points: number; readonly signs: SpamSign[] }

/** Pure; the signs stand with the gravest first. */
export function spamScore(subject: SpamSubject): SpamScore {
  const found = signs
    .flatMap((sign): SpamSign[] => {
      const finding = sign(subject)
      return finding ? [finding] : []
    })
    .sort((a, b) => b.points - a.points)
  const sum = found.reduce((points, sign) => points + sign.points, 0)
  return { points: Math.min(100, sum), signs: found }
}
