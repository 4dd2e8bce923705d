/** How the table is set up: columns and density, as the settings keep them. */
import type { ColumnChoice } from '#shared/settings.ts'
import { say } from '../../stores/jobs.ts'
import { saveSettings, useSettings } from '../../stores/settings.ts'

export const rowHeights = { comfortable: 34, compact: 26 } as const

export const useColumnChoices = (): readonly ColumnChoice[] => useSettings(({ settings }) => settings.columns)
export const useRowHeight = (): number => useSettings(({ settings }) => rowHeights[settings.density])

/** Shown at once, and kept; where it cannot be kept the reader is told. */
export function chooseColumns(columns: ColumnChoice[]): void {
  useSettings.setState(({ settings }) => ({ settings: { ...settings, columns } }))
  void saveSettings({ columns }).then((problem) => problem && say(problem, 'bad'))
}

export function chooseDensity(density: keyof typeof rowHeights): void {
  useSettings.setState(({ settings }) => ({ settings: { ...settings, density } }))
  void saveSettings({ density }).then((problem) => problem && say(problem, 'bad'))
}
