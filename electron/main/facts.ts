/** What the doctor can learn from Electron and the desktop alone: notifications, tray, sandbox, pictures. */
import { app, Notification } from 'electron'
import type { HostFacts } from '#ipc/care.ts'
import { hasOwner } from '#platform/bus/session.ts'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { keyringCheck } from './keyring.ts'
import { hasTray } from './trayHost.ts'

export const facts: HostFacts = {
  versions: {
    Electron: process.versions.electron ?? '',
    Chromium: process.versions.chrome ?? '',
    Node: process.versions.node,
    [process.platform]: process.getSystemVersion(),
  },
  checks: async () => [keyringCheck(), await notifications(), await tray(), sandbox(), graphics()],
}

const ok = (id: string, area: DoctorCheck['area'], sentence: string): DoctorCheck => ({ id, area, state: 'ok', sentence, mend: null })

/** Asked without showing one. */
async function notifications(): Promise<DoctorCheck> {
  const id = 'notifications-service'
  const mend = 'Install or start a notification service of your desktop, such as dunst or mako; orders still appear in the table.'
  if (process.platform !== 'linux')
    return Notification.isSupported()
      ? ok(id, 'notifications', 'The system takes notifications; whether it shows those of Crowsnest is in its own settings.')
      : { id, area: 'notifications', state: 'problem', sentence: 'The system takes no notifications.', mend }
  const there = await hasOwner('org.freedesktop.Notifications')
  if (there === true) return ok(id, 'notifications', 'A notification service listens on the session bus.')
  const sentence =
    there === null ? 'There is no session bus to send notifications over.' : 'No notification service listens on the session bus.'
  return { id, area: 'notifications', state: 'problem', sentence, mend }
}

async function tray(): Promise<DoctorCheck> {
  if (await hasTray()) return ok('tray', 'app', 'This desktop has a tray.')
  return {
    ...{
      id: 'tray',
      area: 'app',
      state: 'warning',
      sentence: 'This desktop shows no tray, so the window is minimised where it would be hidden.',
    },
    mend: 'On GNOME, install the extension “AppIndicator and KStatusNotifierItem Support”; elsewhere, add a tray to the panel.',
  }
}

function sandbox(): DoctorCheck {
  if (!app.commandLine.hasSwitch('no-sandbox')) return ok('sandbox', 'app', 'The window runs in Chromium’s sandbox.')
  return {
    ...{ id: 'sandbox', area: 'app', state: 'warning', sentence: 'Chromium’s sandbox is off in this start (--no-sandbox).' },
    mend: 'Start without that switch, as another user than root, with user namespaces allowed or chrome-sandbox owned by root with mode 4755.',
  }
}

function graphics(): DoctorCheck {
  const compositing = app.getGPUFeatureStatus().gpu_compositing
  const sentence = compositing.startsWith('enabled')
    ? 'The graphics card draws the window.'
    : 'The window is drawn without the graphics card.'
  return ok('graphics', 'app', sentence)
}
