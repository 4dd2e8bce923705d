/** The store of orders of one data folder: everything that engine, window and command line ask of it. */
import { EngineError } from '#engine/errors.ts'
import type { OrderChange } from '#engine/ports.ts'
import type { OrderStore } from '#ipc/services.ts'
import { createAlerts, forgetAlerts } from './alerts.ts'
import { applyStep, fillStep, raiseStep } from './apply.ts'
import { createAssets } from './assets.ts'
import { cursorOf, forgetRun, headersOf } from './blocks.ts'
import { createBooks, forgetBooks } from './books/index.ts'
import { createCare } from './care.ts'
import { coverageOf, levelsOf } from './coverage.ts'
import { openDatabase } from './database.ts'
import { imitatedBy } from './dealings.ts'
import { createDeliveries } from './deliveries.ts'
import { addIncident, incidentsOf } from './incidents.ts'
import { begin } from './journal/adopt.ts'
import { append } from './journal/append.ts'
import { createJournal } from './journal/index.ts'
import { createLabels } from './labelStore.ts'
import { forgetLearnt } from './learning.ts'
import { migrate, requireCurrent } from './migrate.ts'
import { createOutbox, newestSeq, type Retention } from './outbox.ts'
import { countOf, detailOf, pageOf, rowsAround, totalOf } from './pages.ts'
import { dropStep, expectStep, seenAgain, unseenSince } from './pending.ts'
import { createFacts } from './rules/facts.ts'
import { isStored, rangSince } from './rules/standing.ts'
import { rememberSeals, sealMemoryOf } from './sealMemory.ts'
import { saveToken, tokenOf } from './tokens.ts'
import { forgetVerdicts, setVerdict, verdictsOf } from './verdicts.ts'
import type { Desk } from './writeRow.ts'

/** `dataDir` lets an export read the same folder over a connection of its own. */
export type Store = OrderStore & { readonly dataDir: string }

export type StoreOptions = {
  /** Folder of `crowsnest.sqlite`; made where it is missing (not when read-only). */
  readonly dataDir: string
  /** Opens beside a running instance, without its lock; everything that writes throws READ_ONLY. */
  readonly readOnly?: boolean
  /** Unix milliseconds; for `firstSeenAt` and `changedAt`. */
  readonly now?: () => number
  /** How many changes are kept for consumers. */
  readonly retention?: Retention
}

/**
 * Opens the store and brings it to the newest shape. Throws EngineError with a sentence: LOCKED (another instance), READ_ONLY, DISK_FULL,
 * CORRUPT, NEWER, OLDER (read-only on an older file), NOT_FOUND (read-only), DATABASE.
 */
export function openStore(options: StoreOptions): Store {
  const database = openDatabase(options)
  try {
    if (database.readOnly) requireCurrent(database)
    else migrate(database)
  } catch (error) {
    database.close()
    throw error
  }
  const assets = createAssets(database)
  const outbox = createOutbox(database, options.retention)
  let learnt = false
  const desk: { -readonly [K in keyof Desk]: Desk[K] } = {
    database,
    assets,
    now: options.now ?? Date.now,
    onLearnt: () => {
      learnt = true
    },
  }
  let total: number | null = null

  const write = <T>(work: () => T): T => {
    if (database.readOnly)
      throw new EngineError('READ_ONLY', `${database.file} was opened for reading only: stop the other instance first.`)
    try {
      return database.transaction(work)
    } catch (error) {
      learnt = false
      assets.forget()
      books.drop()
      total = null
      throw error
    }
  }

  const told = (changes: OrderChange[]): OrderChange[] => {
    if (total !== null) total += changes.filter((change) => change.was === null).length
    outbox.prune()
    if (learnt) labels.learnt()
    books.tell()
    learnt = false
    return changes
  }

  const books = createBooks(database, write, desk.now)
  desk.books = books.keeper
  desk.onBooks = books.gather

  const alerts = createAlerts(database, outbox, write)
  const labels = createLabels(database, write, desk.now)
  if (!database.readOnly) {
    try {
      write(() => begin(database, desk.now()))
      labels.loadSeed()
    } catch (error) {
      database.close()
      throw error
    }
  }

  return {
    dataDir: options.dataDir,
    cursor: (chainId) => cursorOf(database, chainId),
    headers: (chainId) => headersOf(database, chainId),
    apply: (step) => told(write(() => applyStep(desk, step))),
    fill: (step) => told(write(() => fillStep(desk, step))),
    raise: (chainId, hashes, evidence, agreed) => write(() => raiseStep(desk, chainId, hashes, evidence, agreed)),
    coverage: (chainId) => coverageOf(database, chainId),
    coverageByLevel: (chainId) => levelsOf(database, chainId),
    accuse: (incident) => write(() => addIncident(database, incident)),
    incidents: (chainId, limit, kind) => incidentsOf(database, chainId, limit, kind),
    sealMemory: (chainId) => sealMemoryOf(database, chainId),
    rememberSeals: (chainId, memory) => write(() => rememberSeals(database, chainId, memory)),
    token: (chainId, address) => tokenOf(database, chainId, address),
    saveToken: (chainId, address, token) => write(() => saveToken(database, chainId, address, token)),
    expect: (chainId, transactions) => told(write(() => expectStep(desk, chainId, transactions))),
    unseen: (chainId, time) => unseenSince(database, chainId, time),
    seenAgain: (chainId, hashes) => write(() => seenAgain(desk, chainId, hashes)),
    dropExpected: (chainId, hashes, words) => write(() => dropStep(desk, chainId, hashes, words)),
    imitated: (account, other) => imitatedBy(database, account, other),
    setVerdict: (subject, spam) =>
      write(() => {
        append(database, [{ at: desk.now(), kind: 'verdict', subject, body: { spam } }])
        return setVerdict(database, subject, spam, desk.now())
      }),
    verdicts: () => verdictsOf(database),
    labels,
    care: createCare(database, {
      ...{ write, alerts, now: desk.now },
      onRemoved: () => {
        total = null
      },
    }),
    books: books.store,
    journal: createJournal(database, write, desk.now),
    alerts,
    deliveries: createDeliveries(database, write),
    facts: createFacts(database),
    rang: (ruleId, since) => rangSince(database, ruleId, since),
    isStored: (what, name) => isStored(database, what, name),
    page: (filter, after, limit) => database.transaction(() => pageOf(database, filter, after, limit)),
    around: (question) => database.transaction(() => rowsAround(database, question)),
    count(filter) {
      if (Object.values(filter).some((part) => part !== undefined)) return countOf(database, filter)
      // Asked with every status: this process is the only writer, so it can keep count.
      if (database.readOnly) return totalOf(database)
      total ??= totalOf(database)
      return total
    },
    get: (id) => detailOf(database, id),
    seq: () => newestSeq(database),
    pending: (consumer, limit) => outbox.pending(consumer, limit),
    handled: (consumer, seq) => write(() => outbox.handled(consumer, seq)),
    beginNow: (consumer) => write(() => outbox.beginNow(consumer)),
    restartChain: (chainId) => write(() => forgetRun(database, chainId)),
    forgetChain(chainId) {
      write(() => {
        forgetBooks(database, chainId)
        books.keeper.forget()
        const rows = 'SELECT arrival FROM orders WHERE chain_id = ?'
        const had = database.get(`${rows} LIMIT 1`, chainId) !== undefined
        database.run(`DELETE FROM carried WHERE arrival IN (${rows})`, chainId)
        database.run(`DELETE FROM changes WHERE arrival IN (${rows})`, chainId)
        for (const table of [
          'orders',
          'assets',
          'blocks',
          'chains',
          'tokens',
          'coverage',
          'incidents',
          'expected',
          'seal_memories',
          'removed',
        ])
          database.run(`DELETE FROM ${table} WHERE chain_id = ?`, chainId)
        forgetVerdicts(database, chainId)
        forgetLearnt(database, chainId)
        forgetAlerts(database, chainId)
        if (had) append(database, [{ at: desk.now(), kind: 'forgotten', subject: String(chainId), body: null }])
      })
      assets.forget()
      total = null
    },
    close: () => database.close(),
  }
}
