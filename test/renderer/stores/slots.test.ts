/** Slots: every row of a result lies in exactly one of them, and each is reached by a key. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endOf, type Frame, placeOf, type Slots, slotOf, slotRows, touched, withSlot } from '../../../renderer/stores/slots.ts'

const frameOf = (total: number, every: number, head = 0): Frame => ({
  total,
  head,
  every,
  keys: Array.from({ length: Math.ceil((total - head) / every) }, (_, index) => `k${index}`),
  seq: 1,
})
const slot = (start: number) => ({ start, rows: [], first: null, last: null })

describe('slots', () => {
  test('hold every row once, however many there are', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.integer({ min: 1, max: 3000 }), fc.nat(2000), fc.nat(), (rows, every, head, pick) => {
        const frame = frameOf(rows + head + 1, every, head)
        const row = (pick % (rows + head + 1)) - head
        const place = placeOf(frame, slotOf(frame, row))
        expect(place.start).toBeLessThanOrEqual(row)
        expect(place.start + place.size).toBeGreaterThan(row)
        expect(place.size).toBeLessThanOrEqual(slotRows)
        const last = place.start + place.size - 1
        expect(slotOf(frame, last)).toBe(slotOf(frame, row))
        if (last + 1 < endOf(frame)) expect(slotOf(frame, last + 1)).toBe(slotOf(frame, row) + 1)
      }),
    )
  })

  test('begin with a sampled row, or right after the slot before them', () => {
    const frame = frameOf(1_000_000, 500)
    expect(placeOf(frame, slotOf(frame, 400_000))).toEqual({ start: 400_000, size: 250, at: 'k800', follower: null })
    expect(placeOf(frame, slotOf(frame, 400_250))).toEqual({ start: 400_250, size: 250, at: null, follower: 'k801' })
  })

  test('are kept up to a number, those longest unused are let go', () => {
    let slots: Slots = new Map()
    for (let number = 0; number < 16; number++) slots = withSlot(slots, number, slot(number))
    slots = withSlot(touched(slots, [0]), 99, slot(99))
    expect(slots.size).toBe(16)
    expect([slots.has(0), slots.has(1), slots.has(99)]).toEqual([true, false, true])
  })
})
