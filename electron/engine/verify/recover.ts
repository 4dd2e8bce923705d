/** Who signed: public key recovery on secp256k1, as WebAssembly (five times faster than JavaScript), in JavaScript where that cannot be loaded. */
import { EngineError } from '../errors.ts'
import type { Address, Hex } from '../types.ts'
import { hexOf } from './hex.ts'
import { keccak256 } from './keccak.ts'
import { rlpEncode } from './rlp.ts'

/** Address of the account that signed `hash`, or null when the signature is none. `signature` is r and s, 32 bytes each. */
export const recoverAddress = (hash: Uint8Array, signature: Uint8Array, parity: 0 | 1): Address | null => {
  const key = recoverKey(hash, signature, parity)
  return key === null ? null : hexOf(keccak256(key.subarray(1)).subarray(12))
}

/** Address of a contract that `sender` creates with its transaction of this nonce (yellow paper, section 7). `nonce` is RLP text. */
export const createdAddress = (sender: Address, nonce: Hex): Address => hexOf(keccak256(rlpEncode([sender, nonce])).subarray(12))

/** 65 bytes, uncompressed, or null. */
type RecoverKey = (hash: Uint8Array, signature: Uint8Array, parity: 0 | 1) => Uint8Array | null

const loadWasm = async (): Promise<RecoverKey> => {
  const { recover } = await import('tiny-secp256k1')
  return (hash, signature, parity) => recover(hash, signature, parity, false)
}

const loadScript = async (): Promise<RecoverKey> => {
  const { secp256k1 } = await import('@noble/curves/secp256k1')
  return (hash, signature, parity) =>
    secp256k1.Signature.fromCompact(signature).addRecoveryBit(parity).recoverPublicKey(hash).toRawBytes(false)
}

let recover: RecoverKey | null = null
let preparing: Promise<void> | null = null

/**
 * Loads the library; to be awaited before the first signature is looked at. It takes longer than all else of a start, and most of what knows of
 * families of chains looks at no signature.
 */
export const prepareRecovery = (): Promise<void> => {
  preparing ??= loadWasm()
    .catch(loadScript)
    .then((loaded) => {
      recover = loaded
    })
  return preparing
}

const recoverKey: RecoverKey = (hash, signature, parity) => {
  if (recover === null) throw new EngineError('FAULT', 'Signatures were looked at before prepareRecovery. Please report this.')
  try {
    return recover(hash, signature, parity)
  } catch {
    // Both libraries throw for r or s out of range; that is the same as no signature.
    return null
  }
}
