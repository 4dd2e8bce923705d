/** Which blocks may no longer change: the `finalized` tag as two parties tell it, a depth where there is no tag. */
import { EngineError, RpcError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { type Endpoint, type Head, readHead } from '../rpc/endpoint.ts'
import type { Pool } from '../rpc/pool.ts'
import { partyOf } from '../verify/quorum.ts'

export type Known = {
  /** Newest block that any endpoint told of. */
  readonly head: number
  /** Newest block that is stored; null before the first. */
  readonly tip: number | null
  /** Hash of a stored block that is not forgotten yet. */
  hashAt(number: number): string | undefined
}

/** A second party that is slower than this has no voice this time, milliseconds. */
const patienceMs = 2_000

/**
 * The newest final block number, never above `head`. What is final cannot be taken back, so one endpoint's word is not enough where
 * another party could be asked: the lower of two claims counts, and a claim that stays alone counts no further than `depth` allows.
 * A claim about another block than the stored one is none about this branch: null. Without the tag it is the stored tip minus `depth`.
 * Genesis-only answers (a tag that stands at 0 for ever, as young or proof-of-authority chains give) count as no tag.
 */
export async function readFinal(pool: Pool, clock: Clock, depth: number, known: Known): Promise<number | null> {
  const reached = Math.min(known.head, known.tip ?? known.head) - depth
  const byDepth = reached >= 0 ? reached : null
  const first = await pool.attempt(async (endpoint) => ({ endpoint, claim: await claimOf(endpoint, known.tip) }))
  if (first.claim === null) return byDepth
  const others = pool.endpoints.filter(({ host }) => partyOf(host) !== partyOf(first.endpoint.host))
  const second = await secondClaim(others, clock, known.tip)
  const lower = second && second.number < first.claim.number ? second : first.claim
  if (known.tip !== null && lower.number > known.tip) {
    // All that is stored would become final at once: so the tip must stand on the final chain, not on a branch that was left meanwhile.
    const tip = known.hashAt(known.tip)
    if (first.claim.atTip !== tip || (second && second.atTip !== tip)) return null
  }
  const stored = known.hashAt(lower.number)
  if (stored !== undefined && stored !== lower.hash) return null
  if (second === null && others.length > 0) return byDepth === null ? null : Math.min(lower.number, byDepth)
  return Math.min(lower.number, known.head)
}

/** What an endpoint calls final, and its block at the height of the stored tip. */
type Claim = Head & { readonly atTip: string | null }

/** Null where the endpoint has no such tag. */
async function claimOf(endpoint: Endpoint, tip: number | null): Promise<Claim | null> {
  if (!endpoint.learnt.finalizedTag) return null
  const blocks = tip === null ? ['finalized'] : ['finalized', `0x${tip.toString(16)}`]
  const [answer, atTip] = await endpoint.askAll(
    'eth_getBlockByNumber',
    blocks.map((block) => [block, false]),
  )
  if (answer instanceof RpcError) endpoint.learnt.finalizedTag = false
  else if (answer instanceof EngineError) throw answer
  const found = readHead(answer)
  return found && found.number > 0 ? { ...found, atTip: readHead(atTip)?.hash ?? null } : null
}

/** The first claim that comes from any of these; null where none comes in time. */
async function secondClaim(endpoints: readonly Endpoint[], clock: Clock, tip: number | null): Promise<Claim | null> {
  const usable = endpoints.filter((endpoint) => endpoint.restingUntil() <= clock.now())
  if (usable.length === 0) return null
  const enough = new AbortController()
  const claims = usable.map(async (endpoint) => (await claimOf(endpoint, tip)) ?? Promise.reject(new EngineError('NO_TAG', 'No such tag.')))
  const late = clock.sleep(patienceMs, enough.signal).then(() => null)
  const claim = await Promise.race([Promise.any(claims).catch(() => null), late])
  enough.abort()
  return claim
}
