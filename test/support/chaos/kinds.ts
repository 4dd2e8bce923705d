/** Every way in which the chaos proxy can fail or lie, by name, with what it does. */
import { type LieKind, lieKinds } from './lies.ts'

/** The exchange fails: nobody can mistake it for an answer. */
export const transportKinds = ['drop', 'cut', 'delay', 'limit', 'limitRetryAfter', 'dropSocket'] as const
/** Answers that are no lies about a block, and are not the right ones either. */
export const answerKinds = ['null', 'empty', 'reorder', 'repeat'] as const
/** Another view than the one that was asked: behind, on another branch, both at once, or too sure of itself. */
export const viewKinds = ['stale', 'fork', 'mixed', 'finality'] as const

export type FaultKind = (typeof transportKinds)[number] | (typeof answerKinds)[number] | (typeof viewKinds)[number] | LieKind
export const faultKinds: readonly FaultKind[] = [...transportKinds, ...answerKinds, ...viewKinds, ...lieKinds]

/** Chance of each kind for each exchange that it can strike, from 0 to 1. */
export type Rates = Readonly<Partial<Record<FaultKind, number>>>

/** The same rate for every kind of a list. */
export const rated = (kinds: readonly FaultKind[], rate: number): Rates => Object.fromEntries(kinds.map((kind) => [kind, rate]))

/** Lies about blocks, as the lying endpoint tells them. */
export const lying = (rate: number): Rates => rated([...lieKinds, 'mixed', 'finality'], rate)
/** What a public endpoint does on a bad day without meaning any harm. */
export const flaky = (rate: number): Rates => rated([...transportKinds, ...answerKinds], rate)

export const faultWords: Readonly<Record<FaultKind, string>> = {
  drop: 'connection dropped before the answer',
  cut: 'answer cut off in the middle',
  delay: 'answer late',
  limit: '429',
  limitRetryAfter: '429 with Retry-After',
  dropSocket: 'websocket dropped',
  null: 'null for an answer',
  empty: '[] for an answer',
  reorder: 'answers of a batch in another order',
  repeat: 'head told two to four times',
  stale: 'stale head for a while',
  fork: 'another branch for a while',
  mixed: 'two views in one batch',
  finality: 'finalized head too high',
  flipLog: 'bit flipped in a log',
  flipReceipt: 'bit flipped in a receipt',
  flipTransaction: 'bit flipped in a transaction',
  flipHeader: 'bit flipped in a header',
  dropLog: 'log dropped, bloom kept',
  dropLogBloom: 'log dropped, bloom recomputed',
  forgeLog: 'log forged, bloom recomputed',
  dropTransaction: 'transaction dropped with its receipt',
}
