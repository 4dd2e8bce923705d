/** Every bit of every recorded header: flipped, the header no longer has the hash that was agreed on, or fails its seals. */
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import type { Address } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import { judgeSeals } from '#engine/verify/seals/judge.ts'
import type { SealFamily } from '#engine/verify/seals/seal.ts'
import type { RecordedObject } from '../../../support/fixtures.ts'
import { flippedHeaders, listVectors, sealsFolder, thrownBy } from './vectors.ts'

type Recorded = {
  readonly name: string
  readonly family: SealFamily
  readonly header: RecordedObject
  readonly hash: string
  readonly signers: Address[]
  readonly chainId: number
}

/** Chains where one account seals: the hash covers the seal, so the hash alone has to tell. */
const produced = (['clique', 'bor', 'parlia'] as const).flatMap((family) =>
  listVectors(family).flatMap(({ file, header, expect: expected, whole }): Recorded[] => {
    const blocks = (whole.blocks ?? [{ header, ...expected }]) as RecordedObject[]
    return blocks
      .filter((block) => typeof block.hash === 'string' && block.signer !== undefined)
      .map((block, i) => ({
        ...{ name: `${file} ${i}`, family, header: block.header as RecordedObject, hash: String(block.hash) },
        ...{ signers: [block.signer as Address], chainId: Number(whole.chainId ?? 137) },
      }))
  }),
)

describe.skipIf(sealsFolder === null)('one flipped bit (skipped without recorded seals)', () => {
  test('is tried on headers of every such chain', () => {
    expect(new Set(produced.map(({ family }) => family))).toEqual(new Set(['clique', 'bor', 'parlia']))
    expect(produced.length).toBeGreaterThan(15)
  })

  test.each(produced)('anywhere in $family $name is refused', ({ family, header, hash, signers, chainId }) => {
    expect(familyOf(family).proveHeader({ ...header, hash })).toEqual({ ok: true })
    expect(judgeSeals(sealOf(header, family, { chainId }), signers).ok).toBe(true)
    let flips = 0
    for (const { altered, field, at } of flippedHeaders(header)) {
      // A copy of the hash may stand among the fields.
      if (field === 'hash') continue
      flips++
      let passed = false
      const error = thrownBy(() => {
        passed = familyOf(family).proveHeader({ ...altered, hash }).ok === true
      })
      if (error !== null && !(error instanceof ProofError) && !(error instanceof Error && error.name === 'FieldError')) throw error
      if (passed) expect.fail(`bit ${at} of ${field} was flipped unnoticed`)
    }
    expect(flips).toBeGreaterThan(4000)
  })
})
