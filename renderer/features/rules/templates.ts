/** Rules to begin with. Each is shown only where every kind that it needs is known. */
import type { Catalog } from '#shared/catalog.ts'
import { type Condition, largeOrders, type Rule } from '#shared/rules.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { newRuleId } from '../../stores/ruleDraft.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { kindFields } from './sentence.ts'

export type Template = {
  readonly id: string
  readonly icon: IconName
  readonly name: PlainKey
  readonly says: PlainKey
  readonly when: Condition
}

const is = (kind: string, values: Readonly<Record<string, unknown>> = {}): Condition => ({ kind, with: values })

const templates: readonly Template[] = [
  {
    ...{ id: 'large', icon: 'bars', name: 'Large orders', says: 'Everything from a value on' },
    when: is('value-above', { usd: '1000000' }),
  },
  {
    ...{ id: 'inflow', icon: 'bank', name: 'Into an exchange', says: 'Large amounts that may be sold' },
    when: { all: [is('flow', { flow: 'inflow' }), is('value-above', { usd: '1000000' })] },
  },
  { ...{ id: 'wallet', icon: 'user', name: 'A wallet', says: 'Whatever one account does' }, when: is('wallet') },
  {
    ...{ id: 'token', icon: 'tag', name: 'A token', says: 'Large amounts of one token' },
    when: { all: [is('token'), is('value-above', { usd: '250000' })] },
  },
  {
    ...{ id: 'first', icon: 'eye', name: 'First seen wallet', says: 'Large orders of accounts never seen before' },
    when: is('first-seen', { minUsd: '1000000' }),
  },
  {
    ...{ id: 'whale', icon: 'retry', name: 'Repeated whale', says: 'The same account, large again and again' },
    when: is('repeated-whale', { times: 3, usd: '1000000', minutes: 1440 }),
  },
  {
    ...{ id: 'net', icon: 'download', name: 'Net inflow of an hour', says: 'Exchanges take in more than they give out' },
    when: is('net-flow', { way: 'in', minutes: 60, usd: '10000000' }),
  },
]

export const templatesFor = (catalog: Catalog): Template[] => templates.filter(({ when }) => isKnown(when, catalog))

function isKnown(condition: Condition, catalog: Catalog): boolean {
  if ('not' in condition) return isKnown(condition.not, catalog)
  if ('kind' in condition) return catalog.ruleKinds.some(({ id }) => id === condition.kind)
  return ('all' in condition ? condition.all : condition.any).every((part) => isKnown(part, catalog))
}

/** Values that a kind does not ask for are left out, its own defaults put in: a template outlives a change of a kind. */
function fitted(condition: Condition, catalog: Catalog): Condition {
  if ('not' in condition) return { not: fitted(condition.not, catalog) }
  if ('all' in condition) return { all: condition.all.map((part) => fitted(part, catalog)) }
  if ('any' in condition) return { any: condition.any.map((part) => fitted(part, catalog)) }
  const info = catalog.ruleKinds.find(({ id }) => id === condition.kind)
  if (!info) return condition
  const entries = kindFields(info).flatMap(({ name, fallback }) => {
    const value = condition.with[name] ?? fallback
    return value === undefined ? [] : [[name, value] as const]
  })
  return { kind: condition.kind, with: Object.fromEntries(entries) }
}

/** A new rule that rings as most want it: on the desktop, when the order is stored. */
export const newRule = (name: string, when: Condition, catalog: Catalog): Rule => ({
  ...largeOrders('0'),
  id: newRuleId(),
  name,
  when: fitted(when, catalog),
})

export const ruleOf = ({ name, when }: Template, catalog: Catalog): Rule => newRule(t(name), when, catalog)
