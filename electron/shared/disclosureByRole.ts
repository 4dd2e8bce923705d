/** Who may see what of a business: the rules of a pack for an audience, and what each field becomes under them. Pure. */
import { parseDecimal } from './decimal.ts'
import { timeBucket, usdBand } from './disclosure.ts'
import { type Business, type DisclosedField, disclosedFields, type Pack } from './pack.ts'
import type { Viewer } from './viewer.ts'

export type How = 'open' | 'band' | 'hidden'
export type Rules = Readonly<Record<DisclosedField, How>>

/** What is not named: all open to a regulator and to a party of the order; to a peer nature, band of amount and hour, and nothing else. */
const defaultOf = (audience: Viewer['audience'], field: DisclosedField): How => {
  if (audience !== 'peer') return 'open'
  return field === 'verb' || field === 'amount' || field === 'time' ? 'band' : 'hidden'
}

/** What a pack lets an audience see, field by field. */
export const rulesFor = (pack: Pick<Pack, 'disclosure'>, audience: Viewer['audience']): Rules =>
  Object.fromEntries(disclosedFields.map((field) => [field, pack.disclosure[audience]?.[field] ?? defaultOf(audience, field)])) as Rules

/** What a viewer sees of something that these accounts took part in: a party sees of others' what a peer sees. Nulls took no part. */
export function rulesOf(pack: Pick<Pack, 'disclosure'>, viewer: Viewer, accounts: readonly (string | null)[]): Rules {
  const own = accounts.some((one) => one !== null && viewer.accounts.includes(one.toLowerCase()))
  return rulesFor(pack, viewer.audience === 'party' && !own ? 'peer' : viewer.audience)
}

/** What a viewer sees of everything of a pack: its lists may be narrowed and sorted by nothing else. */
export const baseRules = (pack: Pick<Pack, 'disclosure'>, viewer: Viewer): Rules => rulesOf(pack, viewer, [])

/** Keyed by the viewer: equal questions have equal answers for it, and nobody else's are like them. Made by `storage/export/veil`. */
export type Veil = {
  /** 32 hexadecimal digits that stand for an order, a document or a place in a list. */
  ref(subject: string): string
  /** Equal for equal values. */
  pseudonym(value: string): string
  /** `sha256:…` of one field of one subject. */
  commit(subject: string, field: string, value: string | null): string
}

/** Values of an order of a pack as they are told and committed to; null where it has none. */
export type Facts = Readonly<Record<DisclosedField, string | null>>

export type Fact = {
  readonly from: string | null
  readonly to: string | null
  readonly amount: string | null
  readonly symbol: string | null
  readonly usd: string | null
  readonly time: number | null
  readonly txHash: string | null
  readonly block: number | null
  readonly business: Pick<Business, 'verb' | 'document' | 'due' | 'rate' | 'address'>
  readonly state: string | null
  readonly roles: string | null
}

/** The facts of an order, by the names under which a pack discloses them. Times are Unix seconds, a document is `type/id`. */
export function factsOf({ business, symbol, time, block, ...same }: Fact): Facts {
  const { verb, document, due, rate, address } = business
  return {
    ...{ ...same, verb, unit: symbol, rate, contract: address },
    document: document === null ? null : `${document.type}/${document.id}`,
    due: due === null ? null : String(due),
    time: time === null ? null : String(time),
    block: block === null ? null : String(block),
  }
}

export type Covered = {
  readonly how: How
  /** What is told: the value, its band, or its commitment. Null: there is no value, or no band of it. */
  readonly shown: string | null
  /** Null where the value is told. */
  readonly commitment: string | null
}

/** What is told of one field of a subject. */
export function cover(how: How, field: DisclosedField, value: string | null, nature: string, subject: string, veil: Veil): Covered {
  if (how === 'open') return { how, shown: value, commitment: null }
  const commitment = veil.commit(subject, field, value)
  return { how, shown: how === 'hidden' ? commitment : bandOf(field, value, nature, veil), commitment }
}

/** What stands for a value: a band of numbers, the hour or day of a time, the nature of a verb; of anything else a name that says only what is equal. */
export function bandOf(field: DisclosedField, value: string | null, nature: string, veil: Veil): string | null {
  if (field === 'verb') return nature
  if (field === 'usd') return usdBand(value)
  if (value === null) return null
  if (field === 'amount' || field === 'rate') return amountBand(value)
  if (field === 'time') return timeBucket(Number(value))
  if (field === 'due') return timeBucket(Number(value), 'day')
  if (field === 'block') return String(Math.floor(Number(value) / blockBucket) * blockBucket)
  return veil.pseudonym(value)
}

/** So many blocks are told as one. */
export const blockBucket = 1_000

/** The power of ten that an amount in units lies in, from its lower bound on: `100-1k`. What is no number has no band. */
export function amountBand(amount: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(amount) || amount.length > 120) return ''
  const { digits, scale } = parseDecimal(amount)
  const whole = (digits < 0n ? -digits : digits) / 10n ** BigInt(scale)
  const sign = digits < 0n ? '-' : ''
  if (whole === 0n) return '<1'
  const power = whole.toString().length - 1
  return power >= largest ? `${sign}>=${powerText(largest)}` : `${sign}${powerText(power)}-${powerText(power + 1)}`
}
const largest = 15
const letters = ['', 'k', 'M', 'B', 'T', 'Q']
const powerText = (power: number): string => `1${'0'.repeat(power % 3)}${letters[Math.floor(power / 3)] ?? ''}`
