/** Licences on works on a real node: from the grant to the revocation, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { contentLicences } from '#engine/packs/shipped/content-licences/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
let world: World<'operator' | 'studio' | 'label' | 'radio' | 'cinema' | 'stranger', 'licences'>
const roles = { studio: 'OWNER_ROLE', label: 'OWNER_ROLE', radio: 'LICENSEE_ROLE', cinema: 'LICENSEE_ROLE' }
let due = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { operator: [], studio: [], label: [], radio: [], cinema: [], stranger: [] }
  world = await packWorld({ pack: contentLicences, contracts: { licences: 'ContentLicences' }, people }, ends)
  for (const [who, role] of Object.entries(roles) as [keyof typeof roles, string][])
    await world.send('licences', 'grantRole', [roleHash(role), world.people[who]], 'operator')
  due = (await world.now()) + 100_000
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

describe.skipIf(anvilMissing)(`content licences${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  const send = (fn: string, args: readonly unknown[], from: Parameters<typeof world.send>[3]) => world.send('licences', fn, args, from)

  test('are granted, used, paid for, handed on and revoked without a word', async () => {
    const { studio, radio, cinema } = world.people
    await send('grant', [1n, 77n, radio, 500n, due], 'studio')
    await send('use', [1n, 3n], 'radio')
    await send('pay', [1n, studio, 42_00n, due + 50_000], 'radio')
    await send('grant', [2n, 78n, cinema, 500n, due], 'studio')
    await send('transfer', [2n, radio], 'cinema')
    await send('use', [2n, 1n], 'radio')
    await send('revoke', [2n], 'studio')
    await send('grant', [3n, 79n, cinema, 900n, due], 'label')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('licence', '2')
    expect(document).toMatchObject({ state: 'revoked', issuer: studio, holder: radio, due, violations: 0 })
    expect(events.map(({ business, row }) => [business.key, business.rate, row.from, row.to])).toEqual([
      ['grant', null, studio, cinema],
      ['terms', '500', studio, cinema],
      ['hand-on', null, cinema, radio],
      ['use', null, radio, world.contracts.licences],
      ['revoke', null, studio, world.contracts.licences],
    ])
    expect((await world.document('licence', '1')).document).toMatchObject({ state: 'granted', due: due + 50_000, holder: radio })
    expect(await world.flows()).toEqual([
      'licensee → - use 4 (2)',
      'licensee → licensee hand-on 0 (1)',
      'licensee → owner pay 42 (1)',
      'owner → - revoke 0 (1)',
      'owner → licensee grant 0 (3)',
      'owner → licensee terms 0 (3)',
    ])
  })

  test('that were revoked are told when they are used', async () => {
    await breaks(world, () => send('use', [2n, 1n], 'radio'), [{ invariant: 'granted', document: '2' }])
  })

  test('that nobody granted are told when they are used', async () => {
    await breaks(world, () => send('use', [9n, 1n], 'radio'), [{ invariant: 'granted', document: '9' }])
  })

  test('that another uses than who holds them are told', async () => {
    const { cinema } = world.people
    await breaks(world, () => send('use', [1n, 1n], 'cinema'), [{ invariant: 'holder', document: '1', account: cinema }])
  })

  test('that another owner revokes are told', async () => {
    const { label } = world.people
    await breaks(world, () => send('revoke', [1n], 'label'), [{ invariant: 'revoker', document: '1', account: label }])
  })

  test('that cost one licensee more than another of the same owner are told', async () => {
    const { cinema } = world.people
    await breaks(world, () => send('grant', [4n, 77n, cinema, 800n, due], 'studio'), [
      { invariant: 'equal', document: '4', account: cinema },
    ])
  })

  test('that a stranger gets are told', async () => {
    const { stranger } = world.people
    await breaks(world, () => send('grant', [5n, 77n, stranger, 500n, due], 'studio'), [
      { invariant: 'members', document: '5', account: stranger },
    ])
  })

  test('whose royalties are overdue are told once, and are over when they are revoked', async () => {
    await world.pass(due + 10 - (await world.now()))
    await world.mine(3)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'in-time')
    expect(await late()).toMatchObject([{ document: { id: '3' }, state: 'open', orderId: null, at: due }])
    await send('revoke', [3n], 'label')
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id: '3' }, state: 'over' }])
  })
})
