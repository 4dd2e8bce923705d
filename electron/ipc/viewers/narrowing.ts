/** What a viewer may ask a list for: a filter or a sort over a field that it may not see would tell the field, question by question. */
import { EngineError } from '#engine/errors.ts'
import type { Input } from '#shared/contract/index.ts'
import type { Rules } from '#shared/disclosureByRole.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { DisclosedField } from '#shared/pack.ts'

/** The fields that a part of a filter looks at; `owner`: it looks at the owner's own notes, which are nobody else's. Null: at nothing hidden. */
const looksAt: Readonly<Record<keyof OrderFilter, readonly DisclosedField[] | 'owner' | null>> = {
  ...{ chainIds: null, states: null, sources: null, minEvidence: null },
  ...{ kinds: ['verb'], assets: ['unit', 'contract'], minUsd: ['usd'], maxUsd: ['usd'], minUnits: ['amount'], maxUnits: ['amount'] },
  ...{ account: ['from', 'to'], text: ['unit', 'contract', 'from', 'to', 'txHash'], fromTime: ['time'], toTime: ['time'] },
  ...{ label: 'owner', flows: 'owner', roles: 'owner', spam: 'owner', internal: 'owner' },
}

/** Throws EngineError FORBIDDEN unless all of these are open. `what` follows “To be asked for by”. */
export function requireOpen(rules: readonly Rules[], fields: readonly DisclosedField[], what: string): void {
  const shut = fields.find((field) => rules.some((one) => one[field] !== 'open'))
  if (shut !== undefined) throw new EngineError('FORBIDDEN', `You are not told the ${shut} of every order: ask without “${what}”.`)
}

/** The filter without what only folds the owner's table. Throws EngineError FORBIDDEN for a part that would tell what is hidden. */
export function narrowed(filter: OrderFilter, rules: readonly Rules[]): OrderFilter {
  const { spam: _, internal: __, ...asked } = filter
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined) continue
    const fields = looksAt[name as keyof OrderFilter]
    if (fields === 'owner') throw new EngineError('FORBIDDEN', `Labels are notes of whoever runs this Crowsnest: ask without “${name}”.`)
    if (fields !== null) requireOpen(rules, fields, name)
  }
  return asked
}

type Question = Partial<Pick<Input<'orders.page'>, 'sort' | 'from'>>

/** Throws EngineError FORBIDDEN for a sort or a place over a field that is not open. */
export function requireOrderOf({ sort, from }: Question, rules: readonly Rules[]): void {
  if (sort && sort.by !== 'time') requireOpen(rules, [sort.by], 'sort')
  if (from !== undefined) requireOpen(rules, 'time' in from ? ['time'] : 'usd' in from ? ['usd'] : ['amount'], 'from')
}

/** As `narrowed`, for a list of documents. */
export function requireDocuments(question: Input<'business.documents'>, rules: readonly Rules[]): void {
  const { type, states, account, overdue, text, sort } = question
  if (type !== undefined) requireOpen(rules, ['document'], 'type')
  if (states !== undefined) requireOpen(rules, ['state'], 'states')
  if (account !== undefined) requireOpen(rules, ['from', 'to'], 'account')
  if (overdue !== undefined) requireOpen(rules, ['due', 'state'], 'overdue')
  if (text !== undefined && text !== '') requireOpen(rules, ['document'], 'text')
  if (sort === 'due') requireOpen(rules, ['due'], 'sort')
}
