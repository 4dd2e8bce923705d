/** Insurance on a real node: from the policy to the payout, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { insurance } from '#engine/packs/shipped/insurance/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
let world: World<'operator' | 'mutual' | 'ann' | 'ben' | 'stranger', 'policies'>
const roles = { mutual: 'INSURER_ROLE', ann: 'INSURED_ROLE', ben: 'INSURED_ROLE' }
const [house, boat, storm] = [idOf('house'), idOf('boat'), idOf('storm')]
let due = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { operator: [], mutual: [], ann: [], ben: [], stranger: [] }
  world = await packWorld({ pack: insurance, contracts: { policies: 'InsurancePolicies' }, people }, ends)
  for (const [who, role] of Object.entries(roles) as [keyof typeof roles, string][])
    await world.send('policies', 'grantRole', [roleHash(role), world.people[who]], 'operator')
  due = (await world.now()) + 100_000
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

describe.skipIf(anvilMissing)(`insurance${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  const send = (fn: string, args: readonly unknown[], from: Parameters<typeof world.send>[3]) => world.send('policies', fn, args, from)

  test('runs from policy over premium and claim to payout without a word', async () => {
    const { mutual, ann, ben } = world.people
    await send('issue', [house, ann, 1_000_00n, 150n, due], 'mutual')
    await send('payPremium', [house, mutual, 15_00n, due + 50_000], 'ann')
    await send('file', [house, storm, 400_00n], 'ann')
    await send('accept', [storm, house, ann, 350_00n], 'mutual')
    await send('pay', [storm, house, ann, 350_00n], 'mutual')
    await send('issue', [boat, ben, 500_00n, 150n, due], 'mutual')
    await send('reject', [idOf('leak'), boat, ben], 'mutual')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('policy', house)
    expect(document).toMatchObject({ state: 'in-force', issuer: mutual, holder: ann, amount: '1000', unit: 'cover', due: due + 50_000 })
    expect(events.map(({ business, before, after }) => [business.key, before, after])).toEqual([
      ['issue', 'new', 'issued'],
      ['premium', 'issued', 'in-force'],
      ['file', 'in-force', 'in-force'],
      ['charge', 'in-force', 'in-force'],
    ])
    expect((await world.document('claim', storm)).document).toMatchObject({ state: 'paid', amount: '350', events: 2 })
    expect((await world.document('claim', idOf('leak'))).document.state).toBe('rejected')
    expect(await world.flows()).toEqual([
      'insured → - file 400 (1)',
      'insured → insurer premium 15 (1)',
      'insurer → insured accept 350 (1)',
      'insurer → insured charge 350 (1)',
      'insurer → insured issue 1500 (2)',
      'insurer → insured pay 350 (1)',
      'insurer → insured reject 0 (1)',
    ])
  })

  test('tells of a claim on a policy that no premium was paid for', async () => {
    await breaks(world, () => send('file', [boat, idOf('wreck'), 1n], 'ben'), [{ invariant: 'in-force', document: boat }])
  })

  test('tells of a claim on a policy that has ended', async () => {
    const ended = async () => {
      await send('end', [house, 'sold'], 'mutual')
      await send('file', [house, idOf('late'), 1n], 'ann')
    }
    await breaks(world, ended, [{ invariant: 'in-force', document: house }])
  })

  test('tells of a claim on another’s policy', async () => {
    const { ben } = world.people
    await breaks(world, () => send('file', [house, idOf('fraud'), 1n], 'ben'), [{ invariant: 'holder', document: house, account: ben }])
  })

  test('tells of more paid out than was insured', async () => {
    const flood = idOf('flood')
    const tooMuch = async () => {
      await send('accept', [flood, house, world.people.ann, 650_01n], 'mutual')
      await send('pay', [flood, house, world.people.ann, 650_01n], 'mutual')
    }
    await breaks(world, tooMuch, [{ invariant: 'covered', document: house }])
  })

  test('tells of a claim that is paid twice', async () => {
    await breaks(world, () => send('pay', [storm, house, world.people.ann, 350_00n], 'mutual'), [{ invariant: 'once', document: storm }])
  })

  test('tells of a claim that nobody accepted', async () => {
    const gift = idOf('gift')
    await breaks(world, () => send('pay', [gift, house, world.people.ann, 1n], 'mutual'), [{ invariant: 'accepted', document: gift }])
  })

  test('tells of a claim that is paid higher than accepted', async () => {
    const fire = idOf('fire')
    const higher = async () => {
      await send('accept', [fire, house, world.people.ann, 10_00n], 'mutual')
      await send('pay', [fire, house, world.people.ann, 10_01n], 'mutual')
    }
    await breaks(world, higher, [{ invariant: 'promised', document: fire }])
  })

  test('tells of a policy that a stranger issues', async () => {
    const { ann, stranger } = world.people
    const fake = idOf('fake')
    await breaks(world, () => send('issue', [fake, ann, 1n, 150n, due], 'stranger'), [
      { invariant: 'members', document: fake, account: stranger },
    ])
  })

  test('tells of a member who pays another rate than its equals', async () => {
    const { ben } = world.people
    const dear = idOf('dear')
    await breaks(world, () => send('issue', [dear, ben, 1_00n, 250n, due], 'mutual'), [
      { invariant: 'equal', document: dear, account: ben },
    ])
  })

  test('tells once of a premium that is overdue, and no more when the policy ends', async () => {
    await world.pass(due + 10 - (await world.now()))
    await world.mine(3)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'in-time')
    expect(await late()).toMatchObject([{ document: { type: 'policy', id: boat }, state: 'open', orderId: null, at: due }])
    await send('end', [boat, 'unpaid'], 'mutual')
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id: boat }, state: 'over' }])
  })
})
