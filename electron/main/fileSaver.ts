/** Asks with the system's dialog where an export shall go. */
import { extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { FileSaver } from '#ipc/services.ts'
import type { Shell } from './shell.ts'

export const createFileSaver = (shell: Shell): FileSaver => ({
  choose: async (suggestedName) => {
    // No test can press a button of the system's dialog; a packaged app takes no answer but the user's.
    const answered = app.isPackaged ? undefined : process.env.CROWSNEST_TEST_SAVE_PATH
    if (answered !== undefined) return { path: answered, shown: answered }
    const options = {
      title: 'Export',
      defaultPath: join(app.getPath('downloads'), suggestedName),
      filters: [filterOf(suggestedName)],
    }
    const { window } = shell
    const result = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options))
    return result.canceled || result.filePath === '' ? null : { path: result.filePath, shown: result.filePath }
  },
})

function filterOf(name: string): { name: string; extensions: string[] } {
  const extension = extname(name).slice(1)
  return { name: extension === 'parquet' ? 'Parquet' : extension.toUpperCase(), extensions: [extension] }
}
