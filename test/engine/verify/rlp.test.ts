/** RLP and Keccak against an independent implementation. */
import fc from 'fast-check'
import { bytesToHex, toRlp, keccak256 as viemKeccak } from 'viem'
import { describe, expect, test } from 'vitest'
import { FieldError } from '#engine/verify/fieldError.ts'
import { bytesOf, hexOf } from '#engine/verify/hex.ts'
import { keccak256 } from '#engine/verify/keccak.ts'
import { type RlpItem, rlpEncode, rlpList } from '#engine/verify/rlp.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof({ depthSize: 'small' }, bytes, bytes.map(bytesToHex), fc.array(tie('item'), { maxLength: 20 })),
}))

type ViemItem = Uint8Array | ViemItem[]
const forViem = (value: RlpItem): ViemItem => {
  if (typeof value === 'string') return bytesOf(value)
  return value instanceof Uint8Array ? value : value.map(forViem)
}

describe('rlpEncode', () => {
  test('writes what an independent encoder writes, for any nesting of lists', () => {
    fc.assert(
      fc.property(item, (value) => {
        expect(hexOf(rlpEncode(value))).toBe(toRlp(forViem(value), 'hex'))
      }),
    )
  })

  test('writes items that are larger than its scratch buffer', () => {
    const large = new Uint8Array(300_000).fill(7)
    expect(hexOf(rlpEncode([large, '0x01', large]))).toBe(toRlp([large, new Uint8Array([1]), large], 'hex'))
  })

  test('refuses text that spells bytes in another way', () => {
    for (const text of ['0xAB', '0xabc', 'ab', '0xzz', '0x1ı']) expect(() => rlpEncode(text)).toThrow(FieldError)
  })

  test('works on after a refusal', () => {
    expect(() => rlpEncode([new Uint8Array(100), '0xZZ'])).toThrow(FieldError)
    expect(hexOf(rlpEncode([]))).toBe('0xc0')
  })
})

describe('rlpList', () => {
  test('joins items that are encoded already', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (items) => {
        expect(rlpList(items.map(rlpEncode))).toEqual(rlpEncode(items))
      }),
    )
  })
})

describe('keccak256', () => {
  test('hashes as an independent implementation does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (value) => {
        expect(hexOf(keccak256(value))).toBe(viemKeccak(value))
      }),
    )
  })
})
