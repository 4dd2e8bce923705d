/** Every setting, once: schema, default, section, label, help. Types, validation, one-by-one fallback and the form follow. */
import { z } from 'zod'
import { largeOrders, type Rule } from './rules.ts'
import { Viewer } from './viewer.ts'

const decimal = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'must be a number such as 250000 or 0.5')
const url = z
  .string()
  .max(2000)
  .regex(/^(https?|wss?):\/\/[^\s]+$/i, 'must start with http://, https://, ws:// or wss://')

// What is refused is answered in words: they follow the name of the setting.
const onOff = z.boolean('must be on or off')
const oneOf = <const V extends readonly string[]>(values: V) => z.enum(values, `must be one of ${values.join(', ')}`)
const whole = (least: number, most: number) => {
  const sentence = `must be a whole number from ${least} to ${most}`
  return z.number(sentence).int(sentence).min(least, sentence).max(most, sentence)
}

/** How blocks of a network can be proven, by the name of their consensus or encoding: the families of `engine/verify`. */
export const proofFamilies = [
  ...(['ethereum', 'op-stack', 'arbitrum', 'polygon', 'generic'] as const),
  ...(['qbft', 'ibft2', 'istanbul', 'clique', 'bor', 'parlia'] as const),
] as const

const accountAddress = z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'has a validator that is no address: 0x and 40 hex digits are needed')

/** Chains whose beacon chain is known: Ethereum and Sepolia. */
export const lightClientChains: readonly number[] = [1, 11_155_111]

/** A beacon node or light-client server, and the root of a finalised beacon block, by which all that it says is judged. */
export const LightClient = z.object({
  url: z
    .string()
    .max(2000)
    .regex(/^https?:\/\/[^\s]+$/i, 'has a light-client server that is no address: it must start with http:// or https://'),
  checkpoint: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'has a checkpoint that is no block root: 0x and 64 hex digits are needed'),
})

/** One chain to watch. A chain id that the app knows fills in what is absent here. */
export const Network = z.object({
  chainId: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  name: z.string().min(1).max(60),
  enabled: z.boolean(),
  endpoints: z.array(url).max(20),
  nativeSymbol: z.string().min(1).max(20).optional(),
  /** Contract that wraps the native coin one to one. */
  wrappedNative: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'must be a contract address: 0x and 40 hex digits')
    .optional(),
  /** Blocks after which a block counts as final where the endpoint has no `finalized` tag. */
  finalityDepth: z.number().int().min(1).max(100_000).optional(),
  pollMs: z.number().int().min(50).max(600_000).optional(),
  /** How its blocks are proven; absent: as the known chain's are, else as the blocks themselves show. */
  family: z.enum(proofFamilies, `has a proof family that is not known: choose one of ${proofFamilies.join(', ')}`).optional(),
  /** Who may seal blocks; absent: whoever the first block that is read names. Changes that the blocks announce are followed. */
  validators: z.array(accountAddress).min(1, 'has an empty list of validators: name them, or leave it out').max(1000).optional(),
  /** Where the light client of Ethereum asks, and a beacon block that the user trusts; absent: nobody is asked. */
  lightClient: LightClient.optional(),
  /** Usual time between two blocks, milliseconds: after twenty of them without a block the chain counts as standing still. */
  blockMs: z.number().int().min(50).max(86_400_000).optional(),
})
export type Network = z.infer<typeof Network>

/** `token`: symbol of a listed token, `native`, the native coin's symbol, or a contract address. */
export const TokenAmount = z.object({ token: z.string().min(1).max(100), amount: decimal })
export const TokenPrice = z.object({ token: z.string().min(1).max(100), usd: decimal })

/** A column by its id; `width` in pixels, absent: its own. */
export const ColumnChoice = z.object({
  id: z.string().max(40),
  width: z.number().int().min(16).max(2000).optional(),
  hidden: z.boolean().optional(),
})
export type ColumnChoice = z.infer<typeof ColumnChoice>

export type SettingSection = 'networks' | 'thresholds' | 'rules' | 'channels' | 'notifications' | 'view' | 'app' | 'storage' | 'internal'

export type SettingEntry<S extends z.ZodType = z.ZodType> = {
  readonly schema: S
  readonly default: z.infer<S>
  readonly section: SettingSection
  readonly label: string
  readonly help: string
}
const setting = <S extends z.ZodType>(entry: SettingEntry<S>): SettingEntry<S> => entry

export const settingEntries = {
  networks: setting({
    schema: z.array(Network).max(64),
    default: [],
    section: 'networks',
    label: 'Networks',
    help: 'The chains to watch and the endpoints that serve them. Nothing is asked of a host that is not listed here.',
  }),
  setUp: setting({
    schema: onOff,
    default: false,
    section: 'internal',
    label: 'Set up',
    help: 'Whether the first-run page has been answered.',
  }),
  minUsd: setting({
    schema: decimal,
    default: '100000',
    section: 'thresholds',
    label: 'Record orders from (USD)',
    help: 'A movement worth at least this much becomes an order. Smaller ones are read and proven, but not kept.',
  }),
  minUnits: setting({
    schema: z.array(TokenAmount).max(200),
    default: [],
    section: 'thresholds',
    label: 'Record a token from (units)',
    help: 'So many units make an order whatever they are worth: for tokens without an honest price, and wherever you think in units.',
  }),
  prices: setting({
    schema: z.array(TokenPrice).max(200),
    default: [],
    section: 'thresholds',
    label: 'Prices set by hand (USD)',
    help: 'Used before any other price, and shown as “set by hand” on every row.',
  }),
  allSenders: setting({
    schema: onOff,
    default: false,
    section: 'thresholds',
    label: 'Prove every sender',
    help: 'Recovers the signer of every transaction of a block, not only of those that may make an order. It takes some ten times as long as the rest of the proof.',
  }),
  internalTransfers: setting({
    schema: onOff,
    default: false,
    section: 'thresholds',
    label: 'Internal transfers',
    help: 'Asks for a trace of every block, where the endpoint offers it, for coins that contracts move. It costs much of an endpoint’s quota, and what a trace tells is not proven: such orders stay at L1.',
  }),
  pending: setting({
    schema: onOff,
    default: false,
    section: 'thresholds',
    label: 'Pending orders',
    help: 'Shows large transfers before they are mined, where an endpoint tells of pending transactions in full (best over a websocket). What is pending may never happen; only its signature is proven.',
  }),
  pendingMinutes: setting({
    schema: whole(1, 1440),
    default: 30,
    section: 'thresholds',
    label: 'Give up pending orders after (minutes)',
    help: 'A pending order that no endpoint has any more for so long counts as dropped.',
  }),
  rules: setting({
    // Forms of other versions are kept as they are: each is read by itself, and those that cannot be are named.
    schema: z.array(z.unknown()).max(200),
    default: [largeOrders('1000000')],
    section: 'rules',
    label: 'Rules',
    help: 'What rings, where, and how. Orders that no rule names still appear in the table.',
  }),
  viewers: setting({
    schema: z.array(Viewer).max(100),
    default: [],
    section: 'internal',
    label: 'Viewers',
    help: 'Who is shown the books of packs by headless serve, each with an address of its own, and what the window can be looked at as.',
  }),
  channels: setting({
    schema: z.array(z.unknown()).max(50),
    default: [],
    section: 'channels',
    label: 'Channels',
    help: 'Where rules ring beside this desktop. Nothing is sent to a service that is not listed here.',
  }),
  notify: setting({
    schema: onOff,
    default: true,
    section: 'notifications',
    label: 'Native notifications',
    help: 'Orders still appear in the table when this is off.',
  }),
  notifyPerMinute: setting({
    schema: whole(1, 60),
    default: 6,
    section: 'notifications',
    label: 'Notifications a minute',
    help: 'Beyond this many, orders are gathered into one digest. None is dropped from the table.',
  }),
  startAtLogin: setting({
    schema: onOff,
    default: false,
    section: 'app',
    label: 'Start when I log in',
    help: 'Watching goes on after a restart of this machine without anyone thinking of it.',
  }),
  startHidden: setting({
    schema: onOff,
    default: false,
    section: 'app',
    label: 'Start without a window',
    help: 'Only the sign in the tray appears; a click on it opens the window. Where there is no tray the window opens all the same.',
  }),
  closeToTray: setting({
    schema: onOff,
    default: false,
    section: 'app',
    label: 'Keep watching when the window is closed',
    help: 'The sign in the tray stays and notifications keep coming; the app ends by “Quit”.',
  }),
  updates: setting({
    schema: oneOf(['off', 'stable', 'beta']),
    default: 'off',
    section: 'app',
    label: 'Updates',
    help: 'Off asks nobody. Otherwise signed releases of this kind are looked for once a day at the place that this build names, and fetched when you say so.',
  }),
  keepOrdersDays: setting({
    schema: whole(0, 36_500),
    default: 0,
    section: 'storage',
    label: 'Keep orders for (days)',
    help: 'Final orders that are older are removed from this machine. 0 keeps everything.',
  }),
  keepAlertsDays: setting({
    schema: whole(0, 36_500),
    default: 90,
    section: 'storage',
    label: 'Keep the inbox for (days)',
    help: 'Alerts that are older are removed, read or not; the orders they are about stay. 0 keeps everything.',
  }),
  theme: setting({
    schema: oneOf(['system', 'light', 'dark']),
    default: 'system',
    section: 'view',
    label: 'Theme',
    help: 'Follow the system, or always light or dark.',
  }),
  language: setting({
    schema: oneOf(['system', 'en', 'zh']),
    default: 'system',
    section: 'view',
    label: 'Language',
    help: 'Follow the system, or always this one.',
  }),
  density: setting({
    schema: oneOf(['comfortable', 'compact']),
    default: 'comfortable',
    section: 'view',
    label: 'Density',
    help: 'Compact rows show more orders at once.',
  }),
  columns: setting({
    schema: z.array(ColumnChoice).max(60),
    default: [],
    section: 'internal',
    label: 'Columns',
    help: 'Which columns the table shows, in which order and how wide. Empty: as it comes.',
  }),
  views: setting({
    // Forms of other versions are kept as they are: the window reads each by itself and says which it cannot.
    schema: z.array(z.unknown()).max(200),
    default: [],
    section: 'internal',
    label: 'Saved views',
    help: 'Filters, sorts and columns kept under a name.',
  }),
} as const

export type SettingKey = keyof typeof settingEntries
export type Settings = { [K in SettingKey]: z.infer<(typeof settingEntries)[K]['schema']> }
export const settingKeys = Object.keys(settingEntries) as SettingKey[]

/** The form of the whole set: a file of a later one is read as far as it is known, and never written over what is not. */
export const settingsVersion = 2

/** A value that could not be used, and why; the default stands in for it. */
export type SettingProblem = { readonly key: string; readonly message: string }

/** Any stored object → complete settings. A broken value falls back alone and is reported; unknown keys are ignored. */
export function readSettings(stored: unknown): { settings: Settings; problems: SettingProblem[] } {
  const source = withRules(typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {})
  const problems: SettingProblem[] = []
  if (typeof source.version === 'number' && source.version > settingsVersion) problems.push({ key: 'version', message: newerSettings })
  const entries = settingKeys.map((key) => {
    const entry = settingEntries[key]
    if (!Object.hasOwn(source, key)) return [key, structuredClone(entry.default)]
    const parsed = entry.schema.safeParse(source[key])
    if (parsed.success) return [key, parsed.data]
    const reason = parsed.error.issues[0]?.message ?? 'is not valid'
    problems.push({ key, message: `Setting “${entry.label}” ${reason}; its default is used until you correct it.` })
    return [key, structuredClone(entry.default)]
  })
  return { settings: Object.fromEntries(entries) as Settings, problems }
}

const newerSettings =
  'These settings were written by a newer Crowsnest: what this version knows of them is used, the rest is kept in the file as it is. Update Crowsnest to use all of it.'

/** Before there were rules, one value rang: it becomes the first rule, and rings for pending orders where it did. */
function withRules(source: Record<string, unknown>): Record<string, unknown> {
  if (Object.hasOwn(source, 'rules') || !decimal.safeParse(source.alertUsd).success) return source
  const rule: Rule = { ...largeOrders(String(source.alertUsd)), confirmations: source.notifyPending === true ? 'pending' : 'seen' }
  return { ...source, rules: [rule] }
}

/** Schema of a partial change, as the contract takes it. */
export const SettingsPatch = z
  .object({
    networks: settingEntries.networks.schema,
    setUp: settingEntries.setUp.schema,
    minUsd: settingEntries.minUsd.schema,
    minUnits: settingEntries.minUnits.schema,
    prices: settingEntries.prices.schema,
    allSenders: settingEntries.allSenders.schema,
    internalTransfers: settingEntries.internalTransfers.schema,
    pending: settingEntries.pending.schema,
    pendingMinutes: settingEntries.pendingMinutes.schema,
    rules: settingEntries.rules.schema,
    viewers: settingEntries.viewers.schema,
    channels: settingEntries.channels.schema,
    startAtLogin: settingEntries.startAtLogin.schema,
    startHidden: settingEntries.startHidden.schema,
    closeToTray: settingEntries.closeToTray.schema,
    updates: settingEntries.updates.schema,
    keepOrdersDays: settingEntries.keepOrdersDays.schema,
    keepAlertsDays: settingEntries.keepAlertsDays.schema,
    notify: settingEntries.notify.schema,
    notifyPerMinute: settingEntries.notifyPerMinute.schema,
    theme: settingEntries.theme.schema,
    language: settingEntries.language.schema,
    density: settingEntries.density.schema,
    columns: settingEntries.columns.schema,
    views: settingEntries.views.schema,
  } satisfies Record<SettingKey, z.ZodType>)
  .partial()
  .strict()
export type SettingsPatch = z.infer<typeof SettingsPatch>
