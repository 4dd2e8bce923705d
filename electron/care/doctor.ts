/** Looks at everything that can be wrong and says of each in one sentence what was found, and what to do. */
import type { Clock, HttpPost, OpenSocket } from '#engine/ports.ts'
import type { HostFacts } from '#ipc/care.ts'
import type { DoctorCheck } from '#shared/contract/care.ts'
import type { SettingProblem, Settings } from '#shared/settings.ts'
import type { AppStatus } from '#shared/status.ts'
import { appChecks } from './checks/app.ts'
import { channelChecks } from './checks/channels.ts'
import { clockChecks } from './checks/clock.ts'
import { databaseChecks } from './checks/database.ts'
import { diskChecks } from './checks/disk.ts'
import { endpointChecks } from './checks/endpoints.ts'
import { type EndpointFinding, findEndpoints } from './checks/findings.ts'
import { keyringChecks } from './checks/keyring.ts'
import { settingsChecks } from './checks/settings.ts'

/** A channel's standing: why it does not get through, and how many messages wait. */
export type ChannelWords = { readonly name: string; readonly enabled: boolean; readonly waiting: number; readonly problem: string | null }

export type DoctorPorts = {
  readonly host: 'desktop' | 'headless'
  readonly version: string
  readonly dataDir: string
  readonly settings: Settings
  readonly problems: readonly SettingProblem[]
  /** Why the secrets are not as safe as they could be, or cannot be read; null where all is well. */
  readonly secretsWarning: string | null
  readonly clock: Clock
  readonly post: HttpPost
  readonly openSocket: OpenSocket
  /** The running app, where the doctor is part of it. */
  readonly status: AppStatus | null
  readonly channels: readonly ChannelWords[]
  /** What is wrong with single rules, one sentence each. */
  readonly ruleProblems: readonly string[]
  readonly facts: HostFacts | null
  /** Entry of the thread that looks at the database; absent: it is looked at here. */
  readonly readerWorkerUrl?: URL
}

/** What the checks of one run share: endpoints are asked once. */
export type Examination = DoctorPorts & { readonly endpoints: () => Promise<readonly EndpointFinding[]> }

export type Examine = {
  readonly id: string
  readonly area: DoctorCheck['area']
  run(examination: Examination): Promise<readonly DoctorCheck[]> | readonly DoctorCheck[]
}

/** In the order in which they are shown. To add one: its file, its line. */
const examines: readonly Examine[] = [
  settingsChecks,
  endpointChecks,
  clockChecks,
  diskChecks,
  databaseChecks,
  keyringChecks,
  channelChecks,
  appChecks,
]

/** No single look may hold up the others for longer. */
const patienceMs = 45_000

/** Never rejects: what cannot be looked at is a check that says so. */
export async function examine(ports: DoctorPorts): Promise<DoctorCheck[]> {
  let asked: Promise<readonly EndpointFinding[]> | null = null
  const endpoints = () => {
    asked ??= findEndpoints(ports)
    return asked
  }
  const found = await Promise.all(examines.map((one) => within(one, { ...ports, endpoints })))
  return found.flat()
}

async function within({ id, area, run }: Examine, examination: Examination): Promise<readonly DoctorCheck[]> {
  const over = new AbortController()
  const late = examination.clock.sleep(patienceMs, over.signal).then((): DoctorCheck[] => [
    {
      id,
      area,
      state: 'skipped',
      sentence: `This could not be looked at within ${patienceMs / 1000} s.`,
      mend: 'Try again in a minute.',
    },
  ])
  try {
    return await Promise.race([Promise.resolve(examination).then(run), late])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [{ id, area, state: 'problem', sentence: `This could not be looked at: ${reason}`, mend: null }]
  } finally {
    over.abort()
  }
}
