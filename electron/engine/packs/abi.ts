/** Arguments of logs and calls by their names: plain words are read where they stand, the rest is left to viem. */
import {
  type AbiEvent,
  type AbiFunction,
  type AbiParameter,
  decodeAbiParameters,
  parseAbiItem,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import type { Hex } from '../types.ts'

/** Whole numbers are bigint, addresses and bytes lower-case hex; a tuple or list is what viem makes of it. */
export type Value = bigint | string | boolean | readonly unknown[] | { readonly [name: string]: unknown }
/** Answers undefined for an argument that is not there. Names may go into tuples by dots; a number is a place. */
export type Arguments = (path: string) => Value | undefined

export type Item<T extends AbiEvent | AbiFunction = AbiEvent | AbiFunction> = {
  readonly item: T
  /** `Issued(address,uint256)` */
  readonly signature: string
  /** First topic of the event, first four bytes of the call. */
  readonly selector: Hex
}

/** Reads one item of an ABI, in words or as JSON; null where it is neither an event nor a function. Throws Error with viem's words for what cannot be read. */
export function readItem(entry: unknown): Item | null {
  const item: unknown = typeof entry === 'string' ? parseAbiItem(entry as 'event X()') : entry
  if (typeof item !== 'object' || item === null || !('type' in item)) return null
  if (item.type !== 'event' && item.type !== 'function') return null
  const known = item as AbiEvent | AbiFunction
  const types = (known.inputs ?? []).map(typeOf).join(',')
  const signature = `${known.name}(${types})`
  let selector: Hex | null = null
  return {
    item: known,
    signature,
    // A hash: an ABI of a whole protocol has thousands of items, of which a pack names a few.
    get selector() {
      selector ??= known.type === 'event' ? toEventSelector(signature) : toFunctionSelector(signature)
      return selector
    },
  }
}

/** Canonical type, tuples spelled out. */
const typeOf = (parameter: AbiParameter): string =>
  parameter.type.startsWith('tuple') && 'components' in parameter
    ? `(${parameter.components.map(typeOf).join(',')})${parameter.type.slice(5)}`
    : parameter.type

/** The parameter that a path names; null where there is none. */
export function parameterAt(inputs: readonly AbiParameter[], path: string): AbiParameter | null {
  const [first = '', ...rest] = path.split('.')
  const found = inputs.find(({ name }) => name === first) ?? (/^\d+$/.test(first) ? inputs[Number(first)] : undefined)
  if (!found) return null
  if (rest.length === 0) return found
  return found.type === 'tuple' && 'components' in found ? parameterAt(found.components as readonly AbiParameter[], rest.join('.')) : null
}

type Place = { readonly parameter: AbiParameter; readonly at: number }
/** Types of one word, which stand where their place says whatever comes before them. */
const isWord = ({ type }: AbiParameter): boolean => /^(address|bool|u?int\d*|bytes\d+)$/.test(type)

/**
 * A reader of an event's logs: `topics` and `data` as a node tells them, data a whole number of bytes. It answers null where the log has another layout
 * (other indexed arguments, too little data), and never throws.
 */
export function eventReader({ item: { inputs } }: Item<AbiEvent>): (topics: readonly Hex[], data: Hex) => Arguments | null {
  const indexed = inputs.filter((input) => input.indexed)
  const plain = inputs.filter((input) => !input.indexed)
  const inTopics = new Map(indexed.map((parameter, index): [string, Place] => [keyOf(inputs, parameter), { parameter, at: index + 1 }]))
  const words = plain.every(isWord)
  const inData = new Map(plain.map((parameter, index): [string, Place] => [keyOf(inputs, parameter), { parameter, at: 2 + index * 64 }]))
  return (topics, data) => {
    if (topics.length !== indexed.length + 1 || data.length < 2 + plain.length * 64) return null
    const rest = words ? undefined : decoded(plain, data)
    if (rest === null) return null
    return (path) => {
      const [first = '', ...deeper] = path.split('.')
      const key = /^\d+$/.test(first) ? keyOf(inputs, inputs[Number(first)]) : first
      const topic = inTopics.get(key)
      if (topic)
        return deeper.length > 0
          ? undefined
          : isWord(topic.parameter)
            ? word(topic.parameter, topics[topic.at]?.slice(2) ?? '')
            : topics[topic.at]
      const place = inData.get(key)
      if (!place) return undefined
      return rest === undefined
        ? deeper.length > 0
          ? undefined
          : word(place.parameter, data.slice(place.at, place.at + 64))
        : within(rest[plain.indexOf(place.parameter as (typeof plain)[number])], place.parameter, deeper)
    }
  }
}

/** A reader of a call's input; null where it is too short or cannot be read. */
export function callReader({ item }: Item<AbiFunction>): (input: Hex) => Arguments | null {
  return (input) => {
    const values = decoded(item.inputs, `0x${input.slice(10)}`)
    if (values === null) return null
    return (path) => {
      const [first = '', ...deeper] = path.split('.')
      const index = /^\d+$/.test(first) ? Number(first) : item.inputs.findIndex(({ name }) => name === first)
      const parameter = item.inputs[index]
      return parameter === undefined ? undefined : within(values[index], parameter, deeper)
    }
  }
}

/** An argument without a name is known by its place. */
const keyOf = (inputs: readonly AbiParameter[], parameter: AbiParameter | undefined): string =>
  parameter === undefined ? '' : parameter.name ? parameter.name : String(inputs.indexOf(parameter))

function decoded(inputs: readonly AbiParameter[], data: Hex): readonly unknown[] | null {
  try {
    return inputs.length === 0 ? [] : (decodeAbiParameters(inputs, data) as readonly unknown[])
  } catch {
    return null
  }
}

function within(value: unknown, parameter: AbiParameter, path: readonly string[]): Value | undefined {
  const [first, ...rest] = path
  if (first === undefined) return plainValue(value)
  if (parameter.type !== 'tuple' || !('components' in parameter) || typeof value !== 'object' || value === null) return undefined
  const index = parameter.components.findIndex(({ name }, at) => name === first || String(at) === first)
  const next = parameter.components[index]
  if (next === undefined) return undefined
  // viem makes a list of a tuple without names, and an object of one with names.
  const inner: unknown = Array.isArray(value) ? value[index] : (value as Record<string, unknown>)[next.name ?? String(index)]
  return within(inner, next, rest)
}

const plainValue = (value: unknown): Value | undefined => {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'string') return /^0x[0-9a-fA-F]*$/.test(value) ? value.toLowerCase() : value
  if (typeof value === 'bigint' || typeof value === 'boolean') return value
  return typeof value === 'object' && value !== null ? (value as Value) : undefined
}

/** One word of 64 hex digits. Addresses and numbers take what the ABI says of it; what stands before is not looked at, as contracts do. */
function word({ type }: AbiParameter, hex: string): Value {
  if (type === 'address') return `0x${hex.slice(24)}`.toLowerCase()
  if (type === 'bool') return BigInt(`0x${hex}`) !== 0n
  if (type.startsWith('uint')) return BigInt.asUintN(Number(type.slice(4) || 256), BigInt(`0x${hex}`))
  if (type.startsWith('int')) return BigInt.asIntN(Number(type.slice(3) || 256), BigInt(`0x${hex}`))
  return `0x${hex.slice(0, Number(type.slice(5)) * 2)}`.toLowerCase()
}
