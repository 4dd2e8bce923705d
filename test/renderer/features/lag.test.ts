/** The lag of the last hour. */
import { describe, expect, test } from 'vitest'
import { lastHour, withLag } from '../../../renderer/features/chains/lag.ts'

const minute = 60_000

describe('the lag of the last hour', () => {
  test('keeps the worst of each minute', () => {
    const history = [3, 40, 7].reduce((all, seconds, index) => withLag(all, 100 * minute + index, seconds), withLag([], 99 * minute, 5))
    expect(history).toEqual([
      { minute: 99, seconds: 5 },
      { minute: 100, seconds: 40 },
    ])
  })

  test('lets go of what is older than an hour, and adds nothing for a lag that is not known', () => {
    const history = Array.from({ length: 200 }, (_, index) => index).reduce<ReturnType<typeof withLag>>(
      (all, at) => withLag(all, at * minute, at),
      [],
    )
    expect(history).toHaveLength(60)
    expect(withLag(history, 300 * minute, null)).toBe(history)
  })

  test('leaves the minutes empty that nobody watched', () => {
    const hour = lastHour(withLag(withLag([], 40 * minute, 9), 99 * minute, 4), 99 * minute)
    expect([hour.length, hour[0], hour[1], hour.at(-1)]).toEqual([60, 9, null, 4])
  })

  test('a clock that is set back tears no hole and adds no minute twice', () => {
    const history = withLag(withLag([], 100 * minute, 5), 98 * minute, 8)
    expect(history).toEqual([{ minute: 100, seconds: 8 }])
  })
})
