/** The app's care for itself, put together for a host: what it says to whom, what it keeps, its settings as a file, and whether all is well. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { EngineError } from '#engine/errors.ts'
import type { Log } from '#engine/ports.ts'
import type { FileSaver, OrderStore, SecretStore, SettingsStore } from '#ipc/services.ts'
import { readChannels } from '#shared/channels.ts'
import type { DoctorCheck, OutboundHost, SettingsImport, StorageStanding } from '#shared/contract/care.ts'
import type { AppStatus } from '#shared/status.ts'
import { storageError } from '#storage/errors.ts'
import { diagnosticsText } from './diagnostics.ts'
import { type ChannelWords, type DoctorPorts, examine } from './doctor.ts'
import { exportedSettings } from './exportSettings.ts'
import { planImport } from './importSettings.ts'
import type { Outbound } from './outbound.ts'
import { limitsOf, standingOf } from './standing.ts'
import { keepTidy } from './tidy.ts'

/** How long counts of bytes wait in memory. */
const flushMs = 5_000

export type Care = {
  doctor(): Promise<{ checks: DoctorCheck[]; at: number }>
  diagnostics(): Promise<{ text: string }>
  hosts(): { hosts: OutboundHost[]; since: number }
  standing(): StorageStanding
  exportSettings(): Promise<{ path: string } | null>
  previewSettings(text: string): SettingsImport
  importSettings(text: string): SettingsImport
  start(): void
  /** Writes down what was counted; call it after everything that speaks to hosts has ended. */
  stop(): Promise<void>
}

/** What the checks and the diagnostics look at is asked for when they look. */
export type CareDeps = Pick<DoctorPorts, 'host' | 'version' | 'dataDir' | 'clock' | 'post' | 'openSocket' | 'facts'> & {
  readonly readerWorkerUrl: URL | undefined
  readonly store: OrderStore
  readonly settings: SettingsStore
  readonly secrets: SecretStore
  readonly saver: FileSaver
  readonly outbound: Outbound
  readonly log: Log
  readonly status: () => AppStatus
  readonly channels: () => readonly ChannelWords[] | Promise<readonly ChannelWords[]>
  readonly ruleProblems: () => readonly string[] | Promise<readonly string[]>
  /** Orders or alerts went. */
  readonly onRemoved: (removed: { readonly orders: number; readonly alerts: number }) => void
}

export function createCare(deps: CareDeps): Care {
  const { dataDir, store, settings, secrets, saver, outbound, clock, log } = deps
  const stop = new AbortController()
  const running: Promise<void>[] = []
  const limits = () => limitsOf(settings.get(), clock.now())
  const complain = (what: string) => (error: unknown) =>
    log('warn', what, { reason: error instanceof Error ? error.message : String(error) })

  const flush = () => {
    try {
      outbound.flush()
    } catch (error) {
      complain('what was said to hosts could not be written down yet')(error)
    }
  }
  const flushing = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(flushMs, stop.signal)
      flush()
    }
  }

  const look = async (): Promise<DoctorCheck[]> => {
    const { readerWorkerUrl, host, version, post, openSocket, facts } = deps
    return examine({
      ...{ host, version, dataDir, clock, post, openSocket, facts },
      ...(readerWorkerUrl === undefined ? {} : { readerWorkerUrl }),
      settings: settings.get(),
      problems: settings.problems(),
      secretsWarning: secrets.warning(),
      status: deps.status(),
      channels: await deps.channels(),
      ruleProblems: await deps.ruleProblems(),
    })
  }
  const busy = () => deps.status().chains.some(({ phase }) => phase === 'catchingUp' || phase === 'starting')

  return {
    doctor: async () => ({ checks: await look(), at: clock.now() }),
    async diagnostics() {
      const { version, host, facts, status } = deps
      const versions = facts?.versions ?? { Node: process.versions.node }
      const checks = await look()
      const told = { version, host, dataDir, versions, settings: settings.get(), status: status(), checks, at: clock.now() }
      return { text: diagnosticsText({ ...told, secrets: wordsToHide(settings, secrets, store) }) }
    },
    hosts() {
      flush()
      const hosts = store.care.outboundHosts()
      return { hosts, since: Math.min(clock.now(), ...hosts.map(({ first }) => first)) }
    },
    standing: () => standingOf(dataDir, store.care, limits()),
    async exportSettings() {
      const place = await saver.choose('crowsnest-settings.json')
      if (place === null) return null
      writeWhole(place.path, `${JSON.stringify(exportedSettings(settings.get()), null, 2)}\n`)
      return { path: place.shown }
    },
    previewSettings: (text) => planImport(text, settings.get()).told,
    importSettings(text) {
      const { told, patch } = planImport(text, settings.get())
      if (told.changes.length === 0) return told
      const copy = settings.keepCopy?.() ?? null
      settings.set(patch)
      return copy === null ? told : { ...told, problems: [...told.problems, `The settings from before are kept in ${copy}.`] }
    },
    start() {
      running.push(flushing())
      const { onRemoved } = deps
      const onFailure = complain('old orders could not be removed')
      running.push(keepTidy({ store: store.care, clock, limits, busy, onRemoved, onFailure }, stop.signal))
    },
    async stop() {
      stop.abort()
      await Promise.all(running)
      flush()
    },
  }
}

/** Every secret that is kept, and every name that a label of the user's has. */
function wordsToHide(settings: SettingsStore, secrets: SecretStore, store: OrderStore): Set<string> {
  const urls = [...secrets.endpoints(), ...settings.get().networks.flatMap(({ endpoints }) => endpoints)]
  const phrases = secrets.certificates().flatMap((url) => secrets.certificateFor?.(url)?.passphrase ?? [])
  const headers = [...urls.flatMap((url) => Object.values(secrets.headersFor(url))), ...phrases]
  const { channels } = readChannels(settings.get().channels)
  const told = channels.flatMap(({ id }) => Object.values(secrets.channelSecrets(id)))
  const words = new Set([...headers, ...told].flatMap((value) => [value, ...value.split(/[\s/?&=:@]+/).filter((part) => part.length > 6)]))
  const sources = store.labels.sources().flatMap(({ source }) => (source === 'seed' || source === 'learnt' ? [] : [source]))
  for (let after: string | null = null, pages = 0; sources.length > 0 && pages < 20; pages++) {
    const page = store.labels.page({ sources }, after, 500)
    for (const { name, entity } of page.labels) for (const word of [name, entity]) if (word !== null) words.add(word)
    after = page.next
    if (after === null) break
  }
  return words
}

/** Under its name only when it is whole. Throws EngineError DISK_FULL or READ_ONLY. */
function writeWhole(path: string, text: string): void {
  const part = `${path}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, path)
  } catch (cause) {
    rmSync(part, { force: true })
    throw cause instanceof EngineError ? cause : storageError(cause, path)
  }
}
