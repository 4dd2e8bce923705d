/** One line a happening, on stderr: stdout belongs to the data that the command line prints. */
import type { Log, LogLevel } from '#engine/ports.ts'

const rank: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 }

export type LogOptions = {
  /** Lines below this level are not written. */
  readonly level?: LogLevel
  readonly write?: (line: string) => void
  readonly now?: () => number
}

/** Writes `time level message key=value …`. Addresses are cut to their host first, because paths and queries carry keys. */
export function createLog(options: LogOptions = {}): Log {
  const least = rank[options.level ?? 'info']
  const write = options.write ?? ((line: string) => void process.stderr.write(line))
  const now = options.now ?? Date.now
  return (level, message, data) => {
    if (rank[level] < least) return
    const pairs = Object.entries(data ?? {}).map(([key, value]) => ` ${key}=${inWords(value)}`)
    write(`${new Date(now()).toISOString()} ${level} ${oneLine(maskAddresses(message + pairs.join('')))}\n`)
  }
}

/** `https://name:secret@host:8545/v3/KEY?x=y` → `https://host:8545/…` (nothing is added where there was nothing to hide). */
export function maskAddresses(text: string): string {
  return text.replace(/\b(https?|wss?):\/\/([^\s"'<>]+)/gi, (_, scheme: string, rest: string) => {
    const authority = rest.split(/[/?#]/, 1)[0] ?? ''
    const host = authority.slice(authority.lastIndexOf('@') + 1)
    const hidden = rest.slice(authority.length).replace(/^\//, '')
    return `${scheme}://${host}${hidden === '' ? '' : '/…'}`
  })
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return /[\s=]/.test(value) ? JSON.stringify(value) : value
  if (value instanceof Error) return JSON.stringify(value.message)
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? String(value)
}

/** A forged line break in a server's message must not look like a line of ours. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').slice(0, 4000)
}
