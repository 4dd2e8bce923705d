/** Supply-chain finance: two core enterprises, their distributors, and financiers with a rate each. */
import { receivables as pack } from '#engine/packs/shipped/receivables/index.ts'
import type { Address, Hex } from '#engine/types.ts'
import {
  type Business,
  type Case,
  type Cue,
  type Fact,
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
  type Turn,
  turn,
} from './defineBusiness.ts'

const [office] = people('receivables', 'office', 1)
const cores = people('receivables', 'core', 2)
const distributors = people('receivables', 'distributor', 2 * lanes)
const financiers = people('receivables', 'financier', 2)
const [stranger] = people('receivables', 'stranger', 1)
/** Basis points a year, the same for every distributor. */
const rateOf = (place: number) => 420 + 35 * (place % financiers.length)

const sceneOf = (cue: Cue, letter = '') => {
  const face = sum(cue.random, 20_000, 400_000)
  const bank = nth(financiers, cue.number)
  const [core, distributor] = [nth(cores, cue.number), nth(distributors, cue.lane * 2)]
  const id = idOf('RCV', cue, letter)
  const [by, to] = [{ financier: bank.address }, { distributor: distributor.address }]
  return {
    ...{ face, core, distributor, bank, id, loan: (face * 8n) / 10n, interest: (face * 8n * BigInt(rateOf(cue.number))) / 400_000n },
    issue: (due = later(cue, 90)) => turn(core, [issued(id, core, distributor, face, due)]),
    sign: () => turn(distributor, [['Signed', { id, ...to, core: core.address }]]),
    approve: (interest: bigint) => turn(bank, [['Approved', { id, ...by, ...to, interest, rate: rateOf(cue.number) }]]),
    finance: (amount: bigint, breaks?: string) =>
      turn(bank, [['Financed', { id, ...by, ...to, core: core.address, amount }]], breaks ? { breaks } : {}),
    sell: (amount: bigint, breaks?: string) =>
      turn(distributor, [['GoodsSold', { id, ...to, buyer: stranger.address, amount }]], breaks ? { breaks } : {}),
    repay: (principal: bigint, interest: bigint, breaks?: string) =>
      turn(
        distributor,
        [
          ['Repaid', { id, ...to, ...by, amount: principal }],
          ...(interest > 0n ? [['InterestPaid', { id, ...to, ...by, amount: interest }] as const] : []),
        ],
        breaks ? { breaks } : {},
      ),
    settle: (more: { breaks?: string; wait?: number } = {}) => turn(bank, [['Settled', { id, ...by, ...to }]], more),
    cancel: () => turn(core, [['Cancelled', { id, core: core.address, ...to }]]),
  }
}
type Scene = ReturnType<typeof sceneOf>
type Party = { readonly address: Address }
const issued = (id: Hex, core: Party, distributor: Party, amount: bigint, due: bigint): Fact => [
  'Issued',
  { id, core: core.address, distributor: distributor.address, amount, due },
]
const begin = (scene: Scene): Turn[] => [scene.issue(), scene.sign(), scene.approve(scene.interest)]

/** One distributor is asked for twice what its equal is asked for, by a financier who has just joined. */
const unequal: Case = (cue) => {
  const financier = newcomer('receivables', cue)
  const offers = [
    { letter: 'a', to: nth(distributors, cue.lane * 2), rate: 380 },
    { letter: 'b', to: nth(distributors, cue.lane * 2 + 1), rate: 760 },
  ]
  const core = nth(cores, cue.number)
  return [
    turn(office, [granted('FINANCIER_ROLE', financier, office)]),
    ...offers.flatMap(({ letter, to, rate }) => {
      const [id, face, distributor] = [idOf('RCV', cue, letter), sum(cue.random, 20_000, 200_000), to.address]
      return [
        turn(core, [issued(id, core, to, face, later(cue, 60))]),
        turn(to, [['Signed', { id, distributor, core: core.address }]]),
        turn(
          office,
          [['Approved', { id, financier, distributor, interest: (face * BigInt(rate)) / 40_000n, rate }]],
          letter === 'b' ? { breaks: 'fair' } : {},
        ),
      ]
    }),
  ]
}

export const supplyChain: Business = {
  pack,
  people: [office, ...cores, ...distributors, ...financiers, stranger],
  founding: founded(office, {
    CORE_ROLE: cores,
    DISTRIBUTOR_ROLE: distributors,
    FINANCIER_ROLE: financiers,
  }),
  usual: [
    (cue) => {
      const scene = sceneOf(cue)
      const half = scene.loan / 2n
      const paid = [scene.repay(half, 0n), scene.repay(scene.loan - half, scene.interest), scene.settle()]
      return [...begin(scene), scene.finance(scene.loan), scene.sell(scene.face), ...paid]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [...begin(scene), scene.finance(scene.loan), scene.sell(scene.face / 2n), scene.repay(scene.loan / 3n, 0n)]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [scene.issue(), scene.sign(), scene.cancel()]
    },
  ],
  wrong: [
    (cue) => {
      const scene = sceneOf(cue)
      const half = scene.loan / 2n
      return [...begin(scene), scene.finance(half), scene.finance(half, 'once'), scene.repay(2n * half, scene.interest), scene.settle()]
    },
    (cue) => {
      const scene = sceneOf(cue)
      const paid = scene.repay(scene.loan, scene.interest)
      return [scene.issue(soon(cue)), scene.sign(), scene.approve(scene.interest), scene.finance(scene.loan), paid]
        .map((one) => ({
          ...one,
          wait: 2,
        }))
        .concat({ ...scene.settle({ breaks: 'late' }), wait: lateness })
    },
    (cue) => {
      const scene = sceneOf(cue)
      const much = scene.face + 1_000_00n
      return [...begin(scene), scene.finance(much, 'face'), scene.repay(much, scene.interest), scene.settle()]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [...begin(scene), scene.finance(scene.loan), scene.repay(scene.loan + 500_00n, scene.interest, 'principal'), scene.settle()]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [...begin(scene), scene.finance(scene.loan), scene.repay(scene.loan, scene.interest + 10_00n, 'interest'), scene.settle()]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [...begin(scene), scene.finance(scene.loan), scene.repay(scene.loan / 2n, 0n), scene.settle({ breaks: 'repaid' })]
    },
    unequal,
    (cue) => {
      const { issue, id, core, cancel } = sceneOf(cue)
      const signed: Fact = ['Signed', { id, distributor: stranger.address, core: core.address }]
      return [issue(), turn(stranger, [signed], { breaks: 'members' }), cancel()]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [scene.issue(), scene.sign(), scene.sell(scene.face, 'steps'), scene.cancel()]
    },
  ],
}
