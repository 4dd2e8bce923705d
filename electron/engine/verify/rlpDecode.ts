/** Reads Recursive Length Prefix (yellow paper, appendix B) strictly: one spelling a value, so what was read is encoded again to the same bytes. */
import { FieldError } from './fieldError.ts'

/** Bytes, or a list of items. */
export type RlpNode = Uint8Array | readonly RlpNode[]

/** The one item that the bytes stand for. Throws FieldError (code RLP) for anything that is no canonical RLP, and for bytes left over. */
export const rlpDecode = (bytes: Uint8Array): RlpNode => {
  const [node, end] = readItem(bytes, 0, bytes.length, 0)
  if (end !== bytes.length) throw malformed('bytes are left over')
  return node
}

/** Deeper than anything that consensus writes; a hostile nest of lists ends here instead of exhausting the stack. */
const deepest = 32

const readItem = (bytes: Uint8Array, start: number, limit: number, depth: number): [RlpNode, number] => {
  const first = bytes[start]
  if (first === undefined || start >= limit) throw malformed('an item is missing')
  if (first < 0x80) return [bytes.slice(start, start + 1), start + 1]
  const [from, end] = extent(bytes, start, limit, first)
  if (first < 0xc0) {
    if (end - from === 1 && (bytes[from] ?? 0) < 0x80) throw malformed('a single byte has a prefix that it does not need')
    return [bytes.slice(from, end), end]
  }
  if (depth >= deepest) throw malformed('lists are nested too deeply')
  const items: RlpNode[] = []
  let at = from
  while (at < end) {
    const [item, next] = readItem(bytes, at, end, depth + 1)
    items.push(item)
    at = next
  }
  return [items, end]
}

/** Where the content of the item begins and ends. */
const extent = (bytes: Uint8Array, start: number, limit: number, first: number): [number, number] => {
  const short = first & 0x3f
  if (short <= 55) return within(start + 1, short, limit)
  const size = short - 55
  let length = 0
  for (let i = 1; i <= size; i++) length = length * 256 + (bytes[start + i] ?? 0)
  if (length <= 55 || bytes[start + 1] === 0) throw malformed('a length is written longer than it need be')
  return within(start + 1 + size, length, limit)
}

const within = (from: number, length: number, limit: number): [number, number] => {
  if (from + length > limit) throw malformed('an item reaches beyond its end')
  return [from, from + length]
}

const malformed = (why: string): FieldError => new FieldError(`Some RLP is malformed: ${why}.`, 'RLP')
