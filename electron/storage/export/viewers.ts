/** The keys of viewers, the lines that tell of their sessions, and the opening of single fields towards them. */
import { createHash, randomBytes } from 'node:crypto'
import { EngineError } from '#engine/errors.ts'
import { documentSubject, orderSubject } from '#shared/disclosedOrders.ts'
import type { Opening } from '#shared/disclosure.ts'
import { type Fact, factsOf } from '#shared/disclosureByRole.ts'
import { type Business, disclosedFields, Pack } from '#shared/pack.ts'
import type { Viewer } from '#shared/viewer.ts'
import { documentOf } from '../books/documents.ts'
import type { Database } from '../database.ts'
import { commitmentOf } from './commitments.ts'
import { type Disclosures, openDisclosures } from './disclosures.ts'
import { createVeil, type OpenVeil } from './veil.ts'

/** The id under which a viewer's key is kept, and which its commitments name: it follows from the viewer's name. */
export const viewerId = (name: string): string => createHash('sha256').update(`crowsnest/viewer/1 ${name}`).digest('hex').slice(0, 32)

/** What a line of the log says of a viewer, in the place of a filter. */
export const viewerNote = ({ name, audience, accounts, packs }: Viewer, filter: object = {}): string =>
  JSON.stringify({ viewer: name, audience, accounts, packs, ...filter })

/** A viewer's veil, for an export that is logged by itself; its key is made and written down at its first use. */
export function veilFor(log: Disclosures, viewer: Viewer, at: number): OpenVeil {
  const id = viewerId(viewer.name)
  const known = log.secret(id)
  if (known !== null) return createVeil(id, known)
  const key = randomBytes(32)
  log.begin(id, key, at)
  logSession(log, viewer, id, at)
  return createVeil(id, key)
}

/** Begins a session of a viewer, which is a line in the log. Throws EngineError READ_ONLY … : what cannot be written down is not disclosed. */
export function beginSession(dataDir: string, viewer: Viewer, at: number): OpenVeil {
  const log = openDisclosures(dataDir)
  try {
    const known = log.secret(viewerId(viewer.name)) !== null
    const veil = veilFor(log, viewer, at)
    if (known) logSession(log, viewer, randomBytes(16).toString('hex'), at)
    return veil
  } finally {
    log.close()
  }
}

/** The veil as the viewer would have it, without a session: for the owner, who looks through its eyes. A viewer that never came has one for now only. */
export function lookThrough(dataDir: string, viewer: Viewer): OpenVeil {
  const log = openDisclosures(dataDir)
  try {
    const id = viewerId(viewer.name)
    return createVeil(id, log.secret(id) ?? randomBytes(32))
  } finally {
    log.close()
  }
}

const logSession = (log: Disclosures, viewer: Viewer, id: string, at: number): void =>
  log.log({
    ...{ act: 'export', id, at, profile: viewer.audience, format: null, filter: viewerNote(viewer), columns: [], rows: 0 },
    ...{ file: null, sha256: null, order: null, field: null },
  })

/** The packs of a data folder by id, as they are kept; what cannot be read is not there. */
export function packsIn(database: Database): ReadonlyMap<string, Pack> {
  const packs = new Map<string, Pack>()
  for (const { text } of database.all('SELECT text FROM packs')) {
    const parsed = Pack.safeParse(jsonOf(String(text)))
    if (parsed.success) packs.set(parsed.data.id, parsed.data)
  }
  return packs
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What is known of an order of a pack, for its facts; null where the order is none. */
export function factOf(database: Database, id: string): Fact | null {
  const row = database.get(
    `SELECT o.from_address, o.to_address, o.amount, a.symbol, o.usd, o.block_time, o.block_number, o.tx_hash,
       json_extract(o.notes, '$.business') AS business
     FROM orders o CROSS JOIN assets a ON a.key = o.asset WHERE o.id = ?`,
    id,
  )
  if (!row || row.business === null) return null
  const text = (value: unknown) => (value === null ? null : String(value))
  return {
    ...{ from: text(row.from_address), to: text(row.to_address), amount: text(row.amount), symbol: text(row.symbol), usd: text(row.usd) },
    ...{ time: Number(row.block_time), block: Number(row.block_number), txHash: text(row.tx_hash), state: null, roles: null },
    business: JSON.parse(String(row.business)) as Business,
  }
}

/**
 * Opens one field towards a viewer: of an order (by its id or its reference) or of a document (by its reference), as it is now. Its salt is that
 * of every commitment to this field that the viewer was ever given.
 */
export function openTowards(log: Disclosures, disclosure: string, order: string, field: string): { opening: Opening; subject: string } {
  const key = log.secret(disclosure)
  if (key === null) throw new EngineError('NOT_FOUND', `The key of the viewer “${disclosure.slice(0, 40)}” is not in this folder.`)
  const veil = createVeil(disclosure, key)
  const { database } = log
  const id = orderIn(database, veil, order)
  const fact = id === null ? null : factOf(database, id)
  const found =
    id === null || fact === null ? documentIn(database, veil, order) : { subject: orderSubject(id), facts: factsIn(database, fact, id) }
  if (found === null)
    throw new EngineError('NOT_FOUND', `There is no order and no document “${order.slice(0, 100)}” that was shown to this viewer.`)
  if (!Object.hasOwn(found.facts, field))
    throw new EngineError(
      'BAD_INPUT',
      `There is no hidden field “${field.slice(0, 60)}”; choose from ${Object.keys(found.facts).join(', ')}.`,
    )
  const { subject } = found
  const value = found.facts[field] ?? null
  const salt = veil.salt(subject, field)
  const named = { disclosure, order: veil.ref(subject), field, value }
  const opening = { ...named, salt: Buffer.from(salt).toString('hex'), commitment: commitmentOf(named, salt) }
  return { subject, opening: { format: 'crowsnest-opening', version: 1, ...opening } }
}

type Openable = Readonly<Record<string, string | null>>

/** The state that an event led to is told with its document's life. */
function factsIn(database: Database, fact: Fact, id: string): Openable {
  const { pack, document } = fact.business as Business
  const chainId = Number(id.split(':', 1)[0])
  const life = document === null ? null : documentOf(database, { pack, chainId, ...document, units: unitsIn(database, pack), now: 0 })
  const state = life?.events.find(({ row }) => row.id === id)?.after ?? null
  const facts = factsOf({ ...fact, state })
  return Object.fromEntries(disclosedFields.filter((field) => field !== 'roles').map((field) => [field, facts[field]]))
}

/** Every reference is tried: nothing is kept of what was shown. */
function orderIn(database: Database, veil: OpenVeil, order: string): string | null {
  if (!reference.test(order)) return order
  for (const [id] of database.lists('SELECT order_id FROM business')) if (veil.ref(orderSubject(String(id))) === order) return String(id)
  return null
}

function documentIn(database: Database, veil: OpenVeil, ref: string): { subject: string; facts: Openable } | null {
  for (const row of database.all('SELECT pack, chain_id, type, id FROM documents')) {
    const which = { pack: String(row.pack), chainId: Number(row.chain_id), type: String(row.type), id: String(row.id) }
    const subject = documentSubject(which)
    if (veil.ref(subject) !== ref) continue
    const document = documentOf(database, { ...which, units: unitsIn(database, which.pack), now: 0 })?.document
    if (!document) return null
    const { state, issuer, holder, amount, unit, due } = document
    return {
      subject,
      facts: { document: `${which.type}/${which.id}`, state, issuer, holder, amount, unit, due: due === null ? null : String(due) },
    }
  }
  return null
}

const reference = /^[0-9a-f]{32}$/
const unitsIn = (database: Database, pack: string) => packsIn(database).get(pack)?.units ?? {}
