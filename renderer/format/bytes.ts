/** Sizes for eyes. */
const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** A number of bytes in its largest fitting unit of a thousand: 1234567 → "1.2 MB". */
export function bytes(count: number): string {
  let value = Math.max(0, count)
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)} ${units[unit]}`
}
