/** From a whole block of an alliance network to its level: hash, roots and seals together. */
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '#engine/types.ts'
import { families, familyOf } from '#engine/verify/families/index.ts'
import { hexOf } from '#engine/verify/hex.ts'
import type { SealFamily } from '#engine/verify/seals/seal.ts'
import { trieRoot } from '#engine/verify/trie.ts'
import { climbAll as climb } from '../../../support/climbAll.ts'
import type { RecordedObject } from '../../../support/fixtures.ts'
import { listVectors, sealsFolder, thrownBy } from './vectors.ts'

const any = { number: null, hash: null }
const noTransactions: Hex = hexOf(trieRoot([]))

/** Recorded headers of empty blocks: with no transactions and no receipts they are whole blocks. */
const empty = (['qbft', 'ibft2', 'istanbul', 'clique'] as const satisfies readonly SealFamily[]).flatMap((family) =>
  listVectors(family)
    .filter(({ header, expect: expected }) => header.transactionsRoot === noTransactions && expected.hash !== undefined)
    .map(({ file, header, expect: expected }) => ({
      ...{ file, family, validators: (expected.validators ?? expected.authorisedSigners) as Address[] },
      block: { ...header, hash: expected.hash, transactions: [], uncles: [] } as RecordedObject,
    })),
)

describe.skipIf(sealsFolder === null)('climb with seals (skipped without recorded seals)', () => {
  test('has blocks of every kind to try', () => {
    expect(new Set(empty.map(({ family }) => family))).toEqual(new Set(['qbft', 'ibft2', 'istanbul', 'clique']))
  })

  test.each(empty)('proves $family $file and lifts it by its seals', ({ block, family, validators }) => {
    expect(climb(block, [], familyOf(family), any)).toMatchObject({ evidence: 2, notes: [], seals: null, header: { hash: block.hash } })
    expect(climb(block, [], familyOf(family), any, { validators })).toMatchObject({ evidence: 2, notes: [], seals: { evidence: 4 } })
    const alone = climb(block, [], familyOf(family), any, { validators: null })
    expect(alone).toMatchObject({ seals: { evidence: 2 }, notes: [expect.stringContaining('Nothing vouches')] })
  })

  test.each(empty)('refuses $family $file when others may seal, or under another hash', ({ block, family, validators }) => {
    const others = validators.map((_, i) => `0x${String(i + 10).repeat(20)}` as const)
    expect(thrownBy(() => climb(block, [], familyOf(family), any, { validators: others }))).toMatchObject({
      code: 'SEALS',
      retryable: true,
    })
    expect(thrownBy(() => climb({ ...block, hash: block.parentHash }, [], familyOf(family), any))).toMatchObject({ code: 'HEADER_HASH' })
  })

  test.each(empty.filter(({ family }) => family !== 'clique'))('takes $family $file for no block of Ethereum', ({ block }) => {
    expect(thrownBy(() => climb(block, [], familyOf('ethereum'), any))).toMatchObject({ code: 'HEADER_HASH' })
  })

  test('refuses a block whose own list did not seal it, even where nobody vouches for a list', () => {
    const [weak] = listVectors('qbft').flatMap(({ negatives }) => negatives.filter(({ name }) => name === 'below-quorum'))
    const { header, computed } = weak as { header: RecordedObject; computed: RecordedObject }
    const block = { ...header, hash: computed.hash, transactions: [] }
    expect(climb(block, [], familyOf('qbft'), any)).toMatchObject({ evidence: 2 })
    expect(thrownBy(() => climb(block, [], familyOf('qbft'), any, { validators: null }))).toMatchObject({
      code: 'SEALS',
      message: expect.stringMatching(/^Block 7528: it carries the seals of 2 of 4 validators; 3 are needed\.$/),
    })
  })
})

describe('families', () => {
  test('can be chosen by the name of the consensus', () => {
    for (const id of ['qbft', 'ibft2', 'istanbul', 'clique', 'bor', 'parlia']) {
      expect(familyOf(id)).toMatchObject({ id, reach: 2, seals: expect.any(Function) })
    }
    expect(new Set(families.map(({ id }) => id)).size).toBe(families.length)
  })
})
