/** When a chain counts as late or standing still: by its own pace, not by that of Ethereum. */
import { describe, expect, test } from 'vitest'
import { newHealth, phaseOf, usualTime } from '#engine/chainHealth.ts'
import { chainOfNetwork } from '#engine/chains/custom.ts'

const start = 1_700_000_000
const network = { chainId: 713_131, name: 'Alliance', enabled: true, endpoints: [] }

/** A chain whose newest block is `age` seconds old and was heard of when it was made. */
const phase = (age: number, usualMs: number, more: object = {}) =>
  phaseOf(
    { ...newHealth(start * 1000), head: 9, stored: 9, storedTime: start, usualMs },
    chainOfNetwork({ ...network, ...more }),
    (start + age) * 1000,
  )

describe('usualTime', () => {
  test('is the median of the newest intervals, whatever one silence was', () => {
    const every = (seconds: number, count: number) => Array.from({ length: count }, (_, i) => start + i * seconds)
    expect(usualTime(every(180, 10))).toBe(180_000)
    expect(usualTime([...every(1, 10), start + 90_000, start + 90_001])).toBe(1000)
    expect(usualTime([...every(500, 40), ...every(2, 21).map((time) => time + 50_000)])).toBe(2000)
    expect(usualTime(every(180, 3))).toBe(0)
    expect(usualTime([])).toBe(0)
  })
})

describe('phaseOf', () => {
  test('leaves a chain in peace that makes a block every few minutes', () => {
    expect(phase(170, 180_000)).toBe('live')
    expect(phase(1000, 180_000)).toBe('late')
    expect(phase(3599, 180_000)).toBe('late')
    expect(phase(3601, 180_000)).toBe('stalled')
  })

  test('takes the pace from the settings before any block has shown it', () => {
    expect(phase(70, 0)).toBe('stalled')
    expect(phase(70, 0, { blockMs: 300_000 })).toBe('live')
  })

  test('does not call a chain of ten blocks a second late after a moment', () => {
    expect(phase(15, 0, { blockMs: 100 })).toBe('live')
    expect(phase(61, 0, { blockMs: 100 })).toBe('stalled')
  })
})
