/** Businesses: the packs that there are, that something of them changed, and what of them the reader looks at. */
import { create } from 'zustand'
import type { DocumentRow, PackStanding, PacksView } from '#shared/contract/packs.ts'
import { client } from '../bridge/host.ts'
import { goTo } from './view.ts'

export const businessTabs = ['board', 'documents', 'due', 'balances', 'flows', 'violations'] as const
export type BusinessTab = (typeof businessTabs)[number]
export type DocumentRef = Pick<DocumentRow, 'pack' | 'chainId' | 'type' | 'id'>

type BusinessStore = {
  /** Null until the first answer. */
  readonly view: PacksView | null
  /** Rises whenever books changed, and every minute: what is due becomes overdue by time alone. Whatever shows them asks again. */
  readonly changes: number
  /** Id of the pack that is looked at; null for the first there is. */
  readonly pack: string | null
  readonly tab: BusinessTab
  /** What the drawer shows. */
  readonly document: DocumentRef | null
}

export const useBusiness = create<BusinessStore>(() => ({ view: null, changes: 0, pack: null, tab: 'board', document: null }))

/** However often books change, they are asked for at most this often. */
const calmMs = 500
let due: ReturnType<typeof setTimeout> | null = null
let lastTold = 0

/** The event of the host: books or packs changed. */
export function businessChanged(): void {
  if (due !== null) return
  due = setTimeout(
    () => {
      due = null
      lastTold = Date.now()
      useBusiness.setState(({ changes }) => ({ changes: changes + 1 }))
      void reloadPacks()
    },
    Math.max(0, lastTold + calmMs - Date.now()),
  )
}

/** Asks for the packs; a failure leaves what was known. */
export async function reloadPacks(): Promise<void> {
  const view = await client['packs.list'](null).catch(() => null)
  if (view) useBusiness.setState({ view })
}

/** Packs that have something to show: those that watch, and those that watched and are switched off now. */
export const shownPacks = (view: PacksView | null): readonly PackStanding[] =>
  (view?.packs ?? []).filter(({ enabled, problems, orders, documents }) => (enabled && problems.length === 0) || orders + documents > 0)

export const choosePack = (pack: string): void => useBusiness.setState({ pack, document: null })
export const chooseTab = (tab: BusinessTab): void => useBusiness.setState({ tab })
export const openDocument = (document: DocumentRef): void => useBusiness.setState({ document })
export const closeDocument = (): void => useBusiness.setState({ document: null })

/** From elsewhere in the window: the page of the document's business, with its life beside. */
export function showDocument(document: DocumentRef): void {
  useBusiness.setState({ pack: document.pack, document })
  goTo('business')
}
