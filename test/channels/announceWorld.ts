/** An announcer over a real store of its own, on a clock that the test turns, and a desktop that writes down what it was asked to show. */
import { type Alarm, createAnnouncer } from '#channels/announce.ts'
import type { ChainStep, StoredHeader } from '#engine/ports.ts'
import { fulfils } from '#engine/rules/judge.ts'
import type { Toast } from '#ipc/services.ts'
import type { TableRow } from '#shared/order.ts'
import { largeOrders, type Rule, type Sound } from '#shared/rules.ts'
import { readSettings } from '#shared/settings.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, order, step } from '../storage/sample.ts'

export { block, order } from '../storage/sample.ts'

/** Sample orders are worth 4.1 million dollars. */
export const rule = (id: string, change: Partial<Rule> = {}): Rule => ({ ...largeOrders('1000000'), id, name: id, ...change })

export type World = {
  readonly store: Store
  readonly toasts: Toast[]
  readonly sounds: Sound[]
  readonly problems: (string | null)[]
  /** Unix milliseconds. */
  now: number
  settings: Record<string, unknown>
  /** The desktop shows nothing any more, or shows again. */
  working: boolean
  /** Commits blocks, one after the other, the clock standing five seconds after the newest; then lets the announcer look. */
  mine(blocks: readonly StoredHeader[], orders?: readonly TableRow[], change?: Partial<ChainStep>): Promise<void>
  look(): Promise<void>
  alarm(alarm: Alarm): Promise<void>
  /** As `kill -9` and a new start would: what was not stored is gone. */
  restart(): void
  /** The process ends right before or right after the next step of the announcer is stored: nothing after that moment happens. */
  dieAt(moment: 'before' | 'after'): void
  inbox(): { title: string; rules: string; told: string; retracted: boolean; orderId: string | null }[]
  end(): Promise<void>
}

export function announceWorld(settings: Record<string, unknown> = {}): World {
  const place = folder()
  let generation = 0
  let dying: 'before' | 'after' | null = null
  const died = () => {
    generation++
    return new Error('killed')
  }
  const open = () => openStore({ dataDir: place.path, now: () => world.now })
  const start = (store: Store) => {
    const mine = generation
    const commit: Store['alerts']['commit'] = (given) => {
      if (dying === 'before') throw died()
      const ids = store.alerts.commit(given)
      if (dying === 'after') throw died()
      return ids
    }
    return createAnnouncer({
      store: { ...store, alerts: { ...store.alerts, commit } },
      notifier: {
        async show(toast) {
          if (mine !== generation) return { shown: true, message: '' }
          if (world.working) world.toasts.push(toast)
          return { shown: world.working, message: world.working ? '' : 'There is no desktop.' }
        },
      },
      settings: () => readSettings(world.settings).settings,
      matches: (one, row) => fulfils(row, one.when, store.facts),
      chainName: () => 'Ethereum',
      now: () => world.now,
      newId: () => crypto.randomUUID(),
      onProblem: (message) => void world.problems.push(message),
      onSound: (sound) => void world.sounds.push(sound),
    })
  }
  let store: Store
  let announcer: ReturnType<typeof start>
  const world: World = {
    get store() {
      return store
    },
    toasts: [],
    sounds: [],
    problems: [],
    now: 1_700_000_000_000,
    settings,
    working: true,
    async mine(blocks, orders = [], change = {}) {
      store.apply(step({ blocks, orders, ...change }))
      const newest = blocks.at(-1)
      if (newest) world.now = Math.max(world.now, (newest.timestamp + 5) * 1000)
      await world.look()
    },
    async look() {
      await announcer.poke()
    },
    async alarm(alarm) {
      announcer.alarm(alarm)
      await world.look()
    },
    dieAt(moment) {
      dying = moment
    },
    restart() {
      generation++
      dying = null
      store.close()
      store = open()
      announcer = start(store)
    },
    inbox: () =>
      store.alerts
        .page({ limit: 200 })
        .alerts.toReversed()
        .map(({ title, rules, told, retractedAt, orderId }) => {
          return { title, rules: rules.map(({ id }) => id).join(' '), told, retracted: retractedAt !== null, orderId }
        }),
    async end() {
      await announcer.stop()
      store.close()
      place.remove()
    },
  }
  store = open()
  store.beginNow('notify')
  announcer = start(store)
  return world
}

/** Block `number` with orders of these names, each worth 4.1 million dollars. */
export const withOrders = (number: number, names: readonly string[], change: Partial<TableRow> = {}, branch = 'main', parent = branch) => {
  const of = block(number, branch, parent)
  return { block: of, orders: names.map((name) => order(name, of, change)) }
}
