/** Where the window stood last time, on which of the screens. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, type Rectangle, screen } from 'electron'
import { z } from 'zod'
import type { Shell } from './shell.ts'

const Place = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean() })
type Place = z.infer<typeof Place>

/** A window that is being dragged is not written down at every pixel. */
const PLACE_MS = 500

const placeFile = () => join(app.getPath('userData'), 'window.json')

/** null when nothing is remembered, or when no screen shows that place any more. */
export function readPlace(): Place | null {
  try {
    const place = Place.parse(JSON.parse(readFileSync(placeFile(), 'utf8')))
    return screen.getAllDisplays().some(({ workArea }) => overlap(place, workArea) > 10_000) ? place : null
  } catch {
    return null
  }
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}

export function rememberPlace(window: BrowserWindow, shell: Shell): void {
  let timer: NodeJS.Timeout | undefined
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => savePlace(window, shell), PLACE_MS)
  }
  window.on('resize', later)
  window.on('move', later)
  window.on('close', () => {
    clearTimeout(timer)
    savePlace(window, shell)
  })
}

/** Where the window stood is a comfort: failing to remember it is no reason to bother anyone. */
function savePlace(window: BrowserWindow, shell: Shell): void {
  if (window.isDestroyed()) return
  try {
    writeFileSync(placeFile(), JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() } satisfies Place))
  } catch (error) {
    shell.log('warn', 'the place of the window could not be remembered', { error })
  }
}
