/** Commitments that are made many at a time are those that are checked one at a time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenFields } from '#shared/export.ts'
import { commitmentOf, createCommitter } from '#storage/export/commitments.ts'

test('a row of commitments opens field by field, whatever the fields hold', () => {
  const committer = createCommitter(new Uint8Array(32).fill(7), 'ab'.repeat(16))
  const value = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\ud800', '长'.repeat(3_000), 'x'.repeat(9_000))))
  const row = fc.array(value, { minLength: hiddenFields.length, maxLength: hiddenFields.length })
  fc.assert(
    fc.property(row, fc.string({ maxLength: 80 }), (values, id) => {
      const ref = committer.ref(id)
      const made = committer.commit(ref, values)
      const opened = hiddenFields.map((field, index) => committer.open(ref, field, values[index] ?? null))
      expect(made).toEqual(opened.map(({ commitment }) => commitment))
      for (const one of opened) expect(one.commitment).toBe(commitmentOf(one, Buffer.from(one.salt, 'hex')))
    }),
    { numRuns: 200, seed: 17 },
  )
})
