/** The calls about packs and their businesses, for a host without an engine. */
import type { Handlers } from '#shared/contract/index.ts'
import type { FakeBooks } from './fakeBooks.ts'
import { fakePacks } from './fakePacks.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `packs.${string}` | `business.${string}`>>

/** `books`: what there is to see; null where no pack was ever used. */
export function businessHandlers(books: FakeBooks | null): Calls {
  return {
    ...fakePacks(books?.standings() ?? []),
    'business.documents': (question) => books?.documents(question) ?? { documents: [], next: null, board: [] },
    'business.document': (question) => books?.document(question) ?? null,
    'business.balances': ({ pack }) => books?.balances(pack) ?? { units: [] },
    'business.flows': (question) => books?.flows(question) ?? [],
    'business.violations': (question) => books?.violations(question) ?? { violations: [], next: null, open: 0 },
  }
}
