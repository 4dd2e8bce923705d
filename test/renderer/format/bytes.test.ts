/** Sizes for eyes. */
import { expect, test } from 'vitest'
import { bytes } from '../../../renderer/format/bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9949, '9.9 kB'],
  [9951, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [184_320_112, '184 MB'],
  [91_204_773_888, '91 GB'],
  [5e15, '5000 TB'],
])('%d is %s', (count, text) => expect(bytes(count)).toBe(text))
