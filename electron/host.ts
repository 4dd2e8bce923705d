/** What a host hands in, and the running app that it gets: desktop and headless host differ in nothing else. */
import type { Outbound } from '#care/outbound.ts'
import { EngineError } from '#engine/errors.ts'
import type { EngineEvents, Range } from '#engine/index.ts'
import type { Clock, HttpGet, HttpPost, Log, OpenSocket, Prover } from '#engine/ports.ts'
import type { HostFacts } from '#ipc/care.ts'
import type { EventListener } from '#ipc/publish.ts'
import type { Serve } from '#ipc/serve.ts'
import type { DemoHost, FileSaver, Notifier, OrderStore, SecretStore, SettingsStore, Update, Updating } from '#ipc/services.ts'
import type { Session } from '#ipc/viewers/session.ts'
import type { EventPayload } from '#shared/contract/index.ts'
import type { Settings } from '#shared/settings.ts'
import type { AppStatus, Notice } from '#shared/status.ts'
import type { Viewer } from '#shared/viewer.ts'

export type Adapters = {
  readonly host: 'desktop' | 'headless'
  readonly version: string
  /** Folder of the database; made when it is missing. */
  readonly dataDir: string
  readonly settings: SettingsStore
  /** Secrets of endpoints and channels; absent where there are none, and none can be kept. */
  readonly secrets?: SecretStore
  /** Where the key that signs the journal is kept; absent: nothing is signed. */
  readonly journalKey?: SecretStore
  readonly notifier: Notifier
  readonly fileSaver: FileSaver
  /** Prints a page without scripts to PDF; absent where the host cannot. */
  readonly printPdf?: (html: string) => Promise<Uint8Array>
  openLink(url: string): void
  readonly demo: DemoHost
  /** Absent where the app is not updated by itself. */
  readonly update?: Updating
  /** What only the host knows about itself; absent: nothing beside what any Node says. */
  readonly facts?: HostFacts
  readonly prover: Prover
  /** Entry of the threads that write exports; absent: exports run in this one. */
  readonly exportWorkerUrl?: URL
  /** Entry of the thread that reads orders for the window; absent: they are read in this one. */
  readonly readerWorkerUrl?: URL
  readonly post: HttpPost
  /** Absent: no light client is followed. */
  readonly get?: HttpGet
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly log: Log
  random(): number
  /** Parses what handlers return as well: tests and development. */
  readonly checkOutput?: boolean
  /** For the command line: a range of history for a chain. */
  readonly range?: (chainId: number) => Range | null
  readonly rangeDone?: EngineEvents['rangeDone']
  /** For the command line: after every commit. */
  readonly committed?: () => void
}

export type App = {
  readonly serve: Serve
  onEvent(listener: EventListener): () => void
  readonly store: OrderStore
  status(): AppStatus
  start(): Promise<void>
  stop(): Promise<void>
  settings(): Settings
  /** Shows an order in the window: a notification was clicked, a link was followed. */
  focusOrder(id: string): void
  /** Shows a page of the window. */
  goTo(page: EventPayload<'app.goTo'>['page']): void
  /** Says something to the user that belongs to no chain; null takes it back. */
  notice(id: string, level: Notice['level'], text: string | null): void
  demo(on: boolean): Promise<void>
  /** Lets every chain rest, and asks no endpoint, until it goes on; then the gap is filled. Not remembered over a restart. */
  pause(on: boolean): Promise<void>
  /** This machine slept or the network changed: connections are made anew and the gap is filled at once. */
  wake(): void
  /**
   * The app for a viewer of packs: what it is answered and hears has passed the rules of its packs. A line of the log says that it began; throws
   * EngineError where that cannot be written. `place` makes the place of a file what the viewer is told.
   */
  sessionOf(viewer: Viewer, place: (shown: string) => string): Session
  /** Notes what the host itself said to somebody, for the list of hosts. */
  noteOutbound: Outbound['note']
}

/** For a host that keeps no secrets. */
export const noSecrets: SecretStore = {
  headersFor: () => ({}),
  endpoints: () => [],
  certificates: () => [],
  setCertificate() {
    this.set('', null)
  },
  set() {
    throw new EngineError('READ_ONLY', 'This start keeps no secrets: name them in the environment, or start with a data folder.')
  },
  channelSecrets: () => ({}),
  setChannelSecret() {
    this.set('', null)
  },
  warning: () => null,
}

/** For a host that is not updated by itself. */
export const notUpdated: Update = {
  state: 'off',
  version: null,
  message: 'This host is not updated by the app: renew it where you got it.',
}
