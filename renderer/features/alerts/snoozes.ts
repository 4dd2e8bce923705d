/** The snoozes that are running, for everything that shows or makes one. */
import { create } from 'zustand'
import type { Snooze } from '#shared/alerts.ts'
import { client } from '../../bridge/host.ts'

export const useSnoozes = create<{ readonly running: readonly Snooze[] }>(() => ({ running: [] }))
export const noteSnoozes = (running: readonly Snooze[]): void => useSnoozes.setState({ running })

/** Asks for them anew; without an answer what is known stays. */
export const reloadSnoozes = (): Promise<void> => client['alerts.snoozes'](null).then(noteSnoozes, () => undefined)
