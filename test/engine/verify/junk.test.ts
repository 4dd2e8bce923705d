/** Whatever an endpoint sends, the answer is one clear sentence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EngineError, ProofError } from '#engine/errors.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import { families, familyOf } from '#engine/verify/families/index.ts'
import { climbAll as climb } from '../../support/climbAll.ts'
import { familyOfChain, fixturesFolder, listBlocks, loadBlock, type RecordedObject } from '../../support/fixtures.ts'

const any = { number: null, hash: null }
const hex = fc.uint8Array({ maxLength: 40 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)
const junk = fc.oneof(
  fc.jsonValue(),
  hex,
  fc.constantFrom(
    '0x',
    '0x0',
    '0x00',
    '-0x1',
    '0xffffffffffffffffff',
    '__proto__',
    `0x${'a'.repeat(100_000)}`,
    '\u202e'.repeat(1000),
    1e308,
    -1,
    true,
    null,
  ),
)

/** Runs it and hands back what it threw, or null. */
const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
    return null
  } catch (error) {
    return error
  }
}

describe('climb', () => {
  test('answers any JSON with a ProofError of one sentence', () => {
    const fields = 'number hash parentHash timestamp transactions withdrawals logsBloom type input logs topics to from'.split(' ')
    const object = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), junk)
    fc.assert(
      fc.property(
        fc.oneof(junk, object),
        fc.array(fc.oneof(junk, object), { maxLength: 3 }),
        fc.constantFrom(...families),
        (block, receipts, family) => {
          const error = thrownBy(() => climb(block, receipts, family, any))
          expect(error).toBeInstanceOf(ProofError)
          expect(error instanceof ProofError && error.message.length < 400 && !error.message.includes('\n')).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([undefined, null])('says that the endpoint does not have the block for %s', (block) => {
    expect(thrownBy(() => climb(block, [], familyOf('ethereum'), { number: 7, hash: null }))).toMatchObject({
      code: 'NULL_BLOCK',
      retryable: true,
    })
  })
})

describe.skipIf(fixturesFolder === null)('climb on recorded blocks with junk in them (skipped without recorded blocks)', () => {
  const files = [
    ['mainnet', 1000010],
    ['mainnet', 19807080],
    ['arbitrum', 150000000],
  ] as const

  test.each(files)(
    'answers junk anywhere in %s block %i with a ProofError, a lower level that is explained, or the same',
    (chain, number) => {
      const file = listBlocks().find((one) => one.chain === chain && one.number === number)
      if (file === undefined) throw new Error(`The collection has no ${chain} block ${number}.`)
      const { block, receipts } = loadBlock(file.path)
      const family = familyOf(familyOfChain(chain))
      const honest = climb(block, receipts ?? [], family, any)
      const places = placesIn({ block, receipts })
      fc.assert(
        fc.property(fc.nat({ max: places.length - 1 }), junk, (at, value) => {
          const [holder, key] = places[at] ?? [{}, '']
          const before = Reflect.get(holder, key)
          Reflect.set(holder, key, value)
          const error = thrownBy(() => {
            const found = climb(block, receipts ?? [], family, any)
            // A type or field that nobody knows lowers the level and says why: it is no lie.
            if (found.evidence < honest.evidence) expect(found.notes).not.toEqual([])
            else expect(found).toEqual(honest)
          })
          Reflect.set(holder, key, before)
          // What a block is made of may be replaced by its equal, or stand where nothing reads it; else it is refused.
          if (error !== null && !(error instanceof ProofError)) throw error
        }),
        { numRuns: 600 },
      )
    },
  )
})

describe('readBlock', () => {
  test('answers any bytes with an EngineError', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    )
    const shared = { chainId: 1, family: 'ethereum', wrappedNative: null, expect: any, tokens: null }
    fc.assert(
      fc.property(bytes, fc.array(bytes, { maxLength: 3 }), (block, receipts) => {
        expect(thrownBy(() => readBlock({ ...shared, block, receipts }))).toBeInstanceOf(EngineError)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Every place in the recording that holds a value. */
function placesIn(whole: RecordedObject): [object, string][] {
  return Object.entries(whole).flatMap(([key, value]): [object, string][] => [
    [whole, key],
    ...(typeof value === 'object' && value !== null ? placesIn(value as RecordedObject) : []),
  ])
}
