/** Whatever stands where seals belong, the answer is one clear sentence. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import { FieldError } from '#engine/verify/fieldError.ts'
import { bytesOf, hexOf } from '#engine/verify/hex.ts'
import { type RlpItem, rlpEncode } from '#engine/verify/rlp.ts'
import { type RlpNode, rlpDecode } from '#engine/verify/rlpDecode.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import { judgeSeals } from '#engine/verify/seals/judge.ts'
import type { SealFamily } from '#engine/verify/seals/seal.ts'
import { thrownBy } from './vectors.ts'

const consensuses: readonly SealFamily[] = ['qbft', 'ibft2', 'istanbul', 'kaia', 'clique', 'bor', 'parlia']
const word = (byte: string, bytes = 32): string => `0x${byte.repeat(bytes)}`

/** A header with all its fields, so that only the extra data decide. */
const header = {
  ...{ parentHash: word('01'), sha3Uncles: word('02'), miner: word('03', 20), stateRoot: word('04'), transactionsRoot: word('05') },
  ...{ receiptsRoot: word('06'), logsBloom: word('00', 256), difficulty: '0x1', number: '0x10', gasLimit: '0x5', gasUsed: '0x0' },
  ...{ timestamp: '0x6', mixHash: word('07'), nonce: word('00', 8), extraData: '0x' },
  ...{ reward: word('08', 20), blockScore: '0x1', timestampFoS: '0x0', governanceData: '0x', voteData: '0x' },
}

const bytes = fc.uint8Array({ maxLength: 70 })
const { tree } = fc.letrec<{ tree: RlpNode }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, bytes, fc.array(tie('tree'), { maxLength: 5 })),
}))
const extra = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  tree.map((node) => rlpEncode(node)),
  fc.tuple(bytes, tree).map(([before, node]) => Uint8Array.from([...before, ...rlpEncode(node)])),
  fc.tuple(fc.constantFrom(32, 33, 52, 97, 100, 165), fc.nat(255)).map(([length, byte]) => new Uint8Array(length).fill(byte)),
)

const isSentence = (error: unknown): boolean =>
  error instanceof ProofError && error.message.length < 400 && /^Block \S+: [^\n]*\.$/.test(error.message)

describe('sealOf', () => {
  test('answers any extra data with a seal, or with a ProofError of one sentence', () => {
    fc.assert(
      fc.property(extra, fc.constantFrom(...consensuses), (data, family) => {
        const error = thrownBy(() =>
          judgeSeals(sealOf({ ...header, extraData: hexOf(data) }, family, { chainId: 9 }), [word('03', 20) as '0x']),
        )
        expect(error === null || isSentence(error)).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  test('answers any JSON in place of a header with a ProofError of one sentence', () => {
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, '0x', '0x0', '0xff', '-0x1', 1e308, {}, []))
    const object = fc.record(Object.fromEntries(Object.keys(header).map((name) => [name, junk])), { requiredKeys: [] })
    fc.assert(
      fc.property(fc.oneof(junk, object), fc.constantFrom(...consensuses), (value, family) => {
        expect(isSentence(thrownBy(() => sealOf(value, family, { chainId: 9 })))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test.each(consensuses)('says that the extra data hold no %s seal', (family) => {
    expect(thrownBy(() => sealOf({ ...header, extraData: '0x1234' }, family, { chainId: 9 }))).toMatchObject({
      code: 'EXTRA_DATA',
      message: expect.stringMatching(
        /^Block 16: the extra data do not hold seals .* Check that the network’s proof family is the right one\.$/,
      ),
    })
  })
})

describe('rlpDecode', () => {
  test('reads what rlpEncode wrote', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(rlpDecode(rlpEncode(node as RlpItem))).toEqual(node)
      }),
    )
  })

  test('takes only what rlpEncode would write, so that one value has one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (data) => {
        const error = thrownBy(() => expect(hexOf(rlpEncode(rlpDecode(data) as RlpItem))).toBe(hexOf(data)))
        if (error !== null) expect(error).toBeInstanceOf(FieldError)
      }),
      { numRuns: 5000 },
    )
  })

  test.each(['0x', '0x8100', '0x817f', '0xb800', '0xb83700', '0xb90001ff', '0xc1', '0x00ff', '0xf800', '0xbfffffffffffffffff', '0xc2c1'])(
    'refuses %s',
    (hex) => {
      expect(thrownBy(() => rlpDecode(bytesOf(hex)))).toMatchObject({ code: 'RLP' })
    },
  )

  test('refuses lists nested beyond reason', () => {
    let nest: RlpItem = []
    for (let i = 0; i < 40; i++) nest = [nest]
    expect(thrownBy(() => rlpDecode(rlpEncode(nest)))).toMatchObject({ code: 'RLP' })
  })
})
