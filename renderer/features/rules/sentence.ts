/** What a rule rings for, as one sentence made from its conditions and the words of the catalogue. */
import type { KindInfo } from '#shared/catalog.ts'
import type { Condition } from '#shared/rules.ts'
import { hostWord, t } from '../../i18n/t.ts'
import { type Field, fieldsOf, isNothing } from '../forms/fields.ts'
import { type Known, valueWords } from '../forms/valueWords.ts'

export const kindLabel = ({ id, label }: Pick<KindInfo, 'id' | 'label'>): string => hostWord(`ruleKind.${id}.label`, label)
export const kindHelp = ({ id, help }: Pick<KindInfo, 'id' | 'help'>): string => hostWord(`ruleKind.${id}.help`, help)
export const kindFields = ({ id, schema }: Pick<KindInfo, 'id' | 'schema'>): Field[] => fieldsOf(schema, `ruleKind.${id}`)

/** “Worth $1.00 M or more and (USDC or USDT)”. A condition without its values shows “…” in their place. */
export function sentenceOfRule(condition: Condition, known: Known): string {
  const said = sayCondition(condition, known, false)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

function sayCondition(condition: Condition, known: Known, inside: boolean): string {
  if ('not' in condition) return t('not {what}', { what: sayCondition(condition.not, known, true) })
  if ('kind' in condition) return sentenceOfKind(condition, known)
  const [parts, between] = 'all' in condition ? [condition.all, t(' and ')] : [condition.any, t(' or ')]
  if (parts.length === 0) return '…'
  const said = parts.map((part) => sayCondition(part, known, parts.length > 1)).join(between)
  return inside && parts.length > 1 ? t('({what})', { what: said }) : said
}

function sentenceOfKind({ kind, with: values }: Extract<Condition, { kind: string }>, known: Known): string {
  const info = known.catalog.ruleKinds.find(({ id }) => id === kind)
  if (!info) return t('“{kind}”, which this version does not know', { kind })
  const said = kindFields(info).filter((field) => isSaid(field, values[field.name]))
  const phrase = phrases[kind]
  if (phrase) {
    const words = new Map(said.map((field) => [field.name, valueWords(values[field.name], field, known)]))
    const rest = said.filter(({ name }) => !phrase.says.includes(name)).map((field) => partWords(field, values[field.name], known))
    return [phrase.words((name) => words.get(name) ?? unsaid), ...rest].join(t(', '))
  }
  const words = said.map((field) => partWords(field, values[field.name], known))
  if (words.length === 0) return kindLabel(info)
  if (words.length === 1) return t('{kind} {value}', { kind: kindLabel(info), value: words[0] ?? '' })
  return t('{kind}: {value}', { kind: kindLabel(info), value: words.join(t(', ')) })
}

/** “On either side” and what is off go without saying. */
function isSaid({ required, format, shape, fallback }: Field, value: unknown): boolean {
  if (required) return true
  return !isNothing(value) && !(shape === 'switch' && value !== true) && !(format === 'direction' && value === fallback)
}

/** Most values say by themselves what they are. */
function partWords(field: Field, value: unknown, known: Known): string {
  if (field.shape === 'switch') return field.title.charAt(0).toLowerCase() + field.title.slice(1)
  const said = valueWords(value, field, known)
  if (field.format === 'minutes') return t('within {span}', { span: said })
  return field.format === 'count' ? t('{title}: {value}', { title: field.title, value: said }) : said
}

/** Stands for what is not said yet. */
const unsaid = '…'

type Phrase = { readonly says: readonly string[]; readonly words: (value: (name: string) => string) => string }

/** Kinds that read better in words of their own; every other is said by the words of the catalogue. */
const phrases: Readonly<Record<string, Phrase>> = {
  'value-above': { says: ['usd'], words: (value) => t('worth {usd} or more', { usd: value('usd') }) },
  'units-above': {
    says: ['units', 'token'],
    words: (value) => t('{units} {token} or more', { units: value('units'), token: value('token') }),
  },
  token: { says: ['token'], words: (value) => value('token') },
  flow: { says: ['flow'], words: (value) => value('flow') },
  chain: { says: ['chain'], words: (value) => t('on {chain}', { chain: value('chain') }) },
  wallet: { says: ['account'], words: (value) => t('wallet {account}', { account: value('account') }) },
  pair: { says: ['gives', 'gets'], words: (value) => t('{gives} for {gets}', { gives: value('gives'), gets: value('gets') }) },
  protocol: { says: ['source'], words: (value) => t('by {source}', { source: value('source') }) },
  label: {
    says: ['name', 'role'],
    words: (value) =>
      t('labelled {what}', { what: [value('name'), value('role')].filter((one) => one !== unsaid).join(t(', ')) || unsaid }),
  },
  'repeated-whale': {
    says: ['times', 'usd', 'minutes'],
    words: (value) =>
      t('{n} orders of one account, each worth {usd} or more, within {span}', {
        ...{ n: value('times'), usd: value('usd'), span: value('minutes') },
      }),
  },
  'net-flow': {
    says: ['way', 'usd', 'minutes'],
    words: (value) => t('{way} of exchanges by {usd} within {span}', { way: value('way'), usd: value('usd'), span: value('minutes') }),
  },
  'first-seen': {
    says: ['minUsd'],
    words: (value) =>
      value('minUsd') === unsaid ? t('a first-seen wallet') : t('a first-seen wallet, worth {usd} or more', { usd: value('minUsd') }),
  },
  'kind-of-order': { says: ['kind'], words: (value) => value('kind') },
  'evidence-at-least': { says: ['level'], words: (value) => t('proven to {level} at least', { level: value('level') }) },
}
