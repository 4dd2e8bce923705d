/** Reads the command line: an option that is not known, or a value that cannot be used, is one sentence and exit code 2. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** The command line cannot be understood; the message says what to write instead. */
export class UsageError extends Error {}

/** Values by option name: what was given, as often as it was given. `flags` holds the options without a value. */
export type Given = {
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly flags: ReadonlySet<string>
  /** What stands without an option, in order; only for commands that name operands. */
  readonly operands?: readonly string[]
}

export type OptionSpec = {
  /** What stands after the option in the help; null for one without a value. */
  readonly value: string | null
  readonly help: string
}
export type Command = {
  readonly name: string
  readonly summary: string
  /** What is given without an option, as the help shows it; absent: nothing is. */
  readonly operands?: string
  readonly options: Readonly<Record<string, OptionSpec>>
  /** Resolves with the exit code. */
  run(given: Given): Promise<number>
}

export function readArguments(command: Command, args: readonly string[]): Given {
  const options: ParseArgsOptionsConfig = {}
  for (const [name, { value }] of Object.entries(command.options))
    options[name] = value === null ? { type: 'boolean' } : { type: 'string', multiple: true }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const values = new Map<string, string[]>()
  const flags = new Set<string>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (command.operands === undefined)
        throw new UsageError(`“${token.value}” is not understood here. See: headless -- ${command.name} --help`)
      operands.push(token.value)
    }
    if (token.kind !== 'option') continue
    const spec = Object.hasOwn(command.options, token.name) ? command.options[token.name] : undefined
    if (spec === undefined) throw new UsageError(`There is no option ${token.rawName}. See: headless -- ${command.name} --help`)
    if (spec.value === null) {
      if (token.value !== undefined) throw new UsageError(`The option ${token.rawName} takes no value.`)
      flags.add(token.name)
    } else {
      if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--')))
        throw new UsageError(`The option ${token.rawName} needs a value: ${token.rawName} ${spec.value}`)
      values.set(token.name, [...(values.get(token.name) ?? []), token.value])
    }
  }
  return { values, flags, operands }
}

/** The one value of an option, or null. */
export function single({ values }: Given, name: string): string | null {
  const given = values.get(name) ?? []
  if (given.length > 1) throw new UsageError(`The option --${name} can be given only once.`)
  return given[0] ?? null
}

/** A whole number from `least` up, or null. */
export function wholeNumber(given: Given, name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number | null {
  const text = single(given, name)
  if (text === null) return null
  const number = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) {
    const upTo = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
    throw new UsageError(`The option --${name} needs a whole number ${upTo}, not “${text}”.`)
  }
  return number
}

export function helpOf(command: Command): string {
  const lines = Object.entries(command.options).map(([name, { value, help }]) => {
    const left = `  --${name}${value === null ? '' : ` ${value}`}`
    return `${left.padEnd(34)} ${help}`
  })
  const operands = command.operands === undefined ? '' : ` ${command.operands}`
  return `Usage: npm run --silent headless -- ${command.name}${operands} [options]\n\n${command.summary}\n\nOptions:\n${lines.join('\n')}\n`
}
