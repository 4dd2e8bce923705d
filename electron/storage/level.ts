/** How finality and evidence meet: the one place that makes a level 5. */

/**
 * Level of a block. Finality on one endpoint's word proves nothing, so it lifts only what independent endpoints (3) or the chain's own
 * seal (4) already stand behind; a final block below that keeps its level.
 */
export function levelOf(evidence: number, final: boolean): number {
  if (final && evidence >= 3) return 5
  return Math.min(evidence, 4)
}
