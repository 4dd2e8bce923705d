/** What an event makes of a document. Pure. */
import type { Pack } from '#shared/pack.ts'
import type { DocumentBook, Entry } from './invariants/defineInvariant.ts'

/** A document that nothing has happened to. */
export const newDocument = (type: string, id: string): DocumentBook => ({
  ...{ type, id, state: 'new', issuer: null, holder: null, amount: null, unit: null, due: null, counts: {}, sums: {} },
})

/** Verbs after which a document belongs to who received it. */
const handsOver: ReadonlySet<string> = new Set(['issue', 'transfer', 'endorse', 'discount', 'sell', 'send', 'grant', 'attest', 'register'])

/**
 * The document after an event. `allowed` is false where no transition leads from its state by that verb: it then goes where the verb leads from
 * anywhere, if that is one place, and stays where it is otherwise. A verb without any transition of the document leaves its state alone.
 */
export function advance(document: DocumentBook, entry: Entry, pack: Pack): { readonly document: DocumentBook; readonly allowed: boolean } {
  const verb = pack.verbs[entry.key]
  const steps = (pack.documents[document.type]?.transitions ?? []).filter(({ by }) => by === entry.key)
  const step = steps.find(({ from }) => from.includes(document.state))
  const targets = new Set(steps.map(({ to }) => to))
  const [only] = targets
  const state = step ? step.to : targets.size === 1 && only !== undefined ? only : document.state
  const holder = verb?.document?.holder ?? (handsOver.has(entry.verb) ? 'to' : 'keep')
  const first = document.state === 'new'
  const { key, amount } = entry
  return {
    allowed: steps.length === 0 || step !== undefined,
    document: {
      ...document,
      state,
      issuer: first ? entry.from : document.issuer,
      holder: holder === 'keep' ? (document.holder ?? (first ? entry.to : null)) : holder === 'to' ? entry.to : entry.from,
      amount: document.amount ?? (verb?.amount === undefined ? null : amount),
      unit: document.unit ?? (verb?.amount === undefined ? null : entry.unit),
      due: entry.due ?? document.due,
      counts: { ...document.counts, [key]: (document.counts[key] ?? 0) + 1 },
      sums: amount === 0n ? document.sums : { ...document.sums, [key]: (document.sums[key] ?? 0n) + amount },
    },
  }
}

/** Whether its states say that it is done. */
export const isFinal = (document: Pick<DocumentBook, 'type' | 'state'>, pack: Pack): boolean =>
  pack.documents[document.type]?.states[document.state]?.final === true
