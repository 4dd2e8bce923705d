/** What each profile writes of an order: which expressions are read, and which cells they become. */
import { natureOf, timeBucket, usdBand } from '#shared/disclosure.ts'
import { type ExportProfile, hiddenFields, peerColumns } from '#shared/export.ts'
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

export type Secrecy = { readonly committer: Committer; keep(told: Told): void }

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

function peerPlan(names: readonly string[], { committer, keep }: Secrecy): Plan {
  const hidden = hiddenColumns()
  const at = new Map(hiddenFields.map((field, index) => [field, index]))
  const all: readonly string[] = [...peerColumns, ...hiddenFields]
  const places = names.map((name) => all.indexOf(name))
  return {
    columns: null,
    heads: names.map((name) => ({ name, kind: 'text' })),
    select: [...hidden.map(({ sql }) => sql), 'CASE WHEN o.block_number <> -1 THEN nullif(o.block_time, -1) END', 'o.arrival', 'o.state'],
    cells(row) {
      const stored = row.slice(1, hidden.length + 1)
      const [seconds, arrival, state] = row.slice(hidden.length + 1)
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
        natureOf(value('kind') ?? ''),
        usdBand(value('usd')),
        timeBucket(seconds === null || seconds === undefined ? null : Number(seconds)),
        committer.pseudonym(value('from') ?? ''),
        committer.pseudonym(value('to') ?? ''),
        ...commitments,
      ]
      return places.map((place) => cells[place] ?? null)
    },
  }
}
