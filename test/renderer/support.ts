/** Rows for tests of the window's logic. */
import type { TableRow } from '#shared/order.ts'
import { plainMarks } from '#shared/order.ts'

/** An order of which only what a test speaks about differs. */
export const order = (id: string, parts: Partial<TableRow> = {}): TableRow => ({
  id,
  chainId: 1,
  blockNumber: 100,
  blockHash: `0x${'b'.repeat(64)}`,
  blockTime: 1000,
  txHash: `0x${'c'.repeat(64)}`,
  position: -1,
  kind: 'transfer',
  source: 'native',
  from: `0x${'1'.repeat(40)}`,
  to: `0x${'2'.repeat(40)}`,
  asset: { address: null, symbol: 'ETH', decimals: 18 },
  amount: '100',
  received: null,
  usd: '332000',
  pricedBy: 'chainlink:ETH/USD',
  evidence: 2,
  state: 'seen',
  marks: plainMarks({ blockTime: parts.blockTime === undefined ? 1000 : parts.blockTime }),
  ...parts,
})
