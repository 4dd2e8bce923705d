/** Packs and their books for a viewer. */
import type { DocumentRow, Violation } from '#shared/contract/packs.ts'
import { toldBalances, toldFlows, toldPack } from '#shared/disclosedBooks.ts'
import { documentSubject, toldDocument, toldEvent, toldViolation } from '#shared/disclosedOrders.ts'
import { baseRules, rulesFor, rulesOf } from '#shared/disclosureByRole.ts'
import type { Pack } from '#shared/pack.ts'
import { requireDocuments, requireOpen } from './narrowing.ts'
import type { Answers, Desk } from './session.ts'

type Which = Pick<DocumentRow, 'pack' | 'chainId' | 'type' | 'id'>

export function businessAnswers(desk: Desk): Answers {
  const { viewer, veil, places, ask, packOf } = desk

  const told = (document: DocumentRow, pack: Pack): DocumentRow => {
    const shown = toldDocument(document, rulesOf(pack, viewer, [document.issuer, document.holder]), veil)
    const { pack: id, chainId, type } = document
    places.give(veil.ref(documentSubject(document)), JSON.stringify({ pack: id, chainId, type, id: document.id } satisfies Which))
    return shown
  }
  const violation = async (found: Violation): Promise<Violation[]> => {
    const pack = desk.shown().find(({ id }) => id === found.pack)
    if (!pack) return []
    const { document, orderId } = found
    const order = orderId === null ? null : desk.orderOf(orderId)
    const about =
      order === null && document !== null && viewer.audience === 'party'
        ? await ask('business.document', { ...document, pack: pack.id, chainId: found.chainId })
        : null
    const whose = [
      found.account,
      order?.row.from ?? null,
      order?.row.to ?? null,
      about?.document.issuer ?? null,
      about?.document.holder ?? null,
    ]
    const shown = toldViolation(found, rulesOf(pack, viewer, whose), veil)
    if (shown.orderId !== null && orderId !== null) places.give(shown.orderId, orderId)
    if (document !== null) {
      const which: Which = { pack: pack.id, chainId: found.chainId, ...document }
      places.give(veil.ref(documentSubject(which)), JSON.stringify(which))
    }
    return [shown]
  }

  return {
    async 'packs.list'() {
      const { packs } = await ask('packs.list', null)
      return { packs: packs.filter(({ pack }) => viewer.packs.includes(pack.id)).map((one) => toldPack(one, viewer)), unread: [] }
    },
    async 'business.documents'({ after, ...question }) {
      const pack = packOf(question.pack)
      const own = viewer.audience === 'party' && viewer.accounts.includes(question.account?.toLowerCase() ?? '')
      const rules = [own ? rulesFor(pack, 'party') : baseRules(pack, viewer)]
      const { account, ...rest } = question
      requireDocuments(own ? rest : { ...rest, ...(account === undefined ? {} : { account }) }, rules)
      const place = after === undefined ? {} : { after: places.placeOf(after) }
      const { documents, next, board } = await ask('business.documents', { ...question, ...place })
      const base = baseRules(pack, viewer)
      return {
        documents: documents.map((document) => told(document, pack)),
        next: next === null ? null : places.key(next),
        board: base.document === 'open' && base.state === 'open' && base.due === 'open' ? board : [],
      }
    },
    async 'business.document'(which) {
      const pack = packOf(which.pack)
      const meant = places.meaning(which.id)
      const asked: Which = meant === null ? which : (JSON.parse(meant) as Which)
      if (asked.pack !== pack.id) return null
      const found = await ask('business.document', asked)
      if (found === null) return null
      const rules = rulesOf(pack, viewer, [found.document.issuer, found.document.holder])
      // Who does not know the document must not find out by its name whether there is one.
      if (meant === null && rules.document !== 'open') return null
      const violations = await Promise.all(found.violations.map(violation))
      return {
        document: told(found.document, pack),
        events: found.events.map((event) => {
          const shown = toldEvent(event, rulesOf(pack, viewer, [event.row.from, event.row.to]), veil)
          places.give(shown.row.id, event.row.id)
          return shown
        }),
        violations: violations.flat(),
      }
    },
    async 'business.balances'({ pack }) {
      return toldBalances(await ask('business.balances', { pack }), packOf(pack), viewer, veil)
    },
    async 'business.flows'(question) {
      const pack = packOf(question.pack)
      if (question.from !== undefined || question.to !== undefined) requireOpen([baseRules(pack, viewer)], ['time'], 'from')
      return toldFlows(await ask('business.flows', question), pack, viewer, veil)
    },
    async 'business.violations'(question) {
      const packs = question.pack === undefined ? desk.shown() : [packOf(question.pack)]
      const found = await Promise.all(packs.map(({ id }) => ask('business.violations', { ...question, pack: id })))
      const all = found.flatMap(({ violations }) => violations).sort((a, b) => b.id - a.id)
      const page = all.slice(0, question.limit)
      const last = page.at(-1)
      const more = all.length > page.length || found.some(({ next }) => next !== null)
      return {
        violations: (await Promise.all(page.map(violation))).flat(),
        next: more && last ? last.id : null,
        open: found.reduce((sum, { open }) => sum + open, 0),
      }
    },
  }
}
