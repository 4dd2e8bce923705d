/** Whole numbers that are typed. */
import { expect, test } from 'vitest'
import { wholeNumber } from '../../../renderer/features/settings/wholeNumber.ts'

const bounds = { minValue: 50, maxValue: 600_000 }

test.each([
  ['50', 50],
  ['600000', 600_000],
  ['600,000', 600_000],
  ['1 000', 1000],
  ['007000', 7000],
])('%s is taken', (text, number) => expect(wholeNumber(text, bounds)).toBe(number))

test.each(['', '49', '600001', '-60', '60.5', '6e3', '0x60', 'sixty', '99999999999999999999'])('“%s” is answered with the bounds', (text) =>
  expect(wholeNumber(text, bounds)).toBe('Type a whole number from 50 to 600,000.'),
)
