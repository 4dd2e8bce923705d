/** The calls about packs and their businesses, for a host without an engine. */
import type { Handlers } from '#shared/contract/index.ts'
import type { FakeBooks } from './fakeBooks.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `packs.${string}` | `business.${string}`>>

/** `books`: what there is to see; null where no pack was ever used. */
export function businessHandlers(books: FakeBooks | null): Calls {
  const view = () => ({ packs: books?.standings() ?? [], unread: [] })
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
    'business.documents': (question) => books?.documents(question) ?? { documents: [], next: null, board: [] },
    'business.document': (question) => books?.document(question) ?? null,
    'business.balances': ({ pack }) => books?.balances(pack) ?? { units: [] },
    'business.flows': (question) => books?.flows(question) ?? [],
    'business.violations': (question) => books?.violations(question) ?? { violations: [], next: null, open: 0 },
  }
}
