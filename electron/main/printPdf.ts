/** Prints a page of ours to PDF in a window that nobody sees: without scripts, without network. */
import { BrowserWindow, session } from 'electron'

/** `html` is whole: it loads nothing. Rejects where Chromium cannot print. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const alone = session.fromPartition('print', { cache: false })
  alone.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('data:') }))
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: alone, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    return await window.webContents.printToPDF({ pageSize: 'A4', printBackground: true })
  } finally {
    window.destroy()
  }
}
