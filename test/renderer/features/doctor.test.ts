/** In which order the doctor's findings are told. */
import { expect, test } from 'vitest'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { byArea } from '../../../renderer/features/settings/care/byArea.ts'

const check = (id: string, area: DoctorCheck['area'], state: DoctorCheck['state']): DoctorCheck => ({
  id,
  area,
  state,
  sentence: id,
  mend: null,
})

test('byArea puts areas with trouble first, worst first, and the worst check of an area first; the rest keeps its place', () => {
  const told = byArea([
    check('a', 'settings', 'ok'),
    check('b', 'endpoints', 'ok'),
    check('c', 'endpoints', 'warning'),
    check('d', 'notifications', 'skipped'),
    check('e', 'disk', 'problem'),
    check('f', 'app', 'ok'),
  ])
  expect(told.map(({ area, checks }) => [area, checks.map(({ id }) => id).join('')])).toEqual([
    ['disk', 'e'],
    ['endpoints', 'cb'],
    ['settings', 'a'],
    ['notifications', 'd'],
    ['app', 'f'],
  ])
})
