/** Receivables of a supply chain on a real node: a loan from the invoice to its end, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { receivables } from '#engine/packs/shipped/receivables/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
type Person = 'core' | 'east' | 'west' | 'bank' | 'factor' | 'shop'
let world: World<Person, 'receivables'>
const first = idOf('REC-1')
let due = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { core: ['core'], east: ['distributor'], west: [], bank: ['financier'], factor: ['financier'], shop: [] }
  world = await packWorld({ pack: receivables, contracts: { receivables: 'Receivables' }, people }, ends)
  await world.send('receivables', 'grantRole', [roleHash('DISTRIBUTOR_ROLE'), world.people.west], 'core')
  due = (await world.now()) + 90 * 86_400
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

const send = (fn: string, args: readonly unknown[], from: Person) => world.send('receivables', fn, args, from)
/** Issued, signed, approved at a rate with this interest, and financed. */
async function financed(id: string, { who = 'east' as 'east' | 'west', rate = 450, interest = 900_00n, by = 'bank' as Person } = {}) {
  await send('issue', [id, world.people[who], 100_000_00n, due], 'core')
  await send('sign', [id, world.people.core], who)
  await send('approve', [id, world.people[who], interest, rate], by)
  await send('finance', [id, world.people[who], world.people.core, 80_000_00n], by)
}

describe.skipIf(anvilMissing)(`receivables${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('are issued, signed, approved, financed, sold, repaid and settled without a word', async () => {
    const { bank, core, east, shop } = world.people
    await financed(first)
    await send('sellGoods', [first, shop, 120_000_00n], 'east')
    await send('repay', [first, bank, 50_000_00n, 0n], 'east')
    await world.settled()
    expect((await world.document('receivable', first)).document).toMatchObject({ state: 'repaying', issuer: core, holder: bank, due })
    expect(await world.balances()).toMatchObject([{ symbol: 'CNY', issued: '80000', redeemed: '50000', held: '30000' }])
    expect(await world.held('money', 'east')).toBe('30000')
    await send('repay', [first, bank, 30_000_00n, 900_00n], 'east')
    await send('settle', [first, east], 'bank')
    const second = idOf('REC-2')
    await send('issue', [second, east, 5_000_00n, due], 'core')
    await send('cancel', [second, east], 'core')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('receivable', first)
    expect(document).toMatchObject({ state: 'settled', amount: '100000', unit: 'money', overdue: false, violations: 0 })
    expect(events.map(({ business, after }) => `${business.key} ${after}`)).toEqual([
      ...['issue issued', 'sign signed', 'approve approved', 'finance financed', 'sell sold'],
      ...['repay repaying', 'repay repaying', 'interest repaying', 'settle settled'],
    ])
    expect(events[2]?.business).toMatchObject({ rate: '450', verb: 'approve', nature: 'S3' })
    expect((await world.document('receivable', second)).document.state).toBe('cancelled')
    expect(await world.held('money', 'east')).toBe('0')
    expect(await world.flows()).toEqual([
      'core → distributor cancel 0 (1)',
      'core → distributor issue 105000 (2)',
      'distributor → - sell 120000 (1)',
      'distributor → core sign 0 (1)',
      'distributor → financier interest 900 (1)',
      'distributor → financier repay 80000 (2)',
      'financier → distributor approve 900 (1)',
      'financier → distributor finance 80000 (1)',
      'financier → distributor settle 0 (1)',
    ])
  })

  test('that are financed twice are told, also by another financier', async () => {
    const id = idOf('TWICE')
    const twice = async () => {
      await financed(id)
      await send('finance', [id, world.people.east, world.people.core, 10_000_00n], 'factor')
    }
    await breaks(world, twice, [{ invariant: 'once', document: id }])
  })

  test('that are financed above their face are told', async () => {
    const id = idOf('ABOVE')
    const above = async () => {
      await send('issue', [id, world.people.east, 100_00n, due], 'core')
      await send('sign', [id, world.people.core], 'east')
      await send('approve', [id, world.people.east, 1_00n, 450], 'bank')
      await send('finance', [id, world.people.east, world.people.core, 100_01n], 'bank')
    }
    await breaks(world, above, [{ invariant: 'face', document: id }])
  })

  test('that are financed before they are signed are told', async () => {
    const id = idOf('UNSIGNED')
    const unsigned = async () => {
      await send('issue', [id, world.people.east, 100_00n, due], 'core')
      await send('finance', [id, world.people.east, world.people.core, 90_00n], 'bank')
    }
    await breaks(world, unsigned, [{ invariant: 'steps', document: id }])
  })

  test('that are repaid above what was financed, or with more interest than agreed, are told', async () => {
    const [id, other] = [idOf('REPAID'), idOf('INTEREST')]
    const more = async () => {
      await financed(id)
      await send('repay', [id, world.people.bank, 80_000_00n, 900_00n], 'east')
      await send('repay', [id, world.people.bank, 1n, 0n], 'east')
      await financed(other)
      await send('repay', [other, world.people.bank, 0n, 900_01n], 'east')
    }
    await breaks(world, more, [
      { invariant: 'principal', document: id },
      { invariant: 'interest', document: other },
    ])
  })

  test('that are settled before they are repaid are told', async () => {
    const id = idOf('SETTLED')
    const early = async () => {
      await financed(id)
      await send('repay', [id, world.people.bank, 80_000_00n, 899_99n], 'east')
      await send('settle', [id, world.people.east], 'bank')
    }
    await breaks(world, early, [{ invariant: 'repaid', document: id }])
  })

  test('that cost one distributor more than another are told, and another financier may ask what it likes', async () => {
    const [east, west, elsewhere] = [idOf('EAST'), idOf('WEST'), idOf('ELSEWHERE')]
    const dearer = async () => {
      await financed(east, { rate: 450 })
      await financed(elsewhere, { who: 'west', rate: 700, by: 'factor' })
      await financed(west, { who: 'west', rate: 455 })
    }
    await breaks(world, dearer, [{ invariant: 'fair', document: west, account: world.people.west }])
  })

  test('that somebody finances who is no financier are told', async () => {
    const id = idOf('ROLES')
    const stranger = async () => {
      await send('issue', [id, world.people.east, 100_00n, due], 'core')
      await send('sign', [id, world.people.core], 'east')
      await send('approve', [id, world.people.east, 0n, 450], 'shop')
    }
    await breaks(world, stranger, [{ invariant: 'members', document: id, account: world.people.shop }])
  })

  test('that are late are told once, are told anew after a reorg in the same row, and are over when they are settled', async () => {
    const id = idOf('LATE')
    await financed(id)
    await world.pass(91 * 86_400)
    await world.mine(2)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'late')
    expect(await late()).toMatchObject([{ document: { id }, orderId: null, at: due, state: 'open' }])
    await world.reorg(3)
    await world.pass(91 * 86_400)
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id }, state: 'open' }])
    await send('repay', [id, world.people.bank, 80_000_00n, 900_00n], 'east')
    await send('settle', [id, world.people.east], 'bank')
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id }, state: 'over' }])
  })
})
