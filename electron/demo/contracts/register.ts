/** The book of a business on the demo chain: it logs what a pack's contract would log, and keeps each of its running cases in order. */
import { encodeAbiParameters, encodeEventTopics, parseAbi } from 'viem'
import type { Item } from '#engine/packs/abi.ts'
import type { Hex } from '#engine/types.ts'
import { type Contract, defineContract, Revert } from './defineContract.ts'

export const registerAbi = parseAbi([
  'struct Entry { bytes32[] topics; bytes data; }',
  'function record(uint256 lane, uint256 turn, uint256 next, Entry[] entries)',
  'function laneOf(uint256 lane) view returns (uint256 turn, uint256 since, uint256 begun)',
])

/** One log as the contract takes it. */
export type RegisterEntry = { readonly topics: readonly Hex[]; readonly data: Hex }

/** Where a lane stands: the turn that it waits for, the block of its last turn, and the time (Unix seconds) at which its case began. */
export const laneSlots = (lane: number | bigint) => ({ turn: `turn ${lane}`, since: `since ${lane}`, begun: `begun ${lane}` }) as const
/** Turns of one case are counted from a multiple of this. */
export const turnsOfCase = 100n

/**
 * Lane 0 is the founding, which comes before everything else. A turn is recorded only when its lane waits for it, so that a fork that drops one
 * turn of a case brings none of its later ones again.
 */
export const register = (name: string): Contract =>
  defineContract({
    name,
    abi: registerAbi,
    functions: {
      record(call, [lane, turn, next, entries]) {
        const slots = laneSlots(lane)
        if (call.read(slots.turn) !== turn) throw new Revert(`${name}: not the turn that this case waits for`)
        if (lane > 0n && call.read(laneSlots(0).turn) === 0n) throw new Revert(`${name}: not founded yet`)
        call.write(slots.turn, next)
        call.write(slots.since, call.block.number)
        if (turn % turnsOfCase === 0n) call.write(slots.begun, call.block.timestamp)
        for (const { topics, data } of entries) call.log(topics, wordsOf(data))
      },
      laneOf(call, [lane]) {
        const slots = laneSlots(lane)
        return [call.read(slots.turn), call.read(slots.since), call.read(slots.begun)] as const
      },
    },
  })

/** An event with these arguments, by name, as a contract logs it. Throws where they do not fit the event. */
export function entryOf({ item }: Item, args: Readonly<Record<string, unknown>>): RegisterEntry {
  const plain = item.inputs.filter((input) => !('indexed' in input && input.indexed))
  return {
    topics: encodeEventTopics({ abi: [item], eventName: item.name, args } as Parameters<typeof encodeEventTopics>[0]) as Hex[],
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name ?? '']),
    ),
  }
}

/** What the ABI encodes is always whole words. */
const wordsOf = (data: Hex): bigint[] => (data.slice(2).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))
