/** Payments between institutions on a real node: through a corridor and by burning and minting, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crossBorder } from '#engine/packs/shipped/cross-border/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, idOf, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
type Person = 'north' | 'south' | 'stranger'
type Contract = 'corridor' | 'messenger' | 'transmitter' | 'messenger-v2' | 'transmitter-v2'
let world: World<Person, Contract>
const million = 1_000_000_000_000n
let due = 0

beforeAll(async () => {
  if (anvilMissing) return
  const cctp = { messenger: 'CctpEvents', transmitter: 'CctpEvents', 'messenger-v2': 'CctpEvents', 'transmitter-v2': 'CctpEvents' }
  const people = { north: ['institution'], south: ['institution'], stranger: [] }
  world = await packWorld({ pack: crossBorder, contracts: { corridor: 'PaymentCorridor', ...cctp }, people }, ends)
  due = (await world.now()) + 86_400
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})
const pay = (fn: string, args: readonly unknown[], from: Person) => world.send('corridor', fn, args, from)
const receive = (nonce: bigint, amount: bigint, domain = 0, to: Person = 'south') =>
  world.send('transmitter', 'receiveMessage', [domain, nonce, world.people.north, world.people[to], amount], 'stranger')

describe.skipIf(anvilMissing)(`cross-border payments${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('are sent, credited less a fee, and returned without a word', async () => {
    const { north, south } = world.people
    const [paid, sentBack] = [idOf('PAID'), idOf('BACK')]
    await pay('send', [paid, south, million, due], 'north')
    await pay('credit', [paid, north, million - million / 200n], 'south')
    await pay('send', [sentBack, south, 5_000_000n, due], 'north')
    await pay('giveBack', [sentBack, north, 5_000_000n], 'south')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('payment', paid)
    expect(document).toMatchObject({ state: 'credited', issuer: north, holder: south, amount: '1000000', due, violations: 0 })
    expect(events.map(({ business, row }) => [business.key, row.amount, row.usd])).toEqual([
      ['send', '1000000', '1000000'],
      ['receive', '995000', '995000'],
    ])
    expect((await world.document('payment', sentBack)).document).toMatchObject({ state: 'returned', holder: north })
  })

  test('are burned and minted in both versions, of which only those of institutions are read', async () => {
    const { north, south, stranger } = world.people
    await world.send('messenger', 'depositForBurn', [7n, million, 3, south], 'north')
    await world.send('messenger', 'depositForBurn', [8n, million, 3, stranger], 'stranger')
    await receive(7n, million)
    await receive(7n, 3_000_000n, 6)
    await world.send('messenger-v2', 'depositForBurnV2', [million, 3, south, 100_000n], 'north')
    const args = [0, idOf('nonce'), north, south, million, 100_000n, 90_000n]
    await world.send('transmitter-v2', 'receiveMessageV2', args, 'stranger')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const transfers = (await world.documents()).filter(({ type }) => type === 'transfer')
    expect(transfers.map(({ id, state, events }) => [id, state, events]).sort()).toEqual([
      [`0:${idOf('nonce')}`, 'arrived', 1],
      ['0:7', 'arrived', 2],
      ['6:7', 'arrived', 1],
    ])
    const { events } = await world.document('transfer', `0:${idOf('nonce')}`)
    expect(events).toMatchObject([{ row: { from: north, to: south, amount: '999999.91', usd: '999999.91' }, business: { key: 'mint-v2' } }])
    expect(await world.flows()).toEqual([
      'institution → institution burn 1000000 (1)',
      'institution → institution burn-v2 1000000 (1)',
      'institution → institution mint 1000003 (2)',
      'institution → institution mint-v2 999999.91 (1)',
      'institution → institution receive 995000 (1)',
      'institution → institution return 5 (1)',
      'institution → institution send 1000005 (2)',
    ])
  })

  test('that are credited twice are told', async () => {
    const { north, south } = world.people
    const id = idOf('TWICE')
    const twice = async () => {
      await pay('send', [id, south, million, due], 'north')
      await pay('credit', [id, north, million], 'south')
      await pay('credit', [id, north, million], 'south')
    }
    await breaks(world, twice, [{ invariant: 'once', document: id }])
  })

  test('that are credited out of nothing are told', async () => {
    const id = idOf('NOTHING')
    await breaks(world, () => pay('credit', [id, world.people.north, million], 'south'), [{ invariant: 'steps', document: id }])
  })

  test('that arrive short of more than the fee, or with more than was sent, are told', async () => {
    const { north, south } = world.people
    const [short, over] = [idOf('SHORT'), idOf('OVER')]
    const wrong = async () => {
      await pay('send', [short, south, million, due], 'north')
      await pay('credit', [short, north, million - million / 200n - 1n], 'south')
      await pay('send', [over, south, million, due], 'north')
      await pay('credit', [over, north, million + 1n], 'south')
    }
    await breaks(world, wrong, [
      { invariant: 'amount', document: short },
      { invariant: 'amount', document: over },
    ])
  })

  test('that are returned in part are told', async () => {
    const id = idOf('PART')
    const part = async () => {
      await pay('send', [id, world.people.south, million, due], 'north')
      await pay('giveBack', [id, world.people.north, million - 1n], 'south')
    }
    await breaks(world, part, [{ invariant: 'returned', document: id }])
  })

  test('to who is no institution are told, also by burning', async () => {
    const { stranger } = world.people
    const id = idOf('STRANGER')
    const outside = async () => {
      await pay('send', [id, stranger, million, due], 'north')
      await world.send('messenger', 'depositForBurn', [20n, million, 3, stranger], 'north')
    }
    await breaks(world, outside, [
      { invariant: 'members', document: id, account: stranger },
      { invariant: 'members', document: '0:20', account: stranger },
    ])
  })

  test('that are minted twice, before they are burned, or with another amount are told', async () => {
    const { south } = world.people
    const wrong = async () => {
      await receive(30n, million, 6)
      await receive(30n, million, 6)
      await receive(31n, million)
      await world.send('messenger', 'depositForBurn', [31n, million, 3, south], 'north')
      await world.send('messenger', 'depositForBurn', [32n, million, 3, south], 'north')
      await receive(32n, million - 1n)
    }
    await breaks(world, wrong, [
      { invariant: 'arrived', document: '6:30' },
      { invariant: 'steps', document: '0:31' },
      { invariant: 'minted', document: '0:32' },
    ])
  })

  test('that are not credited in time are told once, and it is over when they are', async () => {
    const id = idOf('LATE')
    await pay('send', [id, world.people.south, million, due], 'north')
    await world.pass(90_000)
    await world.settled()
    const late = async () => (await world.violations()).filter(({ invariant }) => invariant === 'late')
    expect(await late()).toMatchObject([{ document: { id }, at: due, state: 'open' }])
    await pay('credit', [id, world.people.north, million], 'south')
    await world.settled()
    expect(await late()).toMatchObject([{ document: { id }, state: 'over' }])
  })
})
