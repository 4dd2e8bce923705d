/** Settings over any file backend: a broken value falls back alone, a broken file is set aside, unknown keys survive. */
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { EngineError } from '#engine/errors.ts'
import type { SettingsStore } from '#ipc/services.ts'
import {
  readSettings,
  type SettingProblem,
  type Settings,
  SettingsPatch,
  settingEntries,
  settingKeys,
  settingsVersion,
} from '#shared/settings.ts'

/** Reads and replaces the whole object; both may throw what the file system throws. */
export type SettingsBackend = { read(): unknown; write(values: Record<string, unknown>): void }

/**
 * Opens a settings file. `open` makes the backend after a file that is no JSON object has been set aside; what goes wrong becomes a
 * sentence in `problems()`, and the app goes on with defaults. `now` answers Unix milliseconds and names the file set aside.
 */
export function openSettingsFile(file: string, open: () => SettingsBackend, now: () => number = Date.now): SettingsStore {
  const aside = setAside(file, now)
  const { backend, problem } = connect(file, aside.usable ? open : null)
  const filed = [aside.problem, problem].filter((found) => found !== null)
  const listeners = new Set<(settings: Settings) => void>()
  let { stored, settings, problems } = load(file, backend)

  return {
    get: () => settings,
    problems: () => [...filed, ...problems],
    set(patch) {
      const change = parse(patch)
      // What is in the file now, unknown and broken values included, plus the change: nothing else of the user's is touched.
      const next = stamped({ ...(tryRead(backend) ?? stored), ...change })
      try {
        backend.write(next)
      } catch (cause) {
        throw writeError(cause, file)
      }
      stored = next
      ;({ settings, problems } = readSettings(next))
      for (const listener of listeners) listener(settings)
      return settings
    },
    keepCopy() {
      if (!existsSync(file)) return null
      const target = freeName(file, 'before-import', now())
      try {
        copyFileSync(file, target)
        // Addresses of endpoints carry keys.
        chmodSync(target, 0o600)
      } catch (cause) {
        throw writeError(cause, target)
      }
      return target
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The form that the file is written in; that of a newer Crowsnest stays, since what it alone knows stays as well. */
const stamped = (values: Record<string, unknown>): Record<string, unknown> => ({
  ...values,
  version: typeof values.version === 'number' && values.version > settingsVersion ? values.version : settingsVersion,
})

/** JSON as text editors save it: a byte order mark in front is no reason to lose the settings. */
export const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\ufeff/, ''))

type Loaded = { stored: Record<string, unknown>; settings: Settings; problems: SettingProblem[] }

function load(file: string, backend: SettingsBackend): Loaded {
  try {
    const stored = asObject(backend.read())
    return { stored, ...readSettings(stored) }
  } catch (cause) {
    const message = `The settings file ${file} cannot be read (${reasonOf(cause)}): give this user the right to read it. Defaults are used meanwhile.`
    return { stored: {}, settings: readSettings({}).settings, problems: [{ key: 'file', message }] }
  }
}

/** A file that holds no JSON object is renamed, never overwritten; `usable` is false where that was refused. */
function setAside(file: string, now: () => number): { usable: boolean; problem: SettingProblem | null } {
  const broken = whatIsBroken(file)
  if (broken === null) return { usable: true, problem: null }
  const target = freeName(file, 'broken', now())
  try {
    renameSync(file, target)
    const message = `The settings file ${file} ${broken}. It was kept as ${target}, and defaults are used: correct it and put it back, or set the settings anew.`
    return { usable: true, problem: { key: 'file', message } }
  } catch (cause) {
    const message = `The settings file ${file} ${broken} and could not be set aside (${reasonOf(cause)}): move it away and start again. Defaults are used, and changes are not saved.`
    return { usable: false, problem: { key: 'file', message } }
  }
}

function whatIsBroken(file: string): string | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    // Missing is fine; unreadable is told by the backend's own error.
    return null
  }
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? null : 'is JSON, but no object with settings'
  } catch {
    return text.trim() === '' ? 'is empty' : 'is not JSON'
  }
}

function freeName(file: string, why: string, time: number): string {
  const extension = extname(file)
  const stem = join(
    dirname(file),
    `${basename(file, extension)}${why === 'broken' ? '.' : '-'}${why}-${new Date(time).toISOString().replace(/[:.]/g, '-')}`,
  )
  for (let index = 1; ; index++) {
    const name = `${stem}${index === 1 ? '' : `-${index}`}${extension}`
    if (!existsSync(name)) return name
  }
}

function connect(file: string, open: (() => SettingsBackend) | null): { backend: SettingsBackend; problem: SettingProblem | null } {
  if (open === null) return { backend: memoryOnly(file, 'it is broken and could not be set aside'), problem: null }
  try {
    return { backend: open(), problem: null }
  } catch (cause) {
    const message = `The settings file ${file} cannot be opened (${reasonOf(cause)}): give this user the right to write there. What can be read is used, and changes are not saved.`
    return { backend: memoryOnly(file, reasonOf(cause)), problem: { key: 'file', message } }
  }
}

/** Stands in where the real backend refuses: reads what is there, writes nothing. */
const memoryOnly = (file: string, reason: string): SettingsBackend => ({
  read() {
    try {
      return whatIsBroken(file) === null && existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : {}
    } catch {
      return {}
    }
  },
  write() {
    throw new EngineError('READ_ONLY', `The settings were not saved in ${file} (${reason}): give this user the right to write there.`)
  },
})

function parse(patch: unknown): Record<string, unknown> {
  const parsed = SettingsPatch.safeParse(patch)
  if (parsed.success) return Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined))
  const issue = parsed.error.issues[0]
  const key = settingKeys.find((known) => known === issue?.path[0])
  const name = key ? `Setting “${settingEntries[key].label}”` : 'This change of settings'
  throw new EngineError('BAD_INPUT', `${name} ${issue?.message ?? 'is not valid'}; nothing was changed.`)
}

function writeError(cause: unknown, file: string): EngineError {
  if (cause instanceof EngineError) return cause
  const full = ['ENOSPC', 'EDQUOT'].includes(String((cause as { code?: unknown }).code))
  return full
    ? new EngineError('DISK_FULL', `The settings were not saved: the disk that holds ${file} is full. Free some space and try again.`, {
        cause,
      })
    : new EngineError(
        'READ_ONLY',
        `The settings were not saved in ${file} (${reasonOf(cause)}): give this user the right to write there. The settings from before go on being used.`,
        { cause },
      )
}

function tryRead(backend: SettingsBackend): Record<string, unknown> | null {
  try {
    return asObject(backend.read())
  } catch {
    return null
  }
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause as { code?: unknown; message?: unknown }
  return String(code ?? message ?? cause)
}
