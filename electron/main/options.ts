/** What the command line may say to the desktop app. Switches of Chromium pass by untouched. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { app } from 'electron'
import { EngineError } from '#engine/errors.ts'

export type Options = {
  /** Start with the built-in demo chain, in a data folder of its own. */
  readonly demo: boolean
  /** Everything that this start stores lies here; null for the user's own folder. */
  readonly dataDir: string | null
  /** Start without a window, where there is a tray to come back from. */
  readonly hidden: boolean
  /** Address of the renderer's development server; never in a packaged app. */
  readonly devUrl: string | null
}

export function readOptions(argv: readonly string[] = process.argv, env: NodeJS.ProcessEnv = process.env): Options {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { demo: { type: 'boolean' }, hidden: { type: 'boolean' }, data: { type: 'string' } },
    strict: false,
  })
  const data = values.data ?? env.CROWSNEST_DATA
  if (data === true || data === '')
    throw new EngineError('USAGE', 'The option --data needs a folder: write --data FOLDER, or leave it out.')
  return {
    demo: values.demo === true || env.CROWSNEST_DEMO === '1',
    hidden: values.hidden === true,
    dataDir: typeof data === 'string' ? resolve(data) : null,
    devUrl: app.isPackaged ? null : (env.CROWSNEST_DEV_URL ?? null),
  }
}
