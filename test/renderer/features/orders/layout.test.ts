/** Columns: order, widths, and what gives way in a narrow table. */
import { describe, expect, test } from 'vitest'
import { asChoices, layoutOf, moved, ordered, resized, withHidden } from '../../../../renderer/features/orders/layout.ts'

const known = [
  { id: 'time', width: 98, least: 94 },
  { id: 'chain', width: 126, least: 104 },
  { id: 'received', width: 186, least: 134 },
  { id: 'parties', width: 380, least: 352, grows: true },
  { id: 'source', width: 150, least: 90, extra: true },
  { id: 'state', width: 92, least: 88 },
]
const shown = (room: number, choices: Parameters<typeof layoutOf>[1] = []) => layoutOf(known, choices, room)
const ids = (layout: ReturnType<typeof shown>) => layout.columns.map(({ column }) => column.id)

describe('layoutOf', () => {
  test('fills a wide table through the column that grows', () => {
    const layout = shown(1600)
    expect(ids(layout)).toEqual(['time', 'chain', 'received', 'parties', 'state'])
    expect(layout.width).toBe(1600)
    expect(layout.columns.find(({ column }) => column.id === 'parties')?.width).toBeGreaterThan(800)
  })

  test('in a narrow one columns become marks, then leave, and it is never wider than its room', () => {
    const layout = shown(700)
    expect(ids(layout)).not.toContain('received')
    expect(layout.narrow).toContain('chain')
    expect(layout.width).toBeLessThanOrEqual(700)
  })

  test('columns that the user chose stay, and the table is scrolled sideways', () => {
    const layout = shown(500, [{ id: 'source' }, { id: 'received', width: 300 }, { id: 'parties', width: 400 }])
    expect(ids(layout)).toEqual(expect.arrayContaining(['source', 'received', 'parties', 'time', 'chain', 'state']))
    expect(layout.width).toBeGreaterThan(500)
    expect(layout.columns.find(({ column }) => column.id === 'received')?.width).toBe(300)
  })
})

describe('choices', () => {
  test('keep the user’s order; a column they do not know of stands where it stands by itself', () => {
    const list = ordered(known, [{ id: 'state' }, { id: 'time' }, { id: 'gone' }, { id: 'state' }])
    expect(list.map(({ column }) => column.id)).toEqual(['state', 'time', 'chain', 'received', 'parties', 'source'])
    expect(list.find(({ column }) => column.id === 'source')?.choice.hidden).toBe(true)
  })

  test('move by a place among those that are shown, or before another', () => {
    const choices = asChoices(known, [])
    const order = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ')
    expect(order(moved(choices, 'parties', { by: 1 }))).toBe('time chain received source state parties')
    expect(order(moved(choices, 'state', { by: -1 }))).toBe('time chain received state parties source')
    expect(order(moved(choices, 'time', { by: -1 }))).toBe(order(choices))
    expect(order(moved(choices, 'state', { before: 'time' }))).toBe('state time chain received parties source')
    expect(order(moved(choices, 'time', { before: null }))).toBe('chain received parties source state time')
  })

  test('hide, show and size one column', () => {
    const choices = withHidden(asChoices(known, []), 'chain', true)
    expect(ids(shown(1600, choices))).not.toContain('chain')
    expect(ids(shown(1600, withHidden(choices, 'source', false)))).toContain('source')
    expect(resized(choices, 'time', 5).find(({ id }) => id === 'time')?.width).toBe(18)
  })
})
