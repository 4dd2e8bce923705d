/** Times as people write them. */
import { describe, expect, test } from 'vitest'
import { readMoment } from '../../../../renderer/features/orders/moment.ts'

const now = new Date(2026, 10, 22, 14, 0, 0)
const at = (...parts: [number, number, number, number, number, number?]) => new Date(...parts).getTime() / 1000

describe('readMoment', () => {
  test.each([
    ['3h', now.getTime() / 1000 - 10_800],
    ['2 d', now.getTime() / 1000 - 172_800],
    ['13:30', at(2026, 10, 22, 13, 30)],
    ['14:30', at(2026, 10, 21, 14, 30)],
    ['2026-11-20', at(2026, 10, 20, 0, 0)],
    ['2026-11-20 08:15:30', at(2026, 10, 20, 8, 15, 30)],
    ['2026-11-20T08:15', at(2026, 10, 20, 8, 15)],
  ])('reads %s', (typed, expected) => expect(readMoment(typed, now)).toBe(expected))

  test.each(['', 'soon', '25:00', '2026-02-30', '2026-13-01', '2026-11-20 24:00'])('does not read %s', (typed) =>
    expect(readMoment(typed, now)).toBeNull(),
  )
})
