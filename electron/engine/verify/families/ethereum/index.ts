/**
 * Ethereum, and the chains that encode like it. Proven on recorded blocks: Ethereum from Frontier to Osaka, Goerli, Gnosis since its merge.
 * By their specifications also BNB Smart Chain (its transactions were checked on recordings, its headers were not) and private
 * chains of geth, anvil, Besu and others.
 */

import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt } from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { defineFamily } from '../defineFamily.ts'

export const ethereum = defineFamily({
  id: 'ethereum',
  label: 'Ethereum',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
})
