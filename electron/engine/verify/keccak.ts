/** Keccak-256 as Ethereum uses it. The WebAssembly hasher is made once, while this module loads; every call after is synchronous. */
import { createKeccak } from 'hash-wasm'

const hasher = await createKeccak(256)

/** Keccak-256 (the original padding, not FIPS 202) of the bytes: 32 bytes. */
export const keccak256 = (bytes: Uint8Array): Uint8Array => {
  hasher.init()
  hasher.update(bytes)
  return hasher.digest('binary')
}
