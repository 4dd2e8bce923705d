/** Which case each lane of a business is in, and whose turn it is: follows from the seed and from what the business's contract keeps, nothing else. */
import { encodeFunctionData } from 'viem'
import type { WorkingState } from '#demo/chain/state.ts'
import { entryOf, laneSlots, registerAbi, turnsOfCase } from '#demo/contracts/register.ts'
import { type Random, randomFrom } from '#demo/random.ts'
import { findItem, itemsOf } from '#engine/packs/compile.ts'
import { demoPlaceOf } from '#engine/packs/shipped/demo.ts'
import type { Address, Hex } from '#engine/types.ts'
import { type Business, type Fact, lanes, type Turn } from './defineBusiness.ts'

export type Standing = {
  /** Turns of the case so far. */
  readonly done: readonly Turn[]
  /** What comes next, and the first block that it may stand in. */
  readonly next: Turn
  readonly from: bigint
}
export type Call = { readonly by: Turn['by']; readonly to: Address; readonly input: Hex; readonly gas: bigint }

/** What the founding is, then one call for each lane whose turn has come. */
export function* dueCalls(
  business: Business,
  { seed, state, number, timestamp }: { seed: string; state: Pick<WorkingState, 'read'>; number: bigint; timestamp: bigint },
): Iterable<Call> {
  const { to, name } = placeOf(business)
  const call = (by: Turn['by'], facts: readonly Fact[], lane: number, turn: bigint, next: bigint): Call => {
    const entries = facts.map(([event, args]) => entryOf(eventOf(business, name, event), args))
    const input = encodeFunctionData({ abi: registerAbi, functionName: 'record', args: [BigInt(lane), turn, next, entries] })
    return { by, to, input, gas: 110_000n + 12_000n * BigInt(entries.length) }
  }
  if (state.read(to, laneSlots(0).turn) === 0n) {
    yield call(business.founding.by, business.founding.facts, 0, 0n, 1n)
    return
  }
  for (let lane = 1; lane <= lanes; lane++) {
    const at = state.read(to, laneSlots(lane).turn)
    const { next, from, done } = standingOf(business, seed, lane, { state, timestamp })
    if (number < from) continue
    const last = done.length + 1 === turnsOf(business, seed, lane, at / turnsOfCase, timestamp).length
    yield call(next.by, next.facts, lane, at, last ? (at / turnsOfCase + 1n) * turnsOfCase : at + 1n)
  }
}

/** Every turn that a business has taken until now, lane by lane, and what each lane waits for. */
export function taken(business: Business, seed: string, state: Pick<WorkingState, 'read'>): { done: Turn[]; waiting: Turn[] } {
  const done: Turn[] = []
  const waiting: Turn[] = []
  for (let lane = 1; lane <= lanes; lane++) {
    const round = state.read(placeOf(business).to, laneSlots(lane).turn) / turnsOfCase
    for (let before = 0n; before < round; before++) done.push(...turnsOf(business, seed, lane, before, 0n))
    const standing = standingOf(business, seed, lane, { state, timestamp: 0n })
    done.push(...standing.done)
    waiting.push(standing.next)
  }
  return { done, waiting }
}

function standingOf(
  business: Business,
  seed: string,
  lane: number,
  { state, timestamp }: { state: Pick<WorkingState, 'read'>; timestamp: bigint },
): Standing {
  const { to } = placeOf(business)
  const slots = laneSlots(lane)
  const at = state.read(to, slots.turn)
  const step = Number(at % turnsOfCase)
  const turns = turnsOf(business, seed, lane, at / turnsOfCase, step === 0 ? timestamp : state.read(to, slots.begun))
  const next = turns[step]
  if (!next) throw new Error(`${business.pack.id}: lane ${lane} waits for a turn that its case does not have.`)
  return { done: turns.slice(0, step), next, from: state.read(to, slots.since) + BigInt(next.wait ?? 1) }
}

/** The case of a lane's round, with the waits between its turns drawn. */
function turnsOf(business: Business, seed: string, lane: number, round: bigint, begun: bigint): readonly Turn[] {
  const number = Number(round) * lanes + lane - 1
  const random = randomFrom(`${seed} ${business.pack.id} ${number}`)
  const wrong = wrongOf(business, number, random)
  const usual = business.usual[random.int(0, business.usual.length - 1)] ?? business.usual[0]
  return (wrong ?? usual)({ random, number, lane: lane - 1, begun }).map((turn) => ({ wait: random.int(...pause), ...turn }))
}

/** At first everything goes wrong once, two cases of three; later it happens now and then. */
function wrongOf({ wrong }: Business, number: number, random: Random) {
  const before = number - Math.floor(number / 3) - 1
  if (before < wrong.length) return number % 3 === 0 ? undefined : wrong[before]
  return random.chance(1 / 12) ? wrong[random.int(0, wrong.length - 1)] : undefined
}

/** Blocks between two turns of a case, from and to. */
const pause = [4, 10] as const

const places = new WeakMap<Business, { to: Address; name: string }>()
function placeOf(business: Business): { to: Address; name: string } {
  const known = places.get(business) ?? demoPlaceOf(business.pack)
  places.set(business, known)
  return known
}

const items = new WeakMap<Business, ReturnType<typeof itemsOf>>()
function eventOf(business: Business, contract: string, event: string) {
  const known = items.get(business) ?? itemsOf(business.pack)
  items.set(business, known)
  const found = findItem(known, contract, 'event', event)
  if (!found) throw new Error(`${business.pack.id} has no event ${event}.`)
  return found
}
