/** Labels as files that Crowsnest, and most others, can read again. */
import type { Label } from '#shared/labels.ts'

const titles = ['address', 'name', 'entity', 'role', 'chainId', 'source', 'reference', 'date', 'confidence'] as const

/** RFC 4180 with a header. A sign that a spreadsheet would take for a formula gets an apostrophe before it. */
export const csvHead = `${titles.join(',')}\r\n`
export const csvRow = (label: Label): string => `${titles.map((title) => cell(String(label[title] ?? ''))).join(',')}\r\n`

/** The three parts of a JSON file: before the first label, one label, after the last. */
export const jsonHead = '{"format":"crowsnest-labels","version":1,"labels":[\n'
export const jsonRow = (label: Label): string => JSON.stringify(label)
export const jsonTail = '\n]}\n'

function cell(text: string): string {
  const safe = /^\s*[=+\-@|%\t\r＝＋－＠]/u.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
