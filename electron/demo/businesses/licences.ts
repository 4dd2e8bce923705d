/** Licences on works: two owners with a royalty each, and the licensees of each lane. */
import type { Wallet } from '#demo/traffic/wallets.ts'
import { contentLicences } from '#engine/packs/shipped/content-licences/index.ts'
import type { Address } from '#engine/types.ts'
import {
  type Business,
  type Case,
  type Cue,
  founded,
  granted,
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

const [office] = people('licences', 'office', 1)
const owners = people('licences', 'owner', 2)
const licensees = people('licences', 'licensee', 2 * lanes)
const [stranger] = people('licences', 'stranger', 1)
/** Basis points of what is taken, the same for every licensee. */
const rateOf = (place: number) => BigInt(650 + 150 * (place % owners.length))

type More = { breaks?: string; wait?: number }
/** Licences are counted; a case may have two. */
const numberOf = ({ number }: Cue, place: number) => BigInt(1_000 + number * 2 + place)
const grantOf = (cue: Cue, place: number, by: Wallet, owner: Address, to: Address, rate: bigint, royaltyDue: bigint, more: More = {}) => {
  const licence = numberOf(cue, place)
  const of = { _licenseId: licence, _tokenId: BigInt(cue.random.int(1, 40)), _parentLicenseId: 0n, _uri: '' }
  return turn(
    by,
    [
      ['CreateLicense', { ...of, _licenseHolder: to, _revoker: owner }],
      ['LicenceTerms', { licence, owner, licensee: to, royaltyBasisPoints: rate, royaltyDue }],
    ],
    more,
  )
}

const sceneOf = (cue: Cue) => {
  const [owner, holder, neighbour] = [nth(owners, cue.number), nth(licensees, cue.lane * 2), nth(licensees, cue.lane * 2 + 1)]
  const [licence, amount] = [numberOf(cue, 0), sum(cue.random, 300, 9_000)]
  return {
    ...{ owner, holder, neighbour },
    grant: (due = later(cue, 90)) => grantOf(cue, 0, owner, owner.address, holder.address, rateOf(cue.number), due),
    use: (by: Wallet = holder, more: More = {}) =>
      turn(by, [['WorkUsed', { licence, user: by.address, quantity: BigInt(cue.random.magnitude(20, 9_000)) }]], more),
    pay: (by: Wallet = holder, more: More = {}) =>
      turn(by, [['RoyaltyPaid', { licence, payer: by.address, owner: owner.address, amount, nextDue: later(cue, 180) }]], more),
    handOn: (from: Wallet, to: Wallet) => turn(from, [['TransferLicense', { _licenseId: licence, _licenseHolder: to.address }]]),
    revoke: (by: Wallet = owner, more: More = {}) => turn(by, [['RevokeLicense', { _licenseId: licence }]], more),
  }
}

/** An owner who has just joined asks one licensee for twice what it asks another for. */
const unequal: Case = (cue) => {
  const owner = newcomer('licences', cue)
  const grant = (place: number, rate: bigint, more: More = {}) =>
    grantOf(cue, place, office, owner, nth(licensees, cue.lane * 2 + place).address, rate, later(cue, 90), more)
  return [turn(office, [granted('OWNER_ROLE', owner, office)]), grant(0, 500n), grant(1, 1_000n, { breaks: 'equal' })]
}

export const licences: Business = {
  pack: contentLicences,
  people: [office, ...owners, ...licensees, stranger],
  founding: founded(office, { OWNER_ROLE: owners, LICENSEE_ROLE: licensees }),
  usual: [
    (cue) => {
      const { grant, use, pay, revoke } = sceneOf(cue)
      return [grant(), use(), pay(), use(), revoke()]
    },
    (cue) => {
      const { grant, use, handOn, holder, neighbour, pay } = sceneOf(cue)
      return [grant(), use(), handOn(holder, neighbour), use(neighbour), pay(neighbour)]
    },
    (cue) => {
      const { grant, use, pay } = sceneOf(cue)
      return [grant(), use(), pay()]
    },
  ],
  wrong: [
    (cue) => {
      const { grant, use, revoke, holder } = sceneOf(cue)
      return [grant(), use(), revoke(), use(holder, { breaks: 'granted' }), revoke()]
    },
    (cue) => {
      const { grant, use, pay, holder } = sceneOf(cue)
      return [grant(soon(cue)), { ...use(), wait: 2 }, pay(holder, { breaks: 'in-time', wait: lateness })]
    },
    (cue) => {
      const { grant, use, neighbour } = sceneOf(cue)
      return [grant(), use(neighbour, { breaks: 'holder' })]
    },
    (cue) => {
      const { grant, use, revoke, holder } = sceneOf(cue)
      return [grant(), use(), revoke(holder, { breaks: 'revoker' })]
    },
    unequal,
    (cue) => {
      const { grant, use, pay } = sceneOf(cue)
      return [grant(), use(), pay(stranger, { breaks: 'members' })]
    },
  ],
}
