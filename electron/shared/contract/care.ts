/** How the app itself is doing: the doctor, where it speaks to, what it keeps. */
import { z } from 'zod'
import { call } from './define.ts'

export const doctorAreas = ['settings', 'endpoints', 'clock', 'disk', 'database', 'keyring', 'notifications', 'channels', 'app'] as const

export const DoctorCheck = z.object({
  id: z.string(),
  area: z.enum(doctorAreas),
  /** `skipped`: could not be looked at here, the sentence says why. */
  state: z.enum(['ok', 'warning', 'problem', 'skipped']),
  /** What was found, in one sentence. */
  sentence: z.string(),
  /** What to do about it; null where there is nothing to do. */
  mend: z.string().nullable(),
})
export type DoctorCheck = z.infer<typeof DoctorCheck>

/** A host that this app spoke to. Nothing else went out. */
export const OutboundHost = z.object({
  host: z.string(),
  /** Why it is spoken to: `endpoint`, `channel` or `updates`. */
  purpose: z.enum(['endpoint', 'channel', 'updates']),
  /** What in the settings names it, e.g. the network or the channel. */
  because: z.string(),
  requests: z.number().int(),
  /** Bytes of bodies and messages, without those of TLS and headers. */
  sent: z.number().int(),
  received: z.number().int(),
  /** Unix milliseconds. */
  first: z.number().int(),
  last: z.number().int(),
})
export type OutboundHost = z.infer<typeof OutboundHost>

export const StorageStanding = z.object({
  /** Where the database lies, and how many bytes it and its journal take. */
  folder: z.string(),
  bytes: z.number().int(),
  /** Free bytes of that disk; null where the system does not say. */
  free: z.number().int().nullable(),
  orders: z.number().int(),
  /** Unix seconds of the oldest order; null in an empty store. */
  oldest: z.number().int().nullable(),
  alerts: z.number().int(),
  /** What the retention of the settings would remove now. */
  due: z.number().int(),
})
export type StorageStanding = z.infer<typeof StorageStanding>

export const SettingsImport = z.object({
  /** One line for each setting that would change: its label, and in words from what to what. */
  changes: z.array(z.object({ key: z.string(), label: z.string(), was: z.string(), becomes: z.string() })),
  /** What of the file cannot be used, and why; it is left out. */
  problems: z.array(z.string()),
})
export type SettingsImport = z.infer<typeof SettingsImport>

export const calls = {
  /** Looks at everything that can be wrong; takes some seconds, since endpoints are asked. */
  'doctor.run': call(z.null(), z.object({ checks: z.array(DoctorCheck), at: z.number().int() })),
  /** What helps whoever is asked for help, as text without any secret, address of an endpoint beyond its host, label or order. */
  'doctor.diagnostics': call(z.null(), z.object({ text: z.string() })),
  'privacy.hosts': call(z.null(), z.object({ hosts: z.array(OutboundHost), since: z.number().int() })),
  'storage.standing': call(z.null(), StorageStanding),
  /** Asks where to save, writes every setting, rule, channel and saved view without secrets; null when the user closed the dialog. */
  'settings.export': call(z.null(), z.object({ path: z.string() }).nullable()),
  /** What an exported file would change; nothing is kept before `settings.import`. */
  'settings.importPreview': call(z.object({ text: z.string().max(2_000_000) }), SettingsImport),
  'settings.import': call(z.object({ text: z.string().max(2_000_000) }), SettingsImport),
}
