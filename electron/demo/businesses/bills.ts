/** Bills of exchange: firms that draw and endorse them, and banks with a discount rate each. */
import { bills as pack } from '#engine/packs/shipped/bills/index.ts'
import type { Address } from '#engine/types.ts'
import {
  type Business,
  type Case,
  type Cue,
  founded,
  granted,
  idOf,
  lanes,
  lateness,
  later,
  newcomer,
  nth,
  people,
  soon,
  sum,
  turn,
} from './defineBusiness.ts'

const [office] = people('bills', 'office', 1)
const firms = people('bills', 'firm', 3 * lanes)
const banks = people('bills', 'bank', 3)
const [stranger] = people('bills', 'stranger', 1)
/** Basis points a year, the same for every firm. */
const rateOf = (place: number) => 210 + 25 * (place % banks.length)

type Party = { readonly address: Address }
type More = { breaks?: string; wait?: number }

const sceneOf = (cue: Cue, letter = '') => {
  const [drawer, payee, third] = [nth(firms, cue.lane * 3), nth(firms, cue.lane * 3 + 1), nth(firms, cue.lane * 3 + 2)]
  const [bank, other] = [nth(banks, cue.number), nth(banks, cue.number + 1)]
  const [id, amount] = [idOf('BILL', cue, letter), sum(cue.random, 10_000, 300_000)]
  return {
    ...{ drawer, payee, third, bank, other, amount },
    draw: (due = later(cue, 120)) =>
      turn(drawer, [['Issued', { id, drawer: drawer.address, payee: payee.address, drawee: bank.address, amount, due }]]),
    accept: () => turn(bank, [['Accepted', { id, acceptor: bank.address, drawer: drawer.address }]]),
    endorse: (to: Party, more: More = {}) => turn(payee, [['Endorsed', { id, from: payee.address, to: to.address, amount }]], more),
    /** `signer`: who signs for a bank that has no coins. */
    discount: (to: Party, rate: number, signer = payee, more: More = {}) => {
      const paid = amount - (amount * BigInt(rate)) / 30_000n
      return turn(signer, [['Discounted', { id, from: payee.address, bank: to.address, amount, paid, rate }]], more)
    },
    present: (holder: typeof bank, more: More = {}) =>
      turn(holder, [['Presented', { id, holder: holder.address, acceptor: bank.address }]], more),
    refuse: (holder: Party) => turn(bank, [['Dishonoured', { id, acceptor: bank.address, holder: holder.address }]]),
    /** To whom, how much, and who gives the bill back; null: nobody. */
    pay: (to: Party, more: More = {}, paid = amount, surrender: Party | null = to) =>
      turn(
        bank,
        [
          ['Paid', { id, acceptor: bank.address, holder: to.address, amount: paid }],
          ...(surrender ? [['Surrendered', { id, holder: surrender.address, acceptor: bank.address, amount }] as const] : []),
        ],
        more,
      ),
  }
}

/** A bank that has just joined takes twice as much off one firm's bill as off another's. */
const unequal: Case = (cue) => {
  const bank = { address: newcomer('bills', cue) }
  // The second bill is drawn by the third firm, so that two firms stand on its other side.
  const [first, second] = [sceneOf(cue, 'a'), sceneOf({ ...cue, lane: (cue.lane + 1) % lanes }, 'b')]
  return [
    turn(office, [granted('BANK_ROLE', bank.address, office)]),
    ...[first.draw(), first.accept(), first.discount(bank, 240)],
    ...[second.draw(), second.accept(), second.discount(bank, 610, second.payee, { breaks: 'fair' })],
  ]
}

export const billsOfExchange: Business = {
  pack,
  people: [office, ...firms, ...banks, stranger],
  founding: founded(office, {
    FIRM_ROLE: firms,
    BANK_ROLE: banks,
  }),
  usual: [
    (cue) => {
      const { draw, accept, endorse, third, present, pay } = sceneOf(cue)
      return [draw(), accept(), endorse(third), present(third), pay(third)]
    },
    (cue) => {
      const { draw, accept, discount, other, present, pay } = sceneOf(cue)
      return [draw(), accept(), discount(other, rateOf(cue.number + 1)), present(other), pay(other)]
    },
    (cue) => {
      const { draw, accept, payee, present, refuse, pay } = sceneOf(cue)
      return [draw(), accept(), present(payee), refuse(payee), present(payee), pay(payee)]
    },
    (cue) => {
      const { draw, accept, endorse, third } = sceneOf(cue)
      return [draw(), accept(), endorse(third)]
    },
  ],
  wrong: [
    (cue) => {
      const { draw, accept, payee, present, pay } = sceneOf(cue)
      return [draw(), accept(), present(payee), pay(payee), pay(payee, { breaks: 'once' }, undefined, null)]
    },
    (cue) => {
      const { draw, accept, payee, present, pay } = sceneOf(cue)
      return [draw(soon(cue)), accept(), present(payee), pay(payee, { breaks: 'late', wait: lateness })]
    },
    (cue) => {
      const { draw, accept, drawer, payee, present, pay } = sceneOf(cue)
      return [draw(), accept(), present(drawer, { breaks: 'holder' }), pay(payee)]
    },
    (cue) => {
      const { draw, accept, drawer, payee, present, pay } = sceneOf(cue)
      return [draw(), accept(), present(payee), pay(drawer, { breaks: 'payee' }, undefined, payee)]
    },
    (cue) => {
      const { draw, accept, payee, present, pay, amount } = sceneOf(cue)
      return [draw(), accept(), present(payee), pay(payee, { breaks: 'full' }, amount - 750_00n)]
    },
    (cue) => {
      const { draw, endorse, third, accept, present, pay } = sceneOf(cue)
      return [draw(), endorse(third, { breaks: 'steps' }), accept(), present(third), pay(third)]
    },
    unequal,
    (cue) => {
      const { draw, accept, endorse, present, pay } = sceneOf(cue)
      return [draw(), accept(), endorse(stranger, { breaks: 'members' }), present(stranger), pay(stranger)]
    },
  ],
}
