/** Documents that live on several chains: judged by all their events together, anew whenever one of them comes or goes, since chains take back on their own. */
import type { Breach, Entry, Invariant } from '#engine/packs/invariants/defineInvariant.ts'
import type { Violation } from '#shared/contract/packs.ts'
import type { Pack } from '#shared/pack.ts'
import type { Database } from '../database.ts'
import { entryColumns, toBooked } from './entries.ts'
import { keepViolation } from './violations.ts'

type Judging = {
  readonly pack: Pack
  readonly rules: readonly { readonly name: string; readonly kind: Invariant; readonly parameters: unknown }[]
}
type Everywhere = NonNullable<Invariant['onEverywhere']>

export type Across = {
  /** An event of a document was played into the books or taken out of them. */
  touch(judging: Judging, entry: Entry): void
  /** Judges what was touched since the last time, when all of a step is in the books; answers what was not known before. */
  judge(): Violation[]
  forget(): void
}

export function createAcross(database: Database): Across {
  const touched = new Map<string, { readonly judging: Judging; readonly type: string; readonly id: string }>()
  const chains = new WeakMap<Pack, readonly number[]>()
  const chainsOf = (pack: Pack): readonly number[] => {
    const known = chains.get(pack) ?? [...new Set(Object.values(pack.contracts).flatMap(({ at }) => at.map(({ chainId }) => chainId)))]
    chains.set(pack, known)
    return known
  }

  const standing = (pack: Pack, type: string, id: string) =>
    chainsOf(pack)
      .flatMap((chainId) =>
        database
          .all(
            `SELECT ${entryColumns} FROM business WHERE pack = ? AND chain_id = ? AND doc_type = ? AND doc_id = ? AND live = 1 AND undo IS NOT NULL ORDER BY block_number, place`,
            ...[pack.id, chainId, type, id],
          )
          .map(toBooked),
      )
      .sort((a, b) => a.entry.time - b.entry.time)

  const judgeOne = ({ pack, rules }: Judging, type: string, id: string): Violation[] => {
    const booked = standing(pack, type, id)
    const blockOf = new Map(booked.map(({ entry, block }) => [entry, block]))
    return rules.flatMap(({ name, kind, parameters }) => {
      const rule = pack.invariants[name]
      const onEverywhere: Everywhere | undefined = kind.onEverywhere
      if (!onEverywhere || !rule) return []
      database.run(
        "UPDATE violations SET state = 'retracted' WHERE pack = ? AND invariant = ? AND doc_type = ? AND doc_id = ? AND state = 'open'",
        ...[pack.id, name, type, id],
      )
      const found: readonly (Breach & { readonly entry: Entry })[] = onEverywhere(
        booked.map(({ entry }) => entry),
        parameters,
        pack,
      )
      return found.flatMap(({ entry, subject, sentence }) => {
        const { chainId, orderId, time } = entry
        const where = { chainId, orderId, document: { type, id }, at: time, block: blockOf.get(entry) ?? 0 }
        return keepViolation(database, { pack: pack.id, invariant: name, rule, subject, sentence, ...where }) ?? []
      })
    })
  }

  return {
    touch(judging, { document }) {
      if (document === null || chainsOf(judging.pack).length < 2 || !judging.rules.some(({ kind }) => kind.onEverywhere)) return
      touched.set(JSON.stringify([judging.pack.id, document.type, document.id]), { judging, ...document })
    },
    judge() {
      const found = [...touched.values()].flatMap(({ judging, type, id }) => judgeOne(judging, type, id))
      touched.clear()
      return found
    },
    forget: () => touched.clear(),
  }
}
