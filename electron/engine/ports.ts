/** Everything that the engine asks of the world. Adapters implement these; tests bring their own. */
import type { OrderNotes, OrderRow, OrderState, TableRow } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'
import type { ClientCertificate } from '#shared/secrets.ts'
import type { Settings } from '#shared/settings.ts'
import type { LightAnswer, LightJob } from './beacon/job.ts'
import type { Address, AssetRef, BlockHeader, BlockReading, Roots } from './types.ts'
import type { SealContext } from './verify/seals/index.ts'

export type Clock = {
  /** Unix milliseconds. */
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts (never rejects). */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type Log = (level: LogLevel, message: string, data?: Readonly<Record<string, unknown>>) => void

export type HttpAnswer = {
  readonly status: number
  readonly retryAfter: string | null
  readonly contentType: string | null
  /** When the server says that it answered (RFC 9110 §6.6.1), as it says it. */
  readonly date?: string | null
  readonly bytes: Uint8Array
}

/**
 * POSTs JSON. Rejects with EndpointError TOO_LARGE as soon as the body passes `maxBytes`, TIMEOUT after `timeoutMs`
 * for the whole exchange (body included), UNREACHABLE when there is no connection or the body is cut off.
 */
export type HttpPost = (
  url: string,
  body: string,
  options: {
    readonly timeoutMs: number
    readonly maxBytes: number
    readonly signal?: AbortSignal
    /** Sent beside those that every request has: access tokens. */
    readonly headers?: Readonly<Record<string, string>>
    /** Shown where TLS asks for one. */
    readonly certificate?: ClientCertificate
    /** Told of every part of the body as it comes, of those of a failed answer as well. */
    readonly onBytes?: (more: number) => void
  },
) => Promise<HttpAnswer>

/**
 * Asks for `path` under `base`, whose own path and query are kept: keys stand there. Rejects as HttpPost does; no redirect is followed.
 */
export type HttpGet = (base: string, path: string, options: Parameters<HttpPost>[2]) => Promise<HttpAnswer>

export type Socket = { send(text: string): void; close(): void }
/** Opens a websocket. `onClose` is called exactly once, also when it could not be opened. */
export type OpenSocket = (
  url: string,
  handlers: { onOpen(): void; onMessage(text: string): void; onClose(reason: string): void },
  options: { readonly maxBytes: number; readonly headers?: Readonly<Record<string, string>>; readonly certificate?: ClientCertificate },
) => Socket

/** A pack that watches, trimmed to what it names; `key` changes whenever the pack does. */
export type WatchedPack = { readonly key: string; readonly pack: Pack }

/** What is needed to prove and read one block. Bytes are JSON-RPC answers as they came. */
export type BlockJob = {
  readonly chainId: number
  readonly family: string
  readonly wrappedNative: Address | null
  /** The block that was asked for; the answer must be this one. */
  readonly expect: { readonly number: number | null; readonly hash: string | null }
  /** Answer to eth_getBlockByHash / eth_getBlockByNumber with full transactions. */
  readonly block: Uint8Array
  /** One answer to eth_getBlockReceipts, or one answer a transaction to eth_getTransactionReceipt in order. */
  readonly receipts: readonly Uint8Array[]
  /** Answer to debug_traceBlockBy… or trace_block; absent where it was not asked for. */
  readonly traces?: Uint8Array
  /** The reading lists every transaction with its sender and nonce. */
  readonly listMined?: boolean
  /** Tokens whose legs are wanted (native is always); null for all. */
  readonly tokens: readonly Address[] | null
  /** Base units from which on a leg of an asset may become an order; an asset without one may always. Absent: all may. */
  readonly floors?: ReadonlyMap<AssetRef, bigint>
  /** Every sender of the block is proven, not only those of transactions that may make an order. */
  readonly allSenders?: boolean
  /** With this the seals in the header are read and judged; absent where nobody watches over them. */
  readonly seals?: SealContext
  /** Businesses that live in contracts of this chain. */
  readonly packs?: readonly WatchedPack[]
}

/**
 * Proves a block and reads its legs, off the main thread where the adapter can.
 * Rejects with ProofError (the answers contradict each other or their hashes), with EndpointError NOT_JSON, or with
 * RpcError when an answer is a JSON-RPC error. Takes ownership of the bytes.
 */
export type Prover = {
  read(job: BlockJob): Promise<BlockReading>
  /** Checks what a light-client server answered; rejects as `readLight` throws. */
  light(job: LightJob): Promise<LightAnswer>
  close(): void
}

export type StoredHeader = BlockHeader & {
  readonly evidence: number
  readonly notes: readonly string[]
  /** Host of the endpoint that served it. */
  readonly endpoint: string
  readonly roots?: Roots
  /** Hosts that name the same block, the one that served it included; absent where nobody else was asked or answered. */
  readonly agreed?: readonly string[]
}

/** One step of one chain: everything in it is committed in one transaction or not at all. */
export type ChainStep = {
  readonly chainId: number
  /** Blocks of this chain from this number on are dropped first and their orders become `reverted`; null for none. */
  readonly revertFrom: number | null
  /** New blocks, ascending and linked. */
  readonly blocks: readonly StoredHeader[]
  /** Orders of these blocks, in block order. */
  readonly orders: readonly OrderRow[]
  /** What is known of how they came about, by order id; absent where there is nothing to say. */
  readonly notes?: ReadonlyMap<string, OrderNotes>
  /** Transactions of these blocks, where pending orders are waited for: what they promised and did not keep ends with this step. */
  readonly mined?: readonly MinedTransaction[]
  /** Blocks up to this number are final: their orders become `final` (never back), their headers may be forgotten. */
  readonly final: number | null
  /** First block of the unbroken run that ends with the newest block stored; null leaves it as it is. */
  readonly from: number | null
}

/** A transaction that is in no block yet, with the orders that it would make. Hash and signer are proven by its own bytes. */
export type ExpectedTransaction = MinedTransaction & {
  readonly orders: readonly { readonly order: OrderRow; readonly notes: OrderNotes }[]
}

/** Which transaction of an account a block holds. */
export type MinedTransaction = { readonly hash: string; readonly sender: Address; readonly nonce: number }

/** An earlier stored movement between an account and `counterparty`. `amount` as it is shown, e.g. `1250.5 USDC`. */
export type Dealing = { readonly orderId: string; readonly counterparty: Address; readonly amount: string }

/** Blocks of history beside the live run, all of them final: a gap that is filled. Committed whole or not at all. */
export type HistoryStep = {
  readonly chainId: number
  /** Ascending and linked. */
  readonly blocks: readonly StoredHeader[]
  readonly orders: readonly OrderRow[]
  readonly notes?: ReadonlyMap<string, OrderNotes>
}

/** Blocks `from` … `to` were all read, proven and stored; `evidence` is the least level among them. */
export type CoverageRange = { readonly from: number; readonly to: number; readonly evidence: number }

/** What an endpoint did wrong, kept so that it can be shown to its operator. */
export type Incident = {
  readonly chainId: number
  readonly host: string
  /** Unix milliseconds. */
  readonly at: number
  /** Code of the error, e.g. RECEIPTS_ROOT; begins with SEAL_ for an alarm about validators. */
  readonly code: string
  readonly block: number | null
  readonly sentence: string
  /** What was expected and what was found, as the error has it. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

export type OrderChange = {
  readonly seq: number
  readonly row: TableRow
  /** State before this step; null for an order that was never stored. */
  readonly was: OrderState | null
}

export type ChainCursor = {
  /** Unbroken run of stored blocks: every block from `from` to `number` was proven and stored. */
  readonly from: number
  readonly number: number
  readonly hash: string
  readonly final: number | null
}

export type ChainStore = {
  cursor(chainId: number): ChainCursor | null
  /** Stored headers that are not final yet plus the newest final one, ascending. */
  headers(chainId: number): readonly StoredHeader[]
  /** Applies a step atomically. Unchanged rows (same id, same content) make no change. Throws EngineError DISK_FULL, READ_ONLY or DATABASE. */
  apply(step: ChainStep): readonly OrderChange[]
  /** Raises the evidence of stored blocks and their orders to `evidence` (never lowers). Same notes on changes as `apply`. */
  raise(
    chainId: number,
    hashes: readonly string[],
    evidence: number,
    /** Who agreed, by block hash; kept beside the block. */
    agreed?: ReadonlyMap<string, readonly string[]>,
  ): readonly OrderChange[]
  /** Adds final blocks of history and their orders; orders of other blocks at their heights become `reverted`. */
  fill(step: HistoryStep): readonly OrderChange[]
  /** What is proven complete: ascending, disjoint, not touching. What lies between two ranges is known to be incomplete. */
  coverage(chainId: number): readonly CoverageRange[]
  /** Writes an incident down; the newest 1,000 of a chain are kept. */
  accuse(incident: Incident): void
  /** Incidents of a chain, newest first: what its endpoints did wrong, or (`alarm`) what its validators did. */
  incidents(chainId: number, limit: number, kind?: 'endpoint' | 'alarm'): readonly Incident[]
  /** What the watch over the validators of a chain was last given to remember; null for nothing. */
  sealMemory(chainId: number): string | null
  /** Remembers it, until the next time; null forgets. */
  rememberSeals(chainId: number, memory: string | null): void
  /** Begins a new unbroken run: the stored rows stay, the cursor and the unfinalised headers go; coverage ends at the newest final block. */
  restartChain(chainId: number): void
  /** Token metadata read on chain. */
  token(chainId: number, address: Address): { symbol: string; decimals: number | null } | null
  saveToken(chainId: number, address: Address, token: { symbol: string; decimals: number | null }): void
  /** Stores orders of transactions that are in no block yet; those that are there already count as seen again. Same notes on changes as `apply`. */
  expect(chainId: number, transactions: readonly ExpectedTransaction[]): readonly OrderChange[]
  /** Expected transactions that were last seen before `time` (Unix milliseconds), at most 50, the longest unseen first. */
  unseen(chainId: number, time: number): readonly { readonly hash: string; readonly seenAt: number }[]
  /** An endpoint still has these transactions. */
  seenAgain(chainId: number, hashes: readonly string[]): void
  /** These transactions are not waited for any more: their orders become `dropped`, and `words` say why. */
  dropExpected(chainId: number, hashes: readonly string[], words: string): readonly OrderChange[]
  /** Stored dealings of `account` with accounts that begin and end like `other` but are another: what a poisoner imitates. */
  imitated(account: Address, other: Address): readonly Dealing[]
}

/** What is sent along to an endpoint that asks who is there. */
export type Secrets = {
  /** Headers of exactly this address; none for others. */
  headersFor(url: string): Readonly<Record<string, string>>
  /** The certificate of exactly this address, the same object every time; null or no function where there is none. */
  certificateFor?(url: string): ClientCertificate | null
}

export type SettingsReader = { get(): Settings; onChange(listener: (settings: Settings) => void): () => void }

export type Ports = {
  readonly clock: Clock
  readonly log: Log
  readonly post: HttpPost
  /** Absent: no light client is followed. */
  readonly get?: HttpGet
  readonly openSocket: OpenSocket
  readonly prover: Prover
  readonly store: ChainStore
  /** Packs that watch a chain; absent: none. */
  readonly packs?: (chainId: number) => readonly WatchedPack[]
  /** In [0, 1); for jitter. */
  readonly random: () => number
}
