/** Every pack that ships is whole, says what it is over, and watches nothing until somebody fills in where its contracts stand. */
import { describe, expect, test } from 'vitest'
import { checkPack, readPack } from '#engine/packs/check.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'

describe('packs that ship', () => {
  test('have ids of their own and contradict one another nowhere', () => {
    const ids = shippedPacks.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(shippedPacks.flatMap((pack) => checkPack(pack, shippedPacks))).toEqual([])
  })

  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))('%s is read back from its file as it is', (_, pack) => {
    expect(readPack(JSON.stringify(pack))).toEqual({ pack, problems: [] })
  })

  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))(
    '%s is a template: no contract stands anywhere',
    (_, { contracts, about }) => {
      expect(Object.values(contracts).flatMap(({ at }) => at)).toEqual([])
      expect(about.length).toBeGreaterThan(100)
    },
  )

  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))(
    '%s names every verb under one code and no code twice',
    (_, { verbs }) => {
      const natures = Object.values(verbs).map(({ nature }) => nature)
      expect(new Set(natures).size).toBe(natures.length)
    },
  )
})
