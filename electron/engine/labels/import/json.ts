/** JSON that comes in slices, read entry by entry, so that a file of any size needs the memory of one entry. */
import { isAddress } from './entry.ts'

export type JsonListener = {
  /** An object that has an address or stands under one, or a text that stands under one. `key` is what it stands under, `above` what that does. */
  entry(entry: { readonly line: number; readonly key: string | null; readonly above: string | null; readonly value: unknown }): void
}

type Open = {
  readonly kind: 'object' | 'array'
  readonly line: number
  /** The key that it stands under in its parent. */
  readonly key: string | null
  readonly fields: Record<string, unknown>
  readonly items: unknown[]
  /** The key whose value is to come. */
  pending: string | null
  count: number
}

/** What stands where. `text` holds the beginning of a token whose end is in the next slice. */
type Mode = 'value' | 'string' | 'literal'

const mostDepth = 64
const mostFields = 200
const mostText = 20_000

/** Throws an Error with a sentence where the text is not JSON; what was told before stays told. Several values one after another are read as one list. */
export function createJson(listener: JsonListener) {
  const stack: Open[] = []
  let mode: Mode = 'value'
  let text = ''
  let escaped = false
  let line = 1
  let expectKey = false

  const fail = (why: string): never => {
    throw new Error(`line ${line}: ${why}`)
  }

  const add = (value: unknown, from: number) => {
    const parent = stack.at(-1)
    if (!parent) return tell(value, null, null, from)
    const key = parent.pending
    parent.pending = null
    if (tell(value, key, parent.key, from)) return
    parent.count += 1
    if (parent.count > mostFields) return
    if (parent.kind === 'array') parent.items.push(value)
    else if (key !== null && key !== '__proto__') parent.fields[key] = value
  }

  /** Answers whether the value was an entry; then nothing of it is kept. */
  const tell = (value: unknown, key: string | null, above: string | null, from: number): boolean => {
    const under = key !== null && isAddress(key)
    const isText = typeof value === 'string'
    if (!(under && isText) && !(isRecord(value) && (under || hasAddress(value)))) return false
    listener.entry({ line: from, key, above, value })
    return true
  }

  const open = (kind: Open['kind']) => {
    if (stack.length >= mostDepth) fail('it is nested too deeply.')
    stack.push({ kind, line, key: stack.at(-1)?.pending ?? null, fields: {}, items: [], pending: null, count: 0 })
    expectKey = kind === 'object'
  }
  const close = (kind: Open['kind']) => {
    const done = stack.pop()
    if (!done || done.kind !== kind) return fail(`there is a “${kind === 'object' ? '}' : ']'}” that closes nothing.`)
    expectKey = false
    add(done.kind === 'object' ? done.fields : done.items, done.line)
  }

  const endString = () => {
    mode = 'value'
    let value = text
    if (escaped) {
      try {
        value = JSON.parse(`"${text}"`) as string
      } catch {
        fail('a text in quotation marks cannot be read.')
      }
    }
    text = ''
    escaped = false
    const parent = stack.at(-1)
    if (parent?.kind === 'object' && expectKey) {
      parent.pending = value
      expectKey = false
    } else add(value, line)
  }

  const endLiteral = () => {
    mode = 'value'
    const literal = text
    text = ''
    // Numbers stay texts: an address or an id in digits must not be rounded.
    if (literal === 'null') add(null, line)
    else if (literal === 'true' || literal === 'false' || /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(literal)) add(literal, line)
    else fail(`“${literal.slice(0, 40)}” is not JSON.`)
  }

  /** Reads on inside a text from `at`; answers where it ends in this slice. */
  const readString = (slice: string, at: number): number => {
    let from = at
    for (let index = at; index < slice.length; index += 1) {
      const code = slice.charCodeAt(index)
      if (code === 34) {
        text += slice.slice(from, index)
        endString()
        return index + 1
      }
      if (code === 10) line += 1
      if (code !== 92) continue
      escaped = true
      text += slice.slice(from, index)
      if (index + 1 >= slice.length) {
        held = '\\'
        return slice.length
      }
      text += slice.slice(index, index + 2)
      index += 1
      from = index + 1
    }
    text += slice.slice(from)
    if (text.length > mostText) fail('a text in it has no end.')
    return slice.length
  }
  /** A backslash at the end of a slice, whose letter is in the next. */
  let held = ''

  return {
    push(given: string): void {
      const slice = held + given
      held = ''
      let at = mode === 'string' ? readString(slice, 0) : 0
      while (at < slice.length) {
        const mark = slice[at] ?? ''
        if (mode === 'literal') {
          if (/[\w.+-]/.test(mark)) {
            text += mark
            at += 1
            if (text.length > 400) fail('a number in it has no end.')
            continue
          }
          endLiteral()
        }
        at += 1
        if (mark === '\n') line += 1
        else if (mark === '"') {
          mode = 'string'
          at = readString(slice, at)
        } else if (mark === '{') open('object')
        else if (mark === '[') open('array')
        else if (mark === '}') close('object')
        else if (mark === ']') close('array')
        else if (mark === ',') expectKey = stack.at(-1)?.kind === 'object'
        else if (mark !== ':' && mark !== ' ' && mark !== '\t' && mark !== '\r') {
          mode = 'literal'
          text = mark
        }
      }
    },
    end(): void {
      if (mode === 'literal') endLiteral()
      if (stack.length > 0 || mode === 'string') fail('the file ends in the middle of its JSON.')
    },
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field that is an address and is called so. */
const hasAddress = (record: Record<string, unknown>): boolean =>
  Object.entries(record).some(
    ([key, value]) => typeof value === 'string' && /address|^addr$|^account$|^wallet$|^recipient$/i.test(key) && isAddress(value),
  )
