/** Rules, an inbox, snoozes and channels in memory: every way of telling, a rule with a problem, a channel that does not get through. */
import { fulfils } from '#engine/rules/judge.ts'
import { type Alert, type Snooze, tellings } from '#shared/alerts.ts'
import { type Channel, readChannels } from '#shared/channels.ts'
import type { Handlers } from '#shared/contract/index.ts'
import type { RulesView } from '#shared/contract/rules.ts'
import type { TableRow } from '#shared/order.ts'
import { largeOrders, type Rule, readRules } from '#shared/rules.ts'
import type { Settings } from '#shared/settings.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `rules.${string}` | `alerts.${string}` | `channels.${string}`>>

/** What a scene's inbox and rules stand on. */
export type FakeAlertsOptions = {
  /** Newest first. */
  readonly rows: readonly TableRow[]
  readonly settings: () => Settings
  readonly change: (settings: Settings) => void
  /** Told whenever the inbox changed. */
  readonly changed: (unread: number, newest: number) => void
  /** Rules that cannot ring as meant, a channel that does not get through, secrets that are not as safe as they could be. */
  readonly failing: boolean
}

export type FakeAlerts = Calls & {
  readonly unread: () => number
  /** A new alert about a row, at the top. */
  readonly ring: (row: TableRow) => void
}

/** Rules to look at: plain, put together, off, and broken. */
export function sceneRules(failing: boolean): unknown[] {
  const inflow: Rule = {
    ...largeOrders('5000000'),
    ...{ id: 'inflow', name: 'Stablecoins into Binance', channels: ['desktop', 'desk-chat'], sound: 'chime', cooldownMinutes: 15 },
    when: {
      all: [
        { kind: 'flow', with: { flow: 'inflow' } },
        {
          any: [
            { kind: 'token', with: { token: 'USDC' } },
            { kind: 'token', with: { token: 'USDT' } },
          ],
        },
        { not: { kind: 'label', with: { name: 'OKX', side: 'either' } } },
        { kind: 'value-above', with: { usd: '250000' } },
      ],
    },
    quiet: { from: '22:00', to: '07:00', days: [0, 1, 2, 3, 4, 5, 6] },
    perDay: 20,
  }
  const whale: Rule = {
    ...largeOrders('0'),
    ...{ id: 'whale', name: 'Repeated whales', enabled: false, channels: [], confirmations: 'final' },
    when: { kind: 'repeated-whale', with: { times: 3, usd: '1000000', minutes: 1440, side: 'either' } },
  }
  const newer = { ...largeOrders('1'), version: 2, id: 'later', name: 'From another machine' }
  return [largeOrders('1000000'), inflow, whale, ...(failing ? [newer] : [])]
}

export const sceneChannels = (failing: boolean): Channel[] => [
  { version: 1, id: 'desk-chat', kind: 'telegram', name: 'Desk chat', enabled: true, options: { chat: '-1001234567890' } },
  ...(failing
    ? [
        {
          ...({ version: 1, id: 'hook', kind: 'webhook', name: 'Own webhook', enabled: true } as const),
          options: { url: 'https://hooks.example.com/crowsnest' },
        },
      ]
    : []),
]

export function createFakeAlerts({ rows, settings, change, changed, failing }: FakeAlertsOptions): FakeAlerts {
  const alerts = alertsOf(rows)
  const secrets = new Map<string, Set<string>>([['desk-chat', new Set(['token'])]])
  let snoozes: Snooze[] = rows[0] ? [{ kind: 'chain', subject: '137', until: Date.now() + 3 * 3_600_000 }] : []
  const unread = () => alerts.filter(({ read }) => !read).length
  const tell = () => changed(unread(), alerts[0]?.id ?? 0)

  const rules = (): RulesView => {
    const { rules, unread } = readRules(settings().rules)
    return {
      rules: rules.map((rule, index) => ({
        rule,
        problems:
          failing && index === 1
            ? ['No account is labelled “OKX” any more: label one, or change the rule.', 'The channel “desk-chat” is switched off.']
            : [],
        rangToday: alerts.filter((alert) => alert.rules.some(({ id }) => id === rule.id)).length,
        lastRang: alerts.find((alert) => alert.rules.some(({ id }) => id === rule.id))?.at ?? null,
        levels:
          rule.perDay === null
            ? []
            : [
                { chainId: 1, address: null, symbol: 'ETH', usd: '4210000' },
                { chainId: 1, address: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48', symbol: 'USDC', usd: '6800000' },
              ],
      })),
      unread,
    }
  }
  const channels = () => {
    const { channels, unread } = readChannels(settings().channels)
    return {
      channels: channels.map((channel, index) => ({
        channel,
        secrets: [...(secrets.get(channel.id) ?? [])],
        waiting: failing && index === 1 ? 14 : 0,
        lastSent: index === 0 ? Date.now() - 240_000 : null,
        problem:
          failing && index === 1
            ? 'The webhook did not answer within 10 seconds; what waits is sent as soon as it does. Check that its server runs.'
            : null,
      })),
      unread,
      warning: failing ? 'This system has no keyring: secrets are in a file that only you can read, but not encrypted.' : null,
    }
  }
  const idOf = (stored: unknown): unknown => (stored as { id?: unknown } | null)?.id
  const put = (stored: readonly unknown[], one: { readonly id: string }) =>
    stored.some((each) => idOf(each) === one.id) ? stored.map((each) => (idOf(each) === one.id ? one : each)) : [...stored, one]
  const without = (stored: readonly unknown[], which: { id: string } | { index: number }) =>
    stored.filter((each, index) => ('id' in which ? idOf(each) !== which.id : index !== which.index))

  return {
    unread,
    ring(row) {
      alerts.unshift(alertOf(row, (alerts[0]?.id ?? 0) + 1, Date.now(), 'toast', false))
      tell()
    },
    'rules.list': rules,
    'rules.save'(rule) {
      change({ ...settings(), rules: put(settings().rules, rule) })
      return rules()
    },
    'rules.remove'(which) {
      change({ ...settings(), rules: without(settings().rules, which) })
      return rules()
    },
    'rules.dryRun'({ rule, window }) {
      const least = 'hours' in window ? Date.now() / 1000 - window.hours * 3600 : 0
      const looked = rows.filter(({ marks }) => marks.time >= least)
      const ringing = (one: Rule) => looked.filter((row) => row.state !== 'reverted' && fulfils(row, one.when, nothingBefore))
      const now = ringing(rule)
      const stored = readRules(settings().rules).rules.find(({ id }) => id === rule.id)
      const was = stored ? ringing(stored) : []
      const added = now.filter((row) => !was.includes(row))
      const removed = was.filter((row) => !now.includes(row))
      return {
        from: looked.at(-1)?.marks.time ?? null,
        to: looked[0]?.marks.time ?? null,
        orders: looked.length,
        rings: now.length,
        rows: now.slice(0, 200),
        before: stored
          ? {
              ...{ rings: was.length, added: added.length, removed: removed.length },
              ...{ addedRows: added.slice(0, 100), removedRows: removed.slice(0, 100) },
            }
          : null,
        notes: 'hours' in window && window.hours > 24 ? ['Less is stored than was asked for: the oldest order is of today.'] : [],
      }
    },
    'alerts.page'({ after, limit, unread: only, rule }) {
      const all = alerts.filter((alert) => !(only && alert.read) && (rule === undefined || alert.rules.some(({ id }) => id === rule)))
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      const page = all.slice(start, start + limit)
      return {
        alerts: page,
        next: start + page.length < all.length ? (page.at(-1)?.id ?? null) : null,
        unread: unread(),
        retracted: alerts.filter(({ retractedAt }) => retractedAt !== null).length,
        total: all.length,
      }
    },
    'alerts.read'(which) {
      for (const [index, alert] of alerts.entries()) {
        if ('ids' in which ? which.ids.includes(alert.id) : alert.id <= which.upTo) alerts[index] = { ...alert, read: true }
      }
      tell()
      return { unread: unread() }
    },
    'alerts.snoozes': () => snoozes,
    'alerts.snooze'({ kind, subject, minutes }) {
      snoozes = snoozes.filter((one) => one.kind !== kind || one.subject !== subject)
      if (minutes !== null) snoozes = [...snoozes, { kind, subject, until: Date.now() + minutes * 60_000 }]
      return snoozes
    },
    'channels.list': channels,
    'channels.save'({ channel, secrets: given }) {
      const kept = secrets.get(channel.id) ?? new Set()
      for (const [name, value] of Object.entries(given)) value === null ? kept.delete(name) : kept.add(name)
      secrets.set(channel.id, kept)
      change({ ...settings(), channels: put(settings().channels, channel) })
      return channels()
    },
    'channels.remove'(which) {
      change({ ...settings(), channels: without(settings().channels, which) })
      return channels()
    },
    'channels.test': ({ id }) =>
      id === 'hook'
        ? { ok: false, message: 'The webhook did not answer within 10 seconds. Check that its server runs.' }
        : { ok: true, message: 'It arrived.' },
    'channels.retry': channels,
  }
}

const nothingBefore = { dealings: () => 0, netInflow: () => '0' }

/** Every third order rang once; how it was told goes through all ways. */
const alertsOf = (rows: readonly TableRow[]): Alert[] => {
  const rang = rows.filter(({ usd }) => usd !== null && Number(usd) > 400_000).slice(0, 140)
  return rang.map((row, index) =>
    alertOf(
      row,
      rang.length - index,
      row.marks.time * 1000,
      index < 4 ? 'toast' : (tellings[index % tellings.length] ?? 'toast'),
      index > 6,
    ),
  )
}

const alertOf = (row: TableRow, id: number, at: number, told: Alert['told'], read: boolean): Alert => ({
  id,
  at: Math.round(at),
  orderId: row.id,
  chainId: row.chainId,
  rules: [
    { id: 'large-orders', name: 'Large orders' },
    ...(row.marks.flow === 'inflow' ? [{ id: 'inflow', name: 'Stablecoins into Binance' }] : []),
  ],
  title: `$${(Number(row.usd) / 1e6).toFixed(2)} M ${row.kind} of ${row.asset.symbol}`,
  body: `${row.amount} ${row.asset.symbol} from ${row.marks.fromLabel?.name ?? row.from.slice(0, 10)} to ${row.marks.toLabel?.name ?? row.to.slice(0, 10)}`,
  told,
  read,
  retractedAt: row.state === 'reverted' ? Math.round(at) + 40_000 : null,
  row,
})
