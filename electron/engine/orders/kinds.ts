/** Every kind of movement an order can be. */

export const kinds = [
  { id: 'transfer', label: 'Transfer' },
  { id: 'mint', label: 'Mint' },
  { id: 'burn', label: 'Burn' },
  { id: 'wrap', label: 'Wrap' },
  { id: 'unwrap', label: 'Unwrap' },
  { id: 'swap', label: 'Swap' },
] as const

export type KindId = (typeof kinds)[number]['id']
