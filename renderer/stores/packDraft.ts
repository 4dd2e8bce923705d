/** The pack that is being written: it outlives a look at another page, and a reload. */
import { create } from 'zustand'
import { Pack } from '#shared/pack.ts'
import { goTo } from './view.ts'

export type PackDraft = {
  /** What the parts show. It may lack what a pack has to have: the host says so. */
  readonly pack: Pack
  /** As it is kept, as JSON; null for one that is not. */
  readonly stored: string | null
  /** JSON that is no pack yet, while somebody writes it; null where the parts say it all. */
  readonly raw: string | null
}

const kept = 'crowsnest.packDraft'

export const usePackDraft = create<{ readonly draft: PackDraft | null }>(() => ({ draft: readKept() }))

/** Whether something would be lost by letting go of it. */
export const isPackDirty = ({ pack, stored, raw }: PackDraft): boolean => raw !== null || JSON.stringify(pack) !== stored

/** Opens the editor. What was being written is let go of. */
export function openPack(pack: Pack, isStored: boolean): void {
  setDraft({ pack, stored: isStored ? JSON.stringify(pack) : null, raw: null })
  goTo('packs')
}

/** Changes parts of the pack that is being written. */
export function editPack(parts: Partial<Pack>): void {
  const { draft } = usePackDraft.getState()
  if (draft) setDraft({ ...draft, pack: { ...draft.pack, ...parts } })
}

/** The whole file as text: a pack where it is one, else text that waits to become one. */
export function editPackText(text: string): void {
  const { draft } = usePackDraft.getState()
  if (!draft) return
  const read = readPackText(text)
  setDraft(read === null ? { ...draft, raw: text } : { ...draft, pack: read, raw: null })
}

/** Null where it is no JSON, or JSON of another shape. */
export function readPackText(text: string): Pack | null {
  try {
    const parsed = Pack.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export const closePack = (): void => setDraft(null)

function setDraft(draft: PackDraft | null): void {
  usePackDraft.setState({ draft })
  try {
    if (draft && isPackDirty(draft)) sessionStorage.setItem(kept, JSON.stringify(draft))
    else sessionStorage.removeItem(kept)
  } catch {
    // A pack larger than the page may keep is lost with the page, not with the click.
  }
}

function readKept(): PackDraft | null {
  try {
    const { pack, stored, raw } = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Record<string, unknown>
    if (typeof pack !== 'object' || pack === null) return null
    const whole = { ...emptyPack, ...pack } as Pack
    return { pack: whole, stored: typeof stored === 'string' ? stored : null, raw: typeof raw === 'string' ? raw : null }
  } catch {
    return null
  }
}

/** What a new pack begins with. */
export const emptyPack: Pack = {
  ...{ format: 'crowsnest-pack', version: 1, id: 'my-pack', name: '', about: '', revision: 1 },
  ...{ contracts: {}, roles: {}, units: {}, verbs: {}, documents: {}, invariants: {}, disclosure: {} },
}
