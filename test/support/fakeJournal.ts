/** The calls about the journal and evidence, for a host without a store. */
import type { Handlers } from '#shared/contract/index.ts'

type Calls = Pick<Handlers, Extract<keyof Handlers, `journal.${string}` | `evidence.${string}`>>

const head = { size: 128, root: '5e'.repeat(32), at: Date.UTC(2026, 0, 5, 12), key: 'a1'.repeat(32), signature: 'b2'.repeat(64) }

export function journalHandlers(): Calls {
  return {
    'journal.standing': () => ({ size: 130, head, publicKey: head.key, warning: null }),
    'journal.page': () => ({ entries: [], next: null }),
    'journal.exportHead': () => ({ path: '/exports/crowsnest-journal-128.json', head }),
    'journal.verify': () => ({ ok: true, checked: 130, message: 'All 130 entries of the journal hold.' }),
    'evidence.export': ({ form }) => ({ path: `/exports/crowsnest-evidence.${form}`, notes: [] }),
  }
}
