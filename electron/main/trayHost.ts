/** Whether this desktop has a place for a sign in the tray: an app must never hide where nobody can call it back. */
import { hasOwner } from '#platform/bus/session.ts'

/** On Linux the sign appears where somebody keeps a list of them (StatusNotifierItem, freedesktop.org); Windows and macOS always have one. */
const watcher = 'org.kde.StatusNotifierWatcher'

export const hasTray = async (): Promise<boolean> => process.platform !== 'linux' || (await hasOwner(watcher)) === true

/** The sentence for a user who wants what needs a tray. */
export const noTray = (done: string): string =>
  `${done}, because this desktop shows no tray: on GNOME, install the extension “AppIndicator and KStatusNotifierItem Support”, or switch off “Start without a window” and “Keep watching when the window is closed”.`
