/** Ethereum, and the chains that encode like it: BNB Smart Chain, Gnosis (since its merge), private chains of geth, anvil, Besu and others. */
import { defineFamily } from '../defineFamily.ts'
import { proveHeader } from './header.ts'
import { encodeReceipt } from './receipt.ts'
import { encodeTransaction, recoverSender } from './transaction.ts'

export const ethereum = defineFamily({
  id: 'ethereum',
  label: 'Ethereum',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
})
