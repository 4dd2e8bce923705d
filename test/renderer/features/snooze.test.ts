/** How long a snooze lasts. */
import { expect, test } from 'vitest'
import { minutesOf, untilWhen } from '../../../renderer/features/alerts/words.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute)

test.each([
  ['hour', 60],
  ['shift', 480],
  ['week', 10_080],
] as const)('%s is %i minutes, whenever it begins', (span, minutes) => {
  expect(minutesOf(span, at(23, 15))).toBe(minutes)
})

test('until tomorrow ends at eight of the next morning, also from just before midnight and over a month’s end', () => {
  expect(minutesOf('tomorrow', at(23, 15))).toBe(17 * 60)
  expect(minutesOf('tomorrow', at(23, 23, 59))).toBe(8 * 60 + 1)
  expect(minutesOf('tomorrow', at(30, 20))).toBe(12 * 60)
})

test('says the time, and the day where it is another', () => {
  expect(untilWhen({ until: at(23, 18, 5).getTime() }, at(23, 15))).toBe('until 18:05')
  expect(untilWhen({ until: at(24, 8).getTime() }, at(23, 15))).toBe('until 24 Nov 08:00')
})
