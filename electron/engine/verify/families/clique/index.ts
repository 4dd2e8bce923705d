/** Clique networks (EIP-225): encoded as Ethereum is, each block sealed by one of the authorised signers. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt } from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { findSeals } from '../../seals/index.ts'
import { defineFamily } from '../defineFamily.ts'

export const clique = defineFamily({
  id: 'clique',
  label: 'Clique (geth, Besu, Nethermind)',
  reach: 2,
  proveHeader,
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  seals: findSeals('clique'),
})
