/** References on the credit of firms: two agencies that attest, banks that rely on what they say. */
import { keccak256, toBytes } from 'viem'
import type { Wallet } from '#demo/traffic/wallets.ts'
import { creditReferences } from '#engine/packs/shipped/credit-references/index.ts'
import { type Business, type Cue, founded, idOf, lanes, lateness, later, nth, people, soon, turn } from './defineBusiness.ts'

const [office] = people('credit', 'office', 1)
const agencies = people('credit', 'agency', 2)
const banks = people('credit', 'bank', 3)
const firms = people('credit', 'firm', 2 * lanes)
const [stranger] = people('credit', 'stranger', 1)
/** An EAS schema is known by a hash of its text. */
const schemaUID = keccak256(toBytes('uint256 grade, uint64 ends'))

type More = { breaks?: string; wait?: number }
const sceneOf = (cue: Cue) => {
  const [agency, other, bank] = [nth(agencies, cue.number), nth(agencies, cue.number + 1), nth(banks, cue.number)]
  const uid = keccak256(idOf('REF', cue))
  const recipient = nth(firms, cue.lane * 2 + (cue.number % 2)).address
  const grade = BigInt(cue.random.int(1, 9))
  return {
    ...{ agency, other, bank },
    attest: (by: Wallet = agency, more: More = {}, ends = later(cue, 180)) =>
      turn(
        by,
        [
          ['Attested', { recipient, attester: by.address, uid, schemaUID }],
          ['ReferenceGraded', { uid, attester: by.address, recipient, grade, ends }],
        ],
        more,
      ),
    rely: (by: Wallet = bank, more: More = {}) => turn(by, [['ReferenceUsed', { uid, reader: by.address, recipient }]], more),
    revoke: (by: Wallet = agency, more: More = {}) => turn(by, [['Revoked', { recipient, attester: by.address, uid, schemaUID }]], more),
  }
}

export const credit: Business = {
  pack: creditReferences,
  people: [office, ...agencies, ...banks, ...firms, stranger],
  founding: founded(office, {
    ISSUER_ROLE: agencies,
    READER_ROLE: banks,
    FIRM_ROLE: firms,
  }),
  usual: [
    (cue) => {
      const { attest, rely, revoke } = sceneOf(cue)
      return [attest(), rely(), rely(nth(banks, cue.number + 1)), revoke()]
    },
    (cue) => {
      const { attest, rely } = sceneOf(cue)
      return [attest(), rely(), rely(nth(banks, cue.number + 2))]
    },
  ],
  wrong: [
    (cue) => {
      const { attest, rely, revoke, bank } = sceneOf(cue)
      return [attest(), rely(), revoke(), rely(bank, { breaks: 'steps' }), revoke()]
    },
    (cue) => {
      const { agency, attest, rely, bank } = sceneOf(cue)
      return [attest(agency, {}, soon(cue)), rely(bank, { wait: 2 }), rely(bank, { breaks: 'ended', wait: lateness })]
    },
    (cue) => {
      const { attest, rely } = sceneOf(cue)
      return [attest(stranger, { breaks: 'accredited' }), rely()]
    },
    (cue) => {
      const { attest, rely, revoke, other } = sceneOf(cue)
      return [attest(), rely(), revoke(other, { breaks: 'revoker' })]
    },
  ],
}
