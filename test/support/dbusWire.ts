/** The D-Bus wire protocol, as much of it as a notification listener needs: marshalling and unmarshalling of messages. */

/** Values as plain JavaScript: integers as numbers (64 bit: bigint), arrays, structs as arrays, variants as their value, dicts as arrays of pairs. */
export type DbusValue = number | bigint | string | boolean | readonly DbusValue[]
/** A value to be sent as a variant needs its signature. */
export type Variant = { readonly signature: string; readonly value: DbusInput }
export type DbusInput = number | bigint | string | boolean | Variant | readonly DbusInput[]

export type Message = {
  readonly type: 1 | 2 | 3 | 4
  readonly serial: number
  readonly path?: string
  readonly interface?: string
  readonly member?: string
  readonly errorName?: string
  readonly replySerial?: number
  readonly destination?: string
  readonly sender?: string
  readonly signature?: string
  readonly body?: readonly DbusInput[]
}
export type Received = Omit<Message, 'body'> & { readonly body: readonly DbusValue[] }

const fieldNames = ['', 'path', 'interface', 'member', 'errorName', 'replySerial', 'destination', 'sender', 'signature'] as const
const fieldTypes = ['', 'o', 's', 's', 's', 'u', 's', 's', 'g'] as const

/** A message as bytes, little-endian. */
export function encodeMessage(message: Message): Buffer {
  const body = new Writer()
  const types = split(message.signature ?? '')
  for (const [index, type] of types.entries()) body.write(type, message.body?.[index] ?? '')
  const fields = fieldNames.flatMap((name, code) => {
    const value = name === '' ? undefined : message[name]
    return value === undefined ? [] : [[code, { signature: fieldTypes[code] ?? 's', value }] as const]
  })
  const head = new Writer()
  head.bytes.push('l'.charCodeAt(0), message.type, 0, 1)
  head.write('u', body.bytes.length)
  head.write('u', message.serial)
  head.write('a(yv)', fields)
  head.align(8)
  return Buffer.from([...head.bytes, ...body.bytes])
}

/** The first whole message in the bytes and how long it was; null where more bytes are needed. */
export function decodeMessage(bytes: Buffer): { message: Received; length: number } | null {
  if (bytes.length < 16) return null
  const little = bytes[0] === 'l'.charCodeAt(0)
  const bodyLength = little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4)
  const fieldsLength = little ? bytes.readUInt32LE(12) : bytes.readUInt32BE(12)
  const bodyAt = Math.ceil((16 + fieldsLength) / 8) * 8
  if (bytes.length < bodyAt + bodyLength) return null
  const reader = new Reader(bytes, little)
  reader.at = 8
  const serial = reader.read('u')
  const fields = reader.read('a(yv)') as readonly (readonly [number, DbusValue])[]
  const named = Object.fromEntries(fields.map(([code, value]) => [fieldNames[code] ?? 'unknown', value])) as Partial<Received>
  reader.at = bodyAt
  const body = split(String(named.signature ?? '')).map((type) => reader.read(type))
  return { message: { ...named, type: bytes[1] as Received['type'], serial: Number(serial), body }, length: bodyAt + bodyLength }
}

/** Splits a signature into its complete types: "susa{sv}" → ["s", "u", "s", "a{sv}"]. */
export function split(signature: string): string[] {
  const types: string[] = []
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at)
    types.push(signature.slice(at, end))
    at = end
  }
  return types
}

function endOfType(signature: string, at: number): number {
  if (signature[at] === 'a') return endOfType(signature, at + 1)
  if (signature[at] !== '(' && signature[at] !== '{') return at + 1
  let depth = 0
  for (let index = at; index < signature.length; index++) {
    if ('({'.includes(signature[index] ?? '')) depth++
    if (')}'.includes(signature[index] ?? '') && --depth === 0) return index + 1
  }
  throw new Error(`The signature ${signature} is not closed`)
}

const alignments: Readonly<Record<string, number>> = { y: 1, g: 1, v: 1, n: 2, q: 2, x: 8, t: 8, d: 8, '(': 8, '{': 8 }
const alignmentOf = (type: string): number => alignments[type[0] ?? ''] ?? 4

class Writer {
  readonly bytes: number[] = []

  align(to: number): void {
    while (this.bytes.length % to) this.bytes.push(0)
  }

  write(type: string, value: DbusInput): void {
    this.align(alignmentOf(type))
    if (type === 'y') this.bytes.push(Number(value))
    else if (type === 'u' || type === 'i') this.#uint32(Number(value))
    else if (type === 'b') this.#uint32(value ? 1 : 0)
    else if (type === 's' || type === 'o') this.#text(String(value), true)
    else if (type === 'g') this.#text(String(value), false)
    else if (type === 'v') this.#variant(value as Variant)
    else if (type[0] === 'a') this.#array(type.slice(1), value as readonly DbusInput[])
    else if (type[0] === '(' || type[0] === '{') {
      for (const [index, part] of split(type.slice(1, -1)).entries()) this.write(part, (value as readonly DbusInput[])[index] ?? '')
    } else throw new Error(`Sending the D-Bus type ${type} is not supported`)
  }

  #uint32(value: number): void {
    this.bytes.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255)
  }

  #text(text: string, long: boolean): void {
    const bytes = Buffer.from(text)
    if (long) this.#uint32(bytes.length)
    else this.bytes.push(bytes.length)
    this.bytes.push(...bytes, 0)
  }

  #variant({ signature, value }: Variant): void {
    this.#text(signature, false)
    this.write(signature, value)
  }

  #array(type: string, items: readonly DbusInput[]): void {
    const lengthAt = this.bytes.length
    this.#uint32(0)
    this.align(alignmentOf(type))
    const start = this.bytes.length
    for (const item of items) this.write(type, item)
    const length = this.bytes.length - start
    for (let index = 0; index < 4; index++) this.bytes[lengthAt + index] = (length >>> (8 * index)) & 255
  }
}

class Reader {
  readonly #view: DataView
  readonly #bytes: Buffer
  readonly #little: boolean
  at = 0

  constructor(bytes: Buffer, little: boolean) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#little = little
  }

  read(type: string): DbusValue {
    this.#align(alignmentOf(type))
    if (type === 'v') return this.read(String(this.read('g')))
    if (type === 's' || type === 'o') return this.#text(Number(this.read('u')))
    if (type === 'g') return this.#text(Number(this.read('y')))
    if (type === 'b') return this.read('u') !== 0
    if (type[0] === 'a') return this.#array(type.slice(1))
    if (type[0] === '(' || type[0] === '{') return split(type.slice(1, -1)).map((part) => this.read(part))
    return this.#number(type)
  }

  #align(to: number): void {
    this.at = Math.ceil(this.at / to) * to
  }

  #text(length: number): string {
    const text = this.#bytes.toString('utf8', this.at, this.at + length)
    this.at += length + 1
    return text
  }

  #array(type: string): DbusValue[] {
    const length = Number(this.read('u'))
    this.#align(alignmentOf(type))
    const end = this.at + length
    const items: DbusValue[] = []
    while (this.at < end) items.push(this.read(type))
    return items
  }

  #number(type: string): number | bigint {
    const at = this.at
    const little = this.#little
    const numbers: Record<string, () => [number, number | bigint]> = {
      y: () => [1, this.#view.getUint8(at)],
      n: () => [2, this.#view.getInt16(at, little)],
      q: () => [2, this.#view.getUint16(at, little)],
      i: () => [4, this.#view.getInt32(at, little)],
      u: () => [4, this.#view.getUint32(at, little)],
      h: () => [4, this.#view.getUint32(at, little)],
      x: () => [8, this.#view.getBigInt64(at, little)],
      t: () => [8, this.#view.getBigUint64(at, little)],
      d: () => [8, this.#view.getFloat64(at, little)],
    }
    const read = numbers[type]
    if (!read) throw new Error(`The D-Bus type ${type} is not known`)
    const [size, value] = read()
    this.at += size
    return value
  }
}
