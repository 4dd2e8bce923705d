/** What a pack calls its parts, safe to look at; names of documents; days. */
import type { PackStanding } from '#shared/contract/packs.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { exactAmount } from '../../format/amount.ts'
import { dayAndMonth, dayOf } from '../../format/time.ts'
import { hostWord, t } from '../../i18n/t.ts'
import { kindWords } from '../../i18n/words.ts'

const has = <T>(parts: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(parts, key) ? parts[key] : undefined)

/** The words of a pack that comes with the app may be known in other languages; those of anybody else's stand as they were written. */
const wordOf = ({ pack, shipped }: Pick<PackStanding, 'pack' | 'shipped'>, part: string, key: string, own: string): string =>
  safeName(shipped ? hostWord(`pack.${pack.id}.${part}.${key}`, own) : own, 60)

export type PackWords = {
  readonly name: string
  readonly symbol: (unit: string | null) => string
  readonly type: (key: string) => string
  readonly state: (type: string, state: string) => string
  readonly isFinal: (type: string, state: string) => boolean
  readonly verb: (key: string, kind: string) => string
  readonly role: (key: string | null) => string
  /** Of an invariant, by its key and its own label. */
  readonly rule: (key: string, label: string) => string
}

/** The words of one pack, for everything that shows it. */
export function packWords(standing: PackStanding): PackWords {
  const { pack } = standing
  const word = (part: string, key: string, own: string | undefined, other: string) =>
    own === undefined ? other : wordOf(standing, part, key, own)
  return {
    name: wordOf(standing, 'name', 'name', pack.name),
    symbol: (unit) => (unit === null ? '' : safeName(has(pack.units, unit)?.symbol ?? unit, 20)),
    type: (key) => (key === '' ? t('Covered##field') : word('document', key, has(pack.documents, key)?.label, safeName(key, 40))),
    state: (type, state) =>
      word('state', `${type}.${state}`, has(has(pack.documents, type)?.states ?? {}, state)?.label, plainState(state)),
    isFinal: (type, state) => has(has(pack.documents, type)?.states ?? {}, state)?.final === true,
    verb: (key, kind) => word('verb', key, has(pack.verbs, key)?.label, kindWords(kind, kind)),
    role: (key) => (key === null ? t('Others##role') : word('role', key, has(pack.roles, key)?.label, safeName(key, 40))),
    rule: (key, label) => word('rule', key, has(pack.invariants, key)?.label, safeName(label, 80)),
  }
}

/** A value that this reader may not see: its commitment stands in its place. */
const isCovered = (text: string): boolean => /^sha256:[0-9a-f]{64}$/.test(text)

/** An amount with every digit, a band as it is, or that it is covered. */
export const amountWords = (amount: string): string => (isCovered(amount) ? t('Covered##field') : exactAmount(amount))

/** An account that is no address: a pseudonym, or nothing that may be seen. */
export const aliasWords = (account: string): string => (isCovered(account) ? t('Covered##field') : safeName(account, 24))

const plainState = (state: string): string =>
  isCovered(state) || state === ''
    ? t('Covered##field')
    : state === 'unknown'
      ? t('Unknown')
      : state === 'new'
        ? t('New##state')
        : safeName(state, 40)

/** A name that was written into 32 bytes reads as that name; other long hex is cut in its middle. In full it belongs into the title. */
export function documentName(id: string): string {
  if (/^[0-9a-f]{40,}$/.test(id)) return shortAddress(id)
  if (!/^0x[0-9a-f]{24,}$/.test(id)) return safeName(id, 60)
  return (id.length === 66 ? textIn(id) : null) ?? shortAddress(id)
}

/** Printable ASCII followed by zeros, as contracts keep short names in bytes32; null where it is anything else. */
function textIn(word: string): string | null {
  const digits = word.slice(2).replace(/(?:00)+$/, '')
  if (digits.length < 2) return null
  const text = (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('')
  return /^[\x20-\x7e]+$/.test(text) ? text : null
}

/** "30 Nov", with the year where it is another than this one. */
export function dueDay(seconds: number, now: Date): string {
  const day = new Date(seconds * 1000)
  return day.getFullYear() === now.getFullYear() ? dayAndMonth(day) : dayOf(day)
}
