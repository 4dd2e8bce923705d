/** Scrolling a table of any length: every row can be reached, small steps are small, nothing is lost at the ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  barHeight,
  fullRange,
  type Position,
  revealing,
  rowsIn,
  scrolledTo,
  tallest,
  topFor,
} from '../../../../renderer/features/orders/scroll.ts'

const short = { rows: 1000, rowHeight: 34, pane: 600 }
const huge = { rows: 1_000_000, rowHeight: 34, pane: 600 }

describe('scrolledTo', () => {
  test('a table that fits its bar is where the bar is', () => {
    expect(barHeight(short)).toBe(34_000)
    expect(scrolledTo(short, { top: 0, y: 0 }, 1234)).toEqual({ top: 1234, y: 1234 })
  })

  test('a longer one moves by the pixel in small steps, and by its share in leaps', () => {
    expect(barHeight(huge)).toBe(tallest)
    const middle = scrolledTo(huge, { top: 0, y: 0 }, (tallest - 600) / 2)
    expect(middle.y).toBe(fullRange(huge) / 2)
    expect(scrolledTo(huge, middle, middle.top + 100).y).toBe(middle.y + 100)
  })

  test('both ends of the bar are both ends of the table', () => {
    const near: Position = { top: tallest - 700, y: fullRange(huge) - 5_000 }
    expect(scrolledTo(huge, near, tallest - 600).y).toBe(fullRange(huge))
    expect(scrolledTo(huge, { top: 80, y: 5_000 }, 0).y).toBe(0)
  })

  test('the bar is set to any row, and the row is seen there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.nat(), fc.constantFrom(26, 34), (rows, pick, rowHeight) => {
        const track = { rows, rowHeight, pane: 600 }
        const row = pick % rows
        const y = Math.min(row * rowHeight, fullRange(track))
        const top = topFor(track, y)
        expect(top).toBeLessThanOrEqual(Math.max(0, barHeight(track) - 600))
        const { first, last } = rowsIn(track, y, 8)
        expect(first).toBeLessThanOrEqual(row)
        expect(last).toBeGreaterThanOrEqual(Math.min(row, rows - 1))
        expect(last - first).toBeLessThan(600 / rowHeight + 30)
      }),
    )
  })
})

describe('revealing', () => {
  test('moves no more than it must', () => {
    expect(revealing(short, 340, 12)).toBe(340)
    expect(revealing(short, 340, 3)).toBe(102)
    expect(revealing(short, 0, 20)).toBe(21 * 34 - 600)
  })
})
