/** Keeps one watcher process alive, kills it without warning when told to, and remembers the last that it said. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ended } from '../support/anvil.ts'
import type { FromWatcher, WatcherOptions } from './watcher.ts'

export type Keeper = {
  /** The newest block and the newest final one that a living watcher has told of. */
  readonly told: { stored: number; final: number; needsChoice: boolean; lastLines: readonly string[] }
  /** SIGKILL, then a new process. */
  kill(): Promise<void>
  /** Lets it end in peace; answers whether it did. */
  stop(): Promise<boolean>
}

/** Starts the watcher; `heard` gets every order that it commits. */
export function keepWatcher(options: WatcherOptions, heard: (row: Extract<FromWatcher, { type: 'row' }>) => void): Keeper {
  const told = { stored: 0, final: 0, needsChoice: false, lastLines: [] as string[] }
  let child = start()

  function start(): ChildProcess {
    const started = fork(fileURLToPath(new URL('./watcher.ts', import.meta.url)), [JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const remember = (line: string): void => {
      told.lastLines = [...told.lastLines.slice(-19), line]
    }
    started.stderr?.on('data', (text) => remember(String(text).trim()))
    started.on('message', (message: FromWatcher) => {
      if (message.type === 'row') return heard(message)
      if (message.type === 'log') return remember(message.line)
      told.stored = message.stored ?? told.stored
      told.final = message.final ?? told.final
      told.needsChoice = message.needsChoice
    })
    return started
  }

  return {
    told,
    async kill() {
      await ended(child)
      child = start()
    },
    async stop() {
      const last = child
      const gone = new Promise<boolean>((done) => last.once('exit', (code) => done(code === 0)))
      if (last.exitCode !== null || !last.connected) return false
      last.send('stop')
      const timer = setTimeout(() => last.kill('SIGKILL'), 15_000)
      const peaceful = await gone
      clearTimeout(timer)
      return peaceful
    },
  }
}
