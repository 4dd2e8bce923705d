/** What each profile writes of an order: which expressions are read, and which cells they become. */
import { natureOf, timeBucket, usdBand } from '#shared/disclosure.ts'
import { type Rules, rulesFor } from '#shared/disclosureByRole.ts'
import { type ExportProfile, hiddenFields, peerColumns } from '#shared/export.ts'
import type { Business, Pack } from '#shared/pack.ts'
import type { Value as Stored } from '../database.ts'
import { type Cell, type Column, columnsFor, type Head, type Reading } from './columns.ts'
import { type Committer, rootOf } from './commitments.ts'

/** How rows become cells. `cells` is given a row as `readRows` gives it: the chain, then one value an expression. */
export type Plan = {
  readonly heads: readonly Head[]
  readonly select: readonly string[]
  cells(row: readonly Stored[]): Cell[]
  /** Where each cell is a column of its own; null where cells are made from several. */
  readonly columns: readonly Column[] | null
}

/** What the store keeps of an order with commitments; `told` is null where the order will never change again. */
export type Told = {
  readonly ref: string
  readonly arrival: number
  readonly evidence: number
  readonly root: Uint8Array
  readonly told: string | null
}

export type Secrecy = {
  readonly committer: Committer
  /** The packs that are kept, by id: a peer is told of their orders what they let a peer see. */
  readonly packs: ReadonlyMap<string, Pack>
  keep(told: Told): void
}

/** The plan of a profile for columns that `namesOf` has checked; `secrecy` where the profile hides anything. */
export function planOf(profile: ExportProfile, names: readonly string[], reading: Reading, secrecy: Secrecy | null): Plan {
  return profile === 'peer' && secrecy !== null ? peerPlan(names, secrecy) : openPlan(columnsFor(names, reading))
}

const openPlan = (columns: readonly Column[]): Plan => ({
  heads: columns,
  select: columns.map(({ sql }) => sql),
  cells: (row) => columns.map((column, index) => column.read(row[index + 1] ?? null)),
  columns,
})

/** The fields behind the commitments, always in UTC: a commitment must not depend on where the file was made. */
export const hiddenColumns = (): Column[] => columnsFor(hiddenFields, { timeZone: 'utc', chainName: () => '' })
/** Values as they are committed to: what the full profile's file would say. */
export const hiddenValues = (columns: readonly Column[], stored: readonly Stored[]): (string | null)[] =>
  columns.map((column, index) => {
    const cell = column.read(stored[index] ?? null)
    return cell === null ? null : String(cell)
  })

/** What a peer is told of an order of a pack; of one that is gone, what a pack that says nothing lets a peer see. Null: it is of none. */
function packRules(
  told: Stored | undefined,
  packs: ReadonlyMap<string, Pack>,
): { readonly rules: Rules; readonly nature: string | null } | null {
  if (typeof told !== 'string') return null
  const business = JSON.parse(told) as Business
  const rules = rulesFor(packs.get(business.pack) ?? { disclosure: {} }, 'peer')
  return { rules, nature: rules.verb === 'hidden' ? null : business.nature }
}

function peerPlan(names: readonly string[], { committer, packs, keep }: Secrecy): Plan {
  const hidden = hiddenColumns()
  const at = new Map(hiddenFields.map((field, index) => [field, index]))
  const all: readonly string[] = [...peerColumns, ...hiddenFields]
  const places = names.map((name) => all.indexOf(name))
  return {
    columns: null,
    heads: names.map((name) => ({ name, kind: 'text' })),
    select: [
      ...hidden.map(({ sql }) => sql),
      'CASE WHEN o.block_number <> -1 THEN nullif(o.block_time, -1) END',
      'o.arrival',
      'o.state',
      "json_extract(o.notes, '$.business')",
    ],
    cells(row) {
      const stored = row.slice(1, hidden.length + 1)
      const [seconds, arrival, state, told] = row.slice(hidden.length + 1)
      const pack = packRules(told, packs)
      const values = hiddenValues(hidden, stored)
      const value = (field: (typeof hiddenFields)[number]) => values[at.get(field) ?? -1] ?? null
      const ref = committer.ref(value('id') ?? '')
      const commitments = committer.commit(ref, values)
      keep({
        ref,
        arrival: Number(arrival),
        evidence: Number(value('evidence')),
        root: rootOf(commitments),
        told: state === 'final' ? null : JSON.stringify(values),
      })
      const cells: Cell[] = [
        ref,
        pack === null ? natureOf(value('kind') ?? '') : pack.nature,
        pack?.rules.usd === 'hidden' ? null : usdBand(value('usd')),
        pack?.rules.time === 'hidden' ? null : timeBucket(seconds === null || seconds === undefined ? null : Number(seconds)),
        pack?.rules.from === 'hidden' ? null : committer.pseudonym(value('from') ?? ''),
        pack?.rules.to === 'hidden' ? null : committer.pseudonym(value('to') ?? ''),
        ...commitments,
      ]
      return places.map((place) => cells[place] ?? null)
    },
  }
}
