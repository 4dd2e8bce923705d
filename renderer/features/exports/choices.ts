/** How exports are written, as the user chose it last; kept in the page, because it concerns no other machine. */
import { create } from 'zustand'
import { ExportChoices, type ExportProfile } from '#shared/export.ts'

const kept = 'crowsnest.export'

function readKept(): ExportChoices {
  try {
    const parsed = ExportChoices.safeParse(JSON.parse(localStorage.getItem(kept) ?? '{}'))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

export const useExportChoices = create<ExportChoices>(readKept)

/** Columns belong to a profile: another profile begins with all of its own. */
export function choose(change: ExportChoices): void {
  const before = useExportChoices.getState()
  const { columns: _, ...rest } = before
  const next =
    change.profile !== undefined && change.profile !== (before.profile ?? 'full') ? { ...rest, ...change } : { ...before, ...change }
  useExportChoices.setState(next, true)
  localStorage.setItem(kept, JSON.stringify(next))
}

/** What an export is made with: a view's own profile goes before the one chosen last, and columns count only for the profile that they were chosen for. */
export function choicesFor(chosen: ExportChoices, viewProfile: ExportProfile | undefined): ExportChoices {
  if (viewProfile === undefined || viewProfile === (chosen.profile ?? 'full')) return chosen
  const { columns: _, ...rest } = chosen
  return { ...rest, profile: viewProfile }
}

/** Every column again. */
export function chooseAllColumns(): void {
  const { columns: _, ...rest } = useExportChoices.getState()
  useExportChoices.setState(rest, true)
  localStorage.setItem(kept, JSON.stringify(rest))
}
