/** A loyalty programme on a real node: from the campaign to the till, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { loyaltyPoints } from '#engine/packs/shipped/loyalty-points/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
let world: World<'operator' | 'baker' | 'cinema' | 'ann' | 'ben' | 'stranger', 'points'>
const spring = idOf('spring')
const roles = { operator: 'OPERATOR_ROLE', baker: 'MERCHANT_ROLE', cinema: 'MERCHANT_ROLE', ann: 'CONSUMER_ROLE', ben: 'CONSUMER_ROLE' }
let end = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { operator: [], baker: [], cinema: [], ann: [], ben: [], stranger: [] }
  world = await packWorld({ pack: loyaltyPoints, contracts: { points: 'LoyaltyPoints' }, people }, ends)
  for (const [who, role] of Object.entries(roles) as [keyof typeof roles, string][])
    await world.send('points', 'grantRole', [roleHash(role), world.people[who]], 'operator')
  end = (await world.now()) + 100_000
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

describe.skipIf(anvilMissing)(`loyalty points${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  const send = (fn: string, args: readonly unknown[], from: Parameters<typeof world.send>[3]) => world.send('points', fn, args, from)

  test('are issued, passed on, frozen, released and redeemed without a word', async () => {
    const { ann, ben, baker, cinema } = world.people
    await send('issue', [ann, 100_00n, spring, end], 'baker')
    await send('issue', [ben, 50_00n, spring, end], 'baker')
    await send('transfer', [ben, 30_50n], 'ann')
    await send('freeze', [ben], 'operator')
    await send('unfreeze', [ben], 'operator')
    await send('redeem', [cinema, 80_00n, spring], 'ben')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('campaign', spring)
    expect(document).toMatchObject({ state: 'running', issuer: baker, amount: '100', due: end, overdue: false, events: 3, violations: 0 })
    expect(events.map(({ business, before, after }) => [business.key, before, after])).toEqual([
      ['issue', 'new', 'running'],
      ['issue', 'running', 'running'],
      ['redeem', 'running', 'running'],
    ])
    expect(await world.balances()).toMatchObject([
      { unit: 'points', issued: '150', redeemed: '80', held: '70', roles: [{ role: 'consumer', held: '70', accounts: 2 }] },
    ])
    expect([await world.held('points', 'ann'), await world.held('points', 'ben')]).toEqual(['69.5', '0.5'])
    expect(await world.flows()).toEqual([
      'consumer → consumer transfer 30.5 (1)',
      'consumer → merchant redeem 80 (1)',
      'merchant → consumer issue 150 (2)',
      'operator → consumer freeze 0 (1)',
      'operator → consumer unfreeze 0 (1)',
    ])
  })

  test('that were never issued are told when they are passed on', async () => {
    const { ann, ben } = world.people
    await breaks(world, () => send('transfer', [ann, 99_00n], 'ben'), [{ invariant: 'conserved', account: ben }])
  })

  test('of a campaign that takes back more than it gave are told', async () => {
    const { ann, baker } = world.people
    const autumn = idOf('autumn')
    const more = async () => {
      await send('issue', [ann, 5_00n, autumn, end], 'baker')
      await send('redeem', [baker, 5_01n, autumn], 'ann')
    }
    await breaks(world, more, [{ invariant: 'campaign', document: autumn }])
  })

  test('of a closed campaign are told when they are redeemed', async () => {
    const closed = async () => {
      await send('closeCampaign', [spring], 'baker')
      await send('redeem', [world.people.baker, 1_00n, spring], 'ann')
    }
    await breaks(world, closed, [{ invariant: 'steps', document: spring }])
  })

  test('that a stranger issues are told, on the side that is none', async () => {
    const { ann, stranger } = world.people
    await breaks(world, () => send('issue', [ann, 1n, spring, end], 'stranger'), [
      { invariant: 'members', document: spring, account: stranger },
    ])
  })

  test('of a merchant whose role was revoked are told', async () => {
    const { ann, cinema } = world.people
    const revoked = async () => {
      await send('revokeRole', [roleHash('MERCHANT_ROLE'), cinema], 'operator')
      await send('issue', [ann, 1n, spring, end], 'cinema')
    }
    await breaks(world, revoked, [{ invariant: 'members', document: spring, account: cinema }])
  })

  test('that move while their account is frozen are told, either side', async () => {
    const { ann, ben } = world.people
    const frozen = async () => {
      await send('freeze', [ann], 'operator')
      await send('transfer', [ben, 1n], 'ann')
      await send('transfer', [ann, 1n], 'ben')
    }
    await breaks(world, frozen, [
      { invariant: 'frozen', account: ann },
      { invariant: 'frozen', account: ann },
    ])
  })

  test('of a campaign that is not closed at its end are told once, and the notice is over when it is', async () => {
    await world.pass(200_000)
    await world.mine(3)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'closing')
    expect(await late()).toMatchObject([{ document: { type: 'campaign', id: spring }, state: 'open', orderId: null, at: end }])
    await send('closeCampaign', [spring], 'baker')
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id: spring }, state: 'over' }])
    expect((await world.document('campaign', spring)).document).toMatchObject({ state: 'closed', overdue: false })
  })
})
