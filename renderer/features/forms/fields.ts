/** Fields of a form, read from the JSON Schema of a kind: the window knows no kind by name. */
import { compareText, isDecimal } from '#shared/decimal.ts'
import { readUsd } from '../../format/money.ts'
import { hostWord, t } from '../../i18n/t.ts'

/** How a field is filled in: free text, a whole number, one of a few, several of a few, a list of texts, on or off. */
export type Shape = 'text' | 'number' | 'choice' | 'choices' | 'list' | 'switch'

export type Field = {
  readonly name: string
  readonly title: string
  readonly help: string
  /** What the value is: `usd`, `address`, `minutes` … of the schema; `text` where it says nothing. */
  readonly format: string
  readonly shape: Shape
  readonly required: boolean
  /** What stands in when nothing is said; absent: nothing does. */
  readonly fallback?: unknown
  /** Values that the schema itself names. */
  readonly options: readonly (string | number)[]
  readonly least: number | null
  readonly most: number | null
  readonly pattern: string | null
}

type Json = Readonly<Record<string, unknown>>
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null)

/** `kind` names the kind in the catalogue of translations: `ruleKind.value-above`. */
export function fieldsOf(schema: Json, kind: string): Field[] {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries(properties).flatMap(([name, raw]) => {
    if (!isObject(raw)) return []
    const own = bare(raw)
    const item = isObject(own.items) ? bare(own.items) : null
    const told = item ?? own
    const options = optionsIn(told)
    const isNumber = told.type === 'integer' || told.type === 'number'
    const format = text(raw.format) ?? text(own.format) ?? text(told.format) ?? 'text'
    const chosen = options.length > 0 || chosenFormats.has(format)
    const shape: Shape = item
      ? chosen
        ? 'choices'
        : 'list'
      : own.type === 'boolean'
        ? 'switch'
        : chosen
          ? 'choice'
          : isNumber
            ? 'number'
            : 'text'
    const path = `${kind}.${name}`
    return {
      name,
      title: hostWord(`${path}.title`, text(raw.title) ?? text(own.title) ?? name),
      help: hostWord(`${path}.help`, text(raw.description) ?? text(own.description) ?? ''),
      format,
      shape,
      required: required.includes(name) && raw.default === undefined,
      ...(raw.default !== undefined && { fallback: raw.default }),
      options,
      least: number(told.minimum) ?? number(told.exclusiveMinimum),
      most: number(told.maximum),
      pattern: text(told.pattern),
    }
  })
}

/** Formats whose values are chosen from what the app knows, never typed. */
const chosenFormats: ReadonlySet<string> = new Set([
  ...['chain', 'kind', 'source', 'role', 'flow', 'direction', 'evidence'],
  ...['pack-verb', 'pack-role', 'pack-unit', 'pack-document', 'pack-state'],
])

/** A union with null, or of one thing, is that thing. */
function bare(schema: Json): Json {
  const parts = Array.isArray(schema.anyOf) ? schema.anyOf : Array.isArray(schema.oneOf) ? schema.oneOf : null
  const first = parts?.filter(isObject).find(({ type }) => type !== 'null')
  return first ? { ...schema, ...first } : schema
}

function optionsIn({ enum: values, const: only }: Json): (string | number)[] {
  const all = Array.isArray(values) ? values : only !== undefined ? [only] : []
  return all.filter((value) => typeof value === 'string' || typeof value === 'number')
}

/** What was typed → the value, or a sentence that says what to type. Nothing typed is `undefined`. */
export function readTyped(typed: string, { format, shape, least, most, pattern }: Field): { value: unknown } | { problem: string } {
  const said = typed.trim()
  if (said === '') return { value: undefined }
  if (format === 'usd' || format === 'units') {
    const amount = readUsd(said)
    if (amount === null || !isDecimal(amount)) return { problem: t('Type an amount such as 250000, 250k or 1.5m.') }
    return compareText(amount, '0') > 0 ? { value: amount } : { problem: t('Type an amount above zero.') }
  }
  if (format === 'address') {
    return /^0x[0-9a-fA-F]{40}$/.test(said) ? { value: said.toLowerCase() } : { problem: t('Type an address: 0x and 40 hex digits.') }
  }
  if (shape === 'number') {
    const value = /^\d{1,15}$/.test(said) ? Number(said) : null
    if (value === null || value < (least ?? 0) || value > (most ?? Number.MAX_SAFE_INTEGER)) {
      return {
        problem:
          most === null || most > 1e12
            ? t('Type a whole number from {least} on.', { least: least ?? 0 })
            : t('Type a whole number from {least} to {most}.', { least: least ?? 0, most }),
      }
    }
    return { value }
  }
  if (pattern !== null && !new RegExp(pattern, 'u').test(said)) return { problem: t('This is not written as it has to be.') }
  return { value: said }
}

/** Names of what a kind has to be told and is not. */
export const missingIn = (fields: readonly Field[], values: Json): string[] =>
  fields.filter(({ name, required }) => required && isNothing(values[name])).map(({ title }) => title)

export const isNothing = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What a new form begins with: the schema's own defaults. */
export const startingValues = (fields: readonly Field[]): Record<string, unknown> =>
  Object.fromEntries(fields.filter(({ fallback }) => fallback !== undefined).map(({ name, fallback }) => [name, fallback]))
