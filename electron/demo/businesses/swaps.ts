/** Interest-rate swaps between the dealers of each lane, settled by a calculation agent. */
import type { Wallet } from '#demo/traffic/wallets.ts'
import { rateSwaps } from '#engine/packs/shipped/rate-swaps/index.ts'
import { type Business, type Cue, founded, lanes, nameOf, nth, people, sum, turn } from './defineBusiness.ts'

const [agent] = people('swaps', 'agent', 1)
const dealers = people('swaps', 'dealer', 3 * lanes)
const [stranger] = people('swaps', 'stranger', 1)

type More = { breaks?: string; wait?: number }

const sceneOf = (cue: Cue) => {
  const [payer, taker, third] = [nth(dealers, cue.lane * 3), nth(dealers, cue.lane * 3 + 1), nth(dealers, cue.lane * 3 + 2)]
  const [tradeId, margin, payment] = [nameOf('IRS', cue.number), sum(cue.random, 2_000, 9_000), sum(cue.random, 5_000, 60_000)]
  const rate = `fixed ${cue.random.int(180, 420)} bp against overnight`
  const inception = { initiator: payer.address, withParty: taker.address, tradeId, tradeData: rate, initialSettlementData: '' }
  const termination = { tradeId, terminationPayment: -payment / 10n, terminationTerms: 'at market' }
  const released = (party: Wallet, amount: bigint) => ['MarginReleased', { tradeId, party: party.address, amount }] as const
  return {
    ...{ payer, taker, third, margin },
    incept: () => turn(payer, [['TradeIncepted', { ...inception, position: 1n, paymentAmount: payment }]]),
    confirm: (by: Wallet = taker, more: More = {}) => turn(by, [['TradeConfirmed', { confirmer: by.address, tradeId }]], more),
    cancel: (by: Wallet = payer, more: More = {}) => turn(by, [['TradeCanceled', { initiator: by.address, tradeId }]], more),
    post: (by: Wallet, more: More = {}) => turn(by, [['MarginPosted', { tradeId, party: by.address, amount: margin }]], more),
    activate: () => turn(agent, [['TradeActivated', { tradeId }]]),
    request: (by: Wallet = agent, more: More = {}) =>
      turn(by, [['SettlementRequested', { initiator: by.address, tradeData: tradeId, lastSettlementData: rate }]], more),
    /** Below zero the other side pays. */
    determine: () => {
      const settlementAmount = (payment * BigInt(cue.random.int(-50, 50))) / 1_000n
      return turn(agent, [['SettlementDetermined', { initiator: agent.address, settlementAmount, settlementData: tradeId }]])
    },
    paid: () => turn(agent, [['SettlementTransferred', { transactionData: tradeId }]]),
    fail: () => turn(agent, [['SettlementFailed', { transactionData: tradeId }]]),
    askEnd: () => turn(payer, [['TradeTerminationRequest', { initiator: payer.address, ...termination }]]),
    agreeEnd: () => turn(taker, [['TradeTerminationConfirmed', { confirmer: taker.address, ...termination }]]),
    release: (amount: bigint, more: More = {}) => turn(agent, [released(payer, amount)], more),
    terminate: (cause: string) => turn(agent, [['TradeTerminated', { tradeId, cause }], released(payer, margin), released(taker, margin)]),
  }
}
type Scene = ReturnType<typeof sceneOf>
const begin = ({ incept, confirm, post, payer, taker, activate }: Scene) => [incept(), confirm(), post(payer), post(taker), activate()]

export const swaps: Business = {
  pack: rateSwaps,
  people: [agent, ...dealers, stranger],
  founding: founded(agent, { AGENT_ROLE: [agent], DEALER_ROLE: dealers }),
  usual: [
    (cue) => {
      const scene = sceneOf(cue)
      const settled = [scene.request(), scene.determine(), scene.paid()]
      return [...begin(scene), ...settled, scene.askEnd(), scene.agreeEnd(), scene.terminate('agreed')]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [...begin(scene), scene.request(), scene.determine(), scene.fail(), scene.terminate('settlement failed')]
    },
    (cue) => {
      const scene = sceneOf(cue)
      return [scene.incept(), scene.cancel()]
    },
  ],
  wrong: [
    (cue) => {
      const { incept, confirm, third } = sceneOf(cue)
      return [incept(), confirm(third, { breaks: 'counterparty' })]
    },
    (cue) => {
      const { incept, confirm, request, determine, paid } = sceneOf(cue)
      return [incept(), confirm(), request(agent, { breaks: 'steps' }), determine(), paid()]
    },
    (cue) => {
      const { incept, confirm, post, payer, margin, release } = sceneOf(cue)
      return [incept(), confirm(), post(payer), release(margin), release(margin, { breaks: 'margin' })]
    },
    (cue) => {
      const { post, payer, incept, confirm } = sceneOf(cue)
      return [post(payer, { breaks: 'known' }), incept(), confirm()]
    },
    (cue) => {
      const { incept, taker, cancel } = sceneOf(cue)
      return [incept(), cancel(taker, { breaks: 'canceller' })]
    },
    (cue) => {
      const { incept, confirm, activate, request, determine, paid } = sceneOf(cue)
      return [incept(), confirm(), activate(), request(stranger, { breaks: 'members' }), determine(), paid()]
    },
  ],
}
