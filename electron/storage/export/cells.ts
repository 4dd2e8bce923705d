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
 * Whether a text is so many cells, joined by commas, none of which `csvCell` would change. The number makes it safe: a cell with a comma of its
 * own makes one cell too many. A loop, since it takes half the time of a regular expression and is most of what a row costs beside reading it.
 */
export function areHarmless(text: string, cells: number): boolean {
  let commas = 0
  if (!mayBegin(text, 0)) return false
  for (let at = 0; at < text.length; at++) {
    const kind = kinds[text.charCodeAt(at)]
    if (kind === beginning || kind === inside) continue
    if (kind !== comma || !mayBegin(text, at + 1)) return false
    commas++
  }
  return commas === cells - 1
}

const [beginning, inside, comma] = [1, 2, 3]
/** By character code; what is not here makes a cell one that has to be looked at. */
const kinds = new Uint8Array(128)
for (const char of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') kinds[char.charCodeAt(0)] = beginning
for (const char of '-_.:/') kinds[char.charCodeAt(0)] = inside
kinds[','.charCodeAt(0)] = comma

/** A cell that is empty, begins with a letter or digit, or is a negative number. */
function mayBegin(text: string, at: number): boolean {
  if (at === text.length) return true
  const kind = kinds[text.charCodeAt(at)]
  return kind === beginning || kind === comma || (text[at] === '-' && isNegative(text, at + 1))
}

/** Digits, and perhaps a point and digits, up to the next comma. */
function isNegative(text: string, from: number): boolean {
  let digits = 0
  let points = 0
  for (let at = from; at < text.length && text[at] !== ','; at++) {
    const char = text.charCodeAt(at)
    if (char >= 48 && char <= 57) digits++
    else if (char === 46 && digits > 0 && points === 0) {
      points = 1
      digits = 0
    } else return false
  }
  return digits > 0
}

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
