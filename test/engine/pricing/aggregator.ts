/** A Chainlink aggregator made of six storage slots: round, answer, startedAt, updatedAt, answeredIn, decimals. Hand-assembled. */
import type { Hex } from '#engine/types.ts'
import type { Anvil } from '../../support/anvil.ts'
import { wordOf } from '../sources/recorded.ts'

export type Round = {
  readonly roundId: bigint
  readonly answer: bigint
  readonly startedAt: bigint
  readonly updatedAt: bigint
  readonly decimals: bigint
}

/** The answer to latestRoundData() as the ABI has it. */
export const roundData = (round: Round): Hex => joined(slotsOf(round).slice(0, 5))

/** Puts the aggregator there if it is not, and gives it a round by a transaction of its own, so that earlier blocks keep theirs. */
export async function setRound(anvil: Anvil, proxy: Hex, round: Round): Promise<void> {
  if ((await anvil.ask('eth_getCode', [proxy, 'latest'])) === '0x') {
    await anvil.ask('anvil_setCode', [proxy, code])
    for (const slot of [0n, 1n, 2n, 3n, 4n, 5n]) await anvil.ask('anvil_setStorageAt', [proxy, wordOf(slot), wordOf(1n)])
  }
  await anvil.send({ to: proxy, data: joined(slotsOf(round)) })
  await anvil.mine()
}

const slotsOf = ({ roundId, answer, startedAt, updatedAt, decimals }: Round): bigint[] => [
  roundId,
  BigInt.asUintN(256, answer),
  startedAt,
  updatedAt,
  roundId,
  decimals,
]
const joined = (words: readonly bigint[]): Hex => `0x${words.map((word) => wordOf(word).slice(2)).join('')}`

const byte = (value: number): string => value.toString(16).padStart(2, '0')
const returnSlots = [0, 1, 2, 3, 4].map((slot) => `60${byte(slot)}5460${byte(slot * 32)}52`).join('')
const storeWords = [0, 1, 2, 3, 4, 5].map((slot) => `60${byte(slot * 32)}3560${byte(slot)}55`).join('')
/** Six words of input are stored; decimals() answers with slot 5; anything else with slots 0 to 4. */
const code: Hex = `0x3660c01460455760003560e01c63313ce56714603957${returnSlots}60a06000f35b60055460005260206000f35b${storeWords}00`
