/** Every kind of order: those that sources find, and the verbs of packs. */
import { verbs } from '#shared/pack.ts'
import { verbWords } from '#shared/verbs.ts'

/** What sources find without a pack. */
export const kinds = [
  { id: 'transfer', label: 'Transfer' },
  { id: 'mint', label: 'Mint' },
  { id: 'burn', label: 'Burn' },
  { id: 'wrap', label: 'Wrap' },
  { id: 'unwrap', label: 'Unwrap' },
  { id: 'swap', label: 'Swap' },
  { id: 'supply', label: 'Supply' },
  { id: 'withdraw', label: 'Withdrawal' },
  { id: 'borrow', label: 'Borrow' },
  { id: 'repay', label: 'Repayment' },
  { id: 'liquidation', label: 'Liquidation' },
  { id: 'flash-loan', label: 'Flash loan' },
  { id: 'stake', label: 'Stake' },
  { id: 'unstake', label: 'Unstake' },
  { id: 'bridge-out', label: 'Bridge out' },
  { id: 'bridge-in', label: 'Bridge in' },
  { id: 'nft-sale', label: 'NFT sale' },
] as const

export type KindId = (typeof kinds)[number]['id']

/** These, and every verb of trade that is not among them. */
export const allKinds: readonly { readonly id: string; readonly label: string }[] = [
  ...kinds,
  ...verbs.filter((verb) => kinds.every(({ id }) => id !== verb)).map((id) => ({ id, label: verbWords[id].label })),
]
