/** Calls as nobody means them: seeded inputs that a schema takes, the same bent out of shape, and plain rubbish. */
import { z } from 'zod'

/** Numbers from 0 up to, but not including, 1. */
export type Random = () => number
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Shape = {
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly $ref?: string
  readonly enum?: readonly Json[]
  readonly const?: Json
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly propertyNames?: Shape
  readonly additionalProperties?: Shape | boolean
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Mulberry32: small, seeded, good enough to wander about. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const pick = <T>(random: Random, from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0]

/** The shape of a schema's input, to be made once. */
export const shapeOf = (schema: z.ZodType): Shape => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape

/** An input that the schema most likely takes: what only its refinements know is left to chance. */
export function fitting(shape: Shape, random: Random, depth = 0): Json {
  if (shape.const !== undefined) return shape.const
  if (shape.enum?.[0] !== undefined) return pick(random, [shape.enum[0], ...shape.enum])
  const choices = shape.anyOf ?? shape.oneOf
  if (choices?.[0]) return fitting(pick(random, [choices[0], ...choices]), random, depth + 1)
  const type = Array.isArray(shape.type) ? pick(random, shape.type as [string, ...string[]]) : shape.type
  if (type === 'object') return fittingObject(shape, random, depth)
  if (type === 'array') {
    const length = Math.min(shape.maxItems ?? 4, Math.max(shape.minItems ?? 0, Math.floor(random() * 4)))
    return Array.from({ length }, () => fitting(shape.items ?? {}, random, depth + 1))
  }
  if (type === 'string') return fittingString(shape, random)
  if (type === 'integer' || type === 'number') return fittingNumber(shape, random)
  if (type === 'boolean') return random() < 0.5
  return type === 'null' || depth > 5 ? null : rubbish(random, depth + 1)
}

function fittingObject(shape: Shape, random: Random, depth: number): Json {
  const made: Record<string, Json> = {}
  for (const [key, inner] of Object.entries(shape.properties ?? {}))
    if (shape.required?.includes(key) || random() < 0.3) made[key] = fitting(inner, random, depth + 1)
  if (typeof shape.additionalProperties === 'object')
    for (let left = Math.floor(random() * 3); left > 0; left--)
      made[fittingString(shape.propertyNames ?? {}, random)] = fitting(shape.additionalProperties, random, depth + 1)
  return made
}

const hex = (random: Random, length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
const words: readonly ((random: Random) => string)[] = [
  (random) => `0x${hex(random, 40)}`,
  (random) => `0x${hex(random, 64)}`,
  (random) => String(Math.floor(random() * 1e6)),
  () => '0.000001',
  () => '1',
  (random) => `http://127.0.0.1:${1 + Math.floor(random() * 65_000)}/`,
  () => 'wss://node.example/',
  () => '22:30',
  () => 'large-orders',
  (random) => hex(random, 8),
  () => 'usd:>1m',
  () => 'native',
  () => 'x-api-key',
  () => 'Ωμέγα 鯨 🐋',
  () => '',
  () => 'final',
  () => '1:0x0:0',
  (random) => `1:0x${hex(random, 40)}`,
]

function fittingString({ pattern, format, minLength = 0, maxLength = 200 }: Shape, random: Random): string {
  const fits = pattern === undefined ? () => true : (text: string) => new RegExp(pattern, 'u').test(text)
  if (format === 'uri') return 'https://node.example/'
  for (let tries = 0; tries < 20; tries++) {
    const text = pick(random, words as [(typeof words)[number]])(random)
    if (text.length >= minLength && text.length <= maxLength && fits(text)) return text
  }
  return 'a'.repeat(Math.max(1, minLength))
}

function fittingNumber({ type, minimum, exclusiveMinimum, maximum = 1e6 }: Shape, random: Random): number {
  const least = Math.max(minimum ?? 0, exclusiveMinimum === undefined ? Number.NEGATIVE_INFINITY : exclusiveMinimum + 1, -1e6)
  const span = Math.min(maximum, 1e6) - least
  const number = least + random() * Math.max(0, random() < 0.5 ? Math.min(span, 10) : span)
  return type === 'integer' ? Math.floor(number) : number
}

const oddNumbers = [
  0,
  -0,
  -1,
  1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e308,
  -1e308,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
] as const
const oddTexts = [
  '',
  '__proto__',
  'constructor',
  'toString',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; DROP TABLE orders; --",
  '<img src=x onerror=alert(1)>',
  '%s%n{{7*7}}',
  '\u202e\u2066',
  '1e400',
  '0x',
  'file:///etc/passwd',
  'http://[::1]:80/',
  'http://169.254.169.254/latest/meta-data/',
  '("'.repeat(200),
  '(a+)+$',
  'NaN',
] as const

/** Any JSON, and what JavaScript has beyond it; sometimes deep, sometimes long. */
export function rubbish(random: Random, depth = 0): Json {
  const kind = random()
  if (kind < 0.2 || depth > 4) return pick(random, oddNumbers)
  if (kind < 0.45) return pick(random, oddTexts)
  if (kind < 0.5) return pick(random, [null, true, false])
  if (kind < 0.51) return 'x'.repeat(Math.floor(random() * 100_000))
  if (kind < 0.52) return deep(Math.floor(random() * 2_000))
  if (kind < 0.53) return Array.from({ length: Math.floor(random() * 5_000) }, () => 0)
  if (kind < 0.75) return Array.from({ length: Math.floor(random() * 4) }, () => rubbish(random, depth + 1))
  const made: Record<string, Json> = {}
  for (let left = Math.floor(random() * 4); left > 0; left--) own(made, pick(random, oddTexts), rubbish(random, depth + 1))
  return made
}

function deep(levels: number): Json {
  let made: Json = 0
  for (let level = 0; level < levels; level++) made = level % 2 === 0 ? [made] : { filter: made }
  return made
}

/** As JSON.parse does it: `__proto__` becomes a key like any other. */
function own(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** The input with one to three of its places bent: replaced, removed, doubled, stretched, or given keys that nobody asked for. */
export function mutated(input: Json, random: Random): Json {
  let made = structuredClone(input)
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) made = bend(made, random)
  return made
}

function bend(value: Json, random: Random): Json {
  if (Array.isArray(value) && value.length > 0 && random() < 0.8) {
    const at = Math.floor(random() * value.length)
    if (random() < 0.2) return Array.from({ length: 1_000 }, () => value[at] ?? null)
    return value.map((inner, index) => (index === at ? bend(inner, random) : inner))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random() < 0.85) {
    const keys = Object.keys(value)
    const key = keys[Math.floor(random() * keys.length)]
    if (key === undefined || random() < 0.3) own(value, pick(random, oddTexts), rubbish(random, 3))
    else if (random() < 0.2) delete value[key]
    else own(value, key, bend(value[key] ?? null, random))
    return value
  }
  if (typeof value === 'string' && random() < 0.4) return random() < 0.1 ? value.repeat(2_000) : `${value}${pick(random, oddTexts)}`
  if (typeof value === 'number' && random() < 0.4) return value * pick(random, [-1, 0.5, 1e9, 1e300, Number.NaN])
  return rubbish(random)
}
