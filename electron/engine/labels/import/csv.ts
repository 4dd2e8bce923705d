/** Rows of comma-, semicolon- or tab-separated text that comes in slices. */

export type CsvRow = { readonly line: number; readonly cells: readonly string[] }
/** `line` counts from 1; of a row over several lines it is the first. */
export type CsvListener = { row(row: CsvRow): void; problem(line: number, sentence: string): void }

/** A quoted cell may run over so many lines; beyond, a quotation mark was opened and never closed. */
const mostLines = 20
/** Characters of one line. */
const mostCharacters = 20_000

/** RFC 4180 with either line ending; a quotation mark in the middle of a cell stands for itself. The delimiter is that of the first line. */
export function createCsv(listener: CsvListener) {
  let rest = ''
  let line = 0
  let delimiter: string | null = null
  let open: { line: number; lines: string[] } | null = null

  const take = (text: string) => {
    line += 1
    if (text.length > mostCharacters) {
      open = null
      return listener.problem(line, 'it is far too long for one entry.')
    }
    if (open === null && text.trim() === '') return
    delimiter ??= delimiterOf(text)
    const lines: string[] = open === null ? [text] : [...open.lines, text]
    const first = open?.line ?? line
    const cells = split(lines.join('\n'), delimiter)
    if (cells) {
      open = null
      listener.row({ line: first, cells })
    } else if (lines.length < mostLines) open = { line: first, lines }
    else giveUp({ line: first, lines })
  }

  /** The first line of an unclosed quotation is told; what follows it is read as if it began there. */
  const giveUp = ({ line: first, lines }: { line: number; lines: string[] }) => {
    open = null
    listener.problem(first, 'a quotation mark is opened and never closed.')
    line = first
    for (const text of lines.slice(1)) take(text)
  }

  return {
    push(slice: string): void {
      const text = rest + slice
      const lines = text.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const each of lines) take(each)
      if (rest.length > mostCharacters * 2) rest = rest.slice(0, mostCharacters + 1)
    },
    end(): void {
      if (rest.trim() !== '') take(rest.replace(/\r$/, ''))
      rest = ''
      while (open !== null) giveUp(open)
    },
  }
}

/** The separator that stands outside quotation marks most often; a comma where there is none. */
function delimiterOf(text: string): string {
  const bare = text.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: bare.split(mark).length - 1 }))
  const most = counts.sort((a, b) => b.count - a.count)[0]
  return most && most.count > 0 ? most.mark : ','
}

/** The cells of a row, or null where a quotation mark is still open. */
function split(text: string, delimiter: string): string[] | null {
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim())
  const cells: string[] = []
  let at = 0
  for (;;) {
    while (text[at] === ' ') at += 1
    if (text[at] === '"') {
      let cell = ''
      at += 1
      for (;;) {
        const quote = text.indexOf('"', at)
        if (quote < 0) return null
        cell += text.slice(at, quote)
        at = quote + 1
        if (text[at] !== '"') break
        cell += '"'
        at += 1
      }
      const end = text.indexOf(delimiter, at)
      cells.push(cell.trim())
      if (end < 0) return cells
      at = end + 1
    } else {
      const end = text.indexOf(delimiter, at)
      cells.push((end < 0 ? text.slice(at) : text.slice(at, end)).trim())
      if (end < 0) return cells
      at = end + 1
    }
  }
}
