/** What stands for hidden things towards one viewer: references, names and commitments, all from the key that is kept for it. */
import type { Veil } from '#shared/disclosureByRole.ts'
import { commitmentOf, macWith } from './commitments.ts'

/** `id` names the viewer in commitments. The salt of a field is given away when the field is opened; no other salt follows from it. */
export type OpenVeil = Veil & { readonly id: string; salt(subject: string, field: string): Uint8Array }

/**
 * `key` is 32 random bytes of this viewer. References, names and salts are HMAC-SHA256 under keys of their own, derived from it; the salt of a field
 * depends on its subject and name alone, so that the same value is committed to in the same way tomorrow.
 */
export function createVeil(id: string, key: Uint8Array): OpenVeil {
  const derive = macWith(key)
  const keyed = (use: string) => macWith(derive(`crowsnest/viewer/1 ${use}`))
  const refOf = keyed('reference')
  const nameOf = keyed('pseudonym')
  const saltOf = keyed('salt')
  const ref = (subject: string): string => refOf(subject).toString('hex', 0, 16)
  const salt = (subject: string, field: string): Uint8Array => saltOf(JSON.stringify([subject, field]))
  return {
    id,
    ref,
    pseudonym: (value) => `P-${nameOf(value).toString('hex', 0, 16)}`,
    commit: (subject, field, value) => commitmentOf({ disclosure: id, order: ref(subject), field, value }, salt(subject, field)),
    salt,
  }
}
