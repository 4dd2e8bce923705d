/** The journal in the running app: its key, its heads, edits of settings, and what the window asks of it. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { EngineError } from '#engine/errors.ts'
import { verifyEvidence } from '#engine/evidence/verify.ts'
import type { Clock, HttpPost, Log, OpenSocket } from '#engine/ports.ts'
import { prepareRecovery } from '#engine/verify/recover.ts'
import type { JournalServices } from '#ipc/handlers/journal.ts'
import type { OrderStore, SecretStore, SettingsStore } from '#ipc/services.ts'
import { isSignedBy, openSigningKey, type SigningKey, sha256 } from '#platform/signing.ts'
import type { Settings } from '#shared/settings.ts'
import { storageError } from '#storage/errors.ts'
import { verifyInThread } from '#storage/journal/verifyInThread.ts'
import { type CollectDeps, collectEvidence } from './collect.ts'
import { createHeads } from './heads.ts'
import { evidencePage } from './html.ts'

export type JournalDeps = {
  readonly store: OrderStore
  readonly settings: SettingsStore
  readonly clock: Clock
  readonly log: Log
  readonly dataDir: string
  readonly keys: SecretStore | null
  readonly readerWorkerUrl?: URL
  readonly post: HttpPost
  readonly openSocket: OpenSocket
  readonly network: CollectDeps['network']
  readonly pack: CollectDeps['pack']
  readonly version: string
  /** Prints a page to PDF; absent where the host has no printer. */
  readonly printPdf?: (html: string) => Promise<Uint8Array>
}

export type RunningJournal = { readonly services: JournalServices; start(): void; stop(): Promise<void> }

export function createJournal(deps: JournalDeps): RunningJournal {
  const { store, settings, clock, log, dataDir, keys, readerWorkerUrl, post, openSocket, network, pack, version, printPdf } = deps
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
      async evidence(id, form, path) {
        const { signer } = key()
        await prepareRecovery()
        const { text, notes } = await collectEvidence(id, {
          ...{ store, ports: { post, openSocket, clock }, network, pack, signer, version, writes: true },
        })
        if (form === 'json') writeWhole(path, text)
        else {
          const page = evidencePage(text, verifyEvidence(text, { sha256, isSignedBy }))
          if (form === 'html') writeWhole(path, page)
          else if (printPdf) writeWhole(path, await printPdf(page))
          else throw new EngineError('BAD_INPUT', 'This host prints no PDF: export the page, and print it from a browser.')
        }
        return notes
      },
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

function writeWhole(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content)
  } catch (cause) {
    throw storageError(cause, path)
  }
}
