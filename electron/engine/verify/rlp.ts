/** Recursive Length Prefix (Ethereum yellow paper, appendix B). Written backwards, so that a list's length is known when its prefix is due. */
import { hexLength, writeHex } from './hex.ts'

/** Bytes, `0x…` data text (spares a copy), or a list of items. */
export type RlpItem = Uint8Array | string | readonly RlpItem[]

/** RLP encoding of an item. Throws FieldError for text that is no canonical hex. */
export const rlpEncode = (item: RlpItem): Uint8Array => {
  cursor = scratch.length
  write(item)
  return scratch.slice(cursor)
}

/** RLP list of items that are encoded already. */
export const rlpList = (encoded: readonly Uint8Array[]): Uint8Array => {
  cursor = scratch.length
  for (let i = encoded.length - 1; i >= 0; i--) writeRaw(encoded[i] ?? nothing)
  writePrefix(0xc0, scratch.length - cursor)
  return scratch.slice(cursor)
}

const nothing = new Uint8Array(0)
/** Filled from its end towards its start; it only grows, and nothing in it outlives one call. */
let scratch = new Uint8Array(1 << 16)
let cursor = scratch.length

const write = (item: RlpItem): void => {
  if (typeof item === 'string') {
    const length = hexLength(item)
    reserve(length)
    cursor -= length
    writeHex(item, scratch, cursor)
    if (length !== 1 || (scratch[cursor] ?? 0) >= 0x80) writePrefix(0x80, length)
  } else if (item instanceof Uint8Array) {
    writeRaw(item)
    if (item.length !== 1 || (item[0] ?? 0) >= 0x80) writePrefix(0x80, item.length)
  } else {
    const end = scratch.length - cursor
    for (let i = item.length - 1; i >= 0; i--) write(item[i] ?? nothing)
    writePrefix(0xc0, scratch.length - cursor - end)
  }
}

const writeRaw = (bytes: Uint8Array): void => {
  reserve(bytes.length)
  cursor -= bytes.length
  scratch.set(bytes, cursor)
}

/** `base` is 0x80 for bytes, 0xc0 for lists; more than 55 bytes need the length of the length too. */
const writePrefix = (base: number, length: number): void => {
  reserve(9)
  if (length <= 55) {
    scratch[--cursor] = base + length
    return
  }
  let size = 0
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) {
    scratch[--cursor] = rest % 256
    size++
  }
  scratch[--cursor] = base + 55 + size
}

const reserve = (bytes: number): void => {
  if (bytes <= cursor) return
  const used = scratch.length - cursor
  const larger = new Uint8Array(Math.max(scratch.length * 2, used + bytes + 16))
  larger.set(scratch.subarray(cursor), larger.length - used)
  scratch = larger
  cursor = larger.length - used
}
