/** What `watch` is told on its command line, as settings that live in memory only. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chainOf } from '#engine/chains/index.ts'
import { EngineError } from '#engine/errors.ts'
import type { SettingsStore } from '#ipc/services.ts'
import { LightClient, type Network, proofFamilies, readSettings, type Settings, SettingsPatch } from '#shared/settings.ts'
import { type Given, single, UsageError } from './arguments.ts'

/** Settings of `--settings FILE` (or the defaults) with the thresholds and prices of the command line; no networks changed yet. */
export function settingsOf(given: Given, warn: (line: string) => void): Settings {
  const file = single(given, 'settings')
  const { settings, problems } = readSettings(file === null ? {} : readJson(resolve(file)))
  for (const { message } of problems) warn(message)
  const minUsd = single(given, 'min-usd')
  const patch = {
    ...(minUsd === null ? {} : { minUsd }),
    minUnits: [...settings.minUnits, ...pairs(given, 'min-units').map(([token, amount]) => ({ token, amount }))],
    prices: [...pairs(given, 'price').map(([token, usd]) => ({ token, usd })), ...settings.prices],
  }
  const parsed = SettingsPatch.safeParse(patch)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const option = { minUsd: '--min-usd', minUnits: '--min-units', prices: '--price' }[String(issue?.path[0])] ?? 'An option'
    throw new UsageError(`${option}: ${issue?.message ?? 'this value cannot be used'}.`)
  }
  // Whoever watches a stream is told by the stream.
  const pending = given.flags.has('pending') || settings.pending
  return { ...settings, ...withoutUndefined(parsed.data), pending, setUp: true, notify: false }
}

/** The addresses of `--rpc`, which may be given more than once and may list several with commas. */
export function endpointsOf(given: Given): readonly string[] {
  const urls = (given.values.get('rpc') ?? []).flatMap((list) => list.split(',')).map((url) => url.trim())
  for (const url of urls)
    if (!/^(https?|wss?):\/\//i.test(url) || !URL.canParse(url))
      throw new UsageError(`--rpc: “${url.slice(0, 80)}” is not an address; it must start with http://, https://, ws:// or wss://.`)
  return urls
}

/** How blocks are proven, as the command line has it; nothing where it does not say. */
export type ProofChoice = Pick<Network, 'family' | 'validators' | 'lightClient'>

/** `--family`, `--validators` (which may be given more than once and may list several with commas), `--light-client` with `--checkpoint`. */
export function proofOf(given: Given): ProofChoice {
  const named = single(given, 'family')
  const family = proofFamilies.find((known) => known === named)
  if (named !== null && family === undefined)
    throw new UsageError(`--family: “${named.slice(0, 40)}” is not known; choose one of ${proofFamilies.join(', ')}.`)
  const validators = (given.values.get('validators') ?? []).flatMap((list) => list.split(',')).map((one) => one.trim())
  for (const one of validators)
    if (!/^0x[0-9a-fA-F]{40}$/.test(one))
      throw new UsageError(`--validators: “${one.slice(0, 50)}” is no address; write 0x and 40 hex digits, several with commas between.`)
  const lightClient = lightClientOf(single(given, 'light-client'), single(given, 'checkpoint'))
  return {
    ...(family === undefined ? {} : { family }),
    ...(validators.length === 0 ? {} : { validators }),
    ...(lightClient === null ? {} : { lightClient }),
  }
}

function lightClientOf(url: string | null, checkpoint: string | null): Network['lightClient'] | null {
  if (url === null && checkpoint === null) return null
  if (url === null || checkpoint === null)
    throw new UsageError('--light-client URL and --checkpoint ROOT belong together: where to ask, and the finalised block to begin from.')
  const { url: address, checkpoint: root } = LightClient.shape
  if (!address.safeParse(url).success)
    throw new UsageError(`--light-client: “${url.slice(0, 80)}” is not an address; it must start with http:// or https://.`)
  if (!root.safeParse(checkpoint).success)
    throw new UsageError(`--checkpoint: “${checkpoint.slice(0, 80)}” is no block root; write 0x and 64 hex digits.`)
  return { url, checkpoint }
}

/** The network that `--rpc` stands for, with what the settings know about that chain. */
export function networkOf(chainId: number, endpoints: readonly string[], settings: Settings, proof: ProofChoice = {}): Network {
  const known = settings.networks.find((network) => network.chainId === chainId)
  return { name: chainOf(chainId)?.name ?? `Chain ${chainId}`, ...known, ...proof, chainId, enabled: true, endpoints: [...endpoints] }
}

/** Settings that nobody can change while the command runs. */
export const fixedSettings = (settings: Settings): SettingsStore => ({
  get: () => settings,
  problems: () => [],
  set: () => {
    throw new EngineError('READ_ONLY', 'These settings come from the command line and cannot be changed.')
  },
  onChange: () => () => {},
})

/** `SYMBOL_OR_ADDRESS=NUMBER`, cut at the last equals sign. */
function pairs(given: Given, option: string): readonly (readonly [string, string])[] {
  return (given.values.get(option) ?? []).map((text) => {
    const cut = text.lastIndexOf('=')
    if (cut < 1 || cut === text.length - 1)
      throw new UsageError(`--${option}: write SYMBOL=NUMBER or ADDRESS=NUMBER, for example --${option} WETH=100.`)
    return [text.slice(0, cut), text.slice(cut + 1)]
  })
}

function readJson(path: string): unknown {
  const text = readText(path)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new UsageError(`The settings file ${path} is not a JSON object; it was left as it is. Mend it, or leave --settings out.`)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error'
    throw new UsageError(`The settings file ${path} cannot be read (${code}): check its name and its rights.`)
  }
}

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as { [K in keyof T]-?: Exclude<T[K], undefined> }
