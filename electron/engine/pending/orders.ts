/** What a pending transaction would do, as far as its own fields say so: its value, or a plain call to a token. Nothing is run. */
import { parseDecimal } from '#shared/decimal.ts'
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import type { TokenInfo, TokenMap } from '../chains/named.ts'
import { scoreSpam } from '../enrichers/spam.ts'
import { type Appraised, appraise } from '../orders/appraise.ts'
import type { ChainStore } from '../ports.ts'
import { type Price, priceOf } from '../pricing/feeds/defineFeed.ts'
import { manualPrices } from '../pricing/manualPrices.ts'
import { addressOf, zeroAddress } from '../sources/logs.ts'
import type { Address, AssetRef, Hex, Leg } from '../types.ts'
import type { PendingTransaction } from './signed.ts'

export type PendingContext = {
  readonly chain: Chain
  readonly settings: Settings
  readonly store: Pick<ChainStore, 'imitated' | 'token'>
  /** Newest known prices; nothing is asked for a transaction that may never be mined. */
  readonly recent: ReadonlyMap<AssetRef, Price>
}

/**
 * The orders that pass the thresholds, in state `pending`. Ids are those that the mined transaction's orders will have: position -1 for
 * the value, 0 for the first log of a direct call to a token or to the wrapper of the coin.
 */
export function pendingOrders(transaction: PendingTransaction, context: PendingContext): Appraised[] {
  const { chain, settings, store, recent } = context
  const legs = legsOf(transaction, chain.wrappedNative)
  if (legs.length === 0) return []
  const tokens = namesOf(legs, context)
  const byHand = manualPrices(chain, settings, tokens)
  const assets = legs.flatMap(({ asset, received }) => [asset, ...(received ? [received.asset] : [])])
  const prices = new Map(recent)
  for (const asset of assets) {
    const usd = byHand.get(asset ?? 'native')
    if (usd !== undefined) prices.set(asset, priceOf('manual', asset, parseDecimal(usd), 'manual'))
  }
  const block = { number: -1, hash: '0x', evidence: 0, timestamp: null } as const
  const rows = appraise({ chain, block, legs, settings, prices, tokens })
  const signers = new Map([[transaction.hash, transaction.from]])
  return scoreSpam(rows, { legs, signers }, { chain, settings, store }).map(({ order, notes }) => ({
    order: { ...order, blockHash: '', state: 'pending' },
    notes,
  }))
}

function namesOf(legs: readonly Leg[], { chain, store }: PendingContext): TokenMap {
  const known = new Map<Address, TokenInfo>()
  for (const { asset } of legs) {
    const token = asset === null ? null : store.token(chain.chainId, asset)
    if (asset !== null && token) known.set(asset, token)
  }
  return known
}

/** Selectors of EIP-20 transfer(address,uint256) and transferFrom(address,address,uint256), and of WETH9 deposit(). */
const [transfer, transferFrom, deposit] = ['0xa9059cbb', '0x23b872dd', '0xd0e30db0']

function legsOf({ hash, from, to, value, input }: PendingTransaction, wrapper: Address | null): Leg[] {
  const shared = { txHash: hash, txIndex: 0 }
  if (to === null) return []
  if (value > 0n && to === wrapper && (input === '0x' || input === deposit)) {
    const received = { asset: wrapper, amount: value }
    return [{ ...shared, source: 'wrapped-native', kind: 'wrap', position: 0, from, to: from, asset: null, amount: value, received }]
  }
  if (value > 0n) return [{ ...shared, source: 'native', kind: 'transfer', position: -1, from, to, asset: null, amount: value }]
  const moved = readCall(input, from)
  if (!moved) return []
  const kind = moved.to === zeroAddress ? 'burn' : 'transfer'
  return [{ ...shared, source: 'erc20', kind, position: 0, asset: to, ...moved }]
}

function readCall(input: Hex, sender: Address): { from: Address; to: Address; amount: bigint } | null {
  const words = /^0x[0-9a-f]{8}((?:[0-9a-f]{64})*)$/.exec(input)?.[1]?.match(/.{64}/g) ?? []
  const [first, second, third] = words.map((word): Hex => `0x${word}`)
  const selector = input.slice(0, 10)
  const sides =
    selector === transfer && words.length === 2
      ? { from: sender, to: addressOf(first), amount: second }
      : selector === transferFrom && words.length === 3
        ? { from: addressOf(first), to: addressOf(second), amount: third }
        : null
  if (!sides?.from || !sides.to || sides.amount === undefined) return null
  const amount = BigInt(sides.amount)
  return amount === 0n ? null : { from: sides.from, to: sides.to, amount }
}
