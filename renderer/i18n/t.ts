/** The words of the window. Keys are the English words themselves, so that a component reads as what it shows. */
import { group } from '../format/amount.ts'
import { currentLanguage } from './language.ts'
import { zhHost } from './zh/host.ts'
import { zh } from './zh/index.ts'

/** English as it stands in the catalogue. What follows `##` tells apart words that are one in English and two elsewhere; it is not shown. */
export type Key = keyof typeof zh

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type Values<K extends string> = [NamesIn<K>] extends [never] ? [] : [values: Readonly<Record<NamesIn<K>, string | number>>]

/** Keys that take no values: words for tables of words. */
export type PlainKey = { [K in Key]: [NamesIn<K>] extends [never] ? K : never }[Key]

/** The words in the language that is spoken; `{name}` is replaced by its value. */
export const t = <K extends Key>(key: K, ...[values]: Values<K>): string => fill(template(key), values ?? {})

/** Words that depend on a number, shown where they say `{n}`. `one` is English for exactly one; Chinese has a single form. */
export function tn(count: number, one: string, other: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const chosen = currentLanguage() === 'en' && count === 1 ? plain(one) : template(other)
  return fill(chosen, { n: group(String(count)), ...values })
}

/** A word of the host's catalogues (a kind, a role, a setting …) by its id; the host's own English where it is not known here. */
export const hostWord = (id: string, english: string): string =>
  currentLanguage() === 'zh' && Object.hasOwn(zhHost, id) ? (zhHost[id] ?? english) : english

/** The words of a key before its values are put in. */
export const template = (key: Key): string => (currentLanguage() === 'zh' ? zh[key] : plain(key))

const plain = (key: string): string => key.split('##')[0] ?? key
const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole))
