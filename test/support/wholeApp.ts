/** The whole app as a host assembles it, on a folder of a test, without a window. */
import { join } from 'node:path'
import { assemble } from '#assemble'
import type { DemoHost, FileSaver, Toast } from '#ipc/services.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSecretFile } from '#platform/secretFile.ts'
import { openSocket } from '#platform/socket.ts'
import { createSettingsStore } from '../../electron/headless/settingsStore.ts'

/** The app on a folder of its own; `said` collects everything that it tells or logs, `rung` its notifications. Files are saved in `saveIn`, or where it says. */
export async function wholeApp(
  dataDir: string,
  said: string[],
  rung: Toast[] = [],
  saveIn: string | FileSaver | null = null,
  demo: DemoHost = noDemo,
) {
  const app = assemble({
    ...{ host: 'headless', version: '0', dataDir, openLink() {}, post, openSocket, clock: systemClock, random: Math.random },
    settings: createSettingsStore(join(dataDir, 'settings.json')),
    secrets: openSecretFile({ file: join(dataDir, 'secrets.json'), cipher: null }),
    journalKey: openSecretFile({ file: join(dataDir, 'journal-key.json'), cipher: null }),
    notifier: {
      show(toast) {
        rung.push(toast)
        return Promise.resolve({ shown: true, message: '' })
      },
    },
    fileSaver:
      typeof saveIn === 'object' && saveIn !== null
        ? saveIn
        : {
            choose(name) {
              const path = saveIn === null ? null : join(saveIn, name)
              return Promise.resolve(path === null ? null : { path, shown: path })
            },
          },
    demo,
    prover: createInlineProver(),
    log: (level, message, data) => void said.push(`${level} ${message} ${JSON.stringify(data)}`),
    checkOutput: true,
  })
  app.onEvent((name, payload) => void said.push(`${name} ${JSON.stringify(payload)}`))
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const result = await app.serve(name, input)
    said.push(JSON.stringify(result))
    return result.ok ? result.value : result.error
  }
  return { app, ask, phase: () => app.status().chains[0] }
}

const noDemo: DemoHost = { start: () => Promise.reject(new Error('no demo here')), stop: () => Promise.resolve() }
