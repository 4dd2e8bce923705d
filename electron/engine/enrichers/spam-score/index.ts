/** How likely a movement was made to mislead: a score that says of what it consists. It hides nothing; what to do with it is the user's choice. */
import type { Address, AssetRef } from '../../types.ts'
import { signs } from './signs.ts'

export type ListedToken = { readonly address: Address; readonly symbol: string }

/** A movement that the user saw or made before. `amount` as it is shown, e.g. `1,250.5 USDC`. */
export type PastMovement = { readonly counterparty: Address; readonly amount: string }

/** All that the score is made from; nothing is asked of the network. */
export type SpamSubject = {
  readonly asset: AssetRef
  readonly symbol: string
  /** Tokens of the chain's list; the native coin's symbol stands for itself. */
  readonly listed: readonly ListedToken[]
  readonly nativeSymbol: string
  readonly amount: bigint
  /** As it is shown, for comparison with the past. */
  readonly shownAmount: string
  readonly from: Address
  readonly to: Address
  /** Who signed the transaction. */
  readonly sender: Address
  /** Accounts that received this asset from `from` in this transaction. */
  readonly recipients: number
  /** Recent movements of the accounts that the user watches, newest first. */
  readonly past: readonly PastMovement[]
  /** Tokens and accounts that the user called good: they win over every sign. */
  readonly trusted: ReadonlySet<Address>
}

export type SpamFinding = { readonly id: string; readonly points: number; readonly sentence: string }
/** `points` from 0 to 100. */
export type SpamScore = { readonly points: number; readonly findings: readonly SpamFinding[] }

/** From this many points on a movement is folded away by default. One grave sign is enough, light ones need company. */
export const likelySpam = 60

/** Pure; the findings stand with the gravest first. Nothing is found about what the user trusts. */
export function spamScore(subject: SpamSubject): SpamScore {
  const { asset, from, to, trusted } = subject
  if ((asset !== null && trusted.has(asset)) || trusted.has(from) || trusted.has(to)) return { points: 0, findings: [] }
  const findings = signs
    .flatMap((sign): SpamFinding[] => {
      const finding = sign(subject)
      return finding ? [finding] : []
    })
    .sort((a, b) => b.points - a.points)
  return {
    points: Math.min(
      100,
      findings.reduce((sum, { points }) => sum + points, 0),
    ),
    findings,
  }
}
