/** Before stored blocks are taken back for another branch, the other endpoints are asked on which of the two they stand. */
import { EngineError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { type Endpoint, readHead } from '../rpc/endpoint.ts'
import type { Pool } from '../rpc/pool.ts'
import { partyOf } from '../verify/quorum.ts'
import type { Link } from './localChain.ts'

/** A branch that is so much longer is followed whatever the others say: then it is they who stand still. */
const farAhead = 16
/** Who is slower than this has no voice, milliseconds. */
const patienceMs = 6_000

/** `unheard`: there are independent endpoints, but none of them answers now. */
export type Vote = 'outvoted' | 'unheard' | 'free'

/**
 * Whether `branch`, of which `teller` told, is left alone: more parties stand on the stored `tip` or on a third branch, or as many while
 * theirs is not the shorter one, or nobody else can be asked and it is not longer than what is stored. So a node that lags on a branch
 * that the chain has left is outvoted, and a real reorg wins as soon as others have seen it too.
 */
export async function voteOn(pool: Pool, clock: Clock, teller: Endpoint, branch: Link, tip: Link): Promise<Vote> {
  const others = pool.endpoints.filter(({ host, restingUntil }) => partyOf(host) !== partyOf(teller.host) && restingUntil() <= clock.now())
  const enough = new AbortController()
  const late = clock.sleep(patienceMs, enough.signal).then(() => nobody)
  const voice = (endpoint: Endpoint) => Promise.race([voiceOf(endpoint, tip.number, branch.number), late])
  const [own, ...voices] = await Promise.all([teller, ...others].map(voice))
  enough.abort()
  const forBranch = [own ?? nobody, ...voices.filter(({ atBranch }) => atBranch === branch.hash)]
  const against = voices.filter(({ atTip, atBranch }) => atTip === tip.hash || (atBranch !== null && atBranch !== branch.hash))
  // Nobody stands elsewhere: the branch is what there is. Others who are silent may stand on the tip all the same.
  if (against.length === 0 && voices.every((voice) => voice === nobody)) {
    if (branch.number <= tip.number && pool.endpoints.length > 1) return 'outvoted'
    return pool.endpoints.some(({ host }) => partyOf(host) !== partyOf(teller.host)) ? 'unheard' : 'free'
  }
  if (against.length === 0) return 'free'
  const newest = (side: readonly Voice[]) => Math.max(...side.map(({ head }) => head))
  const ahead = Math.max(branch.number, newest(forBranch)) - newest(against)
  if (ahead >= farAhead) return 'free'
  return against.length > forBranch.length || (against.length === forBranch.length && ahead <= 0) ? 'outvoted' : 'free'
}

/** Hashes that an endpoint names at the two heights, and its newest block. */
type Voice = { readonly atTip: string | null; readonly atBranch: string | null; readonly head: number }
const nobody: Voice = { atTip: null, atBranch: null, head: 0 }

async function voiceOf(endpoint: Endpoint, tip: number, branch: number): Promise<Voice> {
  try {
    const blocks = [`0x${tip.toString(16)}`, `0x${branch.toString(16)}`, 'latest']
    const answers = await endpoint.askAll(
      'eth_getBlockByNumber',
      blocks.map((block) => [block, false]),
    )
    const [atTip = null, atBranch = null, latest = null] = answers.map(readHead)
    return { atTip: atTip?.hash ?? null, atBranch: atBranch?.hash ?? null, head: latest?.number ?? 0 }
  } catch (error) {
    if (error instanceof EngineError) return nobody
    throw error
  }
}
