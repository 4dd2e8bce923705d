/** L3: do independent endpoints name the same header hash at a height? Absence is not dissent, and only the hash is asked: the rest is proven by it. */

export type Named = {
  /** Host and port of the endpoint. */
  readonly host: string
  /** Hash that it names at the height; null when it has no block there or did not answer. */
  readonly hash: string | null
}

export type Verdict = {
  /** Independent parties, the one that served the block included, that name its hash. */
  readonly agreed: readonly string[]
  /** Hosts that name another block at this height. */
  readonly dissent: readonly string[]
}

/** Counts what was said about one block. Two endpoints of one operator are one voice. */
export function tally(block: { readonly hash: string; readonly host: string }, named: readonly Named[]): Verdict {
  const agreed = new Map([[partyOf(block.host), block.host]])
  const dissent: string[] = []
  for (const { host, hash } of named) {
    if (hash === null) continue
    if (hash !== block.hash) dissent.push(host)
    else if (!agreed.has(partyOf(host))) agreed.set(partyOf(host), host)
  }
  return { agreed: [...agreed.values()], dissent }
}

/** Whether the block has reached L3: two independent parties or more agree, and nobody names another block. */
export const isAgreed = ({ agreed, dissent }: Verdict): boolean => agreed.length >= 2 && dissent.length === 0

/**
 * The operator behind a host: its last two labels (three where the second-last is a short suffix such as co.uk).
 * Addresses and local names are parties of their own, port included: there every node is run by the user.
 */
export function partyOf(host: string): string {
  const name = host.replace(/:\d+$/, '')
  if (/^[\d.]+$/.test(name) || name.startsWith('[') || !name.includes('.')) return host
  const labels = name.split('.')
  const short = (labels.at(-2)?.length ?? 0) <= 3 && (labels.at(-1)?.length ?? 0) === 2
  return labels.slice(short ? -3 : -2).join('.')
}
