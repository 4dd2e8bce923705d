/** Interest-rate swaps on a real node: from inception to termination, and everything that must not be. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleHash } from '#engine/packs/shipped/accessControl.ts'
import { rateSwaps } from '#engine/packs/shipped/rate-swaps/index.ts'
import { anvilMissing } from '../../../support/anvil.ts'
import { breaks, packWorld, type World } from '../../../support/packWorld.ts'

const ends: (() => unknown)[] = []
let world: World<'operator' | 'north' | 'south' | 'east' | 'agent' | 'stranger', 'swaps'>
const roles = { north: 'DEALER_ROLE', south: 'DEALER_ROLE', east: 'DEALER_ROLE', agent: 'AGENT_ROLE' }
const swap = 'IRS-2031-EUR-5Y / 7'

beforeAll(async () => {
  if (anvilMissing) return
  const people = { operator: [], north: [], south: [], east: [], agent: [], stranger: [] }
  world = await packWorld({ pack: rateSwaps, contracts: { swaps: 'RateSwaps' }, people }, ends)
  for (const [who, role] of Object.entries(roles) as [keyof typeof roles, string][])
    await world.send('swaps', 'grantRole', [roleHash(role), world.people[who]], 'operator')
})
afterAll(async () => {
  for (const last of ends.splice(0).reverse()) await last()
})

describe.skipIf(anvilMissing)(`rate swaps${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  const send = (fn: string, args: readonly unknown[], from: Parameters<typeof world.send>[3]) => world.send('swaps', fn, args, from)
  const steps = async (id: string) =>
    (await world.document('trade', id)).events.map(({ business, before, after }) => `${before} ${business.key} ${after}`)

  test('run from inception over settlements, either way, to termination without a word', async () => {
    const { north, south } = world.people
    await send('incept', [south, swap, '<trade/>', 1n, 0n], 'north')
    await send('confirm', [swap], 'south')
    await send('postMargin', [swap, 900_00n], 'north')
    await send('postMargin', [swap, 900_00n], 'south')
    await send('activate', [swap], 'agent')
    await send('requestSettlement', [swap, ''], 'agent')
    await send('determineSettlement', [swap, 120_50n], 'agent')
    await send('transferSettlement', [swap, true], 'agent')
    await send('requestSettlement', [swap, ''], 'agent')
    await send('determineSettlement', [swap, -75_25n], 'agent')
    await send('transferSettlement', [swap, true], 'agent')
    await send('requestTermination', [swap, -10_00n, 'early'], 'north')
    await send('cancelTermination', [swap, 'early'], 'north')
    await send('releaseMargin', [swap, south, 900_00n], 'agent')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const { document, events } = await world.document('trade', swap)
    expect(document).toMatchObject({ id: swap, state: 'active', issuer: north, holder: south, violations: 0 })
    expect(await steps(swap)).toEqual([
      'new incept incepted',
      'incepted confirm confirmed',
      'confirmed post-margin confirmed',
      'confirmed post-margin confirmed',
      'confirmed activate active',
      'active request requested',
      'requested determine determined',
      'determined transferred active',
      'active request requested',
      'requested determine determined',
      'determined transferred active',
      'active ask-end ending',
      'ending go-on active',
      'active release-margin active',
    ])
    const settled = events.filter(({ business }) => business.key === 'determine').map(({ row }) => [row.from, row.to, row.amount])
    const [agent, contract] = [world.people.agent, world.contracts.swaps]
    expect(settled).toEqual([
      [agent, contract, '120.5'],
      [contract, agent, '75.25'],
    ])
  })

  test('end as agreed, after a failed settlement, or before they begin', async () => {
    const { east } = world.people
    for (const id of ['ended', 'failed', 'dropped']) await send('incept', [east, id, '', 1n, 0n], 'north')
    await send('cancel', ['dropped'], 'north')
    for (const id of ['ended', 'failed']) {
      await send('confirm', [id], 'east')
      await send('activate', [id], 'agent')
    }
    await send('requestTermination', ['ended', 5_00n, 'done'], 'east')
    await send('confirmTermination', ['ended', 5_00n, 'done'], 'north')
    await send('terminate', ['ended', 'agreed'], 'agent')
    await send('requestSettlement', ['failed', ''], 'north')
    await send('determineSettlement', ['failed', 1n], 'agent')
    await send('transferSettlement', ['failed', false], 'agent')
    await send('terminate', ['failed', 'no payment'], 'agent')
    await world.settled()
    expect(await world.violations()).toEqual([])
    const states = (await world.documents()).map(({ id, state }) => [id, state]).sort()
    expect(states).toEqual([
      [swap, 'active'],
      ['dropped', 'cancelled'],
      ['ended', 'terminated'],
      ['failed', 'terminated'],
    ])
  })

  test('that a third dealer confirms are told', async () => {
    const { south, east } = world.people
    const stolen = async () => {
      await send('incept', [south, 'open', '', 1n, 0n], 'north')
      await send('confirm', ['open'], 'east')
    }
    await breaks(world, stolen, [{ invariant: 'counterparty', document: 'open', account: east }])
  })

  test('that are active before they were confirmed are told', async () => {
    const early = async () => {
      await send('incept', [world.people.south, 'early', '', 1n, 0n], 'north')
      await send('activate', ['early'], 'agent')
    }
    await breaks(world, early, [{ invariant: 'steps', document: 'early' }])
  })

  test('that are settled after they were terminated are told', async () => {
    await breaks(world, () => send('requestSettlement', ['ended', ''], 'north'), [{ invariant: 'steps', document: 'ended' }])
  })

  test('whose settlement is determined without a request are told', async () => {
    await breaks(world, () => send('determineSettlement', [swap, 1n], 'agent'), [{ invariant: 'steps', document: swap }])
  })

  test('that are cancelled by the other side are told', async () => {
    const { south } = world.people
    const cancelled = async () => {
      await send('incept', [south, 'mine', '', 1n, 0n], 'north')
      await send('cancel', ['mine'], 'south')
    }
    await breaks(world, cancelled, [{ invariant: 'canceller', document: 'mine', account: south }])
  })

  test('that give back more margin than was posted are told', async () => {
    await breaks(world, () => send('releaseMargin', [swap, world.people.north, 900_01n], 'agent'), [
      { invariant: 'margin', document: swap },
    ])
  })

  test('that nobody incepted are told when margin is posted for them', async () => {
    await breaks(world, () => send('postMargin', ['nothing', 1n], 'south'), [{ invariant: 'known', document: 'nothing' }])
  })

  test('that a stranger incepts are told', async () => {
    const { south, stranger } = world.people
    await breaks(world, () => send('incept', [south, 'strange', '', 1n, 0n], 'stranger'), [
      { invariant: 'members', document: 'strange', account: stranger },
    ])
  })
})
