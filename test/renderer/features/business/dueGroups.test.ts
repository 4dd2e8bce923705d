/** What is due when, under which heading. */
import { expect, test } from 'vitest'
import type { DocumentRow } from '#shared/contract/packs.ts'
import { dueLines } from '../../../../renderer/features/business/dueGroups.ts'

const now = new Date(2026, 10, 23, 12, 0, 0)
const at = (days: number, hours = 0): number => new Date(2026, 10, 23 + days, 12 + hours, 0, 0).getTime() / 1000

const document = (id: string, due: number | null, overdue = false): DocumentRow => ({
  ...{ pack: 'p', chainId: 1, type: 'bill', id, state: 'open', issuer: null, holder: null, amount: null, unit: null, due, overdue },
  ...{ events: 1, first: 0, last: 0, violations: 0, evidence: 5 },
})

const told = (rows: readonly DocumentRow[]) =>
  dueLines(rows, now).map((line) => (line.heading === null ? line.row.id : `${line.heading} ${line.count}`))

test('groups by this machine’s days, and leaves out what has no date', () => {
  const rows = [
    document('late', at(-3), true),
    document('tonight', at(0, 11)),
    document('midnight', at(0, 12)),
    document('sixth', at(6)),
    document('eighth', at(8)),
    document('never', null),
  ]
  expect(told(rows)).toEqual(['overdue 1', 'late', 'today 1', 'tonight', 'week 2', 'midnight', 'sixth', 'later 1', 'eighth'])
})

test('calls overdue only what the books call overdue', () => {
  expect(told([document('this morning', at(0, -3))])).toEqual(['today 1', 'this morning'])
})

test('is empty where nothing is due', () => {
  expect(told([document('never', null)])).toEqual([])
})
