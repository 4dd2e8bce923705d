/** Packs and what they show, for the window. */
import { EngineError } from '#engine/errors.ts'
import type { Library } from '#engine/packs/library.ts'
import type { Handlers, Input, Output } from '#shared/contract/index.ts'
import type { PacksView } from '#shared/contract/packs.ts'
import { movesOf, type Pack } from '#shared/pack.ts'
import type { BookStore, FileSaver, OrderReader } from '../services.ts'

type PackHandlers = Pick<Handlers, Extract<keyof Handlers, `packs.${string}` | `business.${string}`>>

export type PackServices = {
  readonly store: { readonly books: BookStore }
  readonly reader: OrderReader
  readonly saver: FileSaver
  /** The packs as they are now; made anew by `changed`. */
  readonly library: () => Library
  /** After packs were kept, switched or removed. */
  readonly packsChanged: () => void
  readonly readPack: (text: string, others: readonly Pack[]) => { pack: Pack | null; problems: string[] }
  readonly readAbi: (text: string) => Output<'packs.abi'>
  readonly writeFile: (path: string, text: string) => void
  readonly previewPack: (question: Input<'packs.preview'>, pack: Pack) => Promise<Output<'packs.preview'>>
  readonly seenOf: (question: Input<'packs.seen'>) => Promise<Output<'packs.seen'>>
  readonly now: () => number
}

export function packHandlers(services: PackServices): PackHandlers {
  const { store, reader, library } = services
  const view = async (): Promise<PacksView> => {
    const { counts } = await reader.ask('books.counts', null)
    const { packs, unread } = library()
    return {
      packs: packs.map(({ problems, ...known }) => ({
        ...known,
        problems: [...problems],
        ...(counts[known.pack.id] ?? { orders: 0, documents: 0, openViolations: 0 }),
      })),
      unread: [...unread],
    }
  }
  const changed = () => {
    services.packsChanged()
    return view()
  }
  const packOf = (id: string): Pack => {
    const known = library().packs.find(({ pack }) => pack.id === id)
    if (!known) throw new EngineError('NOT_FOUND', `There is no pack “${id}”.`)
    return known.pack
  }
  const others = (id: string | undefined): Pack[] => [...library().watching.values()].filter((pack) => pack.id !== id)
  const seconds = () => Math.floor(services.now() / 1000)
  const keysOf = (pack: Pack, moves: 'issue' | 'redeem') =>
    Object.keys(pack.verbs).filter((key) => pack.verbs[key] && movesOf(pack.verbs[key]) === moves)

  return {
    'packs.list': view,
    'packs.check': ({ text }) => services.readPack(text, []),
    'packs.save'({ text, enabled }) {
      const { pack, problems } = services.readPack(text, enabled ? others(undefined) : [])
      if (!pack || problems.length > 0) throw new EngineError('BAD_INPUT', problems[0] ?? 'This pack cannot be used.')
      store.books.savePack(pack.id, text, enabled)
      return changed()
    },
    'packs.enable'({ id, on }) {
      const stored = store.books.packs().find((one) => one.id === id)
      store.books.savePack(id, stored?.text ?? JSON.stringify(packOf(id)), on)
      return changed()
    },
    'packs.remove'(which) {
      const id = 'id' in which ? which.id : store.books.packs()[which.index]?.id
      if (id === undefined) throw new EngineError('NOT_FOUND', 'There is no such pack any more.')
      store.books.removePack(id)
      return changed()
    },
    async 'packs.export'({ id }) {
      const place = await services.saver.choose(`${id}.crowsnest-pack.json`)
      if (place === null) return null
      services.writeFile(place.path, `${JSON.stringify(packOf(id), null, 2)}\n`)
      return { path: place.shown }
    },
    'packs.abi': ({ text }) => services.readAbi(text),
    'packs.preview'(question) {
      const { pack, problems } = services.readPack(question.text, [])
      if (!pack) throw new EngineError('BAD_INPUT', problems[0] ?? 'This pack cannot be used.')
      return services.previewPack(question, pack)
    },
    'packs.seen': (question) => services.seenOf(question),
    'business.documents': (question) => reader.ask('books.documents', { ...question, units: packOf(question.pack).units, now: seconds() }),
    'business.document': (question) => reader.ask('books.document', { ...question, units: packOf(question.pack).units, now: seconds() }),
    'business.balances'({ pack: id }) {
      const pack = packOf(id)
      const roles = Object.entries(pack.roles).map(([role, { label, members }]) => ({ role, label, members }))
      return reader.ask('books.balances', {
        pack: id,
        units: pack.units,
        roles,
        issuing: keysOf(pack, 'issue'),
        redeeming: keysOf(pack, 'redeem'),
      })
    },
    'business.flows'(question) {
      const pack = packOf(question.pack)
      const verbs = Object.fromEntries(Object.entries(pack.verbs).map(([key, { verb }]) => [key, verb]))
      return reader.ask('books.flows', { ...question, units: pack.units, verbs })
    },
    'business.violations': (question) => reader.ask('books.violations', question),
  }
}
