/** Opening one field of one order of an export, and checking an opening against the file that it belongs to. */
import { type FileHandle, open } from 'node:fs/promises'
import { EngineError } from '#engine/errors.ts'
import type { Disclosure, Opening } from '#shared/disclosure.ts'
import { type HiddenField, hiddenFields } from '#shared/export.ts'
import { storageError } from '../errors.ts'
import { commitmentOf, createCommitter, rootOf } from './commitments.ts'
import { type Disclosures, openDisclosures } from './disclosures.ts'
import { hiddenColumns, hiddenValues, type Told } from './profiles.ts'
import { openTowards, viewerId } from './viewers.ts'

export type OpenRequest = {
  readonly dataDir: string
  /** Id of the export. */
  readonly disclosure: string
  /** The order's id, or its reference in the export. */
  readonly order: string
  readonly field: string
  /** Unix milliseconds. */
  readonly at: number
}

/** Opens one field, and logs that it was opened. Throws EngineError NOT_FOUND or BAD_INPUT with a sentence. */
export function openField({ dataDir, disclosure, order, field, at }: OpenRequest): Opening {
  const log = openDisclosures(dataDir)
  try {
    const entry = log.find(disclosure)
    if (entry?.viewer) return openForViewer(log, entry.viewer, { order, field, at, profile: entry.profile })
    if (!isHidden(field))
      throw new EngineError('BAD_INPUT', `There is no hidden field “${field.slice(0, 60)}”; choose from ${hiddenFields.join(', ')}.`)
    const key = log.secret(disclosure)
    if (entry === null)
      throw new EngineError('NOT_FOUND', `No export “${disclosure.slice(0, 40)}” is in the log of this folder: list it with “open --list”.`)
    if (key === null) throw new EngineError('NOT_FOUND', `The export “${disclosure}” hides nothing: there is nothing to open.`)
    const committer = createCommitter(key, disclosure)
    const ref = /^[0-9a-f]{32}$/.test(order) ? order : committer.ref(order)
    const told = log.told(disclosure, ref)
    if (told === null) throw new EngineError('NOT_FOUND', `The order “${order.slice(0, 100)}” is not in the export “${disclosure}”.`)
    const values = valuesOf(log, told)
    if (!rootOf(committer.commit(ref, values)).equals(told.root))
      throw new EngineError('CORRUPT', 'What is stored of this order is not what the export committed to: it cannot be opened.')
    const value = values[hiddenFields.indexOf(field)] ?? null
    log.log({
      ...{ act: 'opening', id: disclosure, at, profile: entry.profile, format: null, filter: null, columns: [field], rows: 1 },
      ...{ file: null, sha256: null, order: values[hiddenFields.indexOf('id')] ?? null, field },
    })
    return committer.open(ref, field, value)
  } finally {
    log.close()
  }
}

type ForViewer = Pick<OpenRequest, 'order' | 'field' | 'at'> & { readonly profile: Disclosure['profile'] }

/** Opens a field towards a viewer, whose sessions and files share one key. */
function openForViewer(log: Disclosures, viewer: string, { order, field, at, profile }: ForViewer): Opening {
  const { opening, subject } = openTowards(log, viewerId(viewer), order, field)
  log.log({
    ...{ act: 'opening', id: opening.disclosure, at, profile, format: null, filter: JSON.stringify({ viewer }), columns: [field], rows: 1 },
    ...{ file: null, sha256: null, order: subject.replace(/^order:/, ''), field },
  })
  return opening
}

/** The values at the time of the export: kept where they could change, else those of the final row, which changes in nothing but its level. */
function valuesOf({ database }: Disclosures, { arrival, evidence, told }: Told): (string | null)[] {
  if (told !== null) return JSON.parse(told) as (string | null)[]
  const columns = hiddenColumns()
  const [row] = database.lists(
    `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM orders o CROSS JOIN assets a ON a.key = o.asset
     LEFT JOIN assets r ON r.key = o.received_asset WHERE o.arrival = ?`,
    arrival,
  )
  if (row === undefined) throw new EngineError('NOT_FOUND', 'This order is no longer stored: it cannot be opened.')
  const values = hiddenValues(columns, row)
  values[hiddenFields.indexOf('evidence')] = String(evidence)
  return values
}

const isHidden = (field: string): field is HiddenField => (hiddenFields as readonly string[]).includes(field)

/** What a check found; `ok` means that the value is the one that the file committed to. */
export type Check = { readonly ok: boolean; readonly sentence: string }

/**
 * Checks an opening against a CSV or NDJSON export, with nothing but the two files. Throws EngineError NOT_FOUND, READ_ONLY … where the file
 * cannot be read, BAD_INPUT where it is no export with commitments.
 */
export async function checkOpening(opening: Opening, path: string): Promise<Check> {
  const { salt, order, field, value } = opening
  const computed = commitmentOf(opening, Buffer.from(salt, 'hex'))
  const written = await commitmentIn(path, order, field)
  if (written === null) return { ok: false, sentence: `The order ${order} is not in ${path}.` }
  const ok = written === computed && opening.commitment === computed
  const shown = value === null ? 'nothing (the field is empty)' : `“${value}”`
  return ok
    ? { ok, sentence: `Proven: ${field} of order ${order} is ${shown}, as ${path} committed to it.` }
    : { ok, sentence: `Not proven: the opening says that ${field} of order ${order} is ${shown}, and ${path} committed to something else.` }
}

async function commitmentIn(path: string, order: string, field: string): Promise<string | null> {
  let handle: FileHandle | null = null
  let head: string[] | null = null
  try {
    handle = await open(path)
    for await (const line of handle.readLines()) {
      const object = line.startsWith('{') ? objectOf(line) : null
      if (object !== null) {
        if (typeof object[field] !== 'string') throw notAnExport(path, field)
        if (object.order === order) return object[field]
        continue
      }
      const cells = cellsOf(line)
      if (head === null) {
        head = cells
        if (!head.includes('order') || !head.includes(field)) throw notAnExport(path, field)
      } else if (cells[head.indexOf('order')] === order) return cells[head.indexOf(field)] ?? null
    }
  } catch (error) {
    throw storageError(error, path)
  } finally {
    await handle?.close().catch(() => {})
  }
  return null
}

function objectOf(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return null
  }
}

const notAnExport = (path: string, field: string): EngineError =>
  new EngineError(
    'BAD_INPUT',
    `${path} has no commitments to “${field}”: name the CSV or NDJSON file that was exported with the profile peer.`,
  )

/** Cells of a line of references, bands and commitments: quoted at most by a program that saved the file again, and never across lines. */
function cellsOf(line: string): string[] {
  const text = line.replace(/^\ufeff/, '')
  const separator = /^[^,]*;/.test(text) ? ';' : ','
  return text.split(separator).map((cell) => cell.replace(/^"(.*)"$/, '$1').replace(/^'/, ''))
}
