/** USD for eyes: three significant digits in the table, every cent on hover. No floats: the digits come from the decimal string. */
import { compare, type Decimal, formatDecimal, isDecimal, parseDecimal, round } from '#shared/decimal.ts'
import { currentLanguage } from '../i18n/language.ts'
import { t } from '../i18n/t.ts'
import { group } from './amount.ts'

const units = {
  en: [
    { exponent: 12, letter: 'T' },
    { exponent: 9, letter: 'B' },
    { exponent: 6, letter: 'M' },
    { exponent: 3, letter: 'K' },
  ],
  zh: [
    { exponent: 12, letter: '万亿' },
    { exponent: 8, letter: '亿' },
    { exponent: 4, letter: '万' },
  ],
} as const

/** "41234567.1" → { figure: "$41.2", unit: "M" }; a value without a price is a word, never $0. */
export function splitUsd(usd: string | null): { figure: string; unit: string } {
  if (usd === null || !isDecimal(usd)) return { figure: t('unpriced'), unit: '' }
  const value = parseDecimal(usd)
  for (const { exponent, letter } of units[currentLanguage()]) {
    const scaled: Decimal = { digits: value.digits, scale: value.scale + exponent }
    // Half a unit of the third digit below 1 still reads "1.00": 999,950 is $1.00 M and not $1,000 K.
    if (compare(scaled, { digits: 9995n, scale: 4 }) >= 0) return { figure: `$${threeDigits(scaled)}`, unit: letter }
  }
  if (value.digits !== 0n && compare(value, { digits: 1n, scale: 2 }) < 0) return { figure: '<$0.01', unit: '' }
  return { figure: `$${threeDigits(value)}`, unit: '' }
}

/** "$41.2 M", for running text. */
export function shortUsd(usd: string | null): string {
  const { figure, unit } = splitUsd(usd)
  return unit ? `${figure} ${unit}` : figure
}

/** "$41,234,567.10": all digits that are known, at least cents. */
export function exactUsd(usd: string | null): string {
  if (usd === null || !isDecimal(usd)) return t('unpriced')
  const text = formatDecimal(parseDecimal(usd))
  const [whole = '0', fraction = ''] = text.split('.')
  return `$${group(whole)}${fraction === '' ? '' : `.${fraction.padEnd(2, '0')}`}`
}

/** How large an order is for the eye: 0 at $100,000, 1 at $1 B, by powers of ten. A picture, not an amount. */
export function magnitude(usd: string | null): number {
  if (usd === null || !isDecimal(usd)) return 0
  const whole = (usd.split('.')[0] ?? '').replace(/^[-0]+/, '')
  const power = whole.length === 0 ? 0 : whole.length - 1 + Math.log10(Number(`${whole[0]}.${whole.slice(1, 5)}`))
  return Math.min(1, Math.max(0, (power - 5) / 4))
}

const exponents: Readonly<Record<string, number>> = { k: 3, m: 6, b: 9, t: 12, 万: 4, 亿: 8 }

/** What a person types as an amount of dollars: "250,000", "$1.5m", "3 b", "25万" → a decimal string; null where it is no amount. */
export function readUsd(typed: string): string | null {
  const match = /^\$?\s*(\d[\d,_ ]*(?:\.\d{1,12})?|\.\d{1,12})\s*([kmbt万亿])?$/i.exec(typed.trim())
  if (!match) return null
  const digits = (match[1] ?? '').replace(/[,_ ]/g, '')
  if (digits.length > 40) return null
  const exponent = match[2] ? (exponents[match[2].toLowerCase()] ?? 0) : 0
  const value = parseDecimal(digits.startsWith('.') ? `0${digits}` : digits)
  return formatDecimal({ digits: value.digits * 10n ** BigInt(exponent), scale: value.scale })
}

/** "41.2", "1.00", "999": rounded first, because rounding may add a digit. */
function threeDigits(value: Decimal): string {
  const rounded = round(value, roomFor(value))
  const places = roomFor(rounded)
  const [whole = '0', fraction = ''] = formatDecimal(rounded).split('.')
  return places === 0 ? group(whole) : `${whole}.${fraction.padEnd(places, '0').slice(0, places)}`
}

/** Decimals that make three digits in all; none from a hundred on. */
const roomFor = (value: Decimal): number => Math.max(0, 3 - formatDecimal(round(value, 6)).replace(/\..*/, '').length)
