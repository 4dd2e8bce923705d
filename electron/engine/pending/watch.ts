/** Pending orders of one chain: heard of, proven, stored, and given up when nobody has them any more. Blocks never wait for it. */
import type { Settings } from '#shared/settings.ts'
import type { Chain } from '../chains/defineChain.ts'
import type { ExpectedTransaction, OrderChange, Ports } from '../ports.ts'
import type { Price } from '../pricing/feeds/defineFeed.ts'
import type { Pool } from '../rpc/pool.ts'
import type { AssetRef } from '../types.ts'
import { familyOf } from '../verify/families/index.ts'
import { prepareRecovery } from '../verify/recover.ts'
import { poll, subscribe } from './feed.ts'
import { pendingOrders } from './orders.ts'
import { isSigned, readPending } from './signed.ts'

export type PendingDeps = {
  readonly chain: Chain
  readonly urls: readonly string[]
  readonly pool: Pool
  readonly pollMs: number
  readonly ports: Pick<Ports, 'clock' | 'log' | 'openSocket' | 'store'>
  readonly settings: () => Settings
  readonly recent: ReadonlyMap<AssetRef, Price>
  readonly signal: AbortSignal
  committed(changes: readonly OrderChange[]): void
}

/** How long what was told is gathered for one commit, milliseconds. */
const gatherMs = 200
/** Hashes beyond so many that wait are forgotten, oldest first: what is pending may be missed, blocks may not. */
const mostHashes = 1_000
/** So many are looked up in one exchange. */
const batch = 100
/** How seldom expected transactions are asked after, milliseconds. */
const checkMs = 15_000

const words = {
  off: 'It was not mined yet when pending orders were no longer watched.',
  gone: 'No endpoint has it any more, and it was not mined.',
  otherwise: 'It was mined, but did not do this: it failed, or other rows tell what it did.',
} as const

/** Runs until the signal aborts, following the setting `pending`; never rejects. */
export async function watchPending(deps: PendingDeps): Promise<void> {
  const { ports, signal } = deps
  const { clock, log, store } = ports
  let feeds: AbortController | null = null
  let whole: unknown[] = []
  let hashes: string[] = []
  const heard = new Set<string>()
  let checkAt = 0

  const told = (transactionOrHash: unknown) => {
    if (typeof transactionOrHash !== 'string') whole.push(transactionOrHash)
    else if (/^0x[0-9a-f]{64}$/i.test(transactionOrHash) && !heard.has(transactionOrHash)) {
      // Every endpoint tells of it: one look is enough.
      if (heard.size >= 10 * mostHashes) heard.clear()
      heard.add(transactionOrHash)
      hashes = [...hashes, transactionOrHash].slice(-mostHashes)
    }
  }

  const drop = (list: readonly string[], reason: string) => {
    const changes = list.length === 0 ? [] : store.dropExpected(deps.chain.chainId, list, reason)
    if (changes.length > 0) deps.committed(changes)
  }

  const switchTo = (on: boolean) => {
    feeds?.abort()
    feeds = on ? new AbortController() : null
    if (feeds) listenAll(deps, AbortSignal.any([feeds.signal, signal]), told)
    else
      for (let left = store.unseen(deps.chain.chainId, Number.MAX_SAFE_INTEGER); left.length > 0; ) {
        drop(
          left.map(({ hash }) => hash),
          words.off,
        )
        left = store.unseen(deps.chain.chainId, Number.MAX_SAFE_INTEGER)
      }
  }

  const take = async () => {
    const asked = hashes.splice(0, batch)
    if (asked.length > 0) whole.push(...(await lookUp(deps.pool, asked)))
    if (whole.length > 0) await prepareRecovery()
    const served = whole
    whole = []
    const expected = served.flatMap((each) => expectedOf(each, deps))
    if (expected.length === 0) return
    const changes = store.expect(deps.chain.chainId, expected)
    if (changes.length > 0) deps.committed(changes)
  }

  /** What was not heard of for a while is asked after; what nobody has for long enough is given up. */
  const check = async () => {
    const unseen = store.unseen(deps.chain.chainId, clock.now() - Math.min(checkMs, 20 * deps.pollMs))
    if (unseen.length === 0) return
    const answers = await lookUp(
      deps.pool,
      unseen.map(({ hash }) => hash),
    )
    const limit = clock.now() - deps.settings().pendingMinutes * 60_000
    const still = unseen.filter((_, index) => readPending(answers[index], deps.chain.chainId) !== null)
    store.seenAgain(
      deps.chain.chainId,
      still.map(({ hash }) => hash),
    )
    const late = unseen
      .map((each, index) => ({ ...each, answer: answers[index] }))
      .filter(({ hash, seenAt }) => seenAt < limit && !still.some((one) => one.hash === hash))
    drop(
      late.filter(({ answer }) => answer === null).map(({ hash }) => hash),
      words.gone,
    )
    drop(
      late.filter(({ answer }) => typeof answer === 'object' && answer !== null).map(({ hash }) => hash),
      words.otherwise,
    )
  }

  for (let on: boolean | null = null; !signal.aborted; await clock.sleep(gatherMs, signal)) {
    try {
      const wanted = deps.settings().pending
      if (wanted !== on) switchTo(wanted)
      on = wanted
      if (!on) continue
      await take()
      if (clock.now() < checkAt) continue
      checkAt = clock.now() + Math.min(checkMs, 20 * deps.pollMs)
      await check()
    } catch (error) {
      if (!signal.aborted) log('warn', `${deps.chain.name}: pending orders: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Websockets where there are any: they tell whole transactions. Else filters at every endpoint. */
function listenAll({ urls, pool, pollMs, ports }: PendingDeps, signal: AbortSignal, told: (served: unknown) => void): void {
  const sockets = urls.filter((url) => /^wss?:/i.test(url))
  for (const url of sockets) void subscribe(url, ports.openSocket, ports.clock, signal, told)
  if (sockets.length === 0) for (const endpoint of pool.endpoints) void poll(endpoint, Math.max(pollMs, 250), ports.clock, signal, told)
}

/** Answers in the order of the hashes; null where the endpoint has it not, undefined where it could not say. */
const lookUp = (pool: Pool, hashes: readonly string[]): Promise<unknown[]> =>
  pool.attempt(async (endpoint) => {
    const answers = await endpoint.askAll(
      'eth_getTransactionByHash',
      hashes.map((hash) => [hash]),
    )
    return answers.map((answer) => (answer instanceof Error ? undefined : answer))
  })

/** Thresholds first: only what would be an order is worth the proof of its signature. */
function expectedOf(served: unknown, { chain, settings, ports, recent }: PendingDeps): ExpectedTransaction[] {
  const transaction = readPending(served, chain.chainId)
  if (!transaction) return []
  const orders = pendingOrders(transaction, { chain, settings: settings(), store: ports.store, recent })
  if (orders.length === 0 || !isSigned(served, transaction, familyOf(chain.family))) return []
  return [{ hash: transaction.hash, sender: transaction.from, nonce: transaction.nonce, orders }]
}
