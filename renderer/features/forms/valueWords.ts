/** Values of a condition as a reader says them, and the choices where values are chosen. */
import type { Catalog } from '#shared/catalog.ts'
import { evidenceLevels } from '#shared/evidence.ts'
import { labelRoles } from '#shared/labels.ts'
import { flows } from '#shared/order.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { group, shortAmount } from '../../format/amount.ts'
import { exactUsd, shortUsd } from '../../format/money.ts'
import { span } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { evidenceWords, kindWords, roleWords, sourceWords } from '../../i18n/words.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { flowWords } from '../orders/parties.tsx'
import { type Field, isNothing } from './fields.ts'

type Choice = { readonly value: string | number; readonly label: string }
/** What the words are made from: the catalogue, the chains by the names that the user gave them, and what else is chosen from, by format. */
export type Known = {
  readonly catalog: Catalog
  readonly chains: readonly { readonly chainId: number; readonly name: string }[]
  readonly own?: Readonly<Record<string, readonly Choice[]>>
}

/** Choices of a field; those of the schema come first where it names any. */
export function choicesOf({ format, options, name }: Field, known: Known): Choice[] {
  const all = allOf(format, known)
  if (options.length === 0) return all
  return options.map((value) => all.find((choice) => choice.value === value) ?? { value, label: optionWord(name, value) })
}

function allOf(format: string, { catalog, chains, own }: Known): Choice[] {
  if (own && Object.hasOwn(own, format)) return [...(own[format] ?? [])]
  switch (format) {
    case 'chain':
      return [...chains, ...catalog.chains.filter(({ chainId }) => !chains.some((chain) => chain.chainId === chainId))].map(
        ({ chainId, name }) => ({ value: chainId, label: name }),
      )
    case 'kind':
      return catalog.kinds.map(({ id, label }) => ({ value: id, label: kindWords(id, label) }))
    case 'source':
      return catalog.sources.map(({ id, label }) => ({ value: id, label: sourceWords(id, label) }))
    case 'role':
      return labelRoles.map(({ id }) => ({ value: id, label: roleWords(id) }))
    case 'flow':
      return [...flows.map((flow) => ({ value: flow, label: flowWords[flow][1] })), { value: 'none', label: t('No exchange') }]
    case 'evidence':
      return Object.keys(evidenceLevels).map((level) => ({ value: Number(level), label: evidenceLabel(Number(level)) }))
    default:
      return []
  }
}

const evidenceLabel = (level: number): string => `L${level} ${evidenceWords(level)?.label ?? ''}`
const optionWords: Readonly<Record<string, () => string>> = {
  'side.from': () => t('as the sender'),
  'side.to': () => t('as the receiver'),
  'side.either': () => t('on either side'),
  'party.issuer': () => t('its issuer'),
  'party.holder': () => t('whose it is'),
  'way.in': () => t('more in than out'),
  'way.out': () => t('more out than in'),
}
const optionWord = (name: string, value: string | number): string => optionWords[`${name}.${value}`]?.() ?? String(value)

const lowered: ReadonlySet<string> = new Set(['flow', 'kind', 'role'])

/** One value in short, for a sentence. */
export function valueWords(value: unknown, field: Field, known: Known): string {
  if (Array.isArray(value)) {
    return value.map((each) => valueWords(each, { ...field, shape: field.shape === 'choices' ? 'choice' : 'text' }, known)).join(t(' or '))
  }
  if (isNothing(value)) return '…'
  const said = String(value)
  if (field.shape === 'choice') {
    const label = choicesOf(field, known).find((choice) => choice.value === value)?.label ?? safeName(said, 60)
    // Names keep their capital within a sentence; flows, kinds and roles are no names.
    return lowered.has(field.format) ? label.charAt(0).toLowerCase() + label.slice(1) : label
  }
  switch (field.format) {
    case 'usd':
      return shortUsd(said)
    case 'units':
      return shortAmount(said)
    case 'address':
      return nameAtHand(said) ?? shortAddress(said)
    case 'token':
      return said.startsWith('0x') ? (symbolAtHand(said) ?? shortAddress(said)) : safeName(said, 40)
    case 'minutes':
      return typeof value === 'number' ? span(value * 60) : safeName(said, 20)
    case 'count':
      return group(said)
    default:
      return safeName(said, 60)
  }
}

/** The symbol of a contract that an order at hand moved. */
function symbolAtHand(contract: string): string | null {
  for (const { asset, received } of useOrders.getState().rows) {
    const found = [asset, received?.asset].find((one) => one?.address === contract.toLowerCase())
    if (found) return safeName(found.symbol, 40)
  }
  return null
}

/** The name of an account that took part in an order at hand. */
function nameAtHand(account: string): string | null {
  for (const { from, to, marks } of useOrders.getState().rows) {
    const tag = from === account ? marks.fromLabel : to === account ? marks.toLabel : null
    if (tag) return safeName(tag.name, 40)
  }
  return null
}

/** A value as its field shows it while nobody types: every digit of it. */
export const shownValue = (value: unknown, { format }: Field): string =>
  value === undefined || value === null ? '' : format === 'usd' ? exactUsd(String(value)) : String(value)
