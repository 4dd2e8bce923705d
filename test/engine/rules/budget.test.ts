/** The alert budget on made-up traffic: what was learnt from one stretch of time lets about so many of the next one pass. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { learnLevels, type Match, nothingLearnt, passesLevels } from '#engine/rules/budget.ts'

const asset = (name: string, decimals = 6) => ({ address: `0x${name}`, symbol: name.toUpperCase(), decimals })
const match = (name: string, usd: string | null, amount = '1'): Match => ({ chainId: 1, asset: asset(name), usd, amount })

/** Uniform numbers between 0 and 1 that repeat from a seed (mulberry32). */
const dice = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

/** Orders with a heavy tail (Pareto, as sizes of orders are), some assets much more often than others. */
function traffic(random: () => number, count: number, assets: number, threshold: number): Match[] {
  return Array.from({ length: count }, () => {
    const which = Math.floor(random() ** 3 * assets)
    const cents = Math.round((threshold * (which + 1) * 100) / (1 - random() * 0.9999) ** 0.8)
    return match(`a${which}`, `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`)
  })
}

describe('learnLevels', () => {
  test('stationary traffic passes within the budget and a few times its square root, and each frequent asset by the same share', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2_000, max: 6_000 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 5, max: 60 }),
        (seed, count, assets, perDay) => {
          const random = dice(seed)
          const [past, next] = [traffic(random, count, assets, 1_000), traffic(random, count, assets, 1_000)]
          const learnt = learnLevels(past, 7, perDay)
          const wanted = perDay * 7
          const passed = next.filter((one) => passesLevels(learnt, one)).length
          // Both stretches are samples: their errors add up.
          expect(Math.abs(passed - wanted)).toBeLessThanOrEqual(5 * Math.sqrt(2 * wanted) + 0.5 * assets)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('an asset that floods takes nothing from one that is rare', () => {
    const flood = Array.from({ length: 10_000 }, (_, n) => match('flood', String(1_000_000 + n)))
    const steady = Array.from({ length: 500 }, (_, n) => match('steady', String(10_000 + n)))
    const learnt = learnLevels([...flood, ...steady], 7, 150)
    expect(learnt.levels.map(({ symbol, usd }) => [symbol, usd])).toEqual([
      ['FLOOD', '1009000'],
      ['STEADY', '10450'],
    ])
    expect(steady.filter((one) => passesLevels(learnt, one))).toHaveLength(50)
  })

  test('assets too rare for a value of their own share one, and so does an asset that was never seen', () => {
    const common = Array.from({ length: 900 }, (_, n) => match('common', String(n + 1)))
    const rare = Array.from({ length: 100 }, (_, n) => match(`rare${n}`, String(5_000 + n)))
    const learnt = learnLevels([...common, ...rare], 1, 100)
    expect([learnt.levels.map(({ symbol }) => symbol), learnt.rest]).toEqual([['COMMON'], '5090'])
    expect([match('never', '5090'), match('never', '5089.999999')].map((one) => passesLevels(learnt, one))).toEqual([true, false])
  })

  test.each([
    ['fewer matches than the budget', 10, 7, 20],
    ['nothing', 0, 7, 20],
    ['less than one that is wanted so far', 50, 0.01, 20],
  ])('%s teaches nothing: all pass', (_, count, days, perDay) => {
    const matches = Array.from({ length: count }, (_, n) => match('a', String(n)))
    expect(learnLevels(matches, days, perDay)).toEqual(nothingLearnt)
    expect(passesLevels(nothingLearnt, match('a', '0.01'))).toBe(true)
  })

  test('without a price the amount decides, of a few only: nothing does', () => {
    const many = Array.from({ length: 100 }, (_, n) => match('many', null, String(n + 1)))
    const few = Array.from({ length: 10 }, (_, n) => match('few', null, String(n + 1)))
    const learnt = learnLevels([...many, ...few], 1, 11)
    expect(learnt.levels).toEqual([{ chainId: 1, address: '0xmany', symbol: 'MANY', usd: null, units: '91' }])
    expect(
      [match('many', null, '90.9'), match('many', null, '91'), match('few', null, '1')].map((one) => passesLevels(learnt, one)),
    ).toEqual([...[false, true, true]])
  })

  test('many of one value ring all or not at all, whichever is nearer to the budget', () => {
    const alike = (count: number) => Array.from({ length: count }, () => match('a', '1000000'))
    const larger = Array.from({ length: 10 }, (_, n) => match('a', String(2_000_000 + n)))
    expect(learnLevels([...alike(100), ...larger], 1, 20).levels[0]?.usd).toBe('2000000')
    expect(learnLevels([...alike(12), ...larger], 1, 20).levels[0]?.usd).toBe('1000000')
    expect(learnLevels(alike(100), 1, 20).levels[0]?.usd).toBe('1000000.000001')
  })

  test('values beyond what a float can tell are told apart', () => {
    const values = ['9007199254740993.000001', '9007199254740993', '9007199254740992.999999', '9007199254740992']
    const learnt = learnLevels(
      values.flatMap((usd) => Array.from({ length: 5 }, () => match('a', usd))),
      1,
      10,
    )
    expect(learnt.levels[0]?.usd).toBe('9007199254740993')
    expect(passesLevels(learnt, match('a', '9007199254740992.999999'))).toBe(false)
  })
})
