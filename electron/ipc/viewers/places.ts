/** What a viewer's references stand for: those that it was given, and no others, so that nothing can be found by guessing. */
import { EngineError } from '#engine/errors.ts'
import type { Veil } from '#shared/disclosureByRole.ts'

export type Places = {
  /** Remembers what a reference of the viewer's veil stands for. */
  give(ref: string, meaning: string): string
  /** The reference of a place in a list, which would tell where it is. */
  key(place: string): string
  /** Null where it was never given, or too long ago. */
  meaning(ref: string): string | null
  /** As `meaning`; throws EngineError GONE. */
  placeOf(ref: string): string
}

const most = 200_000

export function createPlaces(veil: Veil): Places {
  const known = new Map<string, string>()
  const give = (ref: string, meaning: string): string => {
    known.delete(ref)
    known.set(ref, meaning)
    if (known.size > most) for (const oldest of known.keys()) if (known.delete(oldest)) break
    return ref
  }
  const meaning = (ref: string): string | null => known.get(ref) ?? null
  return {
    give,
    key: (place) => give(veil.ref(`place:${place}`), place),
    meaning,
    placeOf(ref) {
      const place = meaning(ref)
      if (place === null) throw new EngineError('GONE', 'This place in the list is not known any more: ask from its beginning.')
      return place
    },
  }
}
