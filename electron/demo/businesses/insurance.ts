/** Insurance: two insurers with a premium each, the insured of each lane, their policies and claims. */
import type { Wallet } from '#demo/traffic/wallets.ts'
import { insurance as pack } from '#engine/packs/shipped/insurance/index.ts'
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

const [office] = people('insurance', 'office', 1)
const insurers = people('insurance', 'insurer', 2)
const customers = people('insurance', 'insured', 2 * lanes)
const [stranger] = people('insurance', 'stranger', 1)
/** Basis points of the insured sum, the same for every customer. */
const rateOf = (place: number) => BigInt(90 + 15 * (place % insurers.length))

type More = { breaks?: string; wait?: number }

const sceneOf = (cue: Cue) => {
  const [company, customer, neighbour] = [nth(insurers, cue.number), nth(customers, cue.lane * 2), nth(customers, cue.lane * 2 + 1)]
  const [policy, claim, sumInsured] = [idOf('POL', cue), idOf('CLM', cue), sum(cue.random, 5_000, 60_000)]
  const premium = (sumInsured * rateOf(cue.number)) / 10_000n
  const [insurer, insured] = [company.address, customer.address]
  return {
    ...{ sumInsured, customer, neighbour },
    issue: (premiumDue = later(cue, 30)) =>
      turn(company, [['PolicyIssued', { policy, insurer, insured, sumInsured, premiumBasisPoints: rateOf(cue.number), premiumDue }]]),
    premium: (by: Wallet = customer, more: More = {}) =>
      turn(by, [['PremiumPaid', { policy, insured: by.address, insurer, amount: premium, nextDue: later(cue, 365) }]], more),
    file: (amount: bigint, by: Wallet = customer, more: More = {}) =>
      turn(by, [['ClaimFiled', { policy, insured: by.address, claim, amount }]], more),
    accept: (amount: bigint) => turn(company, [['ClaimAccepted', { claim, insurer, insured, policy, amount }]]),
    reject: () => turn(company, [['ClaimRejected', { claim, insurer, insured, policy }]]),
    pay: (amount: bigint, more: More = {}) =>
      turn(
        company,
        [
          ['ClaimPaid', { claim, insurer, insured, policy, amount }],
          ['PolicyCharged', { policy, insurer, insured, claim, amount }],
        ],
        more,
      ),
    end: (reason: string) => turn(company, [['PolicyEnded', { policy, by: insurer, reason }]]),
  }
}

/** An insurer that has just joined asks one customer for three times what it asks another for. */
const unequal: Case = (cue) => {
  const insurer = newcomer('insurance', cue)
  const issue = (letter: string, place: number, premiumBasisPoints: bigint) =>
    [
      'PolicyIssued',
      {
        ...{ policy: idOf('POL', cue, letter), insurer, insured: nth(customers, cue.lane * 2 + place).address },
        ...{ sumInsured: sum(cue.random, 5_000, 60_000), premiumBasisPoints, premiumDue: later(cue, 30) },
      },
    ] as const
  return [
    turn(office, [granted('INSURER_ROLE', insurer, office)]),
    turn(office, [issue('a', 0, 80n)]),
    turn(office, [issue('b', 1, 240n)], { breaks: 'equal' }),
  ]
}

export const insurance: Business = {
  pack,
  people: [office, ...insurers, ...customers, stranger],
  founding: founded(office, { INSURER_ROLE: insurers, INSURED_ROLE: customers }),
  usual: [
    (cue) => {
      const { issue, premium, file, accept, pay, end, sumInsured } = sceneOf(cue)
      const loss = sumInsured / 3n
      return [issue(), premium(), file(loss), accept(loss), pay(loss), end('ran out')]
    },
    (cue) => {
      const { issue, premium, file, reject, sumInsured } = sceneOf(cue)
      return [issue(), premium(), file(sumInsured / 2n), reject()]
    },
    (cue) => {
      const { issue, premium } = sceneOf(cue)
      return [issue(), premium()]
    },
  ],
  wrong: [
    (cue) => {
      const { issue, premium, file, accept, pay, sumInsured } = sceneOf(cue)
      const loss = sumInsured / 4n
      return [issue(), premium(), file(loss), accept(loss), pay(loss), pay(loss, { breaks: 'once' })]
    },
    (cue) => {
      const { issue, premium, file, accept, pay, sumInsured } = sceneOf(cue)
      const loss = sumInsured + 1_000_00n
      return [issue(), premium(), file(loss), accept(loss), pay(loss, { breaks: 'covered' })]
    },
    (cue) => {
      const { issue, premium, customer } = sceneOf(cue)
      return [issue(soon(cue)), premium(customer, { breaks: 'in-time', wait: lateness })]
    },
    (cue) => {
      const { issue, premium, file, pay, sumInsured } = sceneOf(cue)
      return [issue(), premium(), file(sumInsured / 5n), pay(sumInsured / 5n, { breaks: 'accepted' })]
    },
    (cue) => {
      const { issue, premium, file, accept, pay, sumInsured } = sceneOf(cue)
      const loss = sumInsured / 2n
      return [issue(), premium(), file(loss), accept(loss), pay(loss / 2n, { breaks: 'promised' })]
    },
    (cue) => {
      const { issue, premium, file, reject, neighbour, sumInsured } = sceneOf(cue)
      return [issue(), premium(), file(sumInsured / 3n, neighbour, { breaks: 'holder' }), reject()]
    },
    (cue) => {
      const { issue, premium, file, customer, sumInsured } = sceneOf(cue)
      return [issue(), file(sumInsured / 3n, customer, { breaks: 'in-force' }), premium()]
    },
    unequal,
    (cue) => {
      const { issue, premium, end } = sceneOf(cue)
      return [issue(), premium(stranger, { breaks: 'members' }), end('paid by nobody who is known')]
    },
  ],
}
