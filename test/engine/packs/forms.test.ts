/** Invariant kinds as forms: every parameter has a title, and what names a part of the pack is chosen. */
import { expect, test } from 'vitest'
import { invariantKinds } from '#engine/packs/forms.ts'
import { invariants } from '#engine/packs/invariants/index.ts'

test('every kind is a form whose fields have titles', () => {
  const kinds = invariantKinds()
  expect(kinds.map(({ id }) => id)).toEqual(invariants.map(({ id }) => id))
  for (const { id, schema } of kinds)
    for (const [name, property] of Object.entries(schema.properties ?? {})) expect.soft(property, `${id}.${name}`).toHaveProperty('title')
})

test('what names a verb, role, unit, document or state says so', () => {
  const once = invariantKinds().find(({ id }) => id === 'once')
  expect(once?.schema.properties).toMatchObject({ verbs: { format: 'pack-verb', type: 'array' }, times: { title: 'Times' } })
})
