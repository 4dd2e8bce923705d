/** Pictures for the tray, as build/icon.mjs makes them: a template for macOS, an .ico for Windows, a PNG in two sizes elsewhere. */
import { fileURLToPath } from 'node:url'
import { type NativeImage, nativeImage } from 'electron'

export type TrayState = 'tray' | 'tray-unread' | 'tray-paused'

const kept = new Map<string, NativeImage>()

export const trayIcon = (state: TrayState): NativeImage =>
  imageOf(process.platform === 'darwin' ? `${state}Template.png` : process.platform === 'win32' ? `${state}.ico` : `${state}.png`)

/** A dot alone, for the button on the taskbar of Windows. */
export const badgeIcon = (): NativeImage => imageOf('badge.png')

function imageOf(name: string): NativeImage {
  const image = kept.get(name) ?? nativeImage.createFromPath(fileURLToPath(new URL(`./tray/${name}`, import.meta.url)))
  kept.set(name, image)
  return image
}
