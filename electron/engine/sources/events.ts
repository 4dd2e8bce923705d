/** Events by their declaration, as an ABI writes them: so a table of protocols can be read as what their contracts say. */
import type { Address, Hex, Log } from '../types.ts'
import { hashOf } from './create2.ts'
import { wordOf } from './fields.ts'
import { addressOf } from './logs.ts'

/** The values of one log by the names of the declaration. Null for a name that is not declared, or a word that is no address. */
export type EventValues = {
  address(name: string): Address | null
  /** Two's complement for signed types. */
  number(name: string): bigint | null
}

export type EventShape = {
  /** `Name(type,type)`. */
  readonly signature: string
  /** keccak256 of the signature. */
  readonly topic: Hex
  /** Null where the log has another topic, another number of topics, or fewer words of data. */
  read(log: Log): EventValues | null
}

type Parameter = { readonly type: string; readonly name: string; readonly indexed: boolean; readonly words: number }

/**
 * Reads a declaration such as `Swap(address indexed sender, uint256 amount)`. Tuples are written `(type,type) name`; of values with a
 * dynamic type (bytes, string, lists) only the place is known.
 */
export function eventOf(declaration: string): EventShape {
  const open = declaration.indexOf('(')
  const parameters = split(declaration.slice(open + 1, -1)).map(toParameter)
  const signature = `${declaration.slice(0, open)}(${parameters.map(({ type }) => type).join(',')})`
  const topic = hashOf(new TextEncoder().encode(signature).reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), ''))
  const indexed = parameters.filter((parameter) => parameter.indexed)
  const plain = parameters.filter((parameter) => !parameter.indexed)
  const places = new Map<string, { readonly parameter: Parameter; readonly at: number }>()
  for (const [at, parameter] of indexed.entries()) places.set(parameter.name, { parameter, at: at + 1 })
  let words = 0
  for (const parameter of plain) {
    places.set(parameter.name, { parameter, at: words })
    words += parameter.words
  }
  return {
    signature,
    topic,
    read({ topics, data }) {
      if (topics[0] !== topic || topics.length !== indexed.length + 1 || data.length < 2 + words * 64) return null
      const word = (name: string): { readonly type: string; readonly value: Hex } | null => {
        const place = places.get(name)
        const value = place && (place.parameter.indexed ? topics[place.at] : wordOf(data, place.at))
        return place && value ? { type: place.parameter.type, value } : null
      }
      return {
        address: (name) => addressOf(word(name)?.value),
        number: (name) => {
          const found = word(name)
          return found && (found.type.startsWith('int') ? BigInt.asIntN(256, BigInt(found.value)) : BigInt(found.value))
        },
      }
    },
  }
}

function toParameter(text: string): Parameter {
  const end = text.startsWith('(') ? text.lastIndexOf(')') : -1
  const [tail = '', ...rest] = text
    .slice(end + 1)
    .trim()
    .split(/ +/)
  // A tuple has its suffix and its name behind the bracket; anything else begins with its type.
  const suffix = end >= 0 && /^[^[]/.test(tail) ? '' : tail
  const names = suffix === '' ? [tail, ...rest] : rest
  const type = (end >= 0 ? text.slice(0, end + 1).replace(/\s/g, '') : '') + suffix
  return { type, name: names.at(-1) ?? '', indexed: names.includes('indexed'), words: wordsOf(type) }
}

/** How many words a value of this type takes before the parts of dynamic length. */
function wordsOf(type: string): number {
  if (/\[\]|bytes(?!\d)|string/.test(type)) return 1
  const times = Number(/\[(\d+)\]$/.exec(type)?.[1] ?? 1)
  const inner = type.startsWith('(') ? split(type.slice(1, type.lastIndexOf(')'))).map(wordsOf) : [1]
  return times * inner.reduce((sum, words) => sum + words, 0)
}

/** Parts between commas that stand in no bracket. */
function split(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const sign of text) {
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (sign === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += sign
  }
  return part.trim() === '' ? parts : [...parts, part.trim()]
}
