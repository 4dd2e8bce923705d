/** The two settings that the window needs before the others are read: whether it shows itself, and in which light. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'

export type EarlySettings = { readonly hidden: boolean; readonly theme: 'system' | 'light' | 'dark' }

/** A file that cannot be read is told of by whoever reads it in full; here it stands for the defaults. */
export function earlySettings(): EarlySettings {
  try {
    const stored: unknown = JSON.parse(readFileSync(join(app.getPath('userData'), 'settings.json'), 'utf8'))
    const { startHidden, theme } = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
    return { hidden: startHidden === true, theme: theme === 'light' || theme === 'dark' ? theme : 'system' }
  } catch {
    return { hidden: false, theme: 'system' }
  }
}
