/** Orders of packs for a viewer: pages, counts, one in full, and files of them. */
import { EngineError } from '#engine/errors.ts'
import type { Input } from '#shared/contract/index.ts'
import { toldDetail, toldEvent } from '#shared/disclosedOrders.ts'
import { baseRules, type Rules, rulesFor, rulesOf } from '#shared/disclosureByRole.ts'
import type { OrderFilter, TableRow } from '#shared/order.ts'
import type { Business } from '#shared/pack.ts'
import { narrowed, requireOrderOf } from './narrowing.ts'
import type { Answers, Desk } from './session.ts'
import { toldProgress, toldSeq } from './told.ts'

/** `jobs` takes the exports that this viewer began. */
export function orderAnswers(desk: Desk, jobs: Set<string>): Answers {
  const { viewer, veil, places, ask } = desk
  const businessOf = (id: string): Business | null => desk.orderOf(id)?.notes.business ?? null

  /** The filter over the viewer's packs, and what it sees of everything that passes it. */
  const within = (asked: OrderFilter): { filter: OrderFilter; rules: Rules[] } => {
    const wanted = desk.shown().filter(({ id }) => !asked.sources?.length || asked.sources.includes(`pack:${id}`))
    if (wanted.length === 0) throw new EngineError('FORBIDDEN', 'No pack is shown to you there.')
    const own = viewer.audience === 'party' && viewer.accounts.includes(asked.account?.toLowerCase() ?? '')
    const rules = wanted.map((pack) => (own ? rulesFor(pack, 'party') : baseRules(pack, viewer)))
    const { account, ...rest } = asked
    const filter = narrowed(own ? rest : asked, rules)
    return { filter: { ...filter, ...(own ? { account } : {}), sources: wanted.map(({ id }) => `pack:${id}`) } as OrderFilter, rules }
  }
  const placed = (question: Pick<Input<'orders.page'>, 'after' | 'before' | 'at'>) =>
    Object.fromEntries(
      (['after', 'before', 'at'] as const).flatMap((name) => {
        const ref = question[name]
        return ref === undefined ? [] : [[name, places.placeOf(ref)]]
      }),
    )
  const told = (row: TableRow): TableRow[] => {
    const business = businessOf(row.id)
    const pack = business && desk.shown().find(({ id }) => id === business.pack)
    if (!business || !pack) return []
    const shown = toldEvent({ row, business, before: null, after: null }, rulesOf(pack, viewer, [row.from, row.to]), veil)
    places.give(shown.row.id, row.id)
    const { state: _, ...hidden } = shown.row.hidden ?? {}
    // A page does not know the document's state: a commitment to none would contradict that of its life.
    return [{ ...shown.row, ...(shown.row.hidden ? { hidden } : {}) }]
  }
  const key = (place: string | null): string | null => (place === null ? null : places.key(place))
  const place = desk.place ?? ((shown: string) => shown)

  return {
    async 'orders.page'({ filter: asked, after, before, at, ...question }) {
      const { filter, rules } = within(asked)
      requireOrderOf(question, rules)
      const given = placed({ ...(after ? { after } : {}), ...(before ? { before } : {}), ...(at ? { at } : {}) })
      const { rows, next, previous, seq } = await ask('orders.page', { ...question, ...given, filter })
      return { rows: rows.flatMap(told), next: key(next), previous: key(previous), seq: toldSeq(seq) }
    },
    'orders.count': ({ filter }) => ask('orders.count', { filter: within(filter).filter }),
    async 'orders.samples'({ filter: asked, lane: _, ...question }) {
      const { filter, rules } = within(asked)
      requireOrderOf(question, rules)
      const { keys, seq, ...samples } = await ask('orders.samples', { ...question, filter })
      return { ...samples, keys: keys.map((one) => places.key(one)), seq: toldSeq(seq) }
    },
    async 'orders.locate'({ filter: asked, at, lane: _, ...question }) {
      const { filter, rules } = within(asked)
      requireOrderOf(question, rules)
      return await ask('orders.locate', { ...question, filter, ...(at === undefined ? {} : { at: places.placeOf(at) }) })
    },
    async 'orders.get'({ id }) {
      const meant = places.meaning(id)
      const detail = desk.orderOf(meant ?? id)
      const business = detail?.notes.business
      const pack = business && desk.shown().find((one) => one.id === business.pack)
      if (!detail || !business || !pack) return null
      const rules = rulesOf(pack, viewer, [detail.row.from, detail.row.to])
      // Who does not know the transaction must not find out by its hash whether there is an order.
      if (meant === null && rules.txHash !== 'open') return null
      const shown = toldDetail(detail, business, rules, veil)
      places.give(shown.row.id, detail.row.id)
      return shown
    },
    async 'orders.export'({ filter: asked, profile: _, viewer: __, ...choices }) {
      const { filter } = within(asked)
      const progress = await ask('orders.export', { ...choices, filter, viewer })
      if (progress !== null) jobs.add(progress.jobId)
      return progress && toldProgress(progress, place)
    },
    async 'orders.cancelExport'(question) {
      return jobs.has(question.jobId) ? await ask('orders.cancelExport', question) : null
    },
  }
}
