/**
 * The desktop shell, part by part, in the order in which it is switched on. What opens the window comes first and is small; the app behind it is
 * read from the disk while the page is on its way (`later`).
 */
import { deepLink } from './deepLink.ts'
import { lifecycle } from './lifecycle.ts'
import { logs } from './logs.ts'
import { menu } from './menu.ts'
import { navigation } from './navigation.ts'
import { pages } from './pages.ts'
import { paths } from './paths.ts'
import { permissions } from './permissions.ts'
import { run } from './shell.ts'
import { singleInstance } from './singleInstance.ts'
import { transport } from './transport.ts'
import { window } from './window.ts'

run([paths, singleInstance, logs, pages, permissions, navigation, lifecycle, transport, menu, window, deepLink], async (shell) => {
  // Reading the app keeps this process busy, and the page asks it for its script.
  if (shell.window !== null) await shell.page.served.within(500)
  const { later } = await import('./later.ts')
  return later
})
