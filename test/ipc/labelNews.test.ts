/** Windows hear of labels at once, and no more than once a second. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLabelNews } from '#ipc/labelNews.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('tells the first change at once and gathers those that follow', () => {
  const told: (readonly string[])[] = []
  const news = createLabelNews((sources) => told.push(sources))
  news.changed(['user'])
  expect(told).toEqual([['user']])
  for (let slice = 0; slice < 50; slice++) news.changed(['list.csv'])
  news.changed(['learnt'])
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([['user'], ['list.csv', 'learnt']])
  vi.advanceTimersByTime(10_000)
  expect(told).toHaveLength(2)
  news.changed(['user'])
  expect(told).toHaveLength(3)
})

test('tells nothing more once it was stopped', () => {
  const told: (readonly string[])[] = []
  const news = createLabelNews((sources) => told.push(sources))
  news.changed(['user'])
  news.changed(['user'])
  news.stop()
  vi.advanceTimersByTime(10_000)
  expect(told).toHaveLength(1)
})
