/** `headless doctor`: looks at everything that can be wrong, beside a running app or without one, and changes nothing. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ChannelWords, examine } from '#care/doctor.ts'
import { createOutbound } from '#care/outbound.ts'
import { withSecrets } from '#engine/rpc/withSecrets.ts'
import { systemClock as clock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { maskAddresses } from '#platform/log.ts'
import { openSocket } from '#platform/socket.ts'
import { readChannels } from '#shared/channels.ts'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { readSettings, type SettingProblem, type Settings } from '#shared/settings.ts'
import { openBeside } from '#storage/database.ts'
import { openStore } from '#storage/orders.ts'
import { addOutbound } from '#storage/outbound.ts'
import { type Command, type Given, single } from './arguments.ts'
import { namedFolder, userFolder } from './folders.ts'
import { createSecretStore } from './secrets.ts'
import { readerWorkerUrl } from './threads.ts'
import { version } from './version.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Looks at settings, endpoints, clock, disk and database, and says what to mend. Changes nothing.',
  options: {
    data: { value: 'DIR', help: 'Folder of orders and settings (default: that of the desktop app).' },
    settings: { value: 'FILE', help: 'JSON file of the settings (default: settings.json in the data folder).' },
    json: { value: null, help: 'One JSON object: { "checks": […], "at": … }.' },
  },
  run,
}

/** Exit code 1 where anything is a problem; warnings are none. */
async function run(given: Given): Promise<number> {
  const data = single(given, 'data')
  const dataDir = (data === null ? userFolder() : namedFolder(data)).path
  const file = resolve(single(given, 'settings') ?? join(dataDir, 'settings.json'))
  const { settings, problems } = readFile(file, single(given, 'settings') !== null)
  const secrets = createSecretStore(dataDir)
  const outbound = createOutbound({ write: (counts) => noteBeside(dataDir, counts), now: () => clock.now() })
  const because = (url: string) => settings.networks.find(({ endpoints }) => endpoints.includes(url))?.name ?? 'The doctor'
  const checks = await examine({
    ...{ host: 'headless', version, dataDir, settings, problems, clock, readerWorkerUrl },
    ...withSecrets(outbound.counted({ post, openSocket }, 'endpoint', because), secrets),
    ...{ secretsWarning: secrets.warning(), status: null, ruleProblems: [], facts: null },
    channels: channelsOf(dataDir, settings),
  })
  outbound.flush()
  const text = given.flags.has('json') ? JSON.stringify({ checks, at: clock.now() }) : inLines(checks)
  process.stdout.write(`${maskAddresses(text)}\n`)
  return checks.some(({ state }) => state === 'problem') ? 1 : 0
}

/** The file as it is: one that is broken stays where it is, and is told. */
function readFile(file: string, wanted: boolean): { settings: Settings; problems: readonly SettingProblem[] } {
  const broken = (message: string) => ({ settings: readSettings({}).settings, problems: [{ key: 'file', message }] })
  if (!existsSync(file))
    return wanted ? broken(`The settings file ${file} does not exist: check its name.`) : { ...readSettings({}), problems: [] }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return readSettings(value)
    return broken(`The settings file ${file} is JSON, but no object with settings: the app would set it aside and use defaults.`)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    if (code !== null) return broken(`The settings file ${file} cannot be read (${code}): give this user the right to read it.`)
    return broken(
      `The settings file ${file} is not JSON: the app would set it aside and use defaults. Correct it, or set the settings anew.`,
    )
  }
}

/** What waits for each channel, where the database can be read. */
function channelsOf(dataDir: string, settings: Settings): ChannelWords[] {
  const { channels } = readChannels(settings.channels)
  if (channels.length === 0) return []
  try {
    const store = openStore({ dataDir, readOnly: true })
    try {
      return channels.map(({ id, name, enabled }) => {
        const { waiting, error } = store.deliveries.standing(id)
        return { name, enabled, waiting, problem: waiting > 0 ? error : null }
      })
    } finally {
      store.close()
    }
  } catch {
    return channels.map(({ name, enabled }) => ({ name, enabled, waiting: 0, problem: null }))
  }
}

/** The list of hosts is whole where it can be: a database that cannot be written now goes without this run. */
function noteBeside(dataDir: string, counts: Parameters<typeof addOutbound>[1]): void {
  try {
    const database = openBeside(dataDir)
    try {
      database.transaction(() => addOutbound(database, counts))
    } finally {
      database.close()
    }
  } catch {}
}

const signs: Readonly<Record<DoctorCheck['state'], string>> = { ok: 'ok', warning: 'WARNING', problem: 'PROBLEM', skipped: 'skipped' }

function inLines(checks: readonly DoctorCheck[]): string {
  const lines = checks.flatMap(({ area, state, sentence, mend }) => [
    `${signs[state].padEnd(8)} ${area.padEnd(13)} ${sentence}`,
    ...(mend === null ? [] : [`${' '.repeat(23)}→ ${mend}`]),
  ])
  const problems = checks.filter(({ state }) => state === 'problem').length
  const warnings = checks.filter(({ state }) => state === 'warning').length
  return [...lines, '', `${problems === 0 ? 'No problem' : `${problems} to mend`}, ${warnings} to look at.`].join('\n')
}
