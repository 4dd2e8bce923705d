/** Chains whose encodings are not known: their blocks are checked for contradictions, and for nothing more. */
import { defineFamily } from '../defineFamily.ts'

export const generic = defineFamily({
  id: 'generic',
  label: 'Other EVM chains',
  reach: 1,
  proveHeader: () => ({
    ok: 'unknown',
    note: 'How this chain encodes its blocks is not known, so hashes, roots and signatures were not recomputed.',
  }),
  encodeTransaction: () => null,
  encodeReceipt: () => null,
  recoverSender: () => null,
})
