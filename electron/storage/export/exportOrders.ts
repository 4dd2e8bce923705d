/** Orders as a file: streamed from a snapshot at constant memory, under its final name only when it is whole, and told of in the log. */
import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { EngineError } from '#engine/errors.ts'
import type { ExportChoices, ExportFormat, ExportProfile, TimeZone } from '#shared/export.ts'
import type { OrderFilter } from '#shared/order.ts'
import type { Viewer } from '#shared/viewer.ts'
import { openDatabase } from '../database.ts'
import { newestSeq } from '../outbox.ts'
import { roleColumns, rolePlan, roleText } from './byRole.ts'
import { namesAmong, namesOf } from './columns.ts'
import { createCommitter } from './commitments.ts'
import { type ChainCoverage, chainsCovered, coverageText, peerText } from './coverageText.ts'
import { createCsvLines } from './csvLines.ts'
import { type Disclosures, openDisclosures } from './disclosures.ts'
import { createEncoder } from './format.ts'
import { type Begun, type Note, openPart, type Part, readNote, ShortPart } from './part.ts'
import { planOf, type Told } from './profiles.ts'
import { obstacle, outputError } from './resume.ts'
import { countRows, type Key, readRows, top, unbound } from './rows.ts'
import { packsIn, veilFor, viewerNote } from './viewers.ts'

export type ExportOptions = ExportChoices & {
  /** What `openStore` answered; the export reads the same data folder over connections of its own. */
  readonly store: { readonly dataDir: string }
  readonly filter: OrderFilter
  /** The finished file; an unfinished one beside it takes the bytes until then. */
  readonly path: string
  readonly signal?: AbortSignal
  /** Rows written and rows in all. */
  readonly onProgress?: (rows: number, total: number) => void
  readonly chainName?: (chainId: number) => string
  /** Unix milliseconds, for the statement of coverage and the log. */
  readonly now?: () => number
  /** Goes on with an unfinished export of this file where there is one. */
  readonly resume?: boolean
  /** Asked when the signal has ended the export: whether the unfinished file stays, so that it can be resumed. */
  readonly keepPart?: () => boolean
  /** 32 random bytes for the key of an export that hides, 16 for its id. */
  readonly random?: (bytes: number) => Uint8Array
}

export type ExportResult = {
  readonly rows: number
  readonly coverage: ChainCoverage[]
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string
  /** Id under which the log has this export; null where it could not be entered (only with the profile `full` or `regulator`). */
  readonly disclosure: string | null
  /** Rows that an earlier run had written; 0 for an export written in one go. */
  readonly resumedFrom: number
  /** Why an unfinished export was not continued though it was asked for, as a sentence. */
  readonly anew: string | null
}

/** The statement of what an export covers lies beside it under this name. */
export const coverageFileOf = (path: string): string => `${path}.coverage.txt`

/**
 * Writes every order that passes the filter, newest first, as of the moment of the call (of the first call, where it is resumed), and beside it
 * what the export covers. Rejects with EngineError CANCELLED, BAD_INPUT, DISK_FULL, READ_ONLY, NOT_FOUND, BUSY …; then there is no file under
 * either final name that was not there before. A file that is resumed has the same bytes as one written in one go.
 */
export async function exportOrders(options: ExportOptions): Promise<ExportResult> {
  const order = requestOf(options)
  if (options.resume !== true) return attempt(order, null)
  const note = readNote(options.path)
  const reason = note === null ? 'There is no unfinished export of this file' : null
  if (note === null) return { ...(await attempt(order, null)), anew: `${reason}: it is written from the beginning.` }
  if (note.choices !== order.choices)
    throw new EngineError(
      'BAD_INPUT',
      'The unfinished export of this file was begun with other choices (format, profile, columns, filter …): repeat them, or export without --resume.',
    )
  try {
    return await attempt(order, note)
  } catch (error) {
    if (!(error instanceof CannotResume)) throw error
    return { ...(await attempt(order, null)), anew: `${error.message}: it is written from the beginning.` }
  }
}

type Request = Omit<ExportOptions, 'format' | 'profile' | 'columns' | 'timeZone' | 'bom'> & {
  readonly format: ExportFormat
  readonly profile: ExportProfile
  readonly timeZone: TimeZone
  readonly bom: boolean
  readonly names: readonly string[]
  /** All of these as text: what an unfinished file must have been begun with. */
  readonly choices: string
}

function requestOf(options: ExportOptions): Request {
  const { format = 'csv', profile = 'full', timeZone = 'utc', bom = true, columns, filter } = options
  if (options.viewer !== undefined) return byRole(options, options.viewer)
  if (profile === 'peer' && timeZone === 'local')
    throw new EngineError('BAD_INPUT', 'The profile peer tells the hour in UTC only: a zone would tell where the file was made.')
  const names = namesOf(profile, columns)
  const choices = JSON.stringify({ format, profile, timeZone, bom, names, filter })
  return { ...options, format, profile, timeZone, bom, names, choices }
}

/** An export for a viewer hides as a peer's does; it holds nothing but orders of the viewer's packs, whatever the filter lets through. */
function byRole(options: ExportOptions, viewer: Viewer): Request {
  const { format = 'csv', bom = true, columns, filter } = options
  if (options.timeZone === 'local')
    throw new EngineError('BAD_INPUT', 'What is told by role is told in UTC only: a zone would tell where the file was made.')
  const names = namesAmong(roleColumns, columns)
  const own = viewer.packs.map((id) => `pack:${id}`)
  const sources = own.filter((source) => !filter.sources?.length || filter.sources.includes(source))
  if (sources.length === 0)
    throw new EngineError('BAD_INPUT', `The filter names no pack that is shown to ${viewer.name}: leave its sources out.`)
  const narrowed = { ...filter, sources }
  const choices = JSON.stringify({ format, viewer, bom, names, filter: narrowed })
  return { ...options, format, profile: 'peer', timeZone: 'utc', bom, names, filter: narrowed, choices }
}

/** The unfinished export cannot be continued; the message says why, without a full stop. */
class CannotResume extends Error {}

async function attempt(request: Request, from: Note | null): Promise<ExportResult> {
  const { path, filter, profile, names, timeZone, signal } = request
  const at = (request.now ?? Date.now)()
  const database = openDatabase({ dataDir: request.store.dataDir, readOnly: true })
  const log = logOf(request)
  const id = from?.disclosure ?? hex((request.random ?? randomBytes)(16))
  let part: Part | null = null
  let published = false
  const stop = (): void => {
    if (signal?.aborted) throw new EngineError('CANCELLED', 'The export was cancelled; no file was written.')
  }
  try {
    // One read transaction: rows that arrive meanwhile are not half in.
    database.exec('BEGIN')
    const reason = from === null ? null : obstacle(database, from, request)
    if (reason !== null) throw new CannotResume(reason)
    const veil = request.viewer !== undefined && log !== null ? veilFor(log, request.viewer, at) : null
    const secrecy = veil !== null ? null : secrecyOf(profile, log, id, from !== null, request, at)
    const chainNames = new Map<number, string>(from?.chainNames)
    const chainName = (chainId: number): string => {
      const known = chainNames.get(chainId)
      if (known !== undefined) return known
      const name = request.chainName?.(chainId) ?? ''
      chainNames.set(chainId, name)
      return name
    }
    const plan =
      request.viewer !== undefined && veil !== null
        ? rolePlan(names, request.viewer, packsIn(database), veil)
        : planOf(profile, names, { timeZone, chainName }, secrecy)
    const encoder = createEncoder(request.format, plan.heads, { bom: request.bom })
    const lines = request.format === 'csv' && plan.columns !== null ? createCsvLines(plan.columns, database) : null
    const bound = from === null ? unbound : { above: from.below, arrival: from.arrival }
    const total = from?.total ?? (await countRows(database, filter, unbound, stop))
    const begun: Begun = from ?? {
      ...{ version: 1, choices: request.choices, disclosure: id, total, seq: newestSeq(database), chainNames: [], pid: process.pid },
      arrival: Number(database.get('SELECT max(arrival) AS arrival FROM orders')?.arrival ?? 0),
    }
    const byChain = new Map<number, number>(from?.byChain)
    let rows = from?.rows ?? 0
    let below: Key = from?.below ?? top
    part = openPart(path, from)
    const file = part
    const remember = (): void =>
      file.remember({ ...begun, pid: process.pid, chainNames: [...chainNames], below, bytes: file.bytes, rows, byChain: [...byChain] })
    const beginning = encoder.begin()
    if (from === null && beginning !== null) file.write(beginning)
    remember()
    request.onProgress?.(rows, total)
    let remembered = 0
    try {
      for await (const slice of readRows(database, filter, (lines ?? plan).select, bound, stop)) {
        if (slice.rows.length > 0) {
          const bytes = lines === null ? encoder.rows(slice.rows.map((row) => plan.cells(row))) : lines.bytes(slice.rows)
          secrecy?.flush()
          if (bytes !== null) file.write(bytes)
          countChains(byChain, slice.rows)
          rows += slice.rows.length
          request.onProgress?.(rows, total)
        }
        below = slice.below
        if (performance.now() - remembered < rememberMs) continue
        remember()
        remembered = performance.now()
      }
    } catch (error) {
      if (signal?.aborted && request.keepPart?.()) remember()
      throw error
    }
    if (from !== null && rows !== total) throw new CannotResume('Orders have changed since the export was interrupted')
    const ending = encoder.end()
    if (ending !== null) file.write(ending)
    file.close()
    const coverage = chainsCovered(database, filter, byChain, chainName)
    const sha256 = file.hash.digest('hex')
    const zone = timeZone === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : null
    const name = basename(path)
    const statement = `${path}.part.txt`
    const { viewer } = request
    const statementText =
      viewer !== undefined && veil !== null
        ? roleText(name, at, viewer, veil.id, rows)
        : profile === 'peer'
          ? peerText(name, at, id, rows)
          : coverageText(name, at, filter, coverage, zone)
    writeFileSync(statement, statementText, { flush: true })
    stop()
    const logged = enter(log, {
      ...{ act: 'export', id, at, profile: viewer?.audience ?? profile, format: request.format, columns: [...names], rows },
      filter: viewer === undefined ? JSON.stringify(filter) : viewerNote(viewer, filter),
      ...{ file: name, sha256, order: null, field: null },
    })
    publish(file, statement, path)
    published = true
    return { rows, coverage, sha256, disclosure: logged ? id : null, resumedFrom: from?.rows ?? 0, anew: null }
  } catch (error) {
    if (error instanceof ShortPart) throw new CannotResume('The unfinished file is shorter than it was')
    const kept = signal?.aborted === true && request.keepPart?.() === true
    if (!kept || !isCancelled(error)) {
      discard(part, path)
      if (profile === 'peer' && !published) dropQuietly(log, id)
    }
    if (error instanceof CannotResume) throw error
    throw outputError(error, path)
  } finally {
    log?.close()
    database.close()
  }
}

const isCancelled = (error: unknown): boolean => error instanceof EngineError && error.code === 'CANCELLED'
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The log; an export that hides nothing is written even where nobody may write to the data folder. */
function logOf({ store, profile }: Request): Disclosures | null {
  try {
    return openDisclosures(store.dataDir)
  } catch (error) {
    if (profile === 'peer') throw error
    return null
  }
}

function enter(log: Disclosures | null, entry: Parameters<Disclosures['log']>[0]): boolean {
  if (log === null) return false
  try {
    log.log(entry)
    return true
  } catch (error) {
    if (entry.profile === 'peer' || entry.filter?.startsWith('{"viewer"')) throw error
    return false
  }
}

function secrecyOf(profile: ExportProfile, log: Disclosures | null, id: string, resumed: boolean, request: Request, at: number) {
  if (profile !== 'peer' || log === null) return null
  const known = resumed ? log.secret(id) : null
  if (resumed && known === null) throw new CannotResume('The key of the unfinished export is gone')
  const key = known ?? (request.random ?? randomBytes)(32)
  if (known === null) log.begin(id, key, at)
  let told: Told[] = []
  return {
    committer: createCommitter(key, id),
    packs: packsIn(log.database),
    keep: (one: Told) => void told.push(one),
    /** What opens the rows is stored before the rows are in the file. */
    flush() {
      log.keep(id, told)
      told = []
    },
  }
}

/** How much work a killed export may have to do again. */
const rememberMs = 250

/** Neighbours are mostly of one chain: they are counted before the map is touched. */
function countChains(byChain: Map<number, number>, rows: readonly (readonly unknown[])[]): void {
  let begin = 0
  for (let end = 1; end <= rows.length; end++) {
    const chainId = rows[begin]?.[0]
    if (end < rows.length && rows[end]?.[0] === chainId) continue
    byChain.set(Number(chainId), (byChain.get(Number(chainId)) ?? 0) + end - begin)
    begin = end
  }
}

/** Both get their final names or neither: rows without their statement, or a statement without rows, would mislead. */
function publish(part: Part, statement: string, path: string): void {
  const beside = coverageFileOf(path)
  renameSync(statement, beside)
  try {
    renameSync(`${path}.part`, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  part.remove()
}

function discard(part: Part | null, path: string): void {
  try {
    part?.remove()
    rmSync(`${path}.part.txt`, { force: true })
  } catch {
    // A disk that refuses to remove has said so already, with the error that is on its way.
  }
}

function dropQuietly(log: Disclosures | null, id: string): void {
  try {
    log?.drop(id)
  } catch {
    // What stays is removed with the next export after a week.
  }
}
