/** Securitised assets on a real node: a tranche from its issue to redemption, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securities } from '#engine/packs/shipped/securities/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
type Person = 'agent' | 'fund' | 'insurer' | 'stranger'
let world: World<Person, 'token' | 'regulated' | 'registry'>
const senior = idOf('senior')

beforeAll(async () => {
  if (anvilMissing) return
  const people = { agent: [], fund: [], insurer: [], stranger: [] }
  world = await packWorld(
    { pack: securities, contracts: { token: 'SecurityToken', regulated: 'RegulatedToken', registry: 'RegulatedToken' }, people },
    ends,
  )
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
      { unit: 'tokens', held: '0' },
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

  describe('without tranches', () => {
    const one = 10n ** 18n
    const token = (fn: string, args: readonly unknown[], from: Person) => world.send('regulated', fn, args, from)

    test('are issued, moved, frozen in part and redeemed without a word', async () => {
      const { fund, insurer } = world.people
      const before = (await world.violations()).length
      await token('mint', [fund, 10n * one], 'agent')
      await token('transfer', [insurer, 4n * one], 'fund')
      await token('freezePartialTokens', [insurer, one], 'agent')
      await token('unfreezePartialTokens', [insurer, one], 'agent')
      await token('setAddressFrozen', [insurer, true], 'agent')
      await token('burn', [insurer, one], 'agent')
      await token('setAddressFrozen', [insurer, false], 'agent')
      await world.settled()
      expect(await world.violations()).toHaveLength(before)
      expect((await world.balances()).find(({ unit }) => unit === 'tokens')).toMatchObject({ issued: '10', redeemed: '1', held: '9' })
      expect([await world.held('tokens', 'fund'), await world.held('tokens', 'insurer')]).toEqual(['6', '3'])
      expect((await world.flows()).filter((flow) => /mint|part|account/.test(flow))).toEqual([
        'agent → investor freeze-account 0 (1)',
        'agent → investor freeze-part 1 (1)',
        'agent → investor mint 10 (1)',
        'agent → investor unfreeze-account 0 (1)',
        'agent → investor unfreeze-part 1 (1)',
      ])
    })

    test('that move while frozen, go to a stranger, come from nowhere or are issued by no agent are told', async () => {
      const { fund, insurer, stranger } = world.people
      const wrong = async () => {
        await token('setAddressFrozen', [fund, true], 'agent')
        await token('transfer', [insurer, 1n], 'fund')
        await token('setAddressFrozen', [fund, false], 'agent')
        await token('transfer', [stranger, 1n], 'fund')
        await token('transfer', [fund, 20n * one], 'insurer')
        await token('mint', [insurer, 20n * one], 'stranger')
      }
      await breaks(world, wrong, [
        { invariant: 'frozen', account: fund },
        { invariant: 'members', account: stranger },
        { invariant: 'tokens-conserved', account: insurer },
        { invariant: 'members', account: stranger },
      ])
    })

    test('of an investor whom the registry removed are told', async () => {
      const removed = async () => {
        await world.send('registry', 'deleteIdentity', [world.people.insurer], 'agent')
        await token('transfer', [world.people.insurer, 1n], 'fund')
      }
      await breaks(world, removed, [{ invariant: 'members', account: world.people.insurer }])
    })
  })
})
