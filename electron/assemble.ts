/** Adapters in, running app out. Desktop and headless host differ in nothing but what they hand in here. */

import { createBusiness } from '#business/index.ts'
import { createCare } from '#care/care.ts'
import { createOutbound } from '#care/outbound.ts'
import { createAnnouncer } from '#channels/announce.ts'
import { destinationOf, secretsFor } from '#channels/bound.ts'
import { createCourier } from '#channels/courier.ts'
import { cautionOf, channelKinds, problemOf } from '#channels/forms.ts'
import { engineCatalog } from '#engine/catalog.ts'
import { demoChain } from '#engine/chains/demo.ts'
import type { Range } from '#engine/index.ts'
import { cleanText } from '#engine/labels/import/clean.ts'
import { createLabelReader } from '#engine/labels/import/read.ts'
import { probe } from '#engine/rpc/probe.ts'
import { getWithSecrets, withSecrets } from '#engine/rpc/withSecrets.ts'
import { createIsThere } from '#engine/ruleReferences.ts'
import { fulfils, problemsOf, referencesOf } from '#engine/rules/judge.ts'
import { createEngine } from '#engine/supervisor.ts'
import { createJournal } from '#evidence/journal.ts'
import { createHandlers } from '#ipc/handlers/index.ts'
import { createLabelNews } from '#ipc/labelNews.ts'
import { createPublisher } from '#ipc/publish.ts'
import { serve } from '#ipc/serve.ts'
import { createSession } from '#ipc/viewers/session.ts'
import { type Channel, readChannels } from '#shared/channels.ts'
import type { Veil } from '#shared/disclosureByRole.ts'
import type { Network } from '#shared/settings.ts'
import type { AppStatus, ChainStatus, Notice } from '#shared/status.ts'
import type { Viewer } from '#shared/viewer.ts'
import { listDisclosures } from '#storage/export/disclosures.ts'
import { createExporter } from '#storage/export/inThread.ts'
import { openField } from '#storage/export/open.ts'
import { beginSession, lookThrough } from '#storage/export/viewers.ts'
import { writeLabels } from '#storage/labelFile.ts'
import { openStore } from '#storage/orders.ts'
import { createReader } from '#storage/reader/reader.ts'
import { createBudgets } from '#storage/rules/budgets.ts'
import { type Adapters, type App, noSecrets, notUpdated } from './host.ts'

export type { Adapters, App } from './host.ts'

/** The demo is read from its first block, so that its table is full at once. */
const wholeDemo: Range = { from: 1, to: null }
/** Milliseconds: older blocks of the demo are its history. */
const demoNews = 20_000

/** Opens the store (throws EngineError LOCKED, READ_ONLY, CORRUPT … with a sentence) and wires everything; nothing runs before `start`. */
export function assemble(adapters: Adapters): App {
  const { settings, clock, log, secrets = noSecrets } = adapters
  const store = openStore({ dataDir: adapters.dataDir })
  const outbound = createOutbound({ write: (counts) => store.care.addOutbound(counts), now: () => clock.now() })
  const { post, openSocket } = withSecrets(
    outbound.counted(adapters, 'endpoint', (url) => askedFor(url)),
    secrets,
  )
  const { get } = adapters
  const notices = new Map<string, Notice>()
  let demoNetwork: Network | null = null
  /** What the chains looked like when they were let rest; null while they are watched. */
  let resting: readonly ChainStatus[] | null = null
  /** When watching went on after a sleep or a pause, Unix milliseconds. */
  let awake = 0
  const wakeUp = () => {
    awake = clock.now()
  }

  const status = (): AppStatus => {
    const { setUp, networks } = settings.get()
    const problems = settings.problems().map(({ key, message }): Notice => ({ id: `setting-${key}`, level: 'warning', text: message }))
    return {
      host: adapters.host,
      version: adapters.version,
      firstRun: !setUp && networks.length === 0 && demoNetwork === null,
      demo: demoNetwork !== null,
      chains: [...(resting ?? engine.status())],
      notices: [...notices.values(), ...problems],
      storedOrders: store.count({}),
      unread: store.alerts.unread(),
      paused: resting !== null,
    }
  }

  const publisher = createPublisher(status)
  const notice = (id: string, level: Notice['level'], text: string | null) => {
    if ((notices.get(id)?.text ?? null) === text) return
    if (text === null) notices.delete(id)
    else notices.set(id, { id, level, text })
    publisher.statusChanged()
  }

  const inboxChanged = () => {
    publisher.publish('alerts.changed', { unread: store.alerts.unread(), newest: store.alerts.newest() })
    publisher.statusChanged()
  }

  const secretsOf = (channel: Channel) => secretsFor(channel, secrets.channelSecrets(channel.id))
  const courier = createCourier({
    ...{ deliveries: store.deliveries, clock, log, random: () => adapters.random() },
    channels: () => readChannels(settings.get().channels).channels,
    secrets: secretsOf,
    carrier: ({ name }) => outbound.counted(adapters, 'channel', () => name).post,
    onProblem: (id, sentence) => notice(`channel-${id}`, 'warning', sentence),
  })

  const announcer = createAnnouncer({
    store,
    notifier: adapters.notifier,
    settings: () => settings.get(),
    matches: (rule, row) => fulfils(row, rule.when, store.facts) && budgets.passes(rule, row),
    chainName: (chainId) => nameOf(chainId),
    now: () => clock.now(),
    awake: () => awake,
    newId: () => crypto.randomUUID(),
    onProblem: (message) => notice('notifications', 'warning', message),
    onChange: () => inboxChanged(),
    onSound: (sound) => publisher.publish('alerts.sound', { sound }),
    onDeliveries: () => courier.poke(),
  })

  const business = createBusiness({
    books: store.books,
    peek: (chainId, packs) => engine.peek(chainId, packs),
    now: () => clock.now(),
    changed: (packs) => publisher.publish('business.changed', { packs: [...packs] }),
    broken({ id, chainId, label, sentence, severity, at }, pack) {
      // In the demo something is broken every minute: only the worst of it rings, and nothing of the blocks that it begins with.
      if (chainId === demoNetwork?.chainId && (severity !== 'alarm' || at * 1000 < clock.now() - demoNews)) return
      announcer.alarm({ id: `violation-${id}`, chainId, title: `${pack}: ${label}`, body: sentence })
    },
  })

  const engine = createEngine(
    {
      clock,
      log,
      post,
      ...(get ? { get: getWithSecrets(outbound.countedGet(get, 'endpoint', askedFor), secrets) } : {}),
      openSocket,
      prover: adapters.prover,
      store,
      random: () => adapters.random(),
      packs: (chainId) => business.packs(chainId),
    },
    {
      settings: () => settings.get(),
      range: (chainId) => (chainId === demoNetwork?.chainId ? wholeDemo : (adapters.range?.(chainId) ?? null)),
    },
    {
      committed(changes) {
        publisher.changed(changes)
        announcer.poke()
        adapters.committed?.()
      },
      status(chain) {
        publisher.statusChanged()
        tellStopped(chain)
      },
      slept: wakeUp,
      rangeDone: (chainId, blocks) => adapters.rangeDone?.(chainId, blocks),
      equivocation({ chainId, sentence }) {
        const title = `${nameOf(chainId)}: two blocks sealed at one height`
        notice(`equivocation-${chainId}`, 'error', `${title}. ${sentence}`)
        announcer.alarm({ id: `equivocation-${chainId}`, chainId, title, body: sentence })
      },
    },
  )

  // A chain that needs the user says so once, and again only after it went on.
  const stopped = new Set<number>()
  const tellStopped = ({ chainId, phase, problem }: ChainStatus) => {
    if (phase !== 'stopped') return void stopped.delete(chainId)
    if (stopped.has(chainId)) return
    stopped.add(chainId)
    announcer.alarm({ id: `stopped-${chainId}`, chainId, title: `${nameOf(chainId)} stopped and needs you`, body: problem ?? '' })
  }

  const nameOf = (chainId: number): string =>
    [...settings.get().networks, ...(demoNetwork ? [demoNetwork] : [])].find((network) => network.chainId === chainId)?.name ??
    `Chain ${chainId}`
  /** The network that names an endpoint; the built-in demo is no host. */
  function askedFor(url: string): string | null {
    if (demoNetwork?.endpoints.includes(url)) return null
    const asks = ({ endpoints, lightClient }: Network) => endpoints.includes(url) || lightClient?.url === url
    return settings.get().networks.find(asks)?.name ?? 'A test of an address'
  }

  // A user who watches the demo chain by its address watches it as any other; beside the built-in demo it would be the same chain twice.
  const follow = () => {
    if (resting !== null) return engine.setNetworks([])
    const own = settings.get().networks.filter(({ chainId }) => demoNetwork === null || chainId !== demoNetwork.chainId)
    return engine.setNetworks(demoNetwork ? [...own, demoNetwork] : own)
  }

  // The demo begins anew each time; what it left is gone before its first block. One switch at a time.
  let turn: Promise<void> = Promise.resolve()
  const demo = (on: boolean): Promise<void> => {
    turn = turn.catch(() => {}).then(() => switchDemo(on))
    return turn
  }
  const switchDemo = async (on: boolean) => {
    if (on === (demoNetwork !== null)) return
    if (on) {
      const { http, ws, chainId } = await adapters.demo.start()
      store.forgetChain(chainId)
      business.demo(true)
      demoNetwork = { chainId, name: demoChain.name, enabled: true, endpoints: [http, ws] }
      await follow()
    } else {
      demoNetwork = null
      await follow()
      await adapters.demo.stop()
      store.forgetChain(demoChain.chainId)
      business.demo(false)
    }
    refreshWindows()
  }

  const pause = async (on: boolean) => {
    if (on === (resting !== null)) return
    if (!on) wakeUp()
    resting = on ? engine.status().map((chain) => ({ ...chain, phase: 'paused', problem: null, needsChoice: false })) : null
    publisher.statusChanged()
    await follow()
    publisher.statusChanged()
  }

  /** An empty message with a gap in its numbers makes every window ask for the page again. */
  const refreshWindows = () => {
    const seq = store.seq() + 1
    publisher.publish('orders.changed', { firstSeq: seq + 1, lastSeq: seq + 1, rows: [] })
    publisher.statusChanged()
  }

  const labelNews = createLabelNews((sources) => {
    publisher.publish('labels.changed', { sources: [...sources] })
    refreshWindows()
  })
  store.labels.onChange(labelNews.changed)

  const exporter = createExporter({
    dataDir: adapters.dataDir,
    ...(adapters.exportWorkerUrl ? { workerUrl: adapters.exportWorkerUrl } : {}),
    chainName: nameOf,
  })

  const reader = createReader({
    dataDir: adapters.dataDir,
    ...(adapters.readerWorkerUrl ? { workerUrl: adapters.readerWorkerUrl } : {}),
  })

  const budgets = createBudgets({ reader, now: () => clock.now(), onFault: (sentence) => log('warn', sentence) })
  const isThere = createIsThere({ watched: () => status().chains.map(({ chainId }) => chainId), isStored: store.isStored })

  const care = createCare({
    ...{ host: adapters.host, version: adapters.version, dataDir: adapters.dataDir, readerWorkerUrl: adapters.readerWorkerUrl },
    ...{ store, settings, secrets, saver: adapters.fileSaver, outbound, clock, log, post, openSocket, status },
    facts: adapters.facts ?? null,
    channels: () => readChannels(settings.get().channels).channels.map((channel) => ({ ...channel, ...courier.standing(channel) })),
    ruleProblems: async () => (await handlers['rules.list'](null)).rules.flatMap(({ problems }) => problems),
    onRemoved({ alerts }) {
      refreshWindows()
      if (alerts > 0) inboxChanged()
    },
  })

  const journal = createJournal({
    ...{ store, settings, clock, log, dataDir: adapters.dataDir, keys: adapters.journalKey ?? null },
    ...{ post, openSocket, version: adapters.version },
    network: (chainId) =>
      demoNetwork?.chainId === chainId ? demoNetwork : (settings.get().networks.find((network) => network.chainId === chainId) ?? null),
    pack: (id) => business.services.library().packs.find(({ pack }) => pack.id === id)?.pack ?? null,
    ...(adapters.printPdf ? { printPdf: adapters.printPdf } : {}),
    ...(adapters.readerWorkerUrl ? { readerWorkerUrl: adapters.readerWorkerUrl } : {}),
  })

  const handlers = createHandlers({
    ...business.services,
    journal: journal.services,
    care,
    store,
    reader,
    rules: { problemsOf, referencesOf, isThere, rang: store.rang, levelsOf: budgets.levelsOf, learnt: budgets.learnt },
    saver: adapters.fileSaver,
    publish: publisher.publish,
    runExport: (job) => exporter.run(job),
    lookThrough: (viewer) => sessionWith(viewer, lookThrough(adapters.dataDir, viewer)),
    disclosures: {
      list: (limit) => listDisclosures(adapters.dataDir, limit),
      open: (request) => openField({ dataDir: adapters.dataDir, ...request }),
    },
    readLabels: (fileName) => createLabelReader(fileName),
    cleanLabel: cleanText,
    writeLabels: (job) => writeLabels(store.labels, job),
    now: () => clock.now(),
    settings,
    secrets,
    alerts: store.alerts,
    inboxChanged,
    deliveries: store.deliveries,
    channels: { ...courier, problemOf, cautionOf, destinationOf, secretsOf },
    probe: (url, chainId) => probe(url, chainId, { post, openSocket, clock }),
    resume(chainId, how) {
      if (how === 'fromHead') {
        store.restartChain(chainId)
        store.rememberSeals(chainId, null)
      }
      engine.resume(chainId)
    },
    catalog: { ...engineCatalog(), channelKinds: channelKinds() },
    status,
    openLink: (url) => adapters.openLink(url),
    demo,
    pause,
    update: adapters.update ?? (() => Promise.resolve(notUpdated)),
    notifier: adapters.notifier,
    dismiss: (id) => notice(id, 'info', null),
    refreshWindows,
  })

  const answer = serve(handlers, {
    ...(adapters.checkOutput ? { checkOutput: true } : {}),
    onFault: (name, error) =>
      log('error', `call ${name} failed`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  })
  const sessionWith = (viewer: Viewer, veil: Veil, place?: (shown: string) => string) =>
    createSession({
      ...{ viewer, veil, serve: answer, orderOf: store.get, onEvent: publisher.onEvent },
      packs: () => business.services.library().packs.map(({ pack }) => pack),
      ...(place ? { place } : {}),
    })

  let unlisten = () => {}
  return {
    serve: answer,
    sessionOf: (viewer, place) => sessionWith(viewer, beginSession(adapters.dataDir, viewer, clock.now()), place),
    onEvent: publisher.onEvent,
    store,
    status,
    async start() {
      const watched = settings.get().networks.some(({ chainId }) => chainId === demoChain.chainId)
      if (demoNetwork === null && !watched) store.forgetChain(demoChain.chainId)
      unlisten = settings.onChange((next) => {
        publisher.publish('settings.changed', { settings: next, problems: [...settings.problems()] })
        void follow()
        courier.poke()
        publisher.statusChanged()
      })
      // Whoever opens the app over orders that something else stored is not rung out of bed for each of them.
      store.beginNow('notify')
      announcer.poke()
      courier.poke()
      care.start()
      journal.start()
      if (adapters.readerWorkerUrl) reader.ask('orders.page', { filter: {}, limit: 1 }).catch(() => {})
      await follow()
    },
    async stop() {
      unlisten()
      business.stop()
      labelNews.stop()
      await exporter.close()
      await reader.close()
      await engine.stop()
      await announcer.stop()
      await courier.stop()
      await care.stop()
      await journal.stop()
      if (demoNetwork) await adapters.demo.stop()
      publisher.stop()
      adapters.prover.close()
      store.close()
    },
    settings: () => settings.get(),
    focusOrder: (id) => publisher.publish('orders.focus', { id }),
    goTo: (page) => publisher.publish('app.goTo', { page }),
    notice,
    demo,
    pause,
    wake() {
      wakeUp()
      engine.wake()
    },
    noteOutbound: outbound.note,
  }
}
