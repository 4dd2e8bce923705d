/** IBFT 2.0 networks: the block hash leaves out the round and the commit seals, which stand in the extra data. */
import { proveHeader } from '../../encoding/header.ts'
import { encodeReceipt } from '../../encoding/receipt.ts'
import { encodeTransaction, recoverSender } from '../../encoding/transaction.ts'
import { bftHash } from '../../seals/bft.ts'
import { findSeals } from '../../seals/index.ts'
import { defineFamily } from '../defineFamily.ts'

export const ibft2 = defineFamily({
  id: 'ibft2',
  label: 'IBFT 2.0 (Besu)',
  reach: 2,
  proveHeader: (block) => proveHeader(block, (header) => bftHash(header, 'ibft2')),
  encodeTransaction,
  encodeReceipt,
  recoverSender,
  seals: findSeals('ibft2'),
})
