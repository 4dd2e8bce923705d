/** What helps whoever is asked for help, as text that may be shown to anyone. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { chainOf } from '#engine/chains/index.ts'
import { readChannels } from '#shared/channels.ts'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { type Condition, readRules } from '#shared/rules.ts'
import { type Network, type Settings, settingKeys } from '#shared/settings.ts'
import type { AppStatus } from '#shared/status.ts'
import { createMask, privatePartsOf } from './mask.ts'

export type DiagnosticsParts = {
  readonly version: string
  readonly host: string
  readonly dataDir: string
  readonly versions: Readonly<Record<string, string>>
  readonly settings: Settings
  readonly status: AppStatus
  readonly checks: readonly DoctorCheck[]
  /** Secrets, names of labels, and whatever else the user would not show: blotted out wherever it turns up. */
  readonly secrets: Iterable<string>
  /** Unix milliseconds. */
  readonly at: number
}

/** Lines of the log that are shown, from so many bytes at its end. */
const lines = 100
const tailBytes = 128_000

/** Put together from parts that hold no secret, and masked as a whole all the same. */
export function diagnosticsText(parts: DiagnosticsParts): string {
  const { settings, status, checks, dataDir, at } = parts
  const mask = createMask(wordsOf(parts))
  const sections: [string, readonly string[]][] = [
    ['Crowsnest diagnostics', [`Written ${new Date(at).toISOString()}; secrets, labels, accounts and orders are left out.`]],
    [
      'Versions',
      [
        `Crowsnest ${parts.version} (${parts.host})`,
        `${process.platform} ${process.arch} ${release()}`,
        ...Object.entries(parts.versions).map(([name, version]) => `${name} ${version}`),
      ],
    ],
    ['Settings', settingLines(settings)],
    ['Chains', status.chains.map((chain) => chainLine(chain))],
    ['Checks', checks.map(({ state, area, sentence }) => `${state} · ${area} · ${sentence}`)],
    [`Log (last ${lines} lines)`, logTail(join(dataDir, 'logs', 'crowsnest.log'))],
  ]
  return mask(
    sections
      .map(([title, body]) => `${title}\n${(body.length > 0 ? body : ['nothing']).map((line) => `  ${line}`).join('\n')}\n`)
      .join('\n'),
  )
}

/** Names that the user gave are the user's own. */
function wordsOf({ settings, secrets }: DiagnosticsParts): string[] {
  const named = [...readRules(settings.rules).rules, ...readChannels(settings.channels).channels, ...settings.views].flatMap((one) =>
    typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string' ? [one.name] : [],
  )
  const told = readChannels(settings.channels).channels.flatMap(({ options }) => stringsIn(options))
  const addresses = settings.networks.flatMap(({ endpoints, lightClient }) => [...endpoints, ...(lightClient ? [lightClient.url] : [])])
  return [
    ...secrets,
    ...named,
    ...told.flatMap((text) => (text.includes('://') ? privatePartsOf(text) : [text])),
    ...addresses.flatMap(privatePartsOf),
  ]
}

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

function settingLines(settings: Settings): string[] {
  const listed: Partial<Record<keyof Settings, readonly string[]>> = {
    networks: settings.networks.map(networkWords),
    rules: readRules(settings.rules).rules.map(
      ({ enabled, when, confirmations, channels, perDay }) =>
        `${enabled ? 'on' : 'off'}, ${kindsOf(when).join('+')}, ${confirmations}, ${channels.length} channels, ${perDay ?? 'all'} a day`,
    ),
    channels: readChannels(settings.channels).channels.map(({ kind, enabled }) => `${kind} ${enabled ? 'on' : 'off'}`),
  }
  return settingKeys.map((key) => {
    const value = settings[key]
    const named = listed[key]
    if (named !== undefined) return `${key}: ${named.length === 0 ? 'none' : named.join('; ')}`
    return `${key}: ${Array.isArray(value) ? `${value.length} entries` : String(value)}`
  })
}

const networkWords = ({ chainId, enabled, endpoints, family, validators, lightClient }: Network): string => {
  const hosts = endpoints.map((url) => (URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : 'no address'))
  const proof = [family, validators && `${validators.length} validators`, lightClient && 'light client'].filter(
    (part) => part !== undefined,
  )
  return `${chainOf(chainId)?.name ?? 'chain'} ${chainId} ${enabled ? 'on' : 'off'} [${[...hosts, ...proof].join(', ')}]`
}

const kindsOf = (when: Condition): string[] => {
  if ('kind' in when) return [when.kind]
  if ('not' in when) return kindsOf(when.not)
  return ('all' in when ? when.all : when.any).flatMap(kindsOf)
}

function chainLine({
  chainId,
  phase,
  head,
  stored,
  final,
  lagSeconds,
  evidence,
  blocks,
  orders,
  reorgs,
  endpoints,
  problem,
}: AppStatus['chains'][number]): string {
  const asked = endpoints.map(
    ({ host, ok, latencyMs, errors, problem: why }) =>
      `${host} ${ok ? 'ok' : 'not ok'} ${latencyMs ?? '?'} ms ${errors} errors${why === null ? '' : ` (${why})`}`,
  )
  const place = `head ${head ?? '?'}, stored ${stored ?? '?'}, final ${final ?? '?'}, ${lagSeconds ?? '?'} s behind, L${evidence ?? '?'}`
  return `${chainId} ${phase}: ${place}; ${blocks} blocks, ${orders} orders, ${reorgs} reorgs${problem === null ? '' : `; ${problem}`}; ${asked.join('; ')}`
}

/** The end of the log; one sentence where there is none. */
function logTail(path: string): string[] {
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      const length = Math.min(size, tailBytes)
      const bytes = Buffer.alloc(length)
      readSync(file, bytes, 0, length, size - length)
      const all = bytes
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
      return (length < size ? all.slice(1) : all).slice(-lines)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    return [code === 'ENOENT' ? 'There is no log file: this host writes its log to the terminal.' : `The log cannot be read (${code}).`]
  }
}
