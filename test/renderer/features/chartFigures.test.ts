/** What pictures are drawn from: exact sums, every step, round lines. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ValueOverTime } from '#shared/contract/charts.ts'
import { flowSteps, others, share, stack, stepsOf, ticks } from '../../../renderer/features/charts/figures.ts'

const hour = 3600
const point = (time: number, usd: string, count = 1) => ({ time, usd, count, priced: count })
const answer = (series: readonly [number, string, readonly ReturnType<typeof point>[]][], to = 2 * hour): ValueOverTime => ({
  bucket: 'hour',
  from: 0,
  to,
  kept: true,
  series: series.map(([chainId, kind, points]) => ({
    chainId,
    kind,
    total: { count: points.length, priced: points.length, usd: String(points.reduce((sum, { usd }) => sum + Number(usd), 0)) },
    points: [...points],
  })),
})

describe('stack', () => {
  const both = answer([
    [1, 'transfer', [point(0, '0.1'), point(2 * hour, '5')]],
    [1, 'swap', [point(0, '0.2')]],
    [8453, 'transfer', [point(0, '7')]],
  ])

  test('adds the kinds of a chain exactly and keeps the empty step between', () => {
    const { groups, steps } = stack(both, 'chain', 8)
    expect(groups.map(({ id }) => id)).toEqual(['8453', '1'])
    expect(steps.map(({ time, usd, count }) => [time, usd, count])).toEqual([
      [0, '7.3', 3],
      [hour, '0', 0],
      [2 * hour, '5', 1],
    ])
    expect(steps[0]?.pieces).toEqual([
      { group: 0, usd: '7' },
      { group: 1, usd: '0.3' },
    ])
  })

  test('gathers what is beyond the most groups, and loses none of it', () => {
    const many = answer(Array.from({ length: 12 }, (_, index) => [index + 1, 'transfer', [point(0, String(100 - index))]]))
    const { groups, steps } = stack(many, 'chain', 8)
    expect(groups.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', others])
    expect(groups.at(-1)).toEqual({ id: others, usd: '455', count: 5 })
    expect(steps[0]?.usd).toBe('1134')
  })

  test('of nothing is nothing', () => {
    expect(stack(answer([]), 'kind', 8).groups).toEqual([])
  })
})

test('steps run from the first to the last, and an answer that spans centuries does not fill the memory', () => {
  expect(stepsOf({ bucket: 'day', from: 86_400, to: 3 * 86_400 })).toEqual([86_400, 172_800, 259_200])
  expect(stepsOf({ bucket: 'minute', from: 0, to: 9e15 }).length).toBe(2000)
  expect(stepsOf({ bucket: 'hour', from: hour, to: 0 })).toEqual([])
})

test('a step without movement into or out of exchanges stands at zero', () => {
  const zero = { in: '0', out: '0', net: '0', inCount: 0, outCount: 0 }
  const moved = { time: hour, in: '5', out: '7', net: '-2', inCount: 1, outCount: 1 }
  const steps = flowSteps({ bucket: 'hour', from: 0, to: hour, kept: true, total: zero, points: [moved], entities: [], assets: [] })
  expect(steps).toEqual([{ ...zero, time: 0 }, moved])
})

test('lines are round, begin at zero, reach the most and are few', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), (most) => {
      const lines = ticks(most)
      expect(lines[0]).toBe(0)
      expect(lines.at(-1) ?? 0).toBeGreaterThanOrEqual(most * (1 - 1e-9))
      expect(lines.length).toBeLessThanOrEqual(6)
    }),
  )
  expect(ticks(0)).toEqual([0])
  expect(ticks(Number.NaN)).toEqual([0])
  expect(ticks(1000)).toEqual([0, 250, 500, 750, 1000])
})

test('a share of nothing is nothing', () => {
  expect([share('1', '3'), share('0', '0')]).toEqual([33, 0])
})
