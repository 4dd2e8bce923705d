/** Payments between institutions through a corridor, in stablecoins that stay in the books of the corridor. */
import { crossBorder } from '#engine/packs/shipped/cross-border/index.ts'
import type { Address } from '#engine/types.ts'
import { type Business, type Cue, founded, idOf, lanes, lateness, later, nth, people, soon, sum, turn } from './defineBusiness.ts'

const [office] = people('corridor', 'office', 1)
const institutions = people('corridor', 'institution', 2 * lanes)
const [stranger] = people('corridor', 'stranger', 1)

type More = { breaks?: string; wait?: number }
type Party = { readonly address: Address }

/** The corridor credits for the sender; amounts have six decimals. */
const sceneOf = (cue: Cue) => {
  const [sender, receiver] = [nth(institutions, cue.lane * 2), nth(institutions, cue.number * 2 + 1)]
  const [id, amount] = [idOf('PAY', cue), sum(cue.random, 4_000, 90_000) * 10_000n]
  return {
    ...{ sender, amount },
    send: (due = later(cue, 2), from = sender, more: More = {}) =>
      turn(from, [['PaymentSent', { id, from: from.address, to: receiver.address, amount, due }]], more),
    credit: (credited = fee(amount), more: More = {}, from: Party = sender) =>
      turn(office, [['PaymentReceived', { id, from: from.address, to: receiver.address, amount: credited }]], more),
    giveBack: (returned = amount, more: More = {}) =>
      turn(receiver, [['PaymentReturned', { id, from: receiver.address, to: sender.address, amount: returned }]], more),
  }
}
/** Twelve basis points stay in the corridor. */
const fee = (amount: bigint) => amount - (amount * 12n) / 10_000n

export const corridor: Business = {
  pack: crossBorder,
  people: [office, ...institutions, stranger],
  founding: founded(office, { INSTITUTION_ROLE: institutions }),
  usual: [
    (cue) => {
      const { send, credit } = sceneOf(cue)
      return [send(), credit()]
    },
    (cue) => {
      const { send, credit } = sceneOf(cue)
      return [send(), credit()]
    },
    (cue) => {
      const { send, giveBack } = sceneOf(cue)
      return [send(), giveBack()]
    },
  ],
  wrong: [
    (cue) => {
      const { send, credit } = sceneOf(cue)
      return [send(), credit(), credit(undefined, { breaks: 'once' })]
    },
    (cue) => {
      const { send, credit } = sceneOf(cue)
      return [send(soon(cue)), credit(undefined, { breaks: 'late', wait: lateness })]
    },
    (cue) => {
      const { send, credit, amount } = sceneOf(cue)
      return [send(), credit((amount * 93n) / 100n, { breaks: 'amount' })]
    },
    (cue) => {
      const { send, giveBack, amount } = sceneOf(cue)
      return [send(), giveBack((amount * 96n) / 100n, { breaks: 'returned' })]
    },
    (cue) => [sceneOf(cue).credit(undefined, { breaks: 'steps' })],
    (cue) => [sceneOf(cue).send(undefined, stranger, { breaks: 'members' })],
  ],
}
