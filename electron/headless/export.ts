/** `headless export`: stored orders as a file, also while Crowsnest is running on the same folder. */
import { extname, resolve } from 'node:path'
import { chainOf, chains } from '#engine/chains/index.ts'
import { EngineError } from '#engine/errors.ts'
import { allKinds } from '#engine/orders/kinds.ts'
import { sourceNames } from '#engine/sources/index.ts'
import { ExportFormat, type ExportProfile, exportFormats, exportProfiles, type TimeZone, timeZones } from '#shared/export.ts'
import { parseFilter } from '#shared/filterText.ts'
import { OrderFilter } from '#shared/order.ts'
import type { Viewer } from '#shared/viewer.ts'
import { coverageLine } from '#storage/export/coverageText.ts'
import { coverageFileOf, exportOrders } from '#storage/export/exportOrders.ts'
import { openStore } from '#storage/orders.ts'
import { type Command, type Given, single, UsageError } from './arguments.ts'
import { readRoles } from './roles.ts'
import { untilStopped } from './signals.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'Writes stored orders to a CSV, NDJSON or Parquet file.',
  options: {
    data: { value: 'DIR', help: 'Folder that holds the orders.' },
    out: { value: 'FILE', help: 'File to write: .csv, .ndjson or .parquet; one of that name is replaced.' },
    format: { value: 'FORMAT', help: 'csv, ndjson or parquet, for a file of another ending.' },
    profile: { value: 'PROFILE', help: 'full, peer (bands, pseudonyms and commitments) or regulator (with provenance); default full.' },
    viewer: { value: 'NAME', help: 'For this viewer of the file of roles: orders of its packs, each field as its pack lets it see.' },
    roles: { value: 'FILE', help: 'JSON file of viewers, as serve takes it.' },
    columns: { value: 'A,B,…', help: 'Columns to write, in this order (default: all).' },
    bom: { value: null, help: 'CSV begins with a byte order mark, as it does by default.' },
    'no-bom': { value: null, help: 'CSV without a byte order mark: for programs, since Excel needs it.' },
    'time-zone': { value: 'ZONE', help: 'utc (default), or local: the system’s zone, each time with its offset.' },
    filter: { value: 'LINE', help: 'Only what passes: a line as the window copies it, such as "chain:base usd:>1m time:24h", or JSON.' },
    resume: { value: null, help: 'Goes on with an export of the same file that was interrupted.' },
  },
  run: async (given) => {
    const { data, path, choices, filter } = requestOf(given)
    const store = openStore({ dataDir: data, readOnly: true })
    const abort = new AbortController()
    void untilStopped().then(() => abort.abort())
    try {
      const chainName = (chainId: number): string => chainOf(chainId)?.name ?? ''
      const done = await exportOrders({
        ...choices,
        ...{ store, filter, path, chainName, signal: abort.signal, resume: given.flags.has('resume'), keepPart: () => true },
        onProgress: progressLine(),
      })
      const say = (line: string) => void process.stderr.write(`${line}\n`)
      if (done.anew !== null) say(done.anew)
      if (done.resumedFrom > 0) say(`Continued after ${done.resumedFrom} rows that were written before.`)
      say(`${done.rows} ${done.rows === 1 ? 'order' : 'orders'} written to ${path}`)
      if (choices.profile !== 'peer' && choices.viewer === undefined) for (const chain of done.coverage) say(coverageLine(chain))
      say(`What the file covers, in full: ${coverageFileOf(path)}`)
      if (done.disclosure === null) say(`Not entered in the log of disclosures: ${data} cannot be written.`)
      else say(`Entered in the log of disclosures as ${done.disclosure}; SHA-256 of the file ${done.sha256}`)
      return 0
    } catch (error) {
      if (!(error instanceof EngineError && error.code === 'CANCELLED')) throw error
      process.stderr.write(`Stopped before the end; no file was written. Repeat the command with --resume to go on from here.\n`)
      return 130
    } finally {
      store.close()
    }
  },
}

function requestOf(given: Given) {
  const data = single(given, 'data')
  const out = single(given, 'out')
  if (data === null || out === null) throw new UsageError('export needs both: export --data DIR --out FILE.csv')
  if (given.flags.has('bom') && given.flags.has('no-bom')) throw new UsageError('Choose one of --bom and --no-bom.')
  const asked = oneOf(given, 'profile', [...exportProfiles, 'party'] as const)
  const viewer = viewerOf(given, asked)
  const profile: ExportProfile = asked === null || asked === 'party' ? 'full' : asked
  const timeZone: TimeZone = oneOf(given, 'time-zone', timeZones) ?? 'utc'
  const columns = single(given, 'columns')
    ?.split(',')
    .map((name) => name.trim())
  return {
    data: resolve(data),
    path: resolve(out),
    filter: filterOf(single(given, 'filter')),
    choices: {
      format: oneOf(given, 'format', exportFormats) ?? formatOf(out),
      profile,
      timeZone,
      bom: !given.flags.has('no-bom'),
      ...(columns ? { columns } : {}),
      ...(viewer ? { viewer } : {}),
    },
  }
}

/** The viewer that the file is for; a profile that is named beside it must be its audience. */
function viewerOf(given: Given, profile: string | null): Viewer | null {
  const [name, roles] = [single(given, 'viewer'), single(given, 'roles')]
  if (name === null) {
    if (profile === 'party') throw new UsageError('The profile party is that of somebody: name it with --viewer NAME --roles FILE.')
    if (roles !== null) throw new UsageError('The option --roles needs --viewer NAME beside it.')
    return null
  }
  if (roles === null) throw new UsageError('The option --viewer needs the file that names the viewer: --roles FILE')
  const viewers = readRoles(resolve(roles)).map((one) => one.viewer)
  const viewer = viewers.find((one) => one.name === name)
  if (!viewer) throw new UsageError(`${roles} names no viewer “${name}”; choose from ${viewers.map((one) => one.name).join(', ')}.`)
  if (profile !== null && profile !== viewer.audience)
    throw new UsageError(`${viewer.name} is a ${viewer.audience}: leave --profile out, or say --profile ${viewer.audience}.`)
  return viewer
}

function oneOf<T extends string>(given: Given, name: string, choices: readonly T[]): T | null {
  const text = single(given, name)
  if (text === null) return null
  const found = choices.find((choice) => choice === text)
  if (found === undefined) throw new UsageError(`The option --${name} is one of ${choices.join(', ')}, not “${text}”.`)
  return found
}

/** A file of another ending is CSV, as it always was. */
function formatOf(out: string): ExportFormat {
  const ending = extname(out).slice(1).toLowerCase()
  return ExportFormat.safeParse(ending === 'jsonl' ? 'ndjson' : ending).data ?? 'csv'
}

/** As JSON every part stands for itself; a line is read as the window reads it, with likely spam and shuffles of exchanges folded away. */
function filterOf(text: string | null): OrderFilter {
  if (text === null) return {}
  if (!text.trim().startsWith('{')) return filterOfLine(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UsageError('The option --filter needs JSON, for instance {"chainIds":[1],"minUsd":"1000000"}.')
  }
  const parsed = OrderFilter.strict().safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new UsageError(`The option --filter is not understood: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.replace(/ +/g, ' '))
}

function filterOfLine(line: string): OrderFilter {
  const { filter, problems } = parseFilter(line, {
    chains,
    kinds: allKinds,
    sources: sourceNames,
    nowSeconds: Math.floor(Date.now() / 1000),
  })
  if (problems.length > 0) throw new UsageError(`The option --filter is not understood: ${problems.join(' ')}`)
  return filter
}

/** A terminal sees how far it is, one line over the other; a file or a pipe does not. */
function progressLine(): (rows: number, total: number) => void {
  const { stderr } = process
  let told = 0
  const begun = performance.now()
  return (rows, total) => {
    const now = performance.now()
    if (!stderr.isTTY || (now - told < 200 && rows !== total)) return
    told = now
    const rate = Math.round(rows / Math.max(0.001, (now - begun) / 1000))
    stderr.write(`\r${rows} of ${total} rows, ${rate} rows/s${rows === total ? '\n' : ' '}`)
  }
}
