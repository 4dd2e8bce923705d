/** Saved views: what is stored is never lost, and what cannot be read is said. */
import { describe, expect, test } from 'vitest'
import { movedView, readViews, type SavedView, withoutView, withView } from '../../../../renderer/features/views/savedViews.ts'

const view = (id: string, parts: Partial<SavedView> = {}): SavedView => ({ version: 1, id, name: id, query: 'usd:>1m', ...parts })
const newer = { version: 9, id: 'new', name: 'From tomorrow', shape: { of: 'things' } }
const old = { name: 'Whales', query: 'usd:>10m' }

describe('readViews', () => {
  test('reads a view with everything it may hold', () => {
    const whole = view('a', { sort: { by: 'usd', direction: 'asc' }, columns: [{ id: 'time', width: 90 }], profile: 'peer' })
    expect(readViews([whole])).toEqual([{ id: 'a', name: 'a', view: whole, problem: null, stored: whole }])
  })

  test('takes over a view of before versions', () => {
    expect(readViews([old])[0]).toMatchObject({ name: 'Whales', problem: null, view: { version: 1, query: 'usd:>10m' } })
  })

  test('a view whose sort is broken keeps its name and its filter', () => {
    expect(readViews([{ ...view('a'), sort: { by: 'mood' } }])[0]).toMatchObject({ id: 'a', problem: null, view: { query: 'usd:>1m' } })
  })

  test.each([
    [newer, 'newer'],
    [{ version: 1, id: 'a' }, 'broken'],
    ['text', 'broken'],
    [null, 'broken'],
    [{ name: 5 }, 'broken'],
  ])('says that %j cannot be read, and keeps it', (stored, problem) => {
    expect(readViews([stored])[0]).toMatchObject({ view: null, problem, stored })
  })
})

describe('changes of the list', () => {
  const list = [view('a'), newer, null, view('b')]

  test('leave what cannot be read as it is', () => {
    const renamed = withView(list, view('b', { name: 'B' }))
    expect(renamed.slice(0, 3)).toEqual(list.slice(0, 3))
    expect(withView(list, view('c'))).toHaveLength(5)
    expect(withoutView(list, 'a')).toEqual([newer, null, view('b')])
  })

  test('move one view', () => {
    expect(movedView(list, 'b', -2)).toEqual([view('a'), view('b'), newer, null])
    expect(movedView(list, 'a', -1)).toEqual(list)
  })
})
