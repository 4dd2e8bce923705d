/** Reads a file of labels that comes in slices, in any of the usual formats, and says what it would bring and what is wrong with it. */
import type { ImportPreview } from '#shared/contract/labels.ts'
import type { Label } from '#shared/labels.ts'
import { cleanText } from './clean.ts'
import { createCsv } from './csv.ts'
import { type Entry, entryOf, foldTitle, isAddress, labelOf, meaningOf } from './entry.ts'
import { createJson } from './json.ts'

export type LabelReader = {
  /** The next slice of the file, cut anywhere between characters. */
  push(text: string): void
  /** After the last slice. */
  end(): void
  preview(): Omit<ImportPreview, 'importId'>
  /** What can be stored; complete after `end`. */
  labels(): readonly Label[]
}

/** Entries beyond this many are not taken. */
export const mostEntries = 500_000
const shownFirst = 20
const shownProblems = 100

/** A reader for one file; labels carry `fileName` as their source unless the whole file is the user's own export. */
export function createLabelReader(fileName: string, most = mostEntries): LabelReader {
  const source = sourceOf(fileName)
  const found = new Map<string, Label>()
  const problems: { line: number | null; sentence: string }[] = []
  let form: { name: string; push(text: string): void; end(): void } | null = null
  let head = ''
  let repeated = 0
  let refused = 0
  let entries = 0
  let owned = 0
  let strangers = 0
  let complete = false
  let warning: string | null = null
  const full = () => warning !== null

  const refuse = (line: number | null, sentence: string) => {
    refused += 1
    if (problems.length < shownProblems) problems.push({ line, sentence: `${line === null ? '' : `Line ${line}: `}${sentence}` })
  }
  const take = (line: number, entry: Entry, isPart = false) => {
    if (full()) return
    entries += 1
    if (entries > most) {
      warning = `Only the first ${most.toLocaleString('en-US')} entries of this file are taken: split it to import the rest.`
      return
    }
    const label = labelOf(entry, source)
    if (typeof label === 'string') return refuse(line, label)
    if (entry.source?.trim() === 'user') owned += 1
    else strangers += 1
    const key = `${label.address}:${label.chainId ?? 0}`
    const before = found.get(key)
    if (before && isPart) {
      found.set(key, joinParts(before, label, entry))
      return
    }
    if (before) repeated += 1
    found.set(key, label)
  }

  /** Enough was seen to know what it is: the first line that says something is there in full. */
  const begin = (last: boolean) => {
    const start = head.replace(/^\u{FEFF}/u, '').trimStart()
    if (start === '' || (!/^[[{]/.test(start) && !hasLine(start) && !last && start.length < 20_000)) return
    form = /^[[{]/.test(start) ? jsonForm(take) : textForm(start, take, refuse)
    feed(head.replace(/^\u{FEFF}/u, ''))
    head = ''
  }
  const guarded = (work: () => void) => {
    try {
      work()
    } catch (error) {
      // What stood before the fault was told already and stays.
      const why = error instanceof Error ? error.message : String(error)
      warning ??= `This file cannot be read to its end, ${why} What stands before it can be imported.`
    }
  }
  const feed = (text: string) => guarded(() => form?.push(text))

  const labels = (): readonly Label[] => {
    const all = [...found.values()]
    return isOwn() ? all.map(asOwn) : all
  }
  // One stranger's entry among them, and the file is a stranger's.
  const isOwn = () => owned > 0 && strangers === 0

  return {
    push(text) {
      if (full()) return
      if (form) return feed(text)
      head += text
      begin(false)
    },
    end() {
      complete = true
      if (!form) begin(true)
      if (!full()) guarded(() => form?.end())
    },
    preview: () => ({
      complete,
      format: form?.name ?? null,
      source: isOwn() ? 'user' : source,
      labels: found.size,
      repeated,
      refused,
      first: firstOf(found.values(), shownFirst).map((label) => (isOwn() ? asOwn(label) : label)),
      problems: [...problems],
      warning: warning ?? wordOn({ complete, labels: found.size, refused, own: isOwn() }),
    }),
    labels,
  }
}

const asOwn = (label: Label): Label => ({ ...label, source: 'user', confidence: 'certain' })

/** Asked with every slice: it must not go through all of them. */
function firstOf<T>(values: Iterable<T>, most: number): T[] {
  const first: T[] = []
  for (const value of values) {
    if (first.length >= most) break
    first.push(value)
  }
  return first
}

function wordOn({ complete, labels, refused, own }: { complete: boolean; labels: number; refused: number; own: boolean }): string | null {
  if (!complete) return null
  if (labels === 0 && refused === 0) return 'There is no label in this file: every entry needs an address and a name.'
  if (labels === 0) return 'No entry of this file can be used; what is wrong with each is listed.'
  return own ? 'These labels were exported as the user’s own: they will stand above every other source.' : null
}

/** `Exchange wallets.csv` as a source; the names that Crowsnest uses itself cannot be taken. */
function sourceOf(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? ''
  const name = cleanText(base, 100) || 'file'
  return ['user', 'learnt', 'seed'].includes(name.toLowerCase()) ? `${name} (file)` : name
}

/** A pool of labels may give each field of a label as an entry of its own (OLI's tag_id and tag_value). */
function joinParts(before: Label, next: Label, { name, entity, role }: Entry): Label {
  return {
    ...before,
    name: name !== undefined ? next.name : before.name,
    entity: entity !== undefined ? next.entity : before.entity,
    role: role !== undefined ? next.role : before.role,
  }
}

/** Whether a line that says something is there in full. */
const hasLine = (text: string): boolean => /^(\s*(#|\/\/).*[\r\n]+)*\s*[^\s#/].*[\r\n]/.test(text)

type Take = (line: number, entry: Entry, isPart?: boolean) => void

function jsonForm(take: Take) {
  const json = createJson({
    entry({ line, key, above, value }) {
      const record = new Map<string, string>()
      collect(record, value)
      // Where an entry has no chain of its own, the key around it may be one: MetaMask keeps contacts under `0x1`.
      if (above !== null && /^(0x[0-9a-f]{1,8}|\d{1,10}|eip155:\d+)$/i.test(above) && !record.has('chainid')) record.set('chainid', above)
      if (typeof value === 'string') record.set('name', value)
      if (key !== null && isAddress(key)) record.set('address', key)
      const tag = record.get('tagid')
      const content = record.get('tagvalue')
      if (tag === undefined || content === undefined) return take(line, entryOf(record))
      record.set(foldTitle(tag), content)
      take(line, entryOf(record), true)
    },
  })
  return { name: 'JSON', ...json }
}

/** Texts of a record by folded key; what is nested in `tags` or is JSON inside a text counts as the record's own, a list becomes words. */
function collect(record: Map<string, string>, value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [key, field] of Object.entries(value)) {
    const title = foldTitle(key)
    if (typeof field === 'string') {
      if (title.startsWith('tags') && field.trim().startsWith('{')) collect(record, parsed(field), depth + 1)
      else if (!record.has(title) || depth === 0) record.set(title, field)
    } else if (Array.isArray(field)) record.set(title, field.filter((item) => typeof item === 'string').join(', '))
    else if (depth < 2) collect(record, field, depth + 1)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function textForm(start: string, take: Take, refuse: (line: number, sentence: string) => void) {
  const firstLine = start.split(/[\r\n]+/).find((line) => line.trim() !== '' && !isComment(line)) ?? ''
  const plain =
    /^["']?0x[0-9a-fA-F]{40}["']?(\s*[:=]\s*|[ \t]+)[^,;\t]*$/.test(firstLine) || /^[^,;\t"]*\s0x[0-9a-fA-F]{40}\s*$/.test(firstLine)
  if (plain) return linesForm(take, refuse)
  let titles: readonly (string | null)[] | null = null
  let columns: { address: number; name: number } | null = null
  const csv = createCsv({
    problem: refuse,
    row({ line, cells }) {
      if (isComment(cells[0] ?? '')) return
      if (!titles && !columns) {
        if (!cells.some(isAddress) && cells.some((cell) => meaningOf(cell) === 'address')) {
          titles = cells.map(foldTitle)
          form.name = 'CSV with a header'
          return
        }
        columns = guess(cells)
      }
      if (titles) {
        const known = titles
        const record = new Map<string, string>()
        cells.forEach((cell, index) => {
          const title = known[index]
          if (title && cell !== '' && !record.has(title)) record.set(title, cell)
        })
        const tag = record.get('tagid')
        const content = record.get('tagvalue')
        if (tag !== undefined && content !== undefined) record.set(foldTitle(tag), content)
        return take(line, entryOf(record), tag !== undefined)
      }
      const { address = -1, name = -1 } = columns ?? {}
      take(line, { address: cells[address] ?? '', name: cells[name] ?? '' })
    },
  })
  const form = { name: 'CSV without a header', push: csv.push, end: csv.end }
  return form
}

/** Without a header the address is where one stands in the first row, the name the first other cell that has letters. */
function guess(cells: readonly string[]): { address: number; name: number } {
  const address = Math.max(0, cells.findIndex(isAddress))
  const name = cells.findIndex((cell, index) => index !== address && /\p{L}/u.test(cell))
  return { address, name: name < 0 ? 1 : name }
}

const isComment = (line: string): boolean => /^\s*(#|\/\/)/.test(line)

/** `0x… Name`, `0x…: Name` or `Name 0x…`, one a line; `#` begins a comment. */
function linesForm(take: Take, refuse: (line: number, sentence: string) => void) {
  const csv = createCsv({
    problem: refuse,
    row({ line, cells }) {
      const text = cells.join(' ').trim()
      if (isComment(text)) return
      const address = /0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/.exec(text)?.[0]
      if (!address) return refuse(line, 'there is no address in it.')
      take(line, {
        address,
        name: text
          .replace(address, ' ')
          .replace(/["']/g, '')
          .replace(/^\s*[:=]|[:=]\s*$/g, '')
          .trim(),
      })
    },
  })
  return { name: 'Lines of address and name', push: csv.push, end: csv.end }
}
