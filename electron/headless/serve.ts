/** `headless serve`: the whole app for a browser on this machine. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assemble } from '#assemble'
import { EngineError } from '#engine/errors.ts'
import { systemClock } from '#platform/clock.ts'
import { get, post } from '#platform/http.ts'
import { createLog } from '#platform/log.ts'
import { openLogFile } from '#platform/logFile.ts'
import { openSocket } from '#platform/socket.ts'
import { type Command, single, wholeNumber } from './arguments.ts'
import { withViewers } from './desks.ts'
import { createDownloads } from './fileSaver.ts'
import { namedFolder, temporaryFolder, userFolder } from './folders.ts'
import { createNotifier } from './notifier.ts'
import { admit, readRoles } from './roles.ts'
import { createKeyStore, createSecretStore } from './secrets.ts'
import { startServer } from './server.ts'
import { createSettingsStore } from './settingsStore.ts'
import { untilStopped } from './signals.ts'
import { demoHost, exportWorkerUrl, pagesUrl, readerWorkerUrl, startProver } from './threads.ts'
import { version } from './version.ts'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Serves Crowsnest to a browser on this machine and prints the address.',
  options: {
    port: { value: 'N', help: 'Port on 127.0.0.1; 0 (the default) takes any free one.' },
    data: { value: 'DIR', help: 'Folder for orders and settings (default: that of the desktop app).' },
    settings: { value: 'FILE', help: 'JSON file of the settings (default: settings.json in the data folder).' },
    roles: { value: 'FILE', help: 'JSON file of viewers: each gets an address, and sees of packs what its role may.' },
    demo: { value: null, help: 'Starts with the built-in demo chain, in a folder that is removed at the end.' },
  },
  run: async (given) => {
    const port = wholeNumber(given, 'port', 0, 65_535) ?? 0
    const demo = given.flags.has('demo')
    const data = single(given, 'data')
    const settingsFile = single(given, 'settings')
    const pages = fileURLToPath(pagesUrl)
    if (!existsSync(join(pages, 'index.html'))) throw new EngineError('NO_PAGES', 'The window is not built yet: run npm run build first.')

    const roles = single(given, 'roles')
    const named = roles === null ? null : readRoles(roles)

    const stopped = untilStopped()
    const folder = data !== null ? namedFolder(data) : demo ? temporaryFolder() : userFolder()
    const token = randomBytes(24).toString('base64url')
    const downloads = createDownloads(folder.path, token)
    const logs = openLogFile(join(folder.path, 'logs'))
    try {
      const app = assemble({
        host: 'headless',
        version,
        dataDir: folder.path,
        settings: createSettingsStore(settingsFile ?? join(folder.path, 'settings.json')),
        secrets: createSecretStore(folder.path),
        journalKey: createKeyStore(folder.path),
        notifier: createNotifier(),
        fileSaver: downloads,
        openLink,
        demo: demoHost(),
        prover: startProver(),
        exportWorkerUrl,
        readerWorkerUrl,
        post,
        get,
        openSocket,
        clock: systemClock,
        log: createLog({
          write(line) {
            process.stderr.write(line)
            logs.write(line)
          },
        }),
        random: Math.random,
      })
      try {
        const admitted = named ?? admit(app.settings().viewers, 'The setting “viewers”')
        const desks = withViewers(app, token, admitted)
        const server = await startServer({ app, pages, downloads, token, desks, port })
        process.stdout.write(`Crowsnest is at http://127.0.0.1:${server.port}/#token=${token}\n`)
        for (const { viewer, token: own } of admitted)
          process.stdout.write(`For ${viewer.name} (${viewer.audience}): http://127.0.0.1:${server.port}/#token=${own}\n`)
        await app.start()
        if (demo) await app.demo(true)
        await stopped
        await server.close()
      } finally {
        await app.stop()
      }
    } finally {
      downloads.clear()
      logs.close()
      folder.remove()
    }
    return 0
  },
}

/** The page opens links itself where it can; this is for the calls that ask this machine to do so. The address was checked by its handler. */
function openLink(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer.exe' : 'xdg-open'
  spawn(opener, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => process.stderr.write(`Open this page in your browser: ${url}\n`))
    .unref()
}
