/** The values of a log by the ABI's fixed-size types, or nothing where the log has another shape. Dynamic types are left to their source. */
import type { Address, Hex, Log } from '../types.ts'
import { addressOf } from './logs.ts'

type FieldType = 'address' | 'number' | 'bytes32'
type Value<T extends FieldType> = T extends 'address' ? Address : T extends 'number' ? bigint : Hex
type Values<T extends readonly FieldType[]> = { readonly [I in keyof T]: Value<T[I]> }

/**
 * Reads `types` in the order in which the event declares its indexed values (`indexed` many), then the others.
 * Null where the log has another number of topics, fewer words of data, or a word that cannot be an address.
 */
export function fieldsOf<const T extends readonly FieldType[]>({ topics, data }: Log, indexed: number, types: T): Values<T> | null {
  if (topics.length !== indexed + 1) return null
  const values: (bigint | Hex)[] = []
  for (const [index, type] of types.entries()) {
    const word = index < indexed ? topics[index + 1] : wordOf(data, index - indexed)
    const value = word ? toValue(word, type) : null
    if (value === null) return null
    values.push(value)
  }
  // The loop above has made one value of the asked type for every entry of `types`.
  return values as unknown as Values<T>
}

/** The n-th word of data; null past its end. */
export function wordOf(data: Hex, index: number): Hex | null {
  const start = 2 + index * 64
  return data.length >= start + 64 ? `0x${data.slice(start, start + 64)}` : null
}

const toValue = (word: Hex, type: FieldType): bigint | Hex | null =>
  type === 'number' ? BigInt(word) : type === 'address' ? addressOf(word) : word

/** The first topics that a table of readers knows. */
export const topicsOf = (readers: Readonly<Record<string, unknown>>): readonly Hex[] => Object.keys(readers).filter(isTopic)

const isTopic = (key: string): key is Hex => /^0x[0-9a-f]{64}$/.test(key)
