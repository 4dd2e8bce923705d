/** The last thing a start can do: say in one sentence why it ends, on stderr and in a small window, and leave with code 1. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, BrowserWindow } from 'electron'
import type { Log } from '#engine/ports.ts'
import { tellLauncher } from './shell.ts'

let shown = false

/** Never rejects; the process ends when the user closes the window. */
export async function showFailure(error: unknown, log: Log): Promise<void> {
  const sentence = error instanceof Error ? error.message : String(error)
  log('error', sentence, isUnexpected(error) ? { stack: error.stack } : undefined)
  if (shown) return
  shown = true
  tellLauncher()
  try {
    // The user's folder may be the very thing that cannot be used.
    if (!app.isReady()) app.setPath('userData', mkdtempSync(join(tmpdir(), 'crowsnest-failure-')))
    await app.whenReady()
    const window = new BrowserWindow({
      width: 560,
      height: 260,
      title: 'Crowsnest cannot start',
      autoHideMenuBar: true,
      webPreferences: { javascript: false, sandbox: true },
    })
    app.removeAllListeners('window-all-closed')
    // The window that was opened for the app has nothing behind it.
    for (const other of BrowserWindow.getAllWindows()) if (other !== window) other.destroy()
    window.on('closed', () => app.exit(1))
    await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page(sentence))}`)
  } catch {
    app.exit(1)
  }
}

/** A fault of ours, where the stack helps whoever reads the report; the others are the user's to act on. */
function isUnexpected(error: unknown): error is Error {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError || error instanceof SyntaxError
}

function page(sentence: string): string {
  const text = sentence.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
  return `<!doctype html><title>Crowsnest cannot start</title><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:32px}h1{font-size:18px;margin:0 0 12px}</style>
<h1>Crowsnest cannot start</h1><p role="alert">${text}</p>`
}
