/** The parts of the shell that need the app behind the window, and the app itself: in the order in which they are switched on. */
import { core, watching } from './core.ts'
import { hiddenStart } from './hiddenStart.ts'
import { loginItem } from './loginItem.ts'
import { power } from './power.ts'
import type { ShellModule } from './shell.ts'
import { tray } from './tray.ts'
import { updates } from './updates.ts'

export const later: readonly ShellModule[] = [core, hiddenStart, watching, power, tray, loginItem, updates]
