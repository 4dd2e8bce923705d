/** Invented businesses: sixty receivables in every state and a points programme, kept by the same rules as real ones. */
import { advance, isFinal, newDocument } from '#engine/packs/documents.ts'
import type { DocumentBook } from '#engine/packs/invariants/defineInvariant.ts'
import { loyaltyPoints } from '#engine/packs/shipped/loyalty-points/index.ts'
import { receivables } from '#engine/packs/shipped/receivables/index.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { BusinessEvent, DocumentRow, PackStanding, Violation } from '#shared/contract/packs.ts'
import { formatDecimal } from '#shared/decimal.ts'
import type { Label } from '#shared/labels.ts'
import { plainMarks, type TableRow } from '#shared/order.ts'
import { type Business, movesOf, type Pack } from '#shared/pack.ts'

const chainId = 1
const day = 86_400
const people = {
  core: ['Northwind Motors', 'Harbour Electric'],
  distributor: ['Lakeside Parts', 'Meridian Supply', 'Juniper Trading', 'Old Mill Logistics', 'Sable & Sons', 'Tidewater Freight'],
  financier: ['First Harbour Bank', 'Alder Factoring', 'Summit Credit'],
  merchant: ['Corner Coffee', 'Bright Books', 'Green Grocer'],
  consumer: Array.from({ length: 14 }, () => null),
  operator: ['Points operator'],
} as const

export type FakeBooks = {
  readonly standings: () => PackStanding[]
  readonly documents: (question: Input<'business.documents'>) => Output<'business.documents'>
  readonly document: (question: Input<'business.document'>) => Output<'business.document'>
  readonly balances: (pack: string) => Output<'business.balances'>
  readonly flows: (question: Input<'business.flows'>) => Output<'business.flows'>
  readonly violations: (question: Input<'business.violations'>) => Output<'business.violations'>
  readonly event: (id: string) => BusinessEvent | null
  readonly labels: (address: string) => Label[]
  /** One more receivable is issued: its id. */
  readonly issue: () => string
}

type Kept = BusinessEvent & { readonly amount: bigint; readonly fromRole: string | null; readonly toRole: string | null }

/** The same at every start; only its times follow the clock. */
export function createFakeBooks(): FakeBooks {
  let seed = 11
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const hex = (length: number) => `0x${Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')}`
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const parties = new Map<string, { readonly role: string; readonly name: string | null }>()
  const members = (role: string) => [...parties].flatMap(([address, party]) => (party.role === role ? [address] : []))
  for (const [role, names] of Object.entries(people)) for (const name of names) parties.set(hex(40), { role, name })
  const contract = hex(40)
  const withMembers = (pack: Pack, from: number): Pack => ({
    ...pack,
    contracts: Object.fromEntries(
      Object.entries(pack.contracts).map(([key, each]) => [key, { ...each, at: [{ chainId, address: contract, from }] }]),
    ),
    roles: Object.fromEntries(Object.entries(pack.roles).map(([role, each]) => [role, { ...each, members: members(role) }])),
  })
  const packs = new Map([receivables, loyaltyPoints].map((pack) => [pack.id, withMembers(pack, 23_000_000)]))
  const events: Kept[] = []
  const books = new Map<string, DocumentBook>()
  const broken: Violation[] = []
  const now = () => Math.floor(Date.now() / 1000)
  const begin = now()
  const bookKey = (pack: string, type: string, id: string) => `${pack}:${type}:${id}`

  function happen(
    packId: string,
    key: string,
    at: number,
    parts: { from: string; to: string; amount?: bigint; id?: string; due?: number; rate?: string },
  ) {
    const pack = packs.get(packId)
    const verb = pack?.verbs[key]
    if (!pack || !verb) throw new Error(`The pack ${packId} has no verb ${key}.`)
    const { from, to, amount = 0n, id, due = null, rate = null } = parts
    const unit = verb.unit ?? null
    const known = unit === null ? undefined : pack.units[unit]
    const document = verb.document && id !== undefined ? { type: verb.document.type, id } : null
    const txHash = hex(64)
    const row: TableRow = {
      ...{ id: `${chainId}:${txHash}:0`, chainId, blockNumber: 23_456_789 - Math.floor((begin - at) / 12), blockHash: hex(64) },
      ...{ blockTime: at, txHash, position: 0, kind: verb.verb, source: `pack:${packId}`, from, to },
      asset: { address: contract, symbol: known?.symbol ?? 'documents', decimals: known?.decimals ?? 0 },
      amount: formatDecimal({ digits: amount, scale: known?.decimals ?? 0 }),
      ...{ received: null, usd: null, pricedBy: null, evidence: begin - at > 900 ? 5 : 3, state: begin - at > 900 ? 'final' : 'seen' },
      marks: { ...plainMarks({ blockTime: at }), fromLabel: tagOf(from), toLabel: tagOf(to) },
    }
    const business: Business = {
      ...{ pack: packId, key, verb: verb.verb, document, due, rate, unit, nature: verb.nature },
      ...{ contract: verb.on.contract, address: contract },
    }
    let states = { before: null as string | null, after: null as string | null }
    if (document) {
      const place = bookKey(packId, document.type, document.id)
      const before = books.get(place) ?? newDocument(document.type, document.id)
      const entry = { ...business, orderId: row.id, chainId, from, to, amount, time: at }
      const { document: after } = advance(before, entry, pack)
      books.set(place, after)
      states = { before: before.state, after: after.state }
    }
    const roleOf = (address: string) => {
      const role = parties.get(address)?.role
      return role !== undefined && Object.hasOwn(pack.roles, role) ? role : null
    }
    events.push({ row, business, ...states, amount, fromRole: roleOf(from), toRole: roleOf(to) })
    return row.id
  }
  const tagOf = (address: string): TableRow['marks']['fromLabel'] => {
    const name = parties.get(address)?.name ?? null
    return name === null ? null : { name, entity: name, role: 'counterparty', source: 'user', confidence: 'certain' }
  }

  const breach = (part: Pick<Violation, 'pack' | 'invariant' | 'sentence' | 'at'> & Partial<Violation>) => {
    const invariant = packs.get(part.pack)?.invariants[part.invariant]
    broken.push({
      ...{ id: broken.length + 1, chainId, label: invariant?.label ?? part.invariant, severity: invariant?.severity ?? 'warning' },
      ...{ orderId: null, document: null, account: null, state: 'open' },
      ...part,
    })
  }

  let number = 0
  function receivable(stages: number, at: number, dueIn: number): string {
    const id = `0x${Buffer.from(`INV-2026-${String(++number).padStart(4, '0')}`)
      .toString('hex')
      .padEnd(64, '0')}`
    const [core, distributor, financier] = [pick(members('core')), pick(members('distributor')), pick(members('financier'))]
    const face = BigInt(20 + Math.floor(random() ** 2 * 4000)) * 100_000n + BigInt(Math.floor(random() * 100))
    const lent = (face * 9n) / 10n
    const interest = lent / 40n
    const due = at + dueIn
    const document = { type: 'receivable', id }
    const step = (index: number) => at + Math.floor(((Math.min(begin - 600, due) - at) / 9) * index)
    const say = (key: string, index: number, from: string, to: string, amount?: bigint, more: { due?: number; rate?: string } = {}) =>
      stages > index ? happen('receivables', key, step(index), { from, to, id, ...(amount !== undefined && { amount }), ...more }) : null
    say('issue', 0, core, distributor, face, { due })
    say('sign', 1, distributor, core)
    say('approve', 2, financier, distributor, interest, { rate: String(350 + 25 * (number % 6)) })
    const financed = say('finance', 3, financier, distributor, lent)
    if (number === 17 && financed !== null)
      breach({
        ...{ pack: 'receivables', invariant: 'once', document, at: step(4), account: distributor },
        sentence: 'The receivable INV-2026-0017 was financed twice: financing happens once.',
        orderId: happen('receivables', 'finance', step(4) - 60, { from: pick(members('financier')), to: distributor, id, amount: lent }),
      })
    say('sell', 4, distributor, pick(members('consumer')), face)
    say('repay', 5, distributor, financier, lent / 2n)
    say('repay', 6, distributor, financier, lent - lent / 2n)
    say('interest', 7, distributor, financier, interest)
    say('settle', 8, financier, distributor)
    if (due < begin && stages < 9)
      breach({
        ...{ pack: 'receivables', invariant: 'late', document, at: due, account: distributor },
        sentence: 'The receivable was due and is not settled.',
      })
    return id
  }
  for (let index = 0; index < 60; index++) {
    const stages = 1 + ((index * 7) % 9)
    receivable(stages, begin - 40 * day + Math.floor(random() * 30 * day), Math.floor((index % 8 === 3 ? 9 : 38 + (index % 40)) * day))
  }
  breach({
    ...{ pack: 'receivables', invariant: 'fair', at: begin - 3 * day, account: members('distributor')[2] ?? null, state: 'over' },
    sentence: 'Juniper Trading was offered 475 while others of its role were offered 350 within 30 days.',
  })
  breach({
    ...{ pack: 'receivables', invariant: 'steps', at: begin - 2 * day, state: 'retracted' },
    sentence: 'A receivable was settled before it was financed.',
  })
  const cafe = `0x${Buffer.from('SUMMER').toString('hex').padEnd(64, '0')}`
  const books2 = `0x${Buffer.from('READERS').toString('hex').padEnd(64, '0')}`
  for (let index = 0; index < 120; index++) {
    const at = begin - 20 * day + index * 14_000
    const [merchant, consumer, other] = [pick(members('merchant')), pick(members('consumer')), pick(members('consumer'))]
    const id = index % 3 === 0 ? books2 : cafe
    const amount = BigInt(500 + Math.floor(random() * 90_000))
    happen('loyalty-points', 'issue', at, { from: merchant, to: consumer, amount, id, due: begin + 12 * day })
    if (index % 4 === 0) happen('loyalty-points', 'transfer', at + 900, { from: consumer, to: other, amount: amount / 3n })
    if (index % 3 === 1) happen('loyalty-points', 'redeem', at + 2400, { from: consumer, to: merchant, amount: amount / 2n, id })
  }

  const eventsOf = (pack: string) => events.filter(({ business }) => business.pack === pack)
  const rowOf = (pack: Pack, book: DocumentBook): DocumentRow => {
    const own = eventsOf(pack.id).filter(({ business }) => business.document?.type === book.type && business.document.id === book.id)
    const times = own.map(({ row }) => row.blockTime ?? 0)
    const decimals = pack.units[book.unit ?? '']?.decimals ?? 0
    return {
      ...{ pack: pack.id, chainId, type: book.type, id: book.id, state: book.state, issuer: book.issuer, holder: book.holder },
      amount: book.amount === null ? null : formatDecimal({ digits: book.amount, scale: decimals }),
      ...{ unit: book.unit, due: book.due, overdue: book.due !== null && book.due < now() && !isFinal(book, pack) },
      ...{ events: own.length, first: Math.min(...times), last: Math.max(...times) },
      violations: broken.filter(({ state, document }) => state === 'open' && document?.id === book.id).length,
      evidence: Math.min(...own.map(({ row }) => row.evidence)),
    }
  }
  const rowsOf = (pack: Pack): DocumentRow[] =>
    [...books].flatMap(([key, book]) => (key.startsWith(`${pack.id}:`) ? [rowOf(pack, book)] : []))
  const packOf = (id: string): Pack => packs.get(id) ?? receivables
  const sumOf = (list: readonly Kept[], unit: string) =>
    list.reduce((sum, { business, amount }) => (business.unit === unit ? sum + amount : sum), 0n)

  return {
    standings: () =>
      [...packs.values()].map((pack) => ({
        ...{ pack, shipped: true, enabled: true, problems: [], orders: eventsOf(pack.id).length, documents: rowsOf(pack).length },
        openViolations: broken.filter((each) => each.pack === pack.id && each.state === 'open').length,
      })),
    documents({ pack: id, type, states, account, overdue, text, sort = 'last', after, limit }) {
      const all = rowsOf(packOf(id))
      const passing = all
        .filter((row) => type === undefined || row.type === type)
        .filter((row) => states === undefined || states.includes(row.state))
        .filter((row) => account === undefined || row.issuer === account || row.holder === account)
        .filter((row) => !overdue || row.overdue)
        .filter(
          (row) =>
            text === undefined || row.id.includes(text.toLowerCase()) || row.id.includes(Buffer.from(text.toUpperCase()).toString('hex')),
        )
        .sort((a, b) => (sort === 'due' ? (a.due ?? 1e12) - (b.due ?? 1e12) : b.last - a.last))
      const start = Number(after ?? 0)
      const states2 = new Map<string, { type: string; state: string; count: number; overdue: number }>()
      for (const row of all) {
        const known = states2.get(`${row.type}:${row.state}`) ?? { type: row.type, state: row.state, count: 0, overdue: 0 }
        states2.set(`${row.type}:${row.state}`, { ...known, count: known.count + 1, overdue: known.overdue + Number(row.overdue) })
      }
      return {
        documents: passing.slice(start, start + limit),
        next: passing.length > start + limit ? String(start + limit) : null,
        board: [...states2.values()],
      }
    },
    document({ pack: id, type, id: name }) {
      const pack = packOf(id)
      const book = books.get(bookKey(id, type, name))
      if (!book) return null
      const own = eventsOf(id).filter(({ business }) => business.document?.type === type && business.document.id === name)
      return {
        document: rowOf(pack, book),
        events: own
          .sort((a, b) => (a.row.blockTime ?? 0) - (b.row.blockTime ?? 0))
          .map(({ row, business, before, after }) => ({ row, business, before, after })),
        violations: broken.filter(({ document }) => document?.id === name),
      }
    },
    balances(id) {
      const pack = packOf(id)
      return {
        units: Object.entries(pack.units).map(([unit, { symbol, decimals }]) => {
          const text = (digits: bigint) => formatDecimal({ digits, scale: decimals })
          const held = new Map<string, bigint>()
          const move = (account: string, amount: bigint) => held.set(account, (held.get(account) ?? 0n) + amount)
          const by = (how: string) =>
            eventsOf(id).filter(({ business }) => {
              const verb = pack.verbs[business.key]
              return verb !== undefined && business.unit === unit && movesOf(verb) === how
            })
          for (const { row, amount } of by('issue')) move(row.to, amount)
          for (const { row, amount } of by('redeem')) move(row.from, -amount)
          for (const { row, amount } of by('transfer')) {
            move(row.from, -amount)
            move(row.to, amount)
          }
          const roles = new Map<string | null, { held: bigint; accounts: number }>()
          for (const [account, amount] of held) {
            const role = parties.get(account)?.role ?? null
            const known = roles.get(role) ?? { held: 0n, accounts: 0 }
            roles.set(role, { held: known.held + amount, accounts: known.accounts + 1 })
          }
          return {
            ...{ unit, symbol, issued: text(sumOf(by('issue'), unit)), redeemed: text(sumOf(by('redeem'), unit)) },
            held: text([...held.values()].reduce((sum, amount) => sum + amount, 0n)),
            roles: [...roles].map(([role, sums]) => ({
              ...{ role, label: role ?? '', held: text(sums.held), accounts: sums.accounts },
            })),
            top: [...held]
              .sort(([, a], [, b]) => (a < b ? 1 : -1))
              .slice(0, 50)
              .map(([account, amount]) => ({ account, roles: [parties.get(account)?.role ?? ''].filter(Boolean), held: text(amount) })),
          }
        }),
      }
    },
    flows({ pack: id, from = 0, to = Number.MAX_SAFE_INTEGER }) {
      const sums = new Map<string, { of: Kept; amount: bigint; count: number }>()
      for (const each of eventsOf(id)) {
        const at = each.row.blockTime ?? 0
        if (at < from || at > to) continue
        const key = JSON.stringify([each.fromRole, each.toRole, each.business.key])
        const known = sums.get(key) ?? { of: each, amount: 0n, count: 0 }
        sums.set(key, { ...known, amount: known.amount + each.amount, count: known.count + 1 })
      }
      return [...sums.values()].map(({ of: { fromRole, toRole, business }, amount, count }) => ({
        ...{ from: fromRole, to: toRole, key: business.key, verb: business.verb, unit: business.unit, count },
        amount: formatDecimal({ digits: amount, scale: packOf(id).units[business.unit ?? '']?.decimals ?? 0 }),
      }))
    },
    violations({ pack, state, after = Number.MAX_SAFE_INTEGER, limit }) {
      const own = broken.filter((each) => pack === undefined || each.pack === pack)
      const passing = own.filter((each) => (state === undefined || each.state === state) && each.id < after).sort((a, b) => b.id - a.id)
      const violations = passing.slice(0, limit)
      const last = violations.at(-1)
      return {
        violations,
        next: last && passing.length > limit ? last.id : null,
        open: own.filter((each) => each.state === 'open').length,
      }
    },
    event: (id) => events.find(({ row }) => row.id === id) ?? null,
    labels(address) {
      const tag = tagOf(address)
      return tag ? [{ ...tag, chainId: null, address, reference: null, date: '2026-10-01' }] : []
    },
    issue: () => receivable(1, now() - 5, 45 * day),
  }
}
