/** Messages of D-Bus as bytes (D-Bus Specification 0.43, “Type System”, “Marshaling”, “Message Protocol”), as far as a desktop app speaks it. */

/** A value with its signature: `s`, `o`, `g`, `u`, `i`, `b`, `y`, `v` (of another such pair), `as`, `a{sv}` (an object of such pairs). */
export type Arg = readonly [signature: string, value: unknown]

export type Call = {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly args: readonly Arg[]
}

export type Heard = {
  readonly kind: 'call' | 'answer' | 'error' | 'signal' | 'other'
  /** Serial of the call that this answers. */
  readonly answers: number | null
  readonly interface: string
  readonly member: string
  readonly errorName: string
  readonly body: readonly unknown[]
}

const callType = 1
const kinds: Readonly<Record<number, Heard['kind']>> = { 1: 'call', 2: 'answer', 3: 'error', 4: 'signal' }
/** Codes of header fields. */
const field = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, destination: 6, signature: 8 } as const
/** A message of a desktop is a few hundred bytes; the protocol allows 128 MiB. */
const mostBytes = 1024 * 1024

export function encodeCall(call: Call, serial: number): Uint8Array {
  const body = createWriter()
  for (const [signature, value] of call.args) body.put(signature, value)
  const signature = call.args.map(([type]) => type).join('')
  const fields: readonly (readonly [number, Arg])[] = [
    [field.path, ['o', call.path]],
    [field.interface, ['s', call.interface]],
    [field.member, ['s', call.member]],
    [field.destination, ['s', call.destination]],
    ...(signature === '' ? [] : [[field.signature, ['g', signature]] as const]),
  ]
  const head = createWriter()
  for (const byte of ['l'.charCodeAt(0), callType, 0, 1]) head.put('y', byte)
  head.put('u', body.bytes.length)
  head.put('u', serial)
  head.array(8, () => {
    for (const [code, value] of fields) {
      head.align(8)
      head.put('y', code)
      head.put('v', value)
    }
  })
  head.align(8)
  return Uint8Array.from([...head.bytes, ...body.bytes])
}

/** The first whole message in these bytes and its length; null where more are needed. Throws for bytes that are no messages. */
export function decodeMessage(bytes: Buffer): { readonly message: Heard; readonly length: number } | null {
  if (bytes.length < 16) return null
  const little = bytes[0] === 'l'.charCodeAt(0)
  const number = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const fieldsLength = number(12)
  const bodyLength = number(4)
  const bodyAt = Math.ceil((16 + fieldsLength) / 8) * 8
  const length = bodyAt + bodyLength
  if (length > mostBytes) throw new Error('The bus sent a message that is too long.')
  if (bytes.length < length) return null
  const head = createReader(bytes.subarray(0, bodyAt), little, 12)
  const fields = new Map(head.take('a(yv)').flatMap((list) => (list as [number, unknown][]).map(([code, value]) => [code, value] as const)))
  const words = (code: number) => String(fields.get(code) ?? '')
  const answers = fields.get(field.replySerial)
  const message: Heard = {
    kind: kinds[bytes[1] ?? 0] ?? 'other',
    answers: typeof answers === 'number' ? answers : null,
    interface: words(field.interface),
    member: words(field.member),
    errorName: words(field.errorName),
    body: createReader(bytes.subarray(bodyAt, length), little, 0).take(words(field.signature)),
  }
  return { message, length }
}

type Writer = {
  readonly bytes: number[]
  align(to: number): void
  put(signature: string, value: unknown): void
  array(alignment: number, write: () => void): void
}

function createWriter(): Writer {
  const bytes: number[] = []
  const uint32 = (value: number) => bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255)
  const writer: Writer = {
    bytes,
    align(to) {
      while (bytes.length % to !== 0) bytes.push(0)
    },
    array(alignment, write) {
      writer.align(4)
      const lengthAt = bytes.length
      uint32(0)
      writer.align(alignment)
      const start = bytes.length
      write()
      const length = bytes.length - start
      for (let i = 0; i < 4; i++) bytes[lengthAt + i] = (length >>> (8 * i)) & 255
    },
    put(signature, value) {
      if (signature === 'y') bytes.push(Number(value) & 255)
      else if (signature === 'g') bytes.push(String(value).length, ...Buffer.from(String(value)), 0)
      else if (signature === 'u' || signature === 'i' || signature === 'b') {
        writer.align(4)
        uint32(Number(value))
      } else if (signature === 's' || signature === 'o') {
        const text = Buffer.from(String(value).replaceAll('\0', ''))
        writer.align(4)
        uint32(text.length)
        bytes.push(...text, 0)
      } else if (signature === 'v') {
        const [inner, content] = value as Arg
        writer.put('g', inner)
        writer.put(inner, content)
      } else if (signature === 'as') {
        writer.array(4, () => {
          for (const text of value as readonly string[]) writer.put('s', text)
        })
      } else if (signature === 'a{sv}') {
        writer.array(8, () => {
          for (const [key, content] of Object.entries(value as Readonly<Record<string, Arg>>)) {
            writer.align(8)
            writer.put('s', key)
            writer.put('v', content)
          }
        })
      } else throw new Error(`The type ${signature} of D-Bus cannot be sent.`)
    },
  }
  return writer
}

/** Bytes and alignment of the numbers. */
const numbers: Readonly<Record<string, number>> = { y: 1, n: 2, q: 2, i: 4, u: 4, b: 4, h: 4, x: 8, t: 8, d: 8 }

function createReader(bytes: Buffer, little: boolean, start: number) {
  let at = start
  const align = (to: number) => {
    at = Math.ceil(at / to) * to
  }
  const uint = (size: number): number => {
    align(size)
    const from = at
    at += size
    if (size === 1) return bytes.readUInt8(from)
    if (size === 2) return little ? bytes.readUInt16LE(from) : bytes.readUInt16BE(from)
    if (size === 4) return little ? bytes.readUInt32LE(from) : bytes.readUInt32BE(from)
    return Number(little ? bytes.readBigUInt64LE(from) : bytes.readBigUInt64BE(from))
  }
  const text = (length: number): string => {
    const words = bytes.toString('utf8', at, at + length)
    at += length + 1
    return words
  }
  const one = (signature: string): unknown => {
    const size = numbers[signature]
    if (size !== undefined) return uint(size)
    if (signature === 's' || signature === 'o') return text(uint(4))
    if (signature === 'g') return text(uint(1))
    if (signature === 'v') return one(text(uint(1)))
    if (signature[0] === '(' || signature[0] === '{') {
      align(8)
      return split(signature.slice(1, -1)).map(one)
    }
    if (signature[0] !== 'a') throw new Error(`The type ${signature} of D-Bus cannot be read.`)
    const length = uint(4)
    const inner = signature.slice(1)
    align('({xtd'.includes(inner[0] ?? '') ? 8 : Math.min(4, numbers[inner] ?? (inner === 'g' || inner === 'v' ? 1 : 4)))
    const list: unknown[] = []
    for (const end = at + length; at < end; ) list.push(one(inner))
    return list
  }
  return { take: (signature: string): unknown[] => split(signature).map(one) }
}

/** `susa{sv}` → `s`, `u`, `s`, `a{sv}`. */
function split(signature: string): string[] {
  const types: string[] = []
  for (let from = 0; from < signature.length; ) {
    let to = from
    while (signature[to] === 'a') to++
    let depth = 0
    do {
      if (signature[to] === '(' || signature[to] === '{') depth++
      if (signature[to] === ')' || signature[to] === '}') depth--
      to++
    } while (depth > 0 && to < signature.length)
    types.push(signature.slice(from, to))
    from = to
  }
  return types
}
