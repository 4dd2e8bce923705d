/** Roles as the contracts of most businesses tell them: by the events of OpenZeppelin's AccessControl (`IAccessControl`, versions 3 to 5). */
import { keccak256, toBytes } from 'viem'
import type { Pack } from '#shared/pack.ts'

/** Items for the ABI of a contract whose roles are told that way. */
export const accessControlAbi = [
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
  'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
]

/** A role of a pack that a contract gives and takes. `name` is what the contract hashes: `MERCHANT_ROLE`. */
export function accessRole(
  label: string,
  contract: string,
  name: string,
  more: Partial<Pack['roles'][string]> = {},
): Pack['roles'][string] {
  const when = [{ value: 'arg:role', is: 'equal' as const, to: `const:${roleHash(name)}` }]
  return {
    label,
    members: [],
    given: [{ contract, event: 'RoleGranted', account: 'arg:account', when }],
    taken: [{ contract, event: 'RoleRevoked', account: 'arg:account', when }],
    ...more,
  }
}

/** How such contracts name a role: keccak256 of its name. */
export const roleHash = (name: string): `0x${string}` => keccak256(toBytes(name))
