/** Ed25519 (RFC 8032): the key that signs the journal and the evidence of orders, kept where secrets are kept, and the check of signatures. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { SecretStore } from '#ipc/services.ts'

/** `publicKey` is 64 hex digits, a signature 128. */
export type Signer = { readonly publicKey: string; sign(message: Uint8Array): string }
/** `warning`: why nothing is signed, or why the key is not as safe as it could be; null where all is well. */
export type SigningKey = { readonly signer: Signer | null; readonly warning: string | null }

const place = ['journal', 'ed25519'] as const

/** Reads the key, or makes it on first use. Never throws: without a key there are words, and heads without signatures. */
export function openSigningKey(keys: SecretStore | null): SigningKey {
  if (keys === null) return { signer: null, warning: 'This start keeps no keys, so the journal is not signed.' }
  try {
    const kept = keys.channelSecrets(place[0])[place[1]]
    if (kept === undefined && keys.warning() !== null)
      return {
        signer: null,
        warning:
          'The key that signs the journal cannot be read, so it is not signed: unlock the keyring that it was kept with and start again.',
      }
    const text = kept ?? newKey()
    if (kept === undefined) keys.setChannelSecret(...place, text)
    const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
    const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
    const open = keys.warning() !== null
    return {
      signer: { publicKey, sign: (message) => sign(null, message, key).toString('hex') },
      warning: open
        ? 'The key that signs the journal stands unencrypted in the data folder, because this system offers no keyring: whoever can read it can sign.'
        : null,
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { signer: null, warning: `The journal is not signed, because its key cannot be kept: ${why}` }
  }
}

/** Whether `signature` (hex) of `message` holds under `publicKey` (hex). */
export function isSignedBy(publicKey: string, message: Uint8Array, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false
  try {
    const key = createPublicKey({ key: Buffer.concat([prefix, Buffer.from(publicKey, 'hex')]), format: 'der', type: 'spki' })
    return verify(null, message, key, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

const newKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
const prefix = Buffer.from('302a300506032b6570032100', 'hex')
