/** Commitments and pseudonyms of one export, all from one key: nothing in the file tells more than the key's owner opens. */
import { createHash, createHmac, hash, hkdfSync } from 'node:crypto'
import { type Committed, commitmentBytes, commitmentText, type Opening } from '#shared/disclosure.ts'
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
 * `key` is 32 random bytes of this export. References and pseudonyms are HMAC-SHA256 (RFC 2104) under keys of their own; the 32-byte salt of
 * each field is a block of HKDF-SHA256 (RFC 5869) over key and reference, so a salt that is given away tells nothing about any other.
 */
export function createCommitter(key: Uint8Array, disclosure: string): Committer {
  const refKey = derived(key, 'order')
  const nameKey = derived(key, 'pseudonym')
  const saltKey = derived(key, 'salts')
  const ref = (id: string): string => mac(refKey, id)
  const salts = (of: string): Buffer =>
    Buffer.from(hkdfSync('sha256', saltKey, of, 'crowsnest/disclosure/1 salts', hiddenFields.length * 32))
  return {
    ref,
    pseudonym: (address) => `P-${mac(nameKey, address)}`,
    commit(order, values) {
      const all = salts(order).toString('hex')
      return hiddenFields.map((field, index) =>
        commitmentOf({ disclosure, order, field, value: values[index] ?? null }, all.slice(index * 64, index * 64 + 64)),
      )
    },
    open(order, field, value) {
      const at = hiddenFields.indexOf(field) * 32
      const salt = salts(order)
        .subarray(at, at + 32)
        .toString('hex')
      const commitment = commitmentOf({ disclosure, order, field, value }, salt)
      return { format: 'crowsnest-opening', version: 1, disclosure, order, field, value, salt, commitment }
    },
  }
}

/** The commitment to one field, as a file shows it. */
export const commitmentOf = (committed: Committed, salt: string): string =>
  commitmentText(hash('sha256', commitmentBytes(committed, salt), 'hex'))

/** One hash over all commitments of an order. */
export const rootOf = (commitments: readonly string[]): Buffer => createHash('sha256').update(commitments.join('\n')).digest()

const derived = (key: Uint8Array, use: string): Buffer => createHmac('sha256', key).update(`crowsnest/disclosure/1 ${use}`).digest()
const mac = (key: Uint8Array, text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 32)
