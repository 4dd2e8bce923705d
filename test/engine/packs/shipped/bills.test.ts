/** Bills of exchange on a real node: from the drawer's hand to surrender, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { bills } from '#engine/packs/shipped/bills/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
type Person = 'mill' | 'weaver' | 'dyer' | 'acceptor' | 'discounter' | 'stranger'
let world: World<Person, 'bills'>
const face = 10_000_00n
let due = 0

beforeAll(async () => {
  if (anvilMissing) return
  const people = { mill: ['firm'], weaver: ['firm'], dyer: ['firm'], acceptor: ['bank'], discounter: [], stranger: [] }
  world = await packWorld({ pack: bills, contracts: { bills: 'Bills' }, people }, ends)
  await world.send('bills', 'grantRole', [roleHash('BANK_ROLE'), world.people.discounter], 'acceptor')
  due = (await world.now()) + 180 * 86_400
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

const send = (fn: string, args: readonly unknown[], from: Person) => world.send('bills', fn, args, from)
/** Drawn by the mill to the weaver, and accepted. */
async function accepted(id: string) {
  await send('issue', [id, world.people.weaver, world.people.acceptor, face, due], 'mill')
  await send('accept', [id, world.people.mill], 'acceptor')
}

describe.skipIf(anvilMissing)(`bills${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('are drawn, accepted, endorsed, discounted, refused once, presented again and paid without a word', async () => {
    const { mill, dyer, acceptor, discounter } = world.people
    const id = idOf('BILL-1')
    await accepted(id)
    await send('endorse', [id, dyer, face], 'weaver')
    await send('discount', [id, discounter, face, 9_850_00n, 300], 'dyer')
    await world.settled()
    expect((await world.document('bill', id)).document).toMatchObject({ state: 'discounted', issuer: mill, holder: discounter, due })
    expect(await world.held('money', 'discounter')).toBe('10000')
    await send('present', [id, acceptor], 'discounter')
    await send('dishonour', [id, discounter], 'acceptor')
    await send('present', [id, acceptor], 'discounter')
    await send('pay', [id, discounter, face], 'acceptor')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('bill', id)
    expect(document).toMatchObject({ state: 'paid', amount: '10000', violations: 0, overdue: false })
    expect(events.map(({ business, after }) => `${business.key} ${after}`)).toEqual([
      ...['issue drawn', 'accept accepted', 'endorse accepted', 'discount discounted', 'present presented'],
      ...['dishonour refused', 'present presented', 'pay paid', 'surrender paid'],
    ])
    expect(await world.balances()).toMatchObject([{ issued: '10000', redeemed: '10000', held: '0' }])
    expect(await world.flows()).toEqual([
      'bank → bank dishonour 0 (1)',
      'bank → bank pay 10000 (1)',
      'bank → bank present 0 (2)',
      'bank → bank surrender 10000 (1)',
      'bank → firm accept 0 (1)',
      'firm → bank discount 10000 (1)',
      'firm → firm endorse 10000 (1)',
      'firm → firm issue 10000 (1)',
    ])
  })

  test('that a former holder endorses again are told', async () => {
    const id = idOf('AGAIN')
    const again = async () => {
      await accepted(id)
      await send('endorse', [id, world.people.dyer, face], 'weaver')
      await send('discount', [id, world.people.discounter, face, 9_850_00n, 300], 'weaver')
    }
    await breaks(world, again, [{ invariant: 'holder', document: id, account: world.people.weaver }])
  })

  test('that are paid to who does not hold them are told', async () => {
    const id = idOf('PAYEE')
    const wrong = async () => {
      await accepted(id)
      await send('present', [id, world.people.acceptor], 'weaver')
      await send('pay', [id, world.people.dyer, face], 'acceptor')
    }
    await breaks(world, wrong, [{ invariant: 'payee', document: id, account: world.people.dyer }])
  })

  test('that are paid twice are told', async () => {
    const id = idOf('TWICE')
    const twice = async () => {
      await accepted(id)
      await send('present', [id, world.people.acceptor], 'weaver')
      await send('pay', [id, world.people.weaver, face], 'acceptor')
      await send('pay', [id, world.people.weaver, face], 'acceptor')
    }
    await breaks(world, twice, [{ invariant: 'once', document: id }])
  })

  test('that are paid in part are told', async () => {
    const id = idOf('PART')
    const part = async () => {
      await accepted(id)
      await send('present', [id, world.people.acceptor], 'weaver')
      await send('pay', [id, world.people.weaver, face - 1n], 'acceptor')
    }
    await breaks(world, part, [{ invariant: 'full', document: id }])
  })

  test('that are endorsed before they are accepted are told', async () => {
    const id = idOf('EARLY')
    const early = async () => {
      await send('issue', [id, world.people.weaver, world.people.acceptor, face, due], 'mill')
      await send('endorse', [id, world.people.dyer, face], 'weaver')
    }
    await breaks(world, early, [{ invariant: 'steps', document: id }])
  })

  test('that are discounted dearer for one firm than for another are told', async () => {
    const [one, other] = [idOf('ONE'), idOf('OTHER')]
    const dearer = async () => {
      await accepted(one)
      await send('discount', [one, world.people.discounter, face, 9_850_00n, 300], 'weaver')
      await accepted(other)
      await send('endorse', [other, world.people.dyer, face], 'weaver')
      await send('discount', [other, world.people.discounter, face, 9_800_00n, 400], 'dyer')
    }
    await breaks(world, dearer, [{ invariant: 'fair', document: other, account: world.people.dyer }])
  })

  test('that go to a stranger are told', async () => {
    const id = idOf('STRANGER')
    const stranger = async () => {
      await accepted(id)
      await send('endorse', [id, world.people.stranger, face], 'weaver')
    }
    await breaks(world, stranger, [{ invariant: 'members', document: id, account: world.people.stranger }])
  })

  test('that are not paid when due are told once, until the chain takes the bill back', async () => {
    const id = idOf('LATE')
    await world.settled()
    const from = await world.head()
    await accepted(id)
    await world.pass(181 * 86_400)
    await world.mine(1)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'late')
    expect(await late()).toMatchObject([{ document: { id }, orderId: null, at: due, state: 'open' }])
    await world.reorg((await world.head()) - from, true)
    await world.pass(181 * 86_400)
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id }, state: 'open' }])
    await world.reorg((await world.head()) - from)
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id }, state: 'retracted' }])
  })
})
