/** Times for eyes, in whatever zone the machine is. */
import { describe, expect, test } from 'vitest'
import { age, fullTime, span, tableTime } from '../../../renderer/format/time.ts'

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 2, 11)
const seconds = (date: Date) => date.getTime() / 1000

describe('tableTime', () => {
  test('shows seconds today', () => expect(tableTime(seconds(at(22, 9)), at(22, 23))).toBe('09:02:11'))
  test('shows the date on another day', () => expect(tableTime(seconds(at(21, 23)), at(22, 0))).toBe('21 Nov 23:02'))
  test('says when a time is not known', () => expect(tableTime(null, at(22, 0))).toBe('no time'))
})

describe('fullTime', () => {
  test('names day and second', () => expect(fullTime(seconds(at(22, 9)))).toBe('22 Nov 2026, 09:02:11'))
})

describe('age', () => {
  test('counts from the block’s time', () => expect(age(1000, 1_012_000)).toBe('12 s ago'))
  test('says when a block is ahead of this clock', () => expect(age(1000, 997_000)).toBe('3 s ahead of this clock'))
})

describe('span', () => {
  test('uses the largest unit that fits', () => {
    expect([45, 99, 100, 3600, 7200, 200_000].map(span)).toEqual(['45 s', '99 s', '2 min', '60 min', '2 h', '2 d'])
  })
})
