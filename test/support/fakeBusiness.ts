/** The calls about packs and their businesses, for a host without an engine. */
import type { Handlers } from '#shared/contract/index.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `packs.${string}` | `business.${string}`>>

export function businessHandlers(): Calls {
  const view = () => ({ packs: [], unread: [] })
  return {
    'packs.list': view,
    'packs.check': () => ({ pack: null, problems: [] }),
    'packs.save': view,
    'packs.enable': view,
    'packs.remove': view,
    'packs.export': () => null,
    'packs.abi': () => ({ abi: [], items: [], problems: [] }),
    'packs.preview': () => ({ from: 0, to: 0, events: [], total: 0, documents: [], read: 0, done: true, problems: [] }),
    'packs.seen': () => [],
    'business.documents': () => ({ documents: [], next: null, board: [] }),
    'business.document': () => null,
    'business.balances': () => ({ units: [] }),
    'business.flows': () => [],
    'business.violations': () => ({ violations: [], next: null, open: 0 }),
  }
}
