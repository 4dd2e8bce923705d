/** Asks the other endpoints of a chain which block they have at a height, after the commit and off the path of the next block. */
import { EngineError } from './errors.ts'
import { type Endpoint, readHead } from './rpc/endpoint.ts'
import type { Pool } from './rpc/pool.ts'
import { isAgreed, type Named, partyOf, tally } from './verify/quorum.ts'

export type Asked = { readonly number: number; readonly hash: string; readonly host: string }

/** `agreed`: hosts that name this block, the one that served it included. */
export type Agreed = Asked & { readonly agreed: readonly string[] }

export type Agreement = {
  ask(blocks: readonly Asked[]): void
  /** Resolves when everything asked so far was answered or given up. */
  settled(): Promise<void>
}

/** Headers asked for in one exchange. */
const batch = 20
/** A node that is a little behind is asked again this often before its silence counts. */
const rounds = 3

export function createAgreement(
  pool: Pool,
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> },
  signal: AbortSignal,
  blockMs: number,
  heard: { agreed(blocks: readonly Agreed[]): void; dissent(block: Asked, hosts: readonly string[]): void },
): Agreement {
  let waiting: Asked[] = []
  let running: Promise<void> = Promise.resolve()
  let busy = false

  const others = (host: string): Endpoint[] =>
    pool.endpoints.filter((endpoint) => partyOf(endpoint.host) !== partyOf(host) && endpoint.restingUntil() <= clock.now())

  const named = async (endpoint: Endpoint, blocks: readonly Asked[]): Promise<readonly Named[]> => {
    const params = blocks.map(({ number }) => [`0x${number.toString(16)}`, false])
    const answers = await endpoint.askAll('eth_getBlockByNumber', params).catch((error: unknown) => {
      if (!(error instanceof EngineError)) throw error
      endpoint.failed(error)
      return []
    })
    return blocks.map((_, i) => ({ host: endpoint.host, hash: readHead(answers[i])?.hash ?? null }))
  }

  const round = async (blocks: readonly Asked[]): Promise<Asked[]> => {
    const host = blocks[0]?.host ?? ''
    const said = await Promise.all(others(host).map((endpoint) => named(endpoint, blocks)))
    // Stopped meanwhile: the store may be closed.
    if (signal.aborted) return []
    const verdicts = blocks.map((block, i) => ({
      block,
      verdict: tally(
        block,
        said.flatMap((answers) => answers[i] ?? []),
      ),
    }))
    const agreed = verdicts.filter(({ verdict }) => isAgreed(verdict)).map(({ block, verdict }) => ({ ...block, agreed: verdict.agreed }))
    if (agreed.length > 0) heard.agreed(agreed)
    for (const { block, verdict } of verdicts) if (verdict.dissent.length > 0) heard.dissent(block, verdict.dissent)
    return verdicts.filter(({ verdict }) => !isAgreed(verdict) && verdict.dissent.length === 0).map(({ block }) => block)
  }

  const work = async () => {
    while (waiting.length > 0 && !signal.aborted) {
      const host = waiting[0]?.host
      const same = waiting.filter((block) => block.host === host).slice(0, batch)
      waiting = waiting.filter((block) => !same.includes(block))
      let open: readonly Asked[] = same
      for (let i = 0; i < rounds && open.length > 0 && !signal.aborted && others(host ?? '').length > 0; i++) {
        if (i > 0) await clock.sleep(Math.min(blockMs / 2, 2000), signal)
        open = await round(open)
      }
    }
    busy = false
  }

  return {
    ask(blocks) {
      if (pool.endpoints.length < 2) return
      waiting.push(...blocks)
      if (busy) return
      busy = true
      running = work()
    },
    settled: () => running,
  }
}
