/** Every way in which an endpoint is known to fail or to lie, one name each, in front of any honest source of answers. */
import { type Answer, ask, type Fault, type RpcServer, serveRpc } from './rpcServer.ts'

type Json = { [key: string]: unknown }
type Change = (result: unknown, context: { method: string; random: () => number }) => unknown

const html = '<!doctype html><html><head><title>Welcome</title></head><body>Nothing to see here</body></html>'
const reply = (status: number, body: string, headers: Record<string, string> = {}): Fault => ({ kind: 'reply', status, body, headers })

/** Faults of the exchange: the bytes never become an answer. */
const exchangeFaults = {
  html: () => reply(200, html, { 'content-type': 'text/html' }),
  notFound: () => reply(404, 'Not found', { 'content-type': 'text/plain' }),
  unauthorized: () => reply(401, '{"message":"invalid key"}', { 'content-type': 'application/json' }),
  rateLimited: () => reply(429, 'Too many requests'),
  rateLimitedRetryAfter: () => reply(429, 'Too many requests', { 'retry-after': '2' }),
  serverError: () => reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }),
  emptyBody: () => reply(200, '', { 'content-type': 'application/json' }),
  cut: () => ({ kind: 'cut' }) as const,
  hang: () => ({ kind: 'hang' }) as const,
  endless: () => ({ kind: 'endless' }) as const,
} satisfies Record<string, () => Fault>

/** Lies: well-formed answers that are not true. Each leaves answers alone that it does not concern. */
const lies = {
  wrongChain: (result, { method }) => (method === 'eth_chainId' ? '0x539' : method === 'net_version' ? '1337' : result),
  nullBlock: onBlock(() => null),
  nullReceipts: onReceipts(() => null),
  emptyReceipts: onReceipts(() => []),
  otherReceipts: onReceipts((receipts) => receipts.map((receipt) => ({ ...receipt, blockHash: `0x${'ab'.repeat(32)}` }))),
  otherBlock: onBlock((block) => ({ ...block, number: `0x${(Number(block.number) + 1).toString(16)}` })),
  missingReceipt: onReceipts((receipts) => receipts.slice(0, -1)),
  swappedReceipts: onReceipts((receipts) => receipts.toReversed()),
  flippedLog: onLogs((logs, random) => flipIn(logs, 'data', random)),
  flippedTopic: onLogs((logs, random) =>
    replaceOne(logs, random, (log) => ({
      ...log,
      topics: (log.topics as string[]).map((topic, i) => (i === 0 ? flip(topic, random) : topic)),
    })),
  ),
  droppedLog: onLogs((logs, random) => logs.toSpliced(Math.floor(random() * logs.length), 1)),
  forgedLog: onLogs((logs) => {
    const last = logs.at(-1)
    if (!last) return logs
    const amount = `0x${(10n ** 24n).toString(16).padStart(64, '0')}`
    return [...logs, { ...last, data: amount, logIndex: `0x${(Number(last.logIndex) + 1).toString(16)}` }]
  }),
  flippedStatus: onReceipts((receipts, random) =>
    replaceOne(receipts, random, (receipt) => ({ ...receipt, status: receipt.status === '0x1' ? '0x0' : '0x1' })),
  ),
  flippedGas: onReceipts((receipts, random) =>
    replaceOne(receipts, random, (receipt) => ({ ...receipt, cumulativeGasUsed: plusOne(receipt.cumulativeGasUsed) })),
  ),
  flippedValue: onTransactions((list, random) =>
    replaceOne(list, random, (transaction) => ({ ...transaction, value: plusOne(transaction.value) })),
  ),
  flippedSender: onTransactions((list, random) => flipIn(list, 'from', random)),
  flippedRecipient: onTransactions((list, random) =>
    flipIn(
      list.filter(({ to }) => to),
      'to',
      random,
      list,
    ),
  ),
  droppedTransaction: onTransactions((list) => list.slice(0, -1)),
  flippedHeader: onBlock((block, random) => ({ ...block, stateRoot: flip(String(block.stateRoot), random) })),
  flippedRoot: onBlock((block, random) => ({ ...block, receiptsRoot: flip(String(block.receiptsRoot), random) })),
  flippedTime: onBlock((block) => ({ ...block, timestamp: plusOne(block.timestamp) })),
  junk: onBlock(() => ({ number: 'seven', transactions: 'none', hash: ['0x'] })),
} satisfies Record<string, Change>

export type ExchangeFault = keyof typeof exchangeFaults
export type Lie = keyof typeof lies
export type FaultKind = ExchangeFault | Lie
export const exchangeFaultKinds = Object.keys(exchangeFaults) as ExchangeFault[]
export const lieKinds = Object.keys(lies) as Lie[]

export type FaultyOptions = {
  /** Where honest answers come from: an endpoint's URL, or a function. */
  readonly upstream: string | Answer
  readonly kind: FaultKind
  readonly seed?: number
  /** Whether this exchange (from 0) or call is struck; always where absent. */
  readonly when?: (struck: { readonly method: string; readonly params: readonly unknown[]; readonly count: number }) => boolean
}

export type Faulty = RpcServer & { /** How often the fault was dealt out. */ readonly struck: () => number }

/** Starts an endpoint that has one fault. Deterministic: same seed and same questions, same answers. HTTP only. */
export async function startFaulty(options: FaultyOptions): Promise<Faulty> {
  const { upstream, kind, when = () => true } = options
  const honest: Answer = typeof upstream === 'string' ? (method, params) => ask(upstream, method, params) : upstream
  const random = seeded(options.seed ?? 1)
  const change: Change | undefined = Object.hasOwn(lies, kind) ? lies[kind as Lie] : undefined
  const fault: (() => Fault) | undefined = Object.hasOwn(exchangeFaults, kind) ? exchangeFaults[kind as ExchangeFault] : undefined
  let struck = 0
  let count = 0
  const server = await serveRpc({
    ws: false,
    answer: async (method, params) => {
      const result = await honest(method, params)
      if (!change || !when({ method, params, count: count++ })) return result
      const changed = change(structuredClone(result), { method, random })
      if (JSON.stringify(changed) !== JSON.stringify(result)) struck++
      return changed
    },
    fault: (calls, exchange) => {
      const first = calls[0]
      if (!fault || !first || !when({ method: first.method, params: first.params, count: exchange })) return null
      struck++
      return fault()
    },
  })
  return { ...server, struck: () => struck }
}

/** A small PRNG (mulberry32): same seed, same row of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Flips one bit of a hex string, never in its prefix. */
export function flip(hex: string, random: () => number): string {
  if (hex.length <= 2) return '0x01'
  const at = 2 + Math.floor(random() * (hex.length - 2))
  const digit = (Number.parseInt(hex[at] ?? '0', 16) ^ (1 << Math.floor(random() * 4))).toString(16)
  return hex.slice(0, at) + digit + hex.slice(at + 1)
}

const plusOne = (quantity: unknown): string => `0x${(BigInt(String(quantity)) + 1n).toString(16)}`

function replaceOne(list: readonly Json[], random: () => number, change: (item: Json) => Json): Json[] {
  const at = Math.floor(random() * list.length)
  return list.map((item, index) => (index === at ? change(item) : item))
}

function flipIn(candidates: readonly Json[], key: string, random: () => number, all: readonly Json[] = candidates): Json[] {
  const chosen = candidates[Math.floor(random() * candidates.length)]
  return all.map((item) => (item === chosen ? { ...item, [key]: flip(String(item[key]), random) } : item))
}

function onBlock(change: (block: Json, random: () => number) => unknown): Change {
  return (result, { method, random }) => (method.startsWith('eth_getBlockBy') && result ? change(result as Json, random) : result)
}

function onTransactions(change: (transactions: Json[], random: () => number) => Json[]): Change {
  return onBlock((block, random) => {
    const list = block.transactions as Json[]
    return list.length > 0 && typeof list[0] === 'object' ? { ...block, transactions: change(list, random) } : block
  })
}

function onReceipts(change: (receipts: Json[], random: () => number) => unknown): Change {
  return (result, { method, random }) => {
    if (method === 'eth_getBlockReceipts' && Array.isArray(result) && result.length > 0) return change(result, random)
    if (method !== 'eth_getTransactionReceipt' || !result) return result
    const changed = change([result as Json], random)
    return Array.isArray(changed) ? (changed[0] ?? null) : changed
  }
}

function onLogs(change: (logs: Json[], random: () => number) => Json[]): Change {
  return onReceipts((receipts, random) => {
    const withLogs = receipts.filter(({ logs }) => (logs as Json[]).length > 0)
    const chosen = withLogs[Math.floor(random() * withLogs.length)]
    return receipts.map((receipt) => (receipt === chosen ? { ...receipt, logs: change(receipt.logs as Json[], random) } : receipt))
  })
}
