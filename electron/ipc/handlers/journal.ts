/** The journal for the window, and the evidence of single orders. */
import type { Handlers, Output } from '#shared/contract/index.ts'
import type { FileSaver, OrderStore } from '../services.ts'

type JournalHandlers = Pick<Handlers, Extract<keyof Handlers, `journal.${string}` | `evidence.${string}`>>

/** What is more than the store: keys, threads, files. */
export type JournalServices = {
  key(): { readonly signer: { readonly publicKey: string; sign(message: Uint8Array): string } | null; readonly warning: string | null }
  verify(): Promise<Output<'journal.verify'>>
  write(path: string, text: string): void
  /** Makes the evidence of an order and writes it. Throws EngineError with a sentence. */
  evidence(id: string, form: 'json' | 'html' | 'pdf', path: string): Promise<readonly string[]>
}

export const journalHandlers = ({
  store,
  saver,
  journal,
}: {
  store: OrderStore
  saver: FileSaver
  journal: JournalServices
}): JournalHandlers => ({
  'journal.standing': () => {
    const { signer, warning } = journal.key()
    return { size: store.journal.size(), head: store.journal.head(), publicKey: signer?.publicKey ?? null, warning }
  },
  'journal.page': (question) => store.journal.page(question),
  async 'journal.exportHead'() {
    const head = store.journal.keepHead(journal.key().signer)
    const place = await saver.choose(`crowsnest-journal-${head.size}.json`)
    if (place === null) return null
    journal.write(place.path, `${JSON.stringify(head, null, 2)}\n`)
    return { path: place.shown, head }
  },
  'journal.verify': () => journal.verify(),
  async 'evidence.export'({ id, form }) {
    const [chainId = '', hash = ''] = id.split(':')
    const place = await saver.choose(`crowsnest-evidence-${chainId}-${hash.slice(0, 12)}.${form}`)
    if (place === null) return null
    const notes = await journal.evidence(id, form, place.path)
    store.journal.note('disclosure', id, { act: 'evidence', form, file: place.path })
    return { path: place.shown, notes: [...notes] }
  },
})
