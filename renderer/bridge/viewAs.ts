/** The books of businesses through the eyes of somebody else: what is asked of them passes the same filter on the host as the viewer's own questions. */
import type { Viewer } from '#shared/viewer.ts'
import type { Carrier } from './carrier.ts'

let viewer: Viewer | null = null

/** Whom the books are looked at as from now on; null: as their owner. */
export const lookAs = (next: Viewer | null): void => {
  viewer = next
}

const seen = (name: string): boolean => name.startsWith('business.') || name === 'packs.list'

/** A carrier's `call` that asks as the viewer where one was chosen. */
export const throughEyes =
  (call: Carrier['call']): Carrier['call'] =>
  (name, input) =>
    viewer !== null && seen(name) ? call('disclosures.viewAs', { viewer, name, input }) : call(name, input)
