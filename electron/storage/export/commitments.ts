/** Commitments and pseudonyms of one export, all from one key: nothing in the file tells more than the key's owner opens. */
import { hash } from 'node:crypto'
import { type Committed, commitmentBytes, commitmentDomain, commitmentText, type Opening } from '#shared/disclosure.ts'
import { type HiddenField, hiddenFields } from '#shared/export.ts'

export type Committer = {
  /** The order's reference in this export: 32 hexadecimal digits that say nothing about the order. */
  ref(id: string): string
  /** A counterparty's name in this export: equal for equal addresses, and of no use in another export. */
  pseudonym(address: string): string
  /** The commitments of all hidden fields, in the order of `hiddenFields`. */
  commit(ref: string, values: readonly (string | null)[]): string[]
  open(ref: string, field: HiddenField, value: string | null): Opening
}

/**
 * `key` is 32 random bytes of this export. References, pseudonyms and the key of each order are HMAC-SHA256 under keys of their own, derived
 * from it; the 32-byte salt of a field is SHA-256 over the order's key and the field's number. Whoever is given a salt learns nothing about
 * any other.
 */
export function createCommitter(key: Uint8Array, disclosure: string): Committer {
  const derive = macWith(key)
  const keyed = (use: string): Mac => macWith(derive(`crowsnest/disclosure/1 ${use}`))
  const refOf = keyed('order')
  const nameOf = keyed('pseudonym')
  const keyOf = keyed('salts')
  const committing = committingFor(disclosure)
  return {
    ref: (id) => short(refOf(id)),
    pseudonym: (address) => `P-${short(nameOf(address))}`,
    commit(order, values) {
      const orderKey = keyOf(order)
      const commit = committing(order)
      return hiddenFields.map((_, index) => commit(index, values[index] ?? null, saltOf(orderKey, index)))
    },
    open(order, field, value) {
      const salt = saltOf(keyOf(order), hiddenFields.indexOf(field))
      const commitment = commitmentOf({ disclosure, order, field, value }, salt)
      const named = { disclosure, order, field, value, salt: salt.toString('hex'), commitment }
      return { format: 'crowsnest-opening', version: 1, ...named }
    },
  }
}

/** The commitment to one field, as a file shows it. */
export const commitmentOf = (committed: Committed, salt: Uint8Array): string =>
  commitmentText(hash('sha256', commitmentBytes(committed, salt), 'hex'))

/**
 * `commitmentOf` for the many of one export: what they share is laid out once, so that a commitment costs little more than its hash. Asked for an
 * order first, then for its fields by their numbers.
 */
function committingFor(disclosure: string): (order: string) => (index: number, value: string | null, salt: Uint8Array) => string {
  const shared = Buffer.concat([framed(commitmentDomain), framed(disclosure)])
  const marked = (mark: string): Buffer[] => hiddenFields.map((field) => Buffer.concat([framed(field), framed(mark)]))
  const [known, unknown] = [marked('v'), marked('n')]
  let bytes = Buffer.concat([shared], 4_096)
  return (order) => {
    const from = framed(order).copy(bytes, shared.length) + shared.length
    return (index, value, salt) => {
      const text = value ?? ''
      const most = from + text.length * 3 + salt.length + 256
      if (most > bytes.length) bytes = Buffer.concat([bytes], most * 2)
      let at = from
      at += (value === null ? unknown : known)[index]?.copy(bytes, at) ?? 0
      const length = bytes.write(text, at + 4)
      bytes.writeUInt32BE(length, at)
      at = bytes.writeUInt32BE(salt.length, at + 4 + length)
      bytes.set(salt, at)
      return commitmentText(hash('sha256', bytes.subarray(0, at + salt.length), 'hex'))
    }
  }
}

/** A text after its length, as `commitmentBytes` has it. */
function framed(text: string): Buffer {
  const bytes = Buffer.from(`0000${text}`, 'utf8')
  bytes.writeUInt32BE(bytes.length - 4)
  return bytes
}

/** One hash over all commitments of an order. */
export const rootOf = (commitments: readonly string[]): Buffer => hash('sha256', commitments.join('\n'), 'buffer')

type Mac = (text: string) => Buffer

/**
 * HMAC-SHA256 (RFC 2104) under a key of at most 64 bytes. Made of two one-shot hashes: a tenth of the time of Node's HMAC objects, which
 * counts at some twenty a row.
 */
export function macWith(key: Uint8Array): Mac {
  const outer = Buffer.alloc(96, 0x5c)
  let inner = Buffer.alloc(1024, 0x36)
  key.forEach((byte, index) => {
    inner[index] = byte ^ 0x36
    outer[index] = byte ^ 0x5c
  })
  return (text) => {
    const most = 64 + text.length * 3
    if (most > inner.length) inner = Buffer.concat([inner.subarray(0, 64)], most)
    const length = 64 + inner.write(text, 64)
    hash('sha256', inner.subarray(0, length), 'buffer').copy(outer, 64)
    return hash('sha256', outer, 'buffer')
  }
}

const salting = Buffer.alloc(33)

function saltOf(orderKey: Buffer, index: number): Buffer {
  orderKey.copy(salting)
  salting[32] = index
  return hash('sha256', salting, 'buffer')
}

const short = (mac: Buffer): string => mac.toString('hex', 0, 16)
