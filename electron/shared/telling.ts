/** What an order is, in words for people: the same in a notification and on the command line. */
import type { OrderRow } from './order.ts'
import { verbWords } from './verbs.ts'

type Told = Pick<OrderRow, 'kind' | 'asset' | 'amount' | 'received'>

/** What was done, for one asset; and what one order and several of the kind are called. */
const words: Readonly<Record<string, { readonly did: string; readonly one: string; readonly many: string }>> = {
  ...verbWords,
  transfer: { did: 'Moved', one: 'transfer', many: 'transfers' },
  mint: { did: 'Minted', one: 'mint', many: 'mints' },
  burn: { did: 'Burnt', one: 'burn', many: 'burns' },
  wrap: { did: 'Wrapped', one: 'wrap', many: 'wraps' },
  unwrap: { did: 'Unwrapped', one: 'unwrap', many: 'unwraps' },
  swap: { did: 'Swapped', one: 'swap', many: 'swaps' },
  supply: { did: 'Supplied', one: 'supply', many: 'supplies' },
  withdraw: { did: 'Withdrew', one: 'withdrawal', many: 'withdrawals' },
  borrow: { did: 'Borrowed', one: 'loan', many: 'loans' },
  repay: { did: 'Repaid', one: 'repayment', many: 'repayments' },
  liquidation: { did: 'Liquidated', one: 'liquidation', many: 'liquidations' },
  'flash-loan': { did: 'Flash-loaned', one: 'flash loan', many: 'flash loans' },
  stake: { did: 'Staked', one: 'stake', many: 'stakes' },
  unstake: { did: 'Unstaked', one: 'unstake', many: 'unstakes' },
  'bridge-out': { did: 'Bridged out', one: 'bridging out', many: 'bridgings out' },
  'bridge-in': { did: 'Bridged in', one: 'bridging in', many: 'bridgings in' },
  'nft-sale': { did: 'Sold NFTs for', one: 'NFT sale', many: 'NFT sales' },
}

/** "Swapped 12,400 ETH for 41,200,000 USDC". `amountOf` writes a decimal string for the reader. */
export function telling({ kind, asset, amount, received }: Told, amountOf: (decimal: string) => string): string {
  const given = `${amountOf(amount)} ${asset.symbol}`
  const got = received && `${amountOf(received.amount)} ${received.asset.symbol}`
  // What moves nothing (a consent, a notice, a freeze) has no amount to speak of.
  if (Object.hasOwn(verbWords, kind) && /^0(\.0*)?$/.test(amount)) return words[kind]?.did.replace(/ (for|of|on)$/, '') ?? kind
  if (kind === 'swap' && got) return `Swapped ${given} for ${got}`
  if (kind === 'liquidation' && got) return `Liquidated ${got} for ${given} of debt`
  if (kind === 'nft-sale' && got) return `Sold ${got} (NFT) for ${given}`
  return `${words[kind]?.did ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`} ${given}`
}

/** "2 swaps, 1 transfer": the kinds that occur, the most frequent first. */
export function countKinds(rows: readonly Pick<OrderRow, 'kind'>[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const nameOf = (kind: string, count: number): string => (count === 1 ? words[kind]?.one : words[kind]?.many) ?? kind
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${nameOf(kind, count)}`)
    .join(', ')
}
