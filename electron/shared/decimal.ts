/** Exact arithmetic on decimal strings. Money is never a float: a decimal is digits × 10^-scale. */

export type Decimal = { readonly digits: bigint; readonly scale: number }

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/

/** Reads "12.5"; throws a RangeError that names the text for anything else (no exponents, no spaces, ≤ 120 characters). */
export function parseDecimal(text: string): Decimal {
  const match = text.length <= 120 ? pattern.exec(text) : null
  if (!match) throw new RangeError(`"${text.slice(0, 40)}" is not a decimal number such as 12.5`)
  const [, sign, whole = '0', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return { digits: sign ? -digits : digits, scale: fraction.length }
}

/** Whether `parseDecimal` would take the text. */
export const isDecimal = (text: string): boolean => text.length <= 120 && pattern.test(text)

/** Writes a decimal without exponent and without trailing zeros: { digits: 1500n, scale: 3 } → "1.5". */
export function formatDecimal({ digits, scale }: Decimal): string {
  const negative = digits < 0n
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const fraction = scale === 0 ? '' : text.slice(text.length - scale).replace(/0+$/, '')
  return (negative && digits !== 0n ? '-' : '') + whole + (fraction ? `.${fraction}` : '')
}

/** A token amount in base units as a decimal string in units: (1500000n, 6) → "1.5". */
export const unitsFromBase = (amount: bigint, decimals: number): string => formatDecimal({ digits: amount, scale: decimals })

/** The product, exact. */
export const multiply = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale })

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: rescale(a, scale) + rescale(b, scale), scale }
}

/** Rounds half away from zero to at most `scale` decimals. */
export function round(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return value
  const divisor = 10n ** BigInt(value.scale - scale)
  const half = divisor / 2n
  const digits = value.digits < 0n ? (value.digits - half) / divisor : (value.digits + half) / divisor
  return { digits, scale }
}

/** -1, 0 or 1. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale)
  const left = rescale(a, scale)
  const right = rescale(b, scale)
  return left < right ? -1 : left > right ? 1 : 0
}

/** Compares two decimal strings. */
export const compareText = (a: string, b: string): -1 | 0 | 1 => compare(parseDecimal(a), parseDecimal(b))

/** Millionths as an integer, rounded; what the database sorts by. */
export const toMicros = (text: string): bigint => rescale(round(parseDecimal(text), 6), 6)

const rescale = ({ digits, scale }: Decimal, to: number): bigint => digits * 10n ** BigInt(to - scale)
