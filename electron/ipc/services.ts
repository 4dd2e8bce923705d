/** What the handlers may use, as types. `assemble.ts` makes the real ones; tests bring their own. */
import type { ChainStore, CoverageRange, OrderChange, Secrets } from '#engine/ports.ts'
import type { Levels } from '#engine/rules/budget.ts'
import type { RuleFacts } from '#engine/rules/defineRule.ts'
import type { Announcement } from '#shared/channels.ts'
import type { CallName, EventName, EventPayload, Input, Output } from '#shared/contract/index.ts'
import type { JournalEntry, JournalHead } from '#shared/contract/journal.ts'
import type { LabelFilter, LabelSource } from '#shared/contract/labels.ts'
import type { Violation } from '#shared/contract/packs.ts'
import type { Verdict } from '#shared/contract/spam.ts'
import type { Label } from '#shared/labels.ts'
import type { OrderDetail, OrderFilter, TableRow } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'
import type { Rule } from '#shared/rules.ts'
import type { ClientCertificate } from '#shared/secrets.ts'
import type { SettingProblem, Settings, SettingsPatch } from '#shared/settings.ts'
import type { AlertStore } from './alertStore.ts'
import type { CareStore } from './care.ts'

/** Statements about accounts. Rows show the best of each account by themselves; no consumer of the outbox is told of labels. */
export type LabelStore = {
  /** Keeps statements in one transaction; one of the same source about the same account and chain is replaced. */
  put(labels: readonly Label[]): void
  /** Answers whether the statement was there. */
  remove(chainId: number | null, address: string, source: string): boolean
  /** Removes at most `limit` statements of a source and answers how many: call until 0. `seed` and `learnt` stay out for good. */
  removeSource(source: string, limit: number): number
  /** Lets a source back in that was taken out; answers how many statements it brought. */
  restoreSource(source: 'seed' | 'learnt'): number
  page(filter: LabelFilter, after: string | null, limit: number): { labels: Label[]; next: string | null; total: number }
  /** Every statement about an account that applies on a chain, the one that rows show first. */
  of(chainId: number, address: string): Label[]
  sources(): LabelSource[]
  /** Called after every commit that changed labels, with the sources of what changed. */
  onChange(listener: (sources: readonly string[]) => void): () => void
}

/** A message to a channel. `attempts` counts beginnings: one that was begun may have arrived. Times in Unix milliseconds. */
export type Delivery = {
  readonly id: number
  readonly channelId: string
  readonly announcement: Announcement
  /** When it was told; after a day without success it is given up. */
  readonly at: number
  readonly attempts: number
  readonly nextAt: number
}

/** `error`: why the oldest that waits did not arrive, else the last one given up. `givenUp`: how many since one arrived. */
export type DeliveryStanding = {
  readonly waiting: number
  readonly nextAt: number | null
  readonly lastSent: number | null
  readonly givenUp: number
  readonly error: string | null
}

/** The queue of each channel, in the order of what happened. */
export type DeliveryStore = {
  add(channelId: string, announcement: Announcement, at: number): void
  /** The oldest that waits, whenever it is due. */
  next(channelId: string): Delivery | null
  /** How many wait that were never begun. */
  untried(channelId: string): number
  /** Write it down before sending: after a crash it is repeated as it was. */
  begin(id: number): void
  postpone(id: number, nextAt: number, error: string): void
  arrived(id: number, at: number): void
  giveUp(id: number, error: string): void
  /** Puts the oldest of those that were never begun, at most `limit`, into one in the place of the newest of them; answers how many. */
  gather(channelId: string, limit: number, inOne: (deliveries: readonly Delivery[]) => Announcement): number
  /** What waits is due at once. */
  hurry(channelId: string, at: number): void
  standing(channelId: string): DeliveryStanding
  /** Notes what was sent past the queue. */
  noteSent(channelId: string, announcement: Announcement, at: number): void
  forget(channelId: string): void
  /** Forgets what ended and was told before `before`. */
  prune(before: number): void
}

/** The whole store; the engine sees only its `ChainStore` part. All calls are synchronous and short. */
export type OrderStore = ChainStore & {
  /** Newest first (block time, then arrival), by key. `after` is a `next` of an earlier page. */
  page(filter: OrderFilter, after: string | null, limit: number): { rows: TableRow[]; next: string | null; seq: number }
  /** A page as the reader answers it, at once and in this thread: for the first rows of a window. */
  around(question: Input<'orders.page'>): Output<'orders.page'>
  count(filter: OrderFilter): number
  get(id: string): OrderDetail | null
  /** Newest change number; 0 in an empty store. */
  seq(): number
  /**
   * Changes that a named consumer (`watch`, `notify`) has not handled yet, oldest first, each with the row as it is now.
   * A consumer that was never seen before starts at the beginning.
   */
  pending(consumer: string, limit: number): readonly OrderChange[]
  /** Remembers, durably, that the consumer handled everything up to `seq`. */
  handled(consumer: string, seq: number): void
  /** A consumer that was never seen begins with what comes from now on: old orders are no news to it. */
  beginNow(consumer: string): void
  /** As `coverage`, with levels told apart: ranges may touch, those that do differ in level. */
  coverageByLevel(chainId: number): readonly CoverageRange[]
  /** Keeps the user's verdict on an order's id or on `chainId:address`; null takes it back. Answers how many stored rows changed by it. */
  setVerdict(subject: string, spam: boolean | null): number
  /** The newest verdicts, newest first. */
  verdicts(): readonly Verdict[]
  readonly labels: LabelStore
  readonly books: BookStore
  readonly journal: JournalStore
  readonly alerts: AlertStore
  readonly care: CareStore
  readonly deliveries: DeliveryStore
  /** What rules ask of the past. */
  readonly facts: RuleFacts
  /** How often a rule rang from a time on, and when last (Unix milliseconds). */
  rang(ruleId: string, since: number): { readonly count: number; readonly last: number | null }
  /** Whether rows show a name or an owner with this part, or an order moved this token (contract or symbol), or a source of this id told of one. */
  isStored(what: 'label' | 'token' | 'source', name: string): boolean
  /** Removes every trace of a chain. For the demo chain only: its rows were never real. */
  forgetChain(chainId: number): void
  close(): void
}

/** The journal that cannot be altered unnoticed. Orders, labels, packs and disclosures are noted by the transactions that store them. */
export type JournalStore = {
  /** Adds an entry; `body` is anything that JSON can say. */
  note(kind: string, subject: string, body: unknown): void
  size(): number
  /** The newest head that is kept; null before the first. */
  head(): JournalHead | null
  /** Keeps a head over the present state: signed, or (null) with empty key and signature. */
  keepHead(signer: { readonly publicKey: string; sign(message: Uint8Array): string } | null): JournalHead
  /** Gives at most `limit` orders that are older than the journal their entries; answers whether there are more. */
  adopt(limit: number): boolean
  page(question: { readonly after?: number | undefined; readonly limit: number; readonly subject?: string | undefined }): {
    entries: JournalEntry[]
    next: number | null
  }
  /** Recomputes everything: takes as long as reading it all. `head`: one that was kept elsewhere; `key`: what heads must be signed with. */
  verify(options: { readonly head?: JournalHead; readonly key?: string }): {
    readonly ok: boolean
    readonly checked: number
    readonly message: string
  }
  /** The text of an order whose SHA-256 its newest entry holds as `digest`; null where there is no such order. */
  orderEntry(id: string): { readonly text: string; readonly entry: JournalEntry | null } | null
  /** Inclusion proof of an entry in the tree of `size` entries, siblings from the leaf upwards, in hex. */
  proof(index: number, size: number): string[]
}

/** How much there is of a pack. */
export type BookCounts = { readonly orders: number; readonly documents: number; readonly openViolations: number }
/** What a pack says of its units, and the time in Unix seconds. */
export type BookTerms = {
  readonly units: Readonly<Record<string, { readonly symbol: string; readonly decimals: number }>>
  readonly now: number
}

/** What the reader is asked by the host itself, beside calls of the contract: these are told what is not the window's to say. */
export type OwnReads = {
  'rules.dryRun': {
    /** `kept`: the rule as it is stored. `now` in Unix milliseconds. */
    readonly input: Input<'rules.dryRun'> & { readonly kept: Rule | null; readonly now: number }
    readonly output: Output<'rules.dryRun'>
  }
  /** What a rule with a budget learns from what is stored. */
  'books.counts': { readonly input: null; readonly output: { readonly counts: Readonly<Record<string, BookCounts>> } }
  'books.documents': { readonly input: Input<'business.documents'> & BookTerms; readonly output: Output<'business.documents'> }
  'books.document': { readonly input: Input<'business.document'> & BookTerms; readonly output: Output<'business.document'> }
  /** `issuing` and `redeeming`: keys of the verbs that do so. */
  'books.balances': {
    readonly input: Pick<BookTerms, 'units'> & {
      readonly pack: string
      readonly roles: readonly { readonly role: string; readonly label: string; readonly members: readonly string[] }[]
      readonly issuing: readonly string[]
      readonly redeeming: readonly string[]
    }
    readonly output: Output<'business.balances'>
  }
  'books.flows': {
    readonly input: Input<'business.flows'> & Pick<BookTerms, 'units'> & { readonly verbs: Readonly<Record<string, string>> }
    readonly output: Output<'business.flows'>
  }
  'books.violations': { readonly input: Input<'business.violations'>; readonly output: Output<'business.violations'> }
  'rules.levels': { readonly input: { readonly rule: Rule; readonly now: number }; readonly output: { readonly levels: Levels | null } }
}
/** A call of the contract that only reads orders, or a question of the host. */
export type ReadCall =
  | Extract<CallName, 'orders.page' | 'orders.count' | 'orders.samples' | 'orders.locate' | `charts.${string}`>
  | keyof OwnReads
export type ReadInput<N extends ReadCall> = N extends keyof OwnReads ? OwnReads[N]['input'] : N extends CallName ? Input<N> : never
export type ReadOutput<N extends ReadCall> = N extends keyof OwnReads ? OwnReads[N]['output'] : N extends CallName ? Output<N> : never

/** Reads beside the store, in a thread of its own: what looks at many rows belongs here. It sees what is committed. */
export type OrderReader = {
  /** Throws EngineError SUPERSEDED (a later question in the same lane came), TOO_SLOW, BAD_INPUT, or one of the store. */
  ask<N extends ReadCall>(name: N, input: ReadInput<N>): Promise<ReadOutput<N>>
  /** Whether it has answered before: until then its thread may still be starting. Absent: always. */
  isAwake?(): boolean
  close(): Promise<void>
}

/** Packs as their files, and the books of what they watch. */
export type BookStore = {
  packs(): readonly { readonly id: string; readonly text: string; readonly enabled: boolean }[]
  savePack(id: string, text: string, enabled: boolean): void
  removePack(id: string): void
  /** From now on these packs watch, by id; books of those that changed are made anew from their events. Call it before the first step. */
  watch(packs: ReadonlyMap<string, Pack>): void
  /** Called after every commit that changed books, with the violations that were not known before. */
  onChange(listener: (news: { readonly packs: ReadonlySet<string>; readonly violations: readonly Violation[] }) => void): () => void
}

export type SettingsStore = {
  get(): Settings
  problems(): readonly SettingProblem[]
  /** Validates, stores durably, tells the listeners, returns the whole. Throws EngineError READ_ONLY or DISK_FULL with a sentence. */
  set(patch: SettingsPatch): Settings
  /** Copies the file as it is beside itself, before much of it changes, and answers where; null where there is none. Throws as `set`. */
  keepCopy?(): string | null
  onChange(listener: (settings: Settings) => void): () => void
}

/** Secrets of endpoints and channels: sent to them, and told to nobody else. */
export type SecretStore = Secrets & {
  /** Addresses that have one. */
  endpoints(): readonly string[]
  /** Keeps or (null) forgets the headers of an address, durably. Throws EngineError READ_ONLY or DISK_FULL with a sentence. */
  set(url: string, headers: Readonly<Record<string, string>> | null): void
  /** Addresses that have a client certificate or an authority of their own. */
  certificates(): readonly string[]
  /** Keeps or (null) forgets the certificate of an address, durably. Throws as `set`, and BAD_INPUT for one that can never be used. */
  setCertificate(url: string, certificate: ClientCertificate | null): void
  /** What is kept for a channel, by the names that its kind gives; empty where nothing is. */
  channelSecrets(id: string): Readonly<Record<string, string>>
  /** Keeps or (null) forgets one secret of a channel, durably. Throws as `set` does. */
  setChannelSecret(id: string, name: string, value: string | null): void
  /** Why they are not as safe as they could be, in one sentence; null where all is well. */
  warning(): string | null
}

/** Something to press on a toast: `open`, `snooze-rule:<id>`, `snooze-chain:<chain id>` or `snooze-wallet:<address>`. */
export type ToastAction = { readonly id: string; readonly label: string }

export type Toast = {
  /** A toast with the id of an earlier one takes its place, where the platform can. */
  readonly id: string
  readonly title: string
  readonly body: string
  /** Order that a click focuses; null for a digest, and for what is about no order. */
  readonly orderId: string | null
  /** The desktop plays no sound for it. */
  readonly silent: boolean
  readonly actions: readonly ToastAction[]
}
/** Shows one notification. `shown: false` carries a sentence that says why and what to do. */
export type Notifier = {
  show(toast: Toast): Promise<{ readonly shown: boolean; readonly message: string }>
  /** Takes a toast away that is still shown, where the platform can. */
  close?(id: string): void
}

/** Asks where a file shall go. `path` is where to write, `shown` is what the user is told (a path, or a download address). */
export type FileSaver = { choose(suggestedName: string): Promise<{ readonly path: string; readonly shown: string } | null> }

export type Update = Output<'app.update'>
/** Looks for, fetches or installs a newer release, as the contract's `app.update` has it. Never rejects: failures are words. */
export type Updating = (how: Input<'app.update'>['how']) => Promise<Update>

/** Runs the built-in chain on loopback. */
export type DemoHost = { start(): Promise<{ readonly http: string; readonly ws: string; readonly chainId: number }>; stop(): Promise<void> }

export type Publish = <N extends EventName>(name: N, payload: EventPayload<N>) => void
