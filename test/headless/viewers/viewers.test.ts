/** Viewers over HTTP: their packs and nothing else, each field as its pack says, and nothing hidden in any form. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CallName, calls, type Output } from '#shared/contract/index.ts'
import type { DocumentRow } from '#shared/contract/packs.ts'
import type { Disclosure, Opening } from '#shared/disclosure.ts'
import type { TableRow } from '#shared/order.ts'
import type { Viewer } from '#shared/viewer.ts'
import { exportOrders } from '#storage/export/exportOrders.ts'
import { checkOpening } from '#storage/export/open.ts'
import { until } from '../../support/engineOn.ts'
import { fitting, seeded, shapeOf } from '../../support/fuzz.ts'
import { foundIn } from './encodings.ts'
import { blockOf, chainId, deeds, packWith, parties, secretsOf } from './sample.ts'
import { ownerToken, served } from './served.ts'

const pack = packWith({})
const other = { ...packWith({}, 'others-bills'), contracts: {}, verbs: {}, documents: {}, invariants: {} }
const viewer = (name: string, audience: Viewer['audience'], accounts: string[] = []): Viewer => ({
  name,
  audience,
  accounts,
  packs: [pack.id],
})
const viewers = [
  viewer('Peer', 'peer'),
  viewer('Second peer', 'peer'),
  viewer('Party', 'party', [parties[0] ?? '']),
  viewer('Regulator', 'regulator'),
]
const ends: (() => unknown)[] = []
let world: Awaited<ReturnType<typeof served>>

const value = async <N extends CallName>(who: string, name: N, input: unknown): Promise<Output<N>> => {
  const result = await world.call(who, name, input)
  if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.message}`)
  return result.value as Output<N>
}
const rowsOf = async (who: string): Promise<TableRow[]> => (await value(who, 'orders.page', { filter: {}, limit: 100 })).rows
const documentsOf = async (who: string): Promise<DocumentRow[]> =>
  (await value(who, 'business.documents', { pack: pack.id, limit: 100 })).documents
/** Values that a peer is not told, of every deed. */
const hiddenOf = (index: number): Record<string, string> => {
  const deed = deeds[index]
  const { verb: _, ...secrets } = deed ? secretsOf(deed, blockOf(index)) : {}
  return secrets
}

/** Asks for everything that a viewer can find: lists, then each thing in them. */
async function askEverything(who: string): Promise<void> {
  for (const row of await rowsOf(who)) await world.call(who, 'orders.get', { id: row.id })
  for (const { id, type, chainId: chain } of await documentsOf(who))
    await world.call(who, 'business.document', { pack: pack.id, chainId: chain, type, id })
  let after: string | null = null
  do {
    const page: Output<'orders.page'> = await value(who, 'orders.page', { filter: {}, limit: 5, ...(after === null ? {} : { after }) })
    after = page.next
  } while (after !== null)
  for (const [name, input] of [
    ['packs.list', null],
    ['business.documents', { pack: pack.id, limit: 2, sort: 'last' }],
    ['business.balances', { pack: pack.id }],
    ['business.flows', { pack: pack.id }],
    ['business.violations', { limit: 100 }],
    ['orders.count', { filter: {} }],
    ['orders.samples', { filter: {} }],
    ['orders.locate', { filter: {} }],
  ] as const)
    expect(await world.call(who, name, input), name).toMatchObject({ ok: true })
}

beforeAll(async () => {
  world = await served([pack, other], viewers, ends)
  for (const { name } of viewers) world.listen(name)
  await value('Peer', 'packs.list', null)
  world.store()
  // A name that the owner gives somebody is news to every window, and none of a viewer's business.
  const note = {
    name: 'Geheimrat Bank',
    entity: null,
    role: 'fund',
    source: 'user',
    reference: null,
    date: null,
    confidence: 'certain',
  } as const
  world.app.store.labels.put([{ ...note, chainId: null, address: parties[0] ?? '' }])
  await until('the peer heard of it', () => world.heard('Peer').includes('event: orders.changed'))
})
afterAll(async () => {
  for (const end of ends.reverse()) await end()
})

describe('a peer', () => {
  test('finds nothing hidden in any answer or event, in any form', async () => {
    await askEverything('Peer')
    const random = seeded(7)
    for (let round = 0; round < 400; round++) {
      const names = Object.keys(calls) as CallName[]
      const name = names[Math.floor(random() * names.length)] ?? 'packs.list'
      await world.call('Peer', name, fitting(shapeOf(calls[name].input), random))
    }
    // Digits within a commitment or a reference are those of a hash: short numbers stand in them by chance.
    const heard = world.heard('Peer').replaceAll(/sha256:[0-9a-f]{64}|\b[0-9a-f]{32}\b/g, '')
    expect(heard).toContain('event: business.changed')
    expect(heard.length).toBeGreaterThan(20_000)
    expect(deeds.flatMap((_, index) => foundIn(heard, hiddenOf(index)))).toEqual([])
    for (const account of parties) expect(foundIn(heard, { account })).toEqual([])
    for (const word of ['Geheimrat', 'drawnup', 'discountedaway', 'bankbill', 'Discounted'])
      expect(heard.toLowerCase()).not.toContain(word.toLowerCase())
  })

  test('is told nature, band of the amount and hour, and commitments of everything else', async () => {
    const rows = await rowsOf('Peer')
    expect(rows).toHaveLength(deeds.length)
    for (const row of rows) {
      expect(['B11', 'B14']).toContain(row.kind)
      expect(['10k-100k', '100k-1M']).toContain(row.amount)
      expect((row.blockTime ?? 1) % 3600).toBe(0)
      for (const field of ['from', 'to', 'txHash'] as const) expect(row[field]).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(row.hidden).toMatchObject({ amount: expect.stringMatching(/^sha256:/), document: expect.stringMatching(/^sha256:/) })
    }
  })

  test('sees the same commitments tomorrow, and another peer sees none of them', async () => {
    const once = await rowsOf('Peer')
    expect(await rowsOf('Peer')).toEqual(once)
    const strings = (rows: readonly TableRow[]) =>
      new Set(rows.flatMap((row) => [row.id, row.from, row.to, row.txHash, ...Object.values(row.hidden ?? {})]))
    const others = strings(await rowsOf('Second peer'))
    expect([...strings(once)].filter((one) => others.has(one))).toEqual([])
    // Nor does one order's say anything of another's.
    expect(strings(once).size).toBe(once.reduce((sum, row) => sum + 1 + Object.keys(row.hidden ?? {}).length, 0))
  })

  test.each<[string, unknown]>([
    ['orders.page', { filter: { account: parties[0] }, limit: 10 }],
    ['orders.page', { filter: { minUnits: '80000' }, limit: 10 }],
    ['orders.page', { filter: { text: 'QZDUKAT' }, limit: 10 }],
    ['orders.page', { filter: { fromTime: 1 }, limit: 10 }],
    ['orders.page', { filter: {}, sort: { by: 'usd', direction: 'desc' }, limit: 10 }],
    ['orders.page', { filter: {}, from: { amount: '80000' }, limit: 10 }],
    ['orders.count', { filter: { minUsd: '950000' } }],
    ['orders.samples', { filter: { kinds: ['issue'] } }],
    ['orders.count', { filter: { label: 'bank' } }],
    ['orders.count', { filter: { sources: ['pack:others-bills'] } }],
    ['business.documents', { pack: pack.id, text: 'Akzept', limit: 10 }],
    ['business.documents', { pack: pack.id, sort: 'due', limit: 10 }],
    ['business.documents', { pack: pack.id, states: ['drawnup'], limit: 10 }],
    ['business.documents', { pack: other.id, limit: 10 }],
  ])('cannot ask %s with %j, which would tell what is hidden', async (name, input) => {
    expect(await world.call('Peer', name, input)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } })
  })

  test('finds no order and no document by guessing its name', async () => {
    const [deed] = deeds
    expect(await value('Peer', 'orders.get', { id: `${chainId}:${deed?.tx}:0` })).toBeNull()
    expect(await value('Peer', 'business.document', { pack: pack.id, chainId, type: 'bankbill', id: deed?.bill })).toBeNull()
  })
})

describe('a party', () => {
  test('is told all of its own orders and documents, and of others what a peer is told', async () => {
    const rows = await rowsOf('Party')
    for (const row of rows) {
      const own = row.from === parties[0] || row.to === parties[0]
      expect(row.hidden === undefined).toBe(own)
    }
    expect(rows.filter(({ hidden }) => hidden === undefined)).toHaveLength(8)
    expect(rows.filter(({ hidden }) => hidden !== undefined)).toHaveLength(4)
    const hidden = deeds.flatMap(({ from, to }, index) => (from !== 0 && to !== 0 ? [index] : []))
    await askEverything('Party')
    const heard = world.heard('Party')
    for (const index of hidden) {
      const { txHash, usd, block } = hiddenOf(index)
      expect(foundIn(heard, { txHash: txHash ?? '', usd: usd ?? '', block: block ?? '' })).toEqual([])
    }
  })

  test('may search among its own', async () => {
    const { rows } = await value('Party', 'orders.page', { filter: { account: parties[0], minUnits: '1' }, limit: 100 })
    expect(rows).toHaveLength(8)
    expect(await world.call('Party', 'orders.count', { filter: { account: parties[1] } })).toMatchObject({ ok: false })
  })
})

test('a regulator is told everything of its packs', async () => {
  const rows = await rowsOf('Regulator')
  const all = rows.map(({ txHash, amount, from }) => [txHash, amount, from]).sort()
  expect(all).toEqual(deeds.map((deed, index) => [deed.tx, hiddenOf(index).amount, parties[deed.from]]).sort())
  await askEverything('Regulator')
  // What is searched for in vain with a peer is found here: the search can find it.
  for (const [index] of deeds.entries())
    for (const [field, secret] of Object.entries(hiddenOf(index)))
      expect(foundIn(world.heard('Regulator'), { [field]: secret }), field).not.toEqual([])
})

test('no viewer reaches a call of the owner, whatever it is', async () => {
  const allowed = new Set<string>()
  for (const name of Object.keys(calls)) {
    for (const who of ['Peer', 'Party', 'Regulator']) {
      const result = await world.call(who, name, null)
      if (result.ok || result.error.code !== 'FORBIDDEN') allowed.add(name)
    }
  }
  const page = ['app.catalog', 'app.status', 'settings.get']
  expect([...allowed].filter((name) => !/^(orders|business)\.|^packs\.list$/.test(name)).sort()).toEqual(page)
  // What a page begins with says nothing of the owner.
  await world.ask('settings.set', { minUsd: '54321', networks: [{ chainId, name: 'Geheimrat', enabled: false, endpoints: [] }] })
  expect(await value('Peer', 'settings.get', null)).toMatchObject({ settings: { networks: [], minUsd: '100000' } })
  expect(await value('Peer', 'app.status', null)).toMatchObject({ chains: [], storedOrders: 0 })
  expect(await world.call('Peer', 'settings.set', { minUsd: '1' })).toMatchObject({ error: { code: 'FORBIDDEN' } })
  for (const name of ['__proto__', 'constructor', 'toString', 'settings.set '])
    expect(await world.call('Regulator', name, null)).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } })
})

test('a token that is nobody’s opens nothing, and that of a viewer not the files of others', async () => {
  expect((await world.fetch(`/events?token=${world.tokenOf('Peer')}x`)).status).toBe(401)
  expect((await world.fetch(`/download/${'0'.repeat(32)}?token=${world.tokenOf('Peer')}`)).status).toBe(404)
})

describe('a file', () => {
  const written = async (who: string, format: 'csv' | 'ndjson'): Promise<string> => {
    const begun = await value(who, 'orders.export', { filter: {}, format })
    let path: string | null = null
    await until('the file was there', () => {
      const told = world
        .heard(who)
        .split('\n')
        .filter((line) => line.includes(`"jobId":"${begun?.jobId}"`) && line.includes('"state":"done"'))
      path = (JSON.parse(told.at(-1)?.slice(6) ?? '{}') as { path?: string }).path ?? null
      return path !== null
    })
    expect(path).toContain(world.tokenOf(who))
    expect(world.heard(who)).not.toContain(ownerToken)
    const { status, body } = await world.fetch(path ?? '')
    expect(status).toBe(200)
    const beside = await world.fetch((path ?? '').replace('?', '.coverage.txt?'))
    expect(beside.status).toBe(200)
    return body + beside.body
  }

  test.each(['csv', 'ndjson'] as const)(
    'of a peer (%s) holds nothing hidden in any form, and openings prove themselves against it',
    async (format) => {
      const text = await written('Peer', format)
      const searched = text.replaceAll(/sha256:[0-9a-f]{64}|\b[0-9a-f]{32}\b/g, '')
      expect(deeds.flatMap((_, index) => foundIn(searched, hiddenOf(index)))).toEqual([])
      expect(searched).toContain('B14')
      const file = join(world.folder, `peer.${format}`)
      writeFileSync(file, text)
      const log = (await world.ask('disclosures.list', { limit: 50 })) as Disclosure[]
      const line = log.find(({ viewer: name, format: of }) => name === 'Peer' && of === format)
      expect(line).toMatchObject({ act: 'export', profile: 'peer', rows: deeds.length })
      for (const [index, deed] of deeds.entries()) {
        const opening = (await world.ask('disclosures.open', {
          id: line?.id,
          order: `${chainId}:${deed.tx}:0`,
          field: 'amount',
        })) as Opening
        expect(opening.value).toBe(hiddenOf(index).amount)
        expect(await checkOpening(opening, file)).toMatchObject({ ok: true })
      }
    },
  )

  test('of a regulator holds all, of a party its own and nothing of others, and no viewer fetches another’s', async () => {
    const all = await written('Regulator', 'csv')
    for (const { tx } of deeds) expect(all).toContain(tx)
    const own = await written('Party', 'ndjson')
    for (const { tx, from, to } of deeds) expect(own.includes(tx)).toBe(from === 0 || to === 0)
    const path = /\/download\/[0-9a-f]{32}/.exec(world.heard('Party'))?.[0]
    expect((await world.fetch(`${path}?token=${world.tokenOf('Peer')}`)).status).toBe(404)
  })

  test('for a peer without a name obeys the pack as well', async () => {
    const path = join(world.folder, 'nameless.csv')
    await exportOrders({ store: { dataDir: world.folder }, filter: {}, path, profile: 'peer' })
    const [head = '', first = ''] = readFileSync(path, 'utf8').split('\r\n')
    const cells = Object.fromEntries(
      head
        .replace('\ufeff', '')
        .split(',')
        .map((name, index) => [name, first.split(',')[index]]),
    )
    expect(cells).toMatchObject({ usd_band: '', from_pseudonym: '', to_pseudonym: '', nature: expect.stringMatching(/^B1[14]$/) })
  })
})

describe('what is hidden', () => {
  test('is opened field by field, and an opening proves itself against what the peer was told', async () => {
    const log = (await world.ask('disclosures.list', { limit: 50 })) as Disclosure[]
    const session = log.find(({ act, viewer: name, file }) => act === 'export' && name === 'Peer' && file === null)
    expect(session).toMatchObject({ act: 'export', profile: 'peer', file: null })
    const [row] = await rowsOf('Peer')
    const file = join(world.folder, 'kept.ndjson')
    writeFileSync(file, `${JSON.stringify({ order: row?.id, ...row?.hidden })}\n`)
    const truth = new Map<string, string>()
    for (const field of Object.keys(row?.hidden ?? {})) {
      const opening = (await world.ask('disclosures.open', { id: session?.id, order: row?.id, field })) as Opening
      expect(await checkOpening(opening, file), field).toMatchObject({ ok: true })
      expect(await checkOpening({ ...opening, value: `${opening.value}1` }, file)).toMatchObject({ ok: false })
      truth.set(field, opening.value ?? '')
    }
    expect(deeds.map(({ tx }) => tx)).toContain(truth.get('txHash'))
    const [document] = await documentsOf('Peer')
    const papers = join(world.folder, 'papers.ndjson')
    writeFileSync(papers, `${JSON.stringify({ order: document?.id, ...document?.hidden })}\n`)
    for (const field of Object.keys(document?.hidden ?? {})) {
      const opening = (await world.ask('disclosures.open', { id: session?.id, order: document?.id, field })) as Opening
      expect(await checkOpening(opening, papers), field).toMatchObject({ ok: true })
    }
    const openings = (entries: readonly Disclosure[]) =>
      entries.filter(({ act, viewer: name }) => act === 'opening' && name === 'Peer').length
    const after = (await world.ask('disclosures.list', { limit: 500 })) as Disclosure[]
    expect(openings(after) - openings(log)).toBe(truth.size + Object.keys(document?.hidden ?? {}).length)
  })

  test('is hidden from the owner too who looks through the eyes of a viewer, without a line in the log', async () => {
    const before = (await world.ask('disclosures.list', { limit: 500 })) as Disclosure[]
    const seen = (await world.ask('disclosures.viewAs', {
      viewer: viewers[0],
      name: 'orders.page',
      input: { filter: {}, limit: 100 },
    })) as { rows: TableRow[] }
    expect(seen.rows.map(({ id }) => id)).toEqual((await rowsOf('Peer')).map(({ id }) => id))
    expect(await world.ask('disclosures.viewAs', { viewer: viewers[0], name: 'labels.sources', input: null })).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await world.ask('disclosures.list', { limit: 500 })).toEqual(before)
  })
})
