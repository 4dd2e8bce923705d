/** Cells of a CSV file: RFC 4180 quoting, and nothing that a spreadsheet would run. */

/** One line with its CRLF. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** A cell, disarmed and quoted where RFC 4180 asks for it. */
export function csvCell(text: string): string {
  if (harmless.test(text)) return text
  const safe = disarm(text)
  return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Most cells: hashes, addresses, plain numbers and words need neither quotes nor disarming. */
const harmless = /^(?:-?\d+(?:\.\d+)?|[0-9A-Za-z][\w.:-]*|)$/

/**
 * A leading apostrophe makes a spreadsheet show the text instead of running it. A sign that begins a formula may hide behind blanks and
 * invisible marks, may be full-width (Excel reads ＝ as =), or may follow a separator at which another locale splits the line; plain numbers
 * stay numbers. See https://owasp.org/www-community/attacks/CSV_Injection
 */
export function disarm(text: string): string {
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text
  const inner = text.replace(afterSeparator, "$1'$2")
  return atStart.test(inner) ? `'${inner}` : inner
}

const blank = '[\\s\\p{Cc}\\p{Cf}"]'
const sign = '[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\ufe62\\ufe63\\ufe66\\ufe6b]'
const atStart = new RegExp(`^(?:[\\t\\r\\n]|${blank}*${sign})`, 'u')
const afterSeparator = new RegExp(`([,;|\\t\\r\\n]${blank}*)(${sign})`, 'gu')
