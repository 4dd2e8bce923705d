/** What the editor fills in by itself, and where states stand in their picture. */
import { describe, expect, test } from 'vitest'
import { invariantKinds } from '#engine/packs/forms.ts'
import { readAbi } from '#engine/packs/parts/readAbi.ts'
import { fieldsOf } from '../../../../renderer/features/forms/fields.ts'
import { columnsOf, itemOf, nameIn, slugOf, verbFor, withField, withPart } from '../../../../renderer/features/packs/edit.ts'
import { zhInvariants } from '../../../../renderer/i18n/zh/hostInvariants.ts'

describe('slugOf', () => {
  test.each([
    ['Core enterprise', [], 'core-enterprise'],
    ['Händler 2', [], 'ha-ndler-2'],
    ['Core enterprise', ['core-enterprise'], 'core-enterprise-2'],
    ['应收账款', ['part'], 'part-2'],
    ['2 days', [], 'days'],
  ])('%s', (label, taken, slug) => {
    expect(slugOf(label, taken)).toMatch(/^[a-z][a-z0-9-]{0,39}$/)
    expect(slugOf(label, taken)).toBe(slug)
  })
})

describe('verbFor', () => {
  const { items } = readAbi('event Issued(address indexed merchant, address indexed to, uint256 amount)\nevent Marked(bytes32 id)')
  const [issued, marked] = items

  test('takes who, to whom and how much from the names of an event', () => {
    if (!issued) throw new Error('no event')
    expect(verbFor('points', issued, 'Issued', ['pts'])).toEqual({
      ...{ label: 'Issued', verb: 'issue', on: { contract: 'points', event: 'Issued' }, nature: 'B1' },
      ...{ from: 'arg:merchant', to: 'arg:to', amount: 'arg:amount', unit: 'pts' },
    })
  })

  test('falls back on who signed and the contract where an event names nobody', () => {
    if (!marked) throw new Error('no event')
    expect(verbFor('points', marked, 'Marked', [])).toMatchObject({ from: 'sender', to: 'contract' })
  })
})

test('an overloaded event is named in full, and found again', () => {
  const reading = readAbi('event A(uint256 x)\nevent A(address y)\nevent B()')
  const [first, , b] = reading.items
  if (!first || !b) throw new Error('no event')
  expect([nameIn(reading.items, first), nameIn(reading.items, b)]).toEqual(['A(uint256)', 'B'])
  expect(itemOf({ contract: 'c', event: 'A(uint256)' }, { c: reading })).toBe(first)
  expect(itemOf({ contract: 'c', event: 'A' }, { c: reading })).toBeNull()
})

test('parts are put in, changed and taken out without moving the others', () => {
  expect(Object.keys(withPart({ a: 1, b: 2 }, 'a', 3))).toEqual(['a', 'b'])
  expect(withPart({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 })
  expect(withField({ a: 1, b: 2 } as { a: number; b?: number }, 'b', undefined)).toEqual({ a: 1 })
})

test('states stand as far right as steps lead to them; circles and what nothing leads to end somewhere', () => {
  const document = {
    label: 'Bill',
    states: { open: { label: 'Open' }, paid: { label: 'Paid' }, late: { label: 'Late' }, lost: { label: 'Lost' } },
    transitions: [
      { by: 'issue', from: ['new'], to: 'open' },
      { by: 'remind', from: ['open'], to: 'late' },
      { by: 'pay', from: ['open', 'late'], to: 'paid' },
      { by: 'return', from: ['paid'], to: 'open', again: true },
    ],
  }
  expect(Object.fromEntries(columnsOf(document))).toEqual({ new: 0, open: 1, late: 2, paid: 3, lost: 4 })
})

test('every invariant kind and each of its fields has its Chinese', () => {
  const ids = invariantKinds().flatMap(({ id, schema }) => [
    ...[`invariantKind.${id}.label`, `invariantKind.${id}.help`],
    ...fieldsOf(schema, '').map(({ name }) => `invariantKind.${id}.${name}.title`),
  ])
  expect(ids.filter((id) => !Object.hasOwn(zhInvariants, id))).toEqual([])
})
