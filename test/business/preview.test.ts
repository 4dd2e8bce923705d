/** A pack tried on past blocks of a real node: what it finds, what documents become, that nothing is kept, and what a contract is seen to log. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import type { Pack } from '#shared/pack.ts'
import { type Anvil, anvilMissing, startAnvil } from '../support/anvil.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { wholeApp } from '../support/wholeApp.ts'

type Preview = Output<'packs.preview'>

const address = '0x00000000000000000000000000000000000c0ffe'
const zero = `0x${'0'.repeat(40)}`

/** Every transfer is a parcel of its amount: minted, handed on, burnt. */
const pack = (at: Pack['contracts'][string]['at']): Pack => ({
  ...{ format: 'crowsnest-pack', version: 1, id: 'parcels', name: 'Parcels', about: '', revision: 1 },
  contracts: { token: { abi: ['event Transfer(address indexed from, address indexed to, uint256 value)'], at } },
  roles: {},
  units: { tst: { symbol: 'TST', decimals: 6, price: { fixed: '2' } } },
  verbs: {
    mint: verb('Made', 'issue', [{ value: 'arg:from', is: 'equal', to: 'zero' }]),
    burn: verb('Gone', 'redeem', [{ value: 'arg:to', is: 'equal', to: 'zero' }]),
    hand: verb('Handed on', 'transfer'),
  },
  documents: {
    parcel: {
      label: 'Parcel',
      states: { made: { label: 'Made' }, gone: { label: 'Gone', final: true } },
      transitions: [
        { by: 'mint', from: ['new'], to: 'made' },
        { by: 'hand', from: ['made'], to: 'made' },
        { by: 'burn', from: ['made'], to: 'gone' },
      ],
    },
  },
  invariants: {},
  disclosure: {},
})
const verb = (label: string, of: 'issue' | 'redeem' | 'transfer', when?: Pack['verbs'][string]['when']): Pack['verbs'][string] => ({
  ...{ label, verb: of, on: { contract: 'token', event: 'Transfer' }, from: 'arg:from', to: 'arg:to', amount: 'arg:value', unit: 'tst' },
  ...{ nature: 'B1', document: { type: 'parcel', id: 'arg:value' } },
  ...(when ? { when } : {}),
})

describe.skipIf(anvilMissing !== null)('packs.preview and packs.seen on a real node', () => {
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })

  const begin = async () => {
    const anvil: Anvil = await startAnvil()
    ends.push(() => anvil.stop())
    const token = await anvil.token(address, { symbol: 'TST', decimals: 6 })
    const { app, ask, phase } = await wholeApp(dataFolder(ends), [])
    ends.push(() => app.stop())
    await ask('settings.set', {
      networks: [{ chainId: 31337, name: 'Local', enabled: true, endpoints: [anvil.http], pollMs: 50 }],
      setUp: true,
    })
    await app.start()
    const settled = () => until('the newest block is stored', async () => phase()?.stored === (await anvil.head()))
    const preview = async (pack: Pack, blocks: number): Promise<{ slices: Preview[]; last: Preview }> => {
      const slices: Preview[] = []
      for (;;) {
        const last = (await ask('packs.preview', { text: JSON.stringify(pack), chainId: 31337, blocks })) as Preview
        slices.push(last)
        if (last.done !== false) return { slices, last }
      }
    }
    return { anvil, token, ask, settled, preview }
  }

  test('finds the events of blocks that were there before the pack, folds their documents, and keeps nothing', async () => {
    const { anvil, token, ask, settled, preview } = await begin()
    const [, second = '0x'] = anvil.accounts
    await token.mint(second, 5_000_000n)
    await token.transfer(second, 5_000_000n)
    await token.burn(5_000_000n)
    await token.mint(second, 7_500_000n)
    await anvil.mine(3)
    await settled()
    const { last } = await preview(pack([{ chainId: 31337, address }]), 2000)
    expect(last).toMatchObject({ from: 0, to: 7, total: 4, read: 8, done: true, problems: [] })
    expect(last.events.map(({ business: { key }, before, after, row }) => [key, before, after, row.amount, row.usd])).toEqual([
      ['mint', 'new', 'made', '7.5', '15'],
      ['burn', 'made', 'gone', '5', '10'],
      ['hand', 'made', 'made', '5', '10'],
      ['mint', 'new', 'made', '5', '10'],
    ])
    for (const { row } of last.events) expect(row.evidence).toBeGreaterThanOrEqual(2)
    expect(last.documents).toMatchObject([
      { type: 'parcel', id: '7500000', state: 'made', amount: '7.5', holder: second, issuer: zero, events: 1 },
      { type: 'parcel', id: '5000000', state: 'gone', events: 3, evidence: last.events[1]?.row.evidence },
    ])
    const { packs } = (await ask('packs.list', null)) as Output<'packs.list'>
    expect(packs.map(({ pack: { id }, orders, documents }) => [id, orders, documents])).not.toContainEqual([
      'parcels',
      expect.anything(),
      expect.anything(),
    ])
    expect(await ask('orders.count', { filter: {} })).toEqual({ count: 0 })
    expect(await ask('business.violations', { limit: 10 })).toMatchObject({ violations: [] })
    // Fewer blocks: what came before them is not known.
    expect((await preview(pack([{ chainId: 31337, address }]), 6)).last).toMatchObject({ from: 2, total: 3 })
    expect((await preview(pack([{ chainId: 31337, address }]), 6)).last.events.at(-1)).toMatchObject({ before: 'new', after: 'made' })
  })

  test('goes on a slice at each question, follows a chain that grows, and forgets what a reorganisation replaced', async () => {
    const { anvil, token, settled, preview } = await begin()
    const [, second = '0x'] = anvil.accounts
    await token.mint(second, 1n)
    await anvil.mine(240)
    await settled()
    const watched = pack([{ chainId: 31337, address }])
    const { slices } = await preview(watched, 2000)
    expect(slices.length).toBeGreaterThan(2)
    expect(slices.map(({ total }) => total)).toEqual([...slices.slice(1).map(() => 0), 1])
    expect(slices.map(({ read }) => read)).toEqual([...slices.map(({ read }) => read)].sort((a, b) => a - b))
    // The same blocks under another label are not read again.
    const relabelled = { ...watched, documents: { parcel: { ...watched.documents.parcel, label: 'Box' } } } as Pack
    expect((await preview(relabelled, 2000)).slices).toHaveLength(1)
    await token.mint(second, 2n)
    await until('the node has the block', async () => (await anvil.head()) === 242)
    await settled()
    expect((await preview(watched, 2000)).last).toMatchObject({ total: 2, to: 242 })
    await anvil.reorg(1)
    await anvil.mine(1)
    await settled()
    expect((await preview(watched, 2000)).last).toMatchObject({ total: 1 })
  })

  test('says in words what keeps it from being tried', async () => {
    const { ask, preview, settled } = await begin()
    await settled()
    const text = JSON.stringify(pack([]))
    expect(await ask('packs.preview', { text, chainId: 5, blocks: 3 })).toMatchObject({ code: 'NOT_READY' })
    expect(await ask('packs.preview', { text: '{', chainId: 31337, blocks: 3 })).toMatchObject({ code: 'BAD_INPUT' })
    expect((await preview(pack([]), 3)).last.problems).toEqual([
      'No contract of this pack stands on this chain: say where each of them is.',
    ])
  })

  test('groups what a contract logs by its events, and names those of standards', async () => {
    const { anvil, token, ask, settled } = await begin()
    const [, second = '0x'] = anvil.accounts
    await token.mint(second, 5n)
    await token.transfer(second, 5n)
    await token.deposit(4n)
    await settled()
    expect(await ask('packs.seen', { chainId: 31337, address: address.toUpperCase().replace('0X', '0x'), blocks: 100 })).toEqual([
      {
        topic: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef',
        signature: 'event Transfer(address indexed from, address indexed to, uint256 value)',
        ...{ indexed: 2, words: 1, count: 2 },
      },
      { topic: expect.stringMatching(/^0xe1fffc/), signature: null, indexed: 1, words: 1, count: 1 },
    ])
    expect(await ask('packs.seen', { chainId: 7, address, blocks: 100 })).toMatchObject({ code: 'NOT_READY' })
  })
})
