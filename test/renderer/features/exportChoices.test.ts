/** Which profile an export is made with, and which columns go with it. */
import { expect, test } from 'vitest'
import { choicesFor } from '../../../renderer/features/exports/choices.ts'

test('a view without a profile changes nothing', () => {
  expect(choicesFor({ format: 'csv', columns: ['id'] }, undefined)).toEqual({ format: 'csv', columns: ['id'] })
})

test('a view’s profile goes before the one chosen last, without the columns of the other', () => {
  expect(choicesFor({ format: 'ndjson', profile: 'full', columns: ['id'] }, 'peer')).toEqual({ format: 'ndjson', profile: 'peer' })
})

test('columns stay where they were chosen for the view’s profile', () => {
  expect(choicesFor({ columns: ['id'] }, 'full')).toEqual({ columns: ['id'] })
})
