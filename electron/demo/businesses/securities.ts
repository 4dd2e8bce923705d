/** Securitised assets: one agent, and investors who get tranches, income and their money back. */
import type { Wallet } from '#demo/traffic/wallets.ts'
import { securities as pack } from '#engine/packs/shipped/securities/index.ts'
import type { Address } from '#engine/types.ts'
import { type Business, type Cue, type Fact, idOf, lanes, nth, people, turn } from './defineBusiness.ts'

const [agent] = people('securities', 'agent', 1)
const investors = people('securities', 'investor', 3 * lanes)
const [stranger] = people('securities', 'stranger', 1)
const none = { data: '0x', operatorData: '0x' }

type More = { breaks?: string; wait?: number }
type Party = { readonly address: Address }

/** The third of a lane's investors never holds anything but what it owes. */
const sceneOf = (cue: Cue, letter = '') => {
  const partition = idOf('ABS', cue, letter)
  const shares = BigInt(cue.random.int(5, 60)) * 100n
  const frozen = (account: Party, isFrozen: boolean) =>
    turn(agent, [['AddressFrozen', { userAddress: account.address, isFrozen, owner: agent.address }]])
  return {
    ...{ shares, ann: nth(investors, cue.lane * 3), ben: nth(investors, cue.lane * 3 + 1), poor: nth(investors, cue.lane * 3 + 2) },
    issue: (to: Party, value: bigint, more: More = {}) =>
      turn(agent, [['IssuedByPartition', { partition, operator: agent.address, to: to.address, value, ...none }]], more),
    pass: (from: Wallet, to: Party, value: bigint, more: More = {}) => {
      const parties = { operator: from.address, from: from.address, to: to.address }
      return turn(from, [['TransferByPartition', { fromPartition: partition, ...parties, value, ...none }]], more)
    },
    redeem: (from: Wallet, value: bigint, more: More = {}) =>
      turn(from, [['RedeemedByPartition', { partition, operator: from.address, from: from.address, value, operatorData: '0x' }]], more),
    income: (...holders: readonly Party[]) =>
      turn(
        agent,
        holders.map(
          ({ address }): Fact => ['IncomeDistributed', { partition, agent: agent.address, holder: address, amount: shares * 35n }],
        ),
      ),
    freeze: (account: Party) => frozen(account, true),
    release: (account: Party) => frozen(account, false),
  }
}

export const securities: Business = {
  pack,
  people: [agent, ...investors, stranger],
  founding: turn(agent, [
    ['AgentAdded', { agent: agent.address }],
    ...investors.map(({ address }): Fact => ['IdentityRegistered', { investorAddress: address, identity: address }]),
  ]),
  usual: [
    (cue) => {
      const { issue, pass, redeem, income, ann, ben, shares } = sceneOf(cue)
      const first = [issue(ann, shares), issue(ben, shares / 2n), income(ann, ben), pass(ann, ben, shares / 4n)]
      return [...first, income(ann, ben), redeem(ben, shares / 2n)]
    },
    (cue) => {
      const { issue, pass, income, freeze, release, ann, ben, shares } = sceneOf(cue)
      return [issue(ann, shares), freeze(ben), income(ann), release(ben), pass(ann, ben, shares / 5n)]
    },
  ],
  wrong: [
    (cue) => {
      const { issue, pass, freeze, release, ann, ben, shares } = sceneOf(cue)
      return [issue(ann, shares), freeze(ann), pass(ann, ben, shares / 2n, { breaks: 'frozen' }), release(ann)]
    },
    (cue) => {
      const { issue, pass, ann, shares } = sceneOf(cue)
      return [issue(ann, shares), pass(ann, stranger, shares / 5n, { breaks: 'members' })]
    },
    (cue) => {
      const { issue, pass, ann, poor, shares } = sceneOf(cue)
      return [issue(ann, shares), pass(poor, ann, shares / 10n, { breaks: 'conserved' }), issue(poor, shares / 10n)]
    },
    (cue) => {
      const { issue, redeem, ann, shares } = sceneOf(cue)
      return [issue(ann, shares), redeem(ann, shares / 2n), issue(ann, shares, { breaks: 'steps' })]
    },
    (cue) => {
      const [large, small] = [sceneOf(cue, 'a'), sceneOf(cue, 'b')]
      const { ann, shares } = large
      return [large.issue(ann, shares), small.issue(ann, shares / 10n), small.redeem(ann, shares / 5n, { breaks: 'redeemed' })]
    },
  ],
}
