/** Price oracles that answer as Chainlink proxies do (AggregatorV3Interface); one oracle account reports to all of them. */
import { parseAbi } from 'viem'
import type { Address } from '#engine/types.ts'
import { type Contract, defineContract, Revert, topic, wordTopic } from './defineContract.ts'

export const aggregatorAbi = parseAbi([
  'function decimals() view returns (uint8)',
  'function description() view returns (string)',
  'function version() view returns (uint256)',
  'function latestAnswer() view returns (int256)',
  'function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
  'function getRoundData(uint80 id) view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)',
  'function report(int256 answer)',
])

const answerTopic = topic('AnswerUpdated(int256,uint256,uint256)')
/** A proxy's round ids carry the phase in their upper bits (Chainlink docs: phaseId << 64 | aggregatorRoundId). */
const phase = 1n << 64n
/** Older rounds are forgotten, so that a demo left running does not grow. */
const roundsKept = 200n

export const roundSlot = 'round'
const answerSlot = (round: bigint): string => `answer ${round}`
const timeSlot = (round: bigint): string => `time ${round}`

/** Answers have 8 decimals. */
export const aggregator = (description: string, oracle: Address): Contract =>
  defineContract({
    name: description,
    abi: aggregatorAbi,
    functions: {
      decimals: () => 8,
      description: () => description,
      version: () => 4n,
      latestAnswer: (call) => call.read(answerSlot(call.read(roundSlot))),
      latestRoundData: (call) => round(call, call.read(roundSlot)),
      getRoundData(call, [id]) {
        if (call.read(timeSlot(id - phase)) === 0n) throw new Revert('No data present')
        return round(call, id - phase)
      },
      report(call, [answer]) {
        if (call.caller !== oracle) throw new Revert('aggregator: only the oracle reports')
        const next = call.read(roundSlot) + 1n
        call.write(roundSlot, next)
        call.write(answerSlot(next), answer)
        call.write(timeSlot(next), call.block.timestamp)
        call.write(answerSlot(next - roundsKept), 0n)
        call.write(timeSlot(next - roundsKept), 0n)
        call.log([answerTopic, wordTopic(answer), wordTopic(next)], [call.block.timestamp])
      },
    },
  })

/** Genesis storage: round 1 with this answer. */
export const firstRound = (answer: bigint, timestamp: bigint): Map<string, bigint> =>
  new Map([
    [roundSlot, 1n],
    [answerSlot(1n), answer],
    [timeSlot(1n), timestamp],
  ])

/** The newest answer of an aggregator, 8 decimals. */
export const newestAnswer = (read: (slot: string) => bigint): bigint => read(answerSlot(read(roundSlot)))

function round(call: { read(slot: string): bigint }, id: bigint): readonly [bigint, bigint, bigint, bigint, bigint] {
  const time = call.read(timeSlot(id))
  return [phase + id, call.read(answerSlot(id)), time, time, phase + id]
}
