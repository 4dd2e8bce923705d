/** References on credit on a real node: from the issuer to the bank that relies on them, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { creditReferences } from '#engine/packs/shipped/credit-references/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
let world: World<'operator' | 'bureau' | 'agency' | 'bank' | 'mill' | 'stranger', 'register'>
const roles = { bureau: 'ISSUER_ROLE', agency: 'ISSUER_ROLE', bank: 'READER_ROLE', mill: 'FIRM_ROLE' }
const [schema, first, second] = [idOf('schema'), idOf('first'), idOf('second')]
let end = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { operator: [], bureau: [], agency: [], bank: [], mill: [], stranger: [] }
  world = await packWorld({ pack: creditReferences, contracts: { register: 'CreditReferences' }, people }, ends)
  for (const [who, role] of Object.entries(roles) as [keyof typeof roles, string][])
    await world.send('register', 'grantRole', [roleHash(role), world.people[who]], 'operator')
  end = (await world.now()) + 100_000
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

describe.skipIf(anvilMissing)(`credit references${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  const send = (fn: string, args: readonly unknown[], from: Parameters<typeof world.send>[3]) => world.send('register', fn, args, from)

  test('are given, relied on and revoked without a word', async () => {
    const { bureau, mill } = world.people
    await send('attest', [first, schema, mill, 720n, end], 'bureau')
    await send('rely', [first, mill], 'bank')
    await send('attest', [second, schema, mill, 640n, end], 'agency')
    await send('rely', [second, mill], 'bank')
    await send('revoke', [second, schema, mill], 'agency')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('reference', second)
    expect(document).toMatchObject({ state: 'revoked', issuer: world.people.agency, holder: mill, due: end, events: 4, violations: 0 })
    expect(events.map(({ business, before, after }) => [business.key, business.rate, before, after])).toEqual([
      ['attest', null, 'new', 'given'],
      ['grade', '640', 'given', 'given'],
      ['rely', null, 'given', 'given'],
      ['revoke', null, 'given', 'revoked'],
    ])
    expect((await world.document('reference', first)).document).toMatchObject({ state: 'given', issuer: bureau, events: 3 })
    expect(await world.flows()).toEqual([
      'issuer → firm attest 0 (2)',
      'issuer → firm grade 0 (2)',
      'issuer → firm revoke 0 (1)',
      'reader → firm rely 0 (2)',
    ])
  })

  test('of who is not accredited are told', async () => {
    const { mill, stranger } = world.people
    const third = idOf('third')
    await breaks(world, () => send('attest', [third, schema, mill, 999n, end], 'stranger'), [
      { invariant: 'accredited', document: third, account: stranger },
    ])
  })

  test('of an issuer that lost its accreditation are told', async () => {
    const { mill, agency } = world.people
    const third = idOf('third')
    const lost = async () => {
      await send('revokeRole', [roleHash('ISSUER_ROLE'), agency], 'operator')
      await send('attest', [third, schema, mill, 700n, end], 'agency')
    }
    await breaks(world, lost, [{ invariant: 'accredited', document: third, account: agency }])
  })

  test('that another issuer revokes are told', async () => {
    const { mill, agency } = world.people
    await breaks(world, () => send('revoke', [first, schema, mill], 'agency'), [{ invariant: 'revoker', document: first, account: agency }])
  })

  test('that are relied on after they were revoked are told', async () => {
    await breaks(world, () => send('rely', [second, world.people.mill], 'bank'), [{ invariant: 'steps', document: second }])
  })

  test('that nobody gave are told when they are relied on', async () => {
    const none = idOf('none')
    await breaks(world, () => send('rely', [none, world.people.mill], 'bank'), [{ invariant: 'steps', document: none }])
  })

  test('that are given twice under one number are told', async () => {
    const again = () => send('attest', [first, schema, world.people.mill, 720n, end], 'bureau')
    await world.settled()
    // The grade comes with it, and is its issuer’s to give.
    await breaks(world, again, [{ invariant: 'steps', document: first }])
  })

  test('that a stranger relies on are told', async () => {
    const { mill, stranger } = world.people
    await breaks(world, () => send('rely', [first, mill], 'stranger'), [{ invariant: 'accredited', document: first, account: stranger }])
  })

  test('that are relied on after their end are told', async () => {
    await world.pass(200_000)
    await world.settled()
    expect((await world.violations()).filter(({ state }) => state === 'open')).toEqual([])
    await breaks(world, () => send('rely', [first, world.people.mill], 'bank'), [{ invariant: 'ended', document: first }])
  })
})
