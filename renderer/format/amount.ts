/** Token amounts for eyes, from decimal strings and without Intl: some environments throw "Invalid language tag". */
import { compare, type Decimal, formatDecimal, isDecimal, parseDecimal, round } from '#shared/decimal.ts'
import { currentLanguage } from '../i18n/language.ts'

/** Puts a comma between thousands of a whole number: "1234567" → "1,234,567". */
export const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',')

/** Every digit, thousands grouped: "1234567.89" → "1,234,567.89". Text that is no decimal is returned as it came. */
export function exactAmount(amount: string): string {
  if (!isDecimal(amount)) return amount
  const [whole = '0', fraction = ''] = formatDecimal(parseDecimal(amount)).split('.')
  return group(whole) + (fraction ? `.${fraction}` : '')
}

const powers = [
  { exponent: 18, suffix: ' ×10¹⁸' },
  { exponent: 15, suffix: ' ×10¹⁵' },
] as const
const giants = {
  en: [...powers, { exponent: 12, suffix: ' T' }, { exponent: 9, suffix: ' B' }],
  zh: [...powers, { exponent: 12, suffix: ' 万亿' }, { exponent: 8, suffix: ' 亿' }],
} as const

/** For the table: no decimals from 100,000 on, at most two from 1,000, four from 1, six below; billions and more are abbreviated. */
export function shortAmount(amount: string): string {
  if (!isDecimal(amount)) return amount.slice(0, 24)
  const value = parseDecimal(amount)
  const giant = giants[currentLanguage()].find(({ exponent }) => atLeast(value, exponent))
  if (giant) {
    const scaled = round({ digits: value.digits, scale: value.scale + giant.exponent }, 2)
    // Beyond a thousand of the largest unit only the size is of use; all digits are in the detail view.
    const text = formatDecimal(scaled)
    return text.length > 9 ? `~10^${text.split('.')[0]?.length ?? 0}${giant.suffix}` : exactAmount(text) + giant.suffix
  }
  const places = atLeast(value, 5) ? 0 : atLeast(value, 3) ? 2 : atLeast(value, 0) ? 4 : 6
  const rounded = round(value, places)
  return rounded.digits === 0n && value.digits !== 0n ? '<0.000001' : exactAmount(formatDecimal(rounded))
}

const atLeast = (value: Decimal, exponent: number): boolean => compare(value, { digits: 10n ** BigInt(exponent), scale: 0 }) >= 0
