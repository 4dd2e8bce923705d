/** A label file in pieces: nothing lost, nothing torn. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSlices } from '../../../renderer/features/labels/readSlices.ts'

const slicesOf = async (file: Blob, most?: number) => {
  const slices: { text: string; last: boolean }[] = []
  for await (const slice of readSlices(file, most)) slices.push(slice)
  return slices
}

describe('readSlices', () => {
  test('gives back any text in pieces that fit, marks the last one alone, and tears no character', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 2, max: 40 }), async (text, most) => {
        const slices = await slicesOf(new Blob([text]), most)
        const kept = text.replace(/^\ufeff/, '')
        expect(slices.map((slice) => slice.text).join('')).toBe(kept)
        expect(slices.map(({ last }) => last)).toEqual(slices.map((_, index) => index === slices.length - 1))
        for (const slice of slices) {
          expect(slice.text.length).toBeLessThanOrEqual(most)
          expect(slice.text).not.toMatch(/\p{Cs}/u)
        }
      }),
    )
  })

  test('an empty file is one empty piece', async () => {
    expect(await slicesOf(new Blob([]))).toEqual([{ text: '', last: true }])
  })

  test('reads what Excel saves as Unicode text, and drops byte order marks', async () => {
    const text = '\ufeffaddress,name\r\n0x1,币安'
    const utf16 = new Uint8Array(new Uint16Array([...text].map((character) => character.charCodeAt(0))).buffer)
    expect((await slicesOf(new Blob([utf16]))).map((slice) => slice.text).join('')).toBe(text.slice(1))
    expect((await slicesOf(new Blob([text]))).map((slice) => slice.text).join('')).toBe(text.slice(1))
  })
})
