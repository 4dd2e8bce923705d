/** A loyalty programme: three merchants, their campaigns, and consumers who collect and spend. */
import { loyaltyPoints } from '#engine/packs/shipped/loyalty-points/index.ts'
import type { Address, Hex } from '#engine/types.ts'
import {
  type Business,
  type Cue,
  type Fact,
  founded,
  idOf,
  lanes,
  lateness,
  later,
  nth,
  people,
  soon,
  sum,
  turn,
} from './defineBusiness.ts'

const [operator] = people('loyalty', 'operator', 1)
const merchants = people('loyalty', 'merchant', 3)
const consumers = people('loyalty', 'consumer', 3 * lanes)
const [stranger] = people('loyalty', 'stranger', 1)
const nowhere: Address = '0x0000000000000000000000000000000000000000'

/** The third of a lane's consumers never has points but those that it owes. */
const sceneOf = (cue: Cue) => ({
  merchant: nth(merchants, cue.number),
  ann: nth(consumers, cue.lane * 3),
  ben: nth(consumers, cue.lane * 3 + 1),
  poor: nth(consumers, cue.lane * 3 + 2),
  campaign: idOf('CAMP', cue),
  ends: later(cue, 30),
  points: sum(cue.random, 200, 5_000),
})

type Party = { readonly address: Address }
/** An ERC-20 logs a Transfer for what it makes and takes back as well. */
const issued = (merchant: Party, to: Party, amount: bigint, campaign: Hex, ends: bigint): Fact[] => [
  ['Transfer', { from: nowhere, to: to.address, value: amount }],
  ['Issued', { merchant: merchant.address, to: to.address, amount, campaign, ends }],
]
const redeemed = (consumer: Party, merchant: Party, amount: bigint, campaign: Hex): Fact[] => [
  ['Transfer', { from: consumer.address, to: nowhere, value: amount }],
  ['Redeemed', { consumer: consumer.address, merchant: merchant.address, amount, campaign }],
]
const passed = (from: Party, to: Party, value: bigint): Fact[] => [['Transfer', { from: from.address, to: to.address, value }]]
const closed = (merchant: Party, campaign: Hex): Fact[] => [['CampaignClosed', { campaign, merchant: merchant.address }]]
const frozen = (account: Party): Fact[] => [['AccountFrozen', { account: account.address, by: operator.address }]]
const unfrozen = (account: Party): Fact[] => [['AccountUnfrozen', { account: account.address, by: operator.address }]]

export const loyalty: Business = {
  pack: loyaltyPoints,
  people: [operator, ...merchants, ...consumers, stranger],
  founding: founded(operator, {
    OPERATOR_ROLE: [operator],
    MERCHANT_ROLE: merchants,
    CONSUMER_ROLE: consumers,
  }),
  usual: [
    (cue) => {
      const { merchant, ann, ben, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ann, points, campaign, ends)),
        turn(merchant, issued(merchant, ben, points / 2n, campaign, ends)),
        turn(ann, passed(ann, ben, points / 4n)),
        turn(ben, redeemed(ben, nth(merchants, cue.number + 1), points / 2n, campaign)),
        turn(merchant, closed(merchant, campaign)),
      ]
    },
    (cue) => {
      const { merchant, ann, ben, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ann, points, campaign, ends)),
        turn(operator, frozen(ben)),
        turn(ann, redeemed(ann, merchant, points / 5n, campaign)),
        turn(operator, unfrozen(ben)),
        turn(ann, redeemed(ann, merchant, points / 4n, campaign)),
      ]
    },
  ],
  wrong: [
    (cue) => {
      const { merchant, ann, poor, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ann, points, campaign, ends)),
        turn(poor, passed(poor, ann, points / 5n), { breaks: 'conserved' }),
        turn(merchant, issued(merchant, poor, points / 5n, campaign, ends)),
        turn(merchant, closed(merchant, campaign)),
      ]
    },
    (cue) => {
      const { merchant, ann, ben, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ann, points, campaign, ends)),
        turn(operator, frozen(ann)),
        turn(ann, passed(ann, ben, points / 2n), { breaks: 'frozen' }),
        turn(operator, unfrozen(ann)),
        turn(merchant, closed(merchant, campaign)),
      ]
    },
    (cue) => {
      const { merchant, ann, campaign, ends, points } = sceneOf(cue)
      const other = idOf('CAMP', cue, 'b')
      return [
        turn(merchant, issued(merchant, ann, points, campaign, ends)),
        turn(merchant, issued(merchant, ann, points / 10n, other, ends)),
        turn(ann, redeemed(ann, merchant, points / 5n, other), { breaks: 'campaign' }),
        turn(merchant, closed(merchant, other)),
      ]
    },
    (cue) => {
      const { merchant, ben, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ben, points, campaign, ends)),
        turn(stranger, issued(stranger, ben, points * 2n, campaign, ends), { breaks: 'members' }),
        turn(merchant, closed(merchant, campaign)),
      ]
    },
    (cue) => {
      const { merchant, ben, campaign, ends, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ben, points, campaign, ends)),
        turn(merchant, closed(merchant, campaign)),
        turn(ben, redeemed(ben, merchant, points / 3n, campaign), { breaks: 'steps' }),
        turn(merchant, closed(merchant, campaign)),
      ]
    },
    (cue) => {
      const { merchant, ann, campaign, points } = sceneOf(cue)
      return [
        turn(merchant, issued(merchant, ann, points, campaign, soon(cue))),
        turn(merchant, closed(merchant, campaign), { breaks: 'closing', wait: lateness }),
      ]
    },
  ],
}
