/** The evidence ladder: what each level proves, in the user's words. The bare word "verified" is never shown. */

export type EvidenceLevel = 1 | 2 | 3 | 4 | 5

export const evidenceLevels: Readonly<Record<EvidenceLevel, { short: string; label: string; proves: string }>> = {
  1: {
    short: 'L1',
    label: 'Linked',
    proves: 'The block links to its parent and its receipts belong to its transactions; its bytes are one endpoint’s word.',
  },
  2: {
    short: 'L2',
    label: 'Recomputed',
    proves:
      'Header hash, transactions root, receipts root and every signature were recomputed on this machine: nothing in the block was altered, added or left out.',
  },
  3: {
    short: 'L3',
    label: 'Agreed',
    proves: 'As L2, and independent endpoints name the same header hash at this height.',
  },
  4: { short: 'L4', label: 'Sealed', proves: 'As L2, and the chain’s own consensus proof for this header was checked.' },
  5: { short: 'L5', label: 'Final', proves: 'As L3 or L4, and the chain calls the block final.' },
}

/**
 * Level of a block once finality is known. Finality on one endpoint's word proves nothing, so it lifts only what
 * independent endpoints (3) or the chain's own seal (4) already stand behind; a final block below that keeps its level.
 */
export const levelOf = (evidence: number, final: boolean): number => (final && evidence >= 3 ? 5 : Math.min(evidence, 4))
