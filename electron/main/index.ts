/** The desktop shell, part by part, in the order in which it is switched on. */
import { core, watching } from './core.ts'
import { deepLink } from './deepLink.ts'
import { lifecycle } from './lifecycle.ts'
import { loginItem } from './loginItem.ts'
import { logs } from './logs.ts'
import { menu } from './menu.ts'
import { navigation } from './navigation.ts'
import { pages } from './pages.ts'
import { paths } from './paths.ts'
import { permissions } from './permissions.ts'
import { power } from './power.ts'
import { run } from './shell.ts'
import { singleInstance } from './singleInstance.ts'
import { transport } from './transport.ts'
import { tray } from './tray.ts'
import { updates } from './updates.ts'
import { window } from './window.ts'

run([
  ...[paths, singleInstance, logs, pages, permissions, navigation, lifecycle],
  ...[core, transport, menu, window, deepLink, watching, power, tray, loginItem, updates],
])
