/** Where a factory puts a contract (EIP-1014): so a pool's factory can be told from its address without asking anybody. */
import type { Address, Hex } from '../types.ts'
import { keccak256 } from '../verify/keccak.ts'

/** Address of a contract made by CREATE2: the last 20 bytes of keccak256(0xff ‖ deployer ‖ salt ‖ hash of its init code). */
export const create2Address = (deployer: Address, salt: Hex, initCodeHash: Hex): Address =>
  `0x${hashOf(`ff${digits(deployer)}${digits(salt)}${digits(initCodeHash)}`).slice(26)}`

/** Hash of the init code of a minimal proxy (EIP-1167) as OpenZeppelin's `Clones` writes it, for factories that clone one implementation. */
export const cloneCodeHash = (implementation: Address): Hex =>
  hashOf(`3d602d80600a3d3981f3363d3d373d3d3d363d73${digits(implementation)}5af43d82803e903d91602b57fd5bf3`)

/** keccak256 of values laid side by side without padding, as `abi.encodePacked` does; `words` are hex digits. */
export const hashOf = (words: string): Hex => {
  const bytes = new Uint8Array(words.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(words.slice(at * 2, at * 2 + 2), 16)
  return `0x${keccak256(bytes).reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '')}`
}

/** The digits of a hex value. */
export const digits = (hex: Hex): string => hex.slice(2).toLowerCase()

/** A value as one word of 32 bytes; negative numbers in two's complement. */
export const word = (value: bigint | Address): string => BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0')
