/**
 * The bookkeeper: every event of a pack is played into the books in the order of the chain, and taken out again in the opposite order where the chain
 * takes blocks back or history brings earlier ones. All within the transaction that stores the orders.
 */
import { advance, isFinal, newDocument } from '#engine/packs/documents.ts'
import type { Books, Breach, DocumentBook, Entry, Invariant } from '#engine/packs/invariants/defineInvariant.ts'
import { invariants } from '#engine/packs/invariants/index.ts'
import type { Violation } from '#shared/contract/packs.ts'
import { movesOf, type Pack } from '#shared/pack.ts'
import type { Database } from '../database.ts'
import { createAcross } from './across.ts'
import { type Booked, entryColumns, toBooked, writeEntry } from './entries.ts'
import { keptBalances, keptDocuments, keptFlows, keptRoles, keyOf } from './memory.ts'
import { keepViolation, retractFrom, settleOverdue } from './violations.ts'

export type BookStep = {
  readonly chainId: number
  /** Blocks from this number on were taken back; null: none. */
  readonly revertFrom: number | null
  /** Events of this step, whatever their order. */
  readonly events: readonly Booked[]
  /** Newest block of the step: what was due by then is due. */
  readonly tip: { readonly number: number; readonly time: number } | null
}
export type BookNews = { readonly packs: ReadonlySet<string>; readonly violations: readonly Violation[] }

export type Bookkeeper = {
  step(step: BookStep): BookNews
  /** Plays the events of one pack into books that hold nothing of it, in this order. */
  replay(pack: string, events: readonly Booked[]): BookNews
  /** After a transaction that failed: memory may be ahead of the file. */
  forget(): void
}

/** What an event found, so that it can be taken out: the document before it, the roles that its flow was booked under, roles it changed. */
type Undo = {
  readonly d?: {
    readonly s: string
    readonly i: string | null
    readonly h: string | null
    readonly a: string | null
    readonly u: string | null
    readonly t: number | null
    readonly l: number
  }
  readonly f: string
  readonly t: string
  readonly g?: readonly (readonly [account: string, role: string, before: boolean | null])[]
}

type Rule = { readonly name: string; readonly kind: Invariant; readonly parameters: unknown }
/** A pack with its invariants read once. */
type Ready = { readonly pack: Pack; readonly rules: readonly Rule[]; readonly staticRoles: ReadonlyMap<string, readonly string[]> }

/** Accounts whose roles are kept at hand. */
const mostCurrent = 100_000
const kinds = new Map<string, Invariant>(invariants.map((kind): [string, Invariant] => [kind.id, kind]))

/** `packs`: those that watch, by id; asked with every step, so keep the answer the same object while nothing changed. */
export function createBookkeeper(database: Database, packs: () => ReadonlyMap<string, Pack>): Bookkeeper {
  const [balances, documents, flows, roles] = [keptBalances(database), keptDocuments(database), keptFlows(database), keptRoles(database)]
  const all = [balances, documents, flows, roles]
  const ready = new WeakMap<Pack, Ready>()
  const across = createAcross(database)

  const readyOf = (id: string): Ready | null => {
    const pack = packs().get(id)
    if (!pack) return null
    const known = ready.get(pack)
    if (known) return known
    const made = prepare(pack)
    ready.set(pack, made)
    return made
  }

  /** Roles of accounts as they are now, by the key under which they are kept, until one of them changes. */
  const current = new Map<string, { readonly ready: Ready; readonly roles: readonly string[] }>()

  const rolesOf = (ready: Ready, chainId: number, account: string): readonly string[] => {
    const key = keyOf(ready.pack.id, chainId, account)
    const known = current.get(key)
    if (known?.ready === ready) return known.roles
    const found = readRoles(ready, key, account)
    if (current.size >= mostCurrent) current.clear()
    current.set(key, { ready, roles: found })
    return found
  }
  const readRoles = ({ staticRoles }: Ready, key: string, account: string): readonly string[] => {
    const fixed = staticRoles.get(account) ?? []
    const changed = roles.get(key)
    if (!changed || changed.size === 0) return fixed
    return [
      ...fixed.filter((role) => changed.get(role) !== false),
      ...[...changed].filter(([role, has]) => has && !fixed.includes(role)).map(([role]) => role),
    ]
  }

  const move = (entry: Entry, ready: Ready, sign: 1n | -1n): void => {
    const verb = ready.pack.verbs[entry.key]
    if (entry.unit === null || entry.amount === 0n || verb === undefined) return
    const moves = movesOf(verb)
    const change = (account: string, by: bigint) => {
      const key = keyOf(entry.pack, entry.chainId, entry.unit ?? '', account)
      balances.set(key, (balances.get(key) ?? 0n) + by)
    }
    if (moves === 'transfer' || moves === 'redeem') change(entry.from, -entry.amount * sign)
    if (moves === 'transfer' || moves === 'issue') change(entry.to, entry.amount * sign)
  }

  const flow = (entry: Entry, from: string, to: string, sign: 1 | -1): void => {
    if (entry.key === '') return
    const key = keyOf(entry.pack, entry.chainId, Math.floor(entry.time / 86_400), from, to, entry.key, entry.unit ?? '')
    const { amount, count } = flows.get(key) ?? { amount: 0n, count: 0 }
    flows.set(key, { amount: amount + entry.amount * BigInt(sign), count: count + sign })
  }

  /** No document of a pack on a chain is due before this time but those that were looked at; not there: not known. */
  const nextDue = new Map<string, number>()
  const noteDue = ({ pack, chainId }: Entry, { due }: DocumentBook, done: boolean): void => {
    const place = keyOf(pack, chainId)
    const known = nextDue.get(place)
    if (known !== undefined && !done && due !== null && due < known) nextDue.set(place, due)
  }

  const documentKey = ({ pack, chainId, document }: Entry): string => keyOf(pack, chainId, document?.type ?? '', document?.id ?? '')

  const grant = (entry: Entry): Undo['g'] =>
    (entry.grants ?? []).map(({ role, account, on }) => {
      const key = keyOf(entry.pack, entry.chainId, account)
      const before = roles.get(key) ?? new Map<string, boolean>()
      roles.set(key, new Map(before).set(role, on))
      current.delete(key)
      return [account, role, before.get(role) ?? null] as const
    })

  /** Answers what takes it out again; null where its pack does not watch. */
  const play = ({ block, entry, place }: Booked, news: { packs: Set<string>; violations: Violation[] }): string | null => {
    const ready = readyOf(entry.pack)
    if (!ready) return null
    news.packs.add(entry.pack)
    const granted = entry.grants ? grant(entry) : undefined
    const [from, to] = [rolesOf(ready, entry.chainId, entry.from), rolesOf(ready, entry.chainId, entry.to)]
    const [fromRole, toRole] = [from[0] ?? '', to[0] ?? '']
    move(entry, ready, 1n)
    flow(entry, fromRole, toRole, 1)
    let [document, earlier]: [DocumentBook | null, DocumentBook | null] = [null, null]
    let [before, allowed]: [string | null, boolean] = [null, true]
    let was: Undo['d']
    if (entry.document !== null) {
      const key = documentKey(entry)
      const kept = documents.get(key)
      const old = kept && kept.events > 0 ? kept.book : newDocument(entry.document.type, entry.document.id)
      const next = advance(old, entry, ready.pack)
      was = {
        s: old.state,
        i: old.issuer,
        h: old.holder,
        a: old.amount === null ? null : String(old.amount),
        u: old.unit,
        t: old.due,
        l: kept?.last ?? 0,
      }
      ;[document, earlier, before, allowed] = [next.document, old, old.state, next.allowed]
      const done = isFinal(document, ready.pack)
      documents.set(key, {
        book: document,
        done,
        events: (kept?.events ?? 0) + 1,
        first: kept && kept.events > 0 ? kept.first : entry.time,
        last: entry.time,
      })
      noteDue(entry, document, done)
      if (kept && kept.done !== done) settleOverdue(database, entry.pack, entry.chainId, entry.document, done)
    }
    const undo: Undo = { ...(was ? { d: was } : {}), f: fromRole, t: toRole, ...(granted && granted.length > 0 ? { g: granted } : {}) }
    const books: Books = {
      pack: ready.pack,
      document,
      was: earlier,
      before,
      allowed,
      held: (account, unit) => balances.get(keyOf(entry.pack, entry.chainId, unit, account)) ?? 0n,
      rolesOf: (account) => rolesOf(ready, entry.chainId, account),
      earlier: (key, most) => earlierOf(database, entry, key, block, place, most),
    }
    across.touch(ready, entry)
    for (const rule of ready.rules) {
      const breaches = rule.kind.onEvent?.(entry, rule.parameters, books) ?? []
      for (const breach of breaches)
        report(
          ready,
          rule,
          breach,
          { chainId: entry.chainId, orderId: entry.orderId, document: entry.document, at: entry.time, block },
          news,
        )
    }
    return JSON.stringify(undo)
  }

  type Where = {
    readonly chainId: number
    readonly orderId: string
    readonly document: Entry['document']
    readonly at: number
    readonly block: number
  }
  const report = (
    { pack }: Ready,
    { name }: Rule,
    breach: Breach,
    where: Where,
    news: { packs: Set<string>; violations: Violation[] },
  ): void => {
    const rule = pack.invariants[name]
    const found = rule && keepViolation(database, { pack: pack.id, invariant: name, rule, ...breach, ...where })
    if (found) news.violations.push(found)
  }

  const takeOut = ({ arrival, entry }: Booked, undo: Undo): void => {
    const ready = readyOf(entry.pack)
    if (!ready) return
    across.touch(ready, entry)
    move(entry, ready, -1n)
    flow(entry, undo.f, undo.t, -1)
    if (entry.document !== null && undo.d) {
      const key = documentKey(entry)
      const kept = documents.get(key)
      if (kept) {
        const { s, i, h, a, u, t, l } = undo.d
        const counts = { ...kept.book.counts, [entry.key]: (kept.book.counts[entry.key] ?? 1) - 1 }
        const sums =
          entry.amount === 0n ? kept.book.sums : { ...kept.book.sums, [entry.key]: (kept.book.sums[entry.key] ?? 0n) - entry.amount }
        const book: DocumentBook = {
          ...kept.book,
          state: s,
          issuer: i,
          holder: h,
          amount: a === null ? null : BigInt(a),
          unit: u,
          due: t,
          counts,
          sums,
        }
        const done = isFinal(book, ready.pack)
        documents.set(key, { ...kept, book, done, events: kept.events - 1, last: l })
        if (kept.done !== done) settleOverdue(database, entry.pack, entry.chainId, entry.document, done)
      }
    }
    for (const [account, role, before] of [...(undo.g ?? [])].reverse()) {
      const key = keyOf(entry.pack, entry.chainId, account)
      const changed = new Map(roles.get(key) ?? [])
      if (before === null) changed.delete(role)
      else changed.set(role, before)
      roles.set(key, changed)
      current.delete(key)
    }
    database.run('UPDATE business SET undo = NULL WHERE arrival = ?', arrival)
  }

  /** Takes out everything from a block on, newest first. */
  const rewind = (chainId: number, block: number): void => {
    const rows = database.all(
      `SELECT ${entryColumns}, undo FROM business WHERE chain_id = ? AND block_number >= ? AND undo IS NOT NULL ORDER BY block_number DESC, place DESC`,
      ...[chainId, block],
    )
    for (const row of rows) takeOut(toBooked(row), JSON.parse(String(row.undo)) as Undo)
    nextDue.clear()
    retractFrom(database, chainId, block)
  }

  const callIn = (
    chainId: number,
    tip: { readonly number: number; readonly time: number },
    news: { packs: Set<string>; violations: Violation[] },
  ): void => {
    for (const id of packs().keys()) {
      const ready = readyOf(id)
      const rules = ready?.rules.filter(({ kind }) => kind.onDue) ?? []
      if (!ready || rules.length === 0) continue
      const place = keyOf(id, chainId)
      if (tip.time <= (nextDue.get(place) ?? Number.NEGATIVE_INFINITY)) continue
      documents.flush()
      const due = database.all(
        `SELECT type, id FROM documents d WHERE pack = ? AND chain_id = ? AND done = 0 AND due IS NOT NULL AND due < ? AND NOT EXISTS (
           SELECT 1 FROM violations v WHERE v.pack = d.pack AND v.chain_id = d.chain_id AND v.doc_type = d.type AND v.doc_id = d.id
             AND v.order_id = '' AND v.at = d.due AND v.state <> 'retracted')`,
        ...[id, chainId, tip.time],
      )
      for (const { type, id: documentId } of due) {
        const kept = documents.get(keyOf(id, chainId, String(type), String(documentId)))
        if (!kept || kept.book.due === null) continue
        const document = { ...kept.book, due: kept.book.due }
        const where = { chainId, orderId: '', document: { type: document.type, id: document.id }, at: document.due, block: tip.number }
        for (const rule of rules)
          for (const breach of rule.kind.onDue?.(document, rule.parameters, ready.pack) ?? [])
            report(ready, rule, { ...breach, subject: `${document.type}:${breach.subject}:${document.due}` }, where, news)
        news.packs.add(id)
      }
      const next = database.get(
        'SELECT min(due) AS due FROM documents WHERE pack = ? AND chain_id = ? AND done = 0 AND due IS NOT NULL AND due >= ?',
        ...[id, chainId, tip.time],
      )?.due
      nextDue.set(place, typeof next === 'number' ? next : Number.POSITIVE_INFINITY)
    }
  }

  return {
    step({ chainId, revertFrom, events, tip }) {
      const news = { packs: new Set<string>(), violations: [] as Violation[] }
      if (packs().size === 0 && events.length === 0 && revertFrom === null) return news
      const lowest = events.reduce((least, { block }) => Math.min(least, block), revertFrom ?? Number.POSITIVE_INFINITY)
      const played = database.get('SELECT max(block_number) AS newest FROM business WHERE chain_id = ?', chainId)?.newest
      // An event of a block that is in the books already goes in before what came after it.
      const inOrder = [...events].sort((a, b) => a.block - b.block || a.place - b.place)
      const amidst = typeof played === 'number' && played >= lowest
      if (amidst) rewind(chainId, lowest)
      let height = -1
      /** When a block comes whose time is later than what was due, that is late: whatever else the block brings, and however many come at once. */
      const enter = (block: number, time: number) => {
        if (block === height) return
        height = block
        callIn(chainId, { number: block, time }, news)
      }
      for (const event of inOrder) {
        if (!amidst) enter(event.block, event.entry.time)
        writeEntry(database, event, amidst ? null : play(event, news))
      }
      if (amidst) {
        database.run(
          "UPDATE business SET live = coalesce((SELECT state IN ('seen', 'final') FROM orders o WHERE o.arrival = business.arrival), live) WHERE chain_id = ? AND block_number >= ?",
          ...[chainId, lowest],
        )
        const rows = database.all(
          `SELECT ${entryColumns} FROM business WHERE chain_id = ? AND block_number >= ? AND live = 1 AND undo IS NULL ORDER BY block_number, place`,
          ...[chainId, lowest],
        )
        for (const row of rows) {
          const booked = toBooked(row)
          enter(booked.block, booked.entry.time)
          database.run('UPDATE business SET undo = ? WHERE arrival = ?', play(booked, news), booked.arrival)
        }
      }
      if (tip) callIn(chainId, tip, news)
      news.violations.push(...across.judge())
      for (const kept of all) kept.flush()
      return news
    },
    replay(pack, events) {
      const news = { packs: new Set([pack]), violations: [] as Violation[] }
      let at = ''
      for (const event of events) {
        const { chainId, time } = event.entry
        if (at !== `${chainId}:${event.block}`) callIn(chainId, { number: event.block, time }, news)
        at = `${chainId}:${event.block}`
        database.run('UPDATE business SET undo = ? WHERE arrival = ?', play(event, news), event.arrival)
      }
      news.violations.push(...across.judge())
      for (const kept of all) kept.flush()
      return news
    },
    forget() {
      current.clear()
      nextDue.clear()
      for (const kept of all) kept.forget()
      across.forget()
    },
  }
}

function prepare(pack: Pack): Ready {
  const staticRoles = new Map<string, string[]>()
  for (const [role, { members }] of Object.entries(pack.roles))
    for (const member of members) staticRoles.set(member, [...(staticRoles.get(member) ?? []), role])
  const rules = Object.entries(pack.invariants).flatMap(([name, { kind: id, with: given }]): Rule[] => {
    const kind = kinds.get(id)
    const parsed = kind?.parameters.safeParse(given)
    return kind && parsed?.success ? [{ name, kind, parameters: parsed.data }] : []
  })
  return { pack, rules, staticRoles }
}

function earlierOf(database: Database, { pack, chainId }: Entry, key: string, block: number, place: number, most: number): Entry[] {
  return database
    .all(
      `SELECT ${entryColumns} FROM business WHERE pack = ? AND chain_id = ? AND key = ? AND rate IS NOT NULL AND live = 1 AND undo IS NOT NULL
         AND (block_number < ? OR (block_number = ? AND place < ?)) ORDER BY block_number DESC, place DESC LIMIT ?`,
      ...[pack, chainId, key, block, block, place, most],
    )
    .map((row) => toBooked(row).entry)
}
