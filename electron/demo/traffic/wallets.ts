/** Who lives on the demo chain. The same accounts in every run, so that a name given to one keeps its meaning. */
import { keccak256, stringToHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { lower } from '#demo/contracts/defineContract.ts'
import type { Address, Hex } from '#engine/types.ts'

export type Wallet = { readonly key: Hex; readonly address: Address }
type Wallets = readonly [Wallet, ...Wallet[]]

export type Cast = {
  /** Hot wallets with large, busy balances: what an exchange looks like from outside. */
  readonly exchanges: Wallets
  readonly whales: Wallets
  /** Trading desks: swap, wrap and unwrap. */
  readonly desks: Wallets
  readonly retail: Wallets
  readonly usdcIssuer: Wallet
  readonly usdtIssuer: Wallet
  readonly oracle: Wallet
  readonly spammer: Wallet
  /** Fee recipients; they never send. */
  readonly builders: readonly [Address, ...Address[]]
}

/** Keys are hashes of public words: worth nothing anywhere else, and not to be used elsewhere. */
export function castOfDemo(): Cast {
  return {
    exchanges: several('exchange', 8),
    whales: several('whale', 14),
    desks: several('desk', 8),
    retail: several('retail', 110),
    usdcIssuer: walletOf('usdc issuer', 0),
    usdtIssuer: walletOf('usdt issuer', 0),
    oracle: walletOf('oracle', 0),
    spammer: walletOf('spammer', 0),
    builders: [walletOf('builder', 0).address, walletOf('builder', 1).address, walletOf('builder', 2).address],
  }
}

function several(role: string, count: number): Wallets {
  return [walletOf(role, 0), ...Array.from({ length: count - 1 }, (_, index) => walletOf(role, index + 1))]
}

/** The account of a role and a number, the same in every run. */
export function walletOf(role: string, index: number): Wallet {
  const key = keccak256(stringToHex(`crowsnest demo chain: ${role} ${index}`))
  return { key, address: lower(privateKeyToAddress(key)) }
}
