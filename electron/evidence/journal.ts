/** The journal in the running app: its key, its heads, edits of settings, and what the window asks of it. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { EngineError } from '#engine/errors.ts'
import type { Clock, Log } from '#engine/ports.ts'
import type { JournalServices } from '#ipc/handlers/journal.ts'
import type { OrderStore, SecretStore, SettingsStore } from '#ipc/services.ts'
import { openSigningKey, type SigningKey } from '#platform/signing.ts'
import type { Settings } from '#shared/settings.ts'
import { storageError } from '#storage/errors.ts'
import { verifyInThread } from '#storage/journal/verifyInThread.ts'
import { createHeads } from './heads.ts'

export type JournalDeps = {
  readonly store: OrderStore
  readonly settings: SettingsStore
  readonly clock: Clock
  readonly log: Log
  readonly dataDir: string
  readonly keys: SecretStore | null
  readonly readerWorkerUrl?: URL
}

export type RunningJournal = { readonly services: JournalServices; start(): void; stop(): Promise<void> }

export function createJournal({ store, settings, clock, log, dataDir, keys, readerWorkerUrl }: JournalDeps): RunningJournal {
  let opened: SigningKey | null = null
  const key = () => {
    opened ??= openSigningKey(keys)
    return opened
  }
  const heads = createHeads({ journal: store.journal, key, clock, log })
  let before = settings.get()
  let unlisten = () => {}

  return {
    services: {
      key,
      verify: () => verifyInThread(dataDir, readerWorkerUrl, key().signer ? { key: key().signer?.publicKey ?? '' } : {}),
      write: writeWhole,
      evidence: () => Promise.reject(new EngineError('NOT_READY', 'Evidence of single orders cannot be made yet.')),
    },
    start() {
      heads.start()
      unlisten = settings.onChange((next) => {
        const edited = changed(before, next)
        before = next
        if (Object.keys(edited).length > 0) store.journal.note('settings', Object.keys(edited).join(' '), edited)
      })
    },
    async stop() {
      unlisten()
      await heads.stop()
    },
  }
}

/** Digests of what each changed setting says now, by its key: what was changed is told, not to what. */
function changed(before: Settings, next: Settings): Record<string, string> {
  const was = new Map(Object.entries(before))
  return Object.fromEntries(
    Object.entries(next)
      .map(([key, value]) => [key, JSON.stringify(value) ?? ''] as const)
      .filter(([key, text]) => text !== (JSON.stringify(was.get(key)) ?? ''))
      .map(([key, text]) => [key, createHash('sha256').update(text).digest('hex')]),
  )
}

function writeWhole(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (cause) {
    throw storageError(cause, path)
  }
}
