/** Securitised assets on a real node: a tranche from its issue to redemption, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securities } from '#engine/packs/shipped/securities/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
type Person = 'agent' | 'fund' | 'insurer' | 'stranger'
let world: World<Person, 'token'>
const senior = idOf('senior')

beforeAll(async () => {
  if (anvilMissing) return
  const people = { agent: [], fund: [], insurer: [], stranger: [] }
  world = await packWorld({ pack: securities, contracts: { token: 'SecurityToken' }, people }, ends)
  await send('addAgent', [world.people.agent], 'agent')
  for (const who of ['fund', 'insurer'] as const) await send('registerIdentity', [world.people[who], world.people.agent], 'agent')
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})
const send = (fn: string, args: readonly unknown[], from: Person) => world.send('token', fn, args, from)

describe.skipIf(anvilMissing)(`securities${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('are issued, pay income, change hands, are frozen and released, and are redeemed without a word', async () => {
    const { agent, fund, insurer } = world.people
    await send('issueByPartition', [senior, fund, 1_000n], 'agent')
    await send('transferByPartition', [senior, insurer, 400n], 'fund')
    await send('distribute', [senior, insurer, 12_34n], 'agent')
    await send('setAddressFrozen', [insurer, true], 'agent')
    await send('setAddressFrozen', [insurer, false], 'agent')
    await send('redeemByPartition', [senior, 100n], 'insurer')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('tranche', senior)
    expect(document).toMatchObject({ state: 'redeeming', issuer: agent, amount: '1000', unit: 'shares' })
    expect(events.map(({ business, after }) => `${business.key} ${after}`)).toEqual([
      ...['issue open', 'transfer open', 'income open', 'redeem redeeming'],
    ])
    expect(await world.balances()).toMatchObject([
      { unit: 'shares', issued: '1000', redeemed: '100', held: '900', roles: [{ role: 'investor', held: '900', accounts: 2 }] },
      { unit: 'money', held: '0' },
    ])
    expect([await world.held('shares', 'fund'), await world.held('shares', 'insurer')]).toEqual(['600', '300'])
    expect(await world.flows()).toEqual([
      'agent → investor freeze 0 (1)',
      'agent → investor income 12.34 (1)',
      'agent → investor issue 1000 (1)',
      'agent → investor unfreeze 0 (1)',
      'investor → - redeem 100 (1)',
      'investor → investor transfer 400 (1)',
    ])
  })

  test('that move while an account is frozen are told, whichever side it is on', async () => {
    const { fund, insurer } = world.people
    const frozen = async () => {
      await send('setAddressFrozen', [insurer, true], 'agent')
      await send('transferByPartition', [senior, insurer, 1n], 'fund')
      await send('transferByPartition', [senior, fund, 1n], 'insurer')
      await send('setAddressFrozen', [insurer, false], 'agent')
      await send('transferByPartition', [senior, fund, 1n], 'insurer')
    }
    await breaks(world, frozen, [
      { invariant: 'frozen', document: senior, account: insurer },
      { invariant: 'frozen', document: senior, account: insurer },
    ])
  })

  test('that go to who is not registered, or no longer, are told', async () => {
    const { fund, stranger } = world.people
    await breaks(world, () => send('transferByPartition', [senior, stranger, 1n], 'fund'), [
      { invariant: 'members', document: senior, account: stranger },
    ])
    const removed = async () => {
      await send('deleteIdentity', [fund], 'agent')
      await send('transferByPartition', [senior, fund, 1n], 'insurer')
    }
    await breaks(world, removed, [{ invariant: 'members', document: senior, account: fund }])
  })

  test('that are issued by no agent are told', async () => {
    const junior = idOf('junior')
    await breaks(world, () => send('issueByPartition', [junior, world.people.fund, 5n], 'insurer'), [
      { invariant: 'members', document: junior, account: world.people.insurer },
    ])
  })

  test('that are given by who does not hold them are told', async () => {
    const { fund, insurer } = world.people
    await breaks(world, () => send('transferByPartition', [senior, insurer, 601n], 'fund'), [
      { invariant: 'conserved', document: senior, account: fund },
    ])
  })

  test('that are redeemed beyond what was issued of their tranche are told, even by who holds enough of another', async () => {
    const junior = idOf('junior')
    const beyond = async () => {
      await send('issueByPartition', [junior, world.people.fund, 10n], 'agent')
      await send('redeemByPartition', [junior, 11n], 'fund')
    }
    await breaks(world, beyond, [{ invariant: 'redeemed', document: junior }])
  })

  test('that are issued after redemption began are told', async () => {
    await breaks(world, () => send('issueByPartition', [senior, world.people.fund, 1n], 'agent'), [
      { invariant: 'steps', document: senior },
    ])
  })
})
