/** Statements about accounts, every source kept, and the best one of each account ready for the rows. Called inside transactions. */
import { bestStatement, compareStatements } from '#engine/labels/best.ts'
import { exchangeOf } from '#engine/labels/flow.ts'
import type { LabelFilter, LabelSource } from '#shared/contract/labels.ts'
import type { Label, LabelTag } from '#shared/labels.ts'
import type { Database, Row, Value } from './database.ts'
import { reclass } from './flows.ts'

/** In the tables, chain 0 is every chain. */
const everyChain = 0
const columns = 'chain_id, address, name, entity, role, source, reference, date, confidence'

/** Keeps statements; one of the same source about the same account and chain is replaced. Answers how many rows changed their flow class. */
export function putLabels(database: Database, labels: readonly Label[]): number {
  for (const label of labels) {
    database.run(
      `INSERT INTO labels (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name,
       entity = excluded.entity, role = excluded.role, reference = excluded.reference, date = excluded.date, confidence = excluded.confidence`,
      label.chainId ?? everyChain,
      label.address,
      label.name,
      label.entity,
      label.role,
      label.source,
      label.reference,
      label.date,
      label.confidence,
    )
  }
  return nameAnew(database, new Set(labels.map(({ address }) => address)))
}

/** Takes one statement back; answers whether it was there. */
export function removeLabel(database: Database, chainId: number | null, address: string, source: string): boolean {
  const key: Value[] = [address, chainId ?? everyChain, source]
  if (database.get('SELECT 1 FROM labels WHERE address = ? AND chain_id = ? AND source = ?', ...key) === undefined) return false
  database.run('DELETE FROM labels WHERE address = ? AND chain_id = ? AND source = ?', ...key)
  nameAnew(database, new Set([address]))
  return true
}

/** Takes at most `limit` statements of a source back; answers how many. */
export function removeOfSource(database: Database, source: string, limit: number): number {
  const found = database.all('SELECT address, chain_id FROM labels WHERE source = ? LIMIT ?', source, limit)
  for (const { address = null, chain_id = null } of found)
    database.run('DELETE FROM labels WHERE address = ? AND chain_id = ? AND source = ?', address, chain_id, source)
  nameAnew(database, new Set(found.map(({ address }) => String(address))))
  return found.length
}

/** Chooses the names of accounts anew, and classes their orders anew where the exchange that they stand for is another one now. */
function nameAnew(database: Database, addresses: ReadonlySet<string>): number {
  let changed = 0
  for (const address of addresses) {
    const statements = database.all(`SELECT ${columns} FROM labels WHERE address = ?`, address).map(toLabel)
    const before = database.all('SELECT chain_id, name, entity, role, source, confidence FROM names WHERE address = ?', address)
    const after = namesOf(statements)
    if (writeNames(database, address, before, after)) changed += reclass(database, address)
  }
  return changed
}

type Names = ReadonlyMap<number, Label>

/** The statement that rows of each chain show; chains of which nothing special is said are covered by chain 0. */
function namesOf(statements: readonly Label[]): Names {
  const names = new Map<number, Label>()
  for (const chain of new Set(statements.map(({ chainId }) => chainId ?? everyChain))) {
    const best = bestStatement(statements, chain === everyChain ? null : chain)
    if (best) names.set(chain, best)
  }
  return names
}

/** Answers whether the account stands for another exchange than before, on any chain. */
function writeNames(database: Database, address: string, before: readonly Row[], after: Names): boolean {
  let moved = false
  const known = new Map(before.map((row) => [Number(row.chain_id), row]))
  for (const chain of known.keys()) {
    if (after.has(chain)) continue
    database.run('DELETE FROM names WHERE address = ? AND chain_id = ?', address, chain)
    moved ||= exchangeOf(toTag(known.get(chain))) !== null || chain !== everyChain
  }
  for (const [chain, label] of after) {
    const old = toTag(known.get(chain))
    if (old && sameTag(old, label)) continue
    database.run(
      `INSERT INTO names (address, chain_id, name, folded, entity, role, source, confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, folded = excluded.folded, entity = excluded.entity, role = excluded.role,
       source = excluded.source, confidence = excluded.confidence`,
      address,
      chain,
      label.name,
      `${label.name}\n${label.entity ?? ''}`.toLowerCase(),
      label.entity,
      label.role,
      label.source,
      label.confidence,
    )
    // A new name for one chain hides the name for all chains there, which may have been an exchange.
    moved ||= exchangeOf(old) !== exchangeOf(label) || (old === null && chain !== everyChain)
  }
  return moved
}

const sameTag = (a: LabelTag, b: LabelTag): boolean =>
  a.name === b.name && a.entity === b.entity && a.role === b.role && a.source === b.source && a.confidence === b.confidence

/** By address, chain, source; `after` names the last of the page before. */
export function labelsPage(database: Database, filter: LabelFilter, after: string | null, limit: number) {
  const { sql, values } = conditionOf(filter)
  const key = after === null ? ['', 0, ''] : keyOf(after)
  const found = database.all(
    `SELECT ${columns} FROM labels WHERE (address, chain_id, source) > (?, ?, ?) AND ${sql} ORDER BY address, chain_id, source LIMIT ?`,
    ...key,
    ...values,
    limit,
  )
  const last = found.at(-1)
  const next = last && found.length === limit ? `${last.address}:${last.chain_id}:${last.source}` : null
  const total = Number(database.get(`SELECT count(*) AS total FROM labels WHERE ${sql}`, ...values)?.total)
  return { labels: found.map(toLabel), next, total }
}

/** Every statement about an account that applies on a chain, the one that is shown first. */
export const labelsOf = (database: Database, chainId: number, address: string): Label[] =>
  database
    .all(`SELECT ${columns} FROM labels WHERE address = ? AND chain_id IN (?, ${everyChain})`, address, chainId)
    .map(toLabel)
    .sort(compareStatements)

/** All sources with their counts: the user's own first, then the built-in ones (also when they were taken out), then files by name. */
export function labelSources(database: Database): LabelSource[] {
  const counts = new Map(
    database
      .all('SELECT source, count(*) AS count, max(date) AS newest FROM labels GROUP BY source')
      .map((row) => [String(row.source), { count: Number(row.count), newest: row.newest === null ? null : String(row.newest) }]),
  )
  const off = new Set(database.all('SELECT source FROM label_sources WHERE off = 1').map((row) => String(row.source)))
  const files = [...counts.keys()].filter((source) => kindOf(source) === 'file').sort()
  return ['user', 'seed', 'learnt', ...files].map((source) => ({
    source,
    kind: kindOf(source),
    count: counts.get(source)?.count ?? 0,
    newest: counts.get(source)?.newest ?? null,
    on: !off.has(source),
  }))
}

const kindOf = (source: string): LabelSource['kind'] => (source === 'user' || source === 'seed' || source === 'learnt' ? source : 'file')

function conditionOf({ text, sources, roles, chainIds }: LabelFilter): { sql: string; values: Value[] } {
  const parts: string[] = []
  const values: Value[] = []
  const among = (column: string, choices: readonly (string | number)[] | undefined) => {
    if (!choices?.length) return
    parts.push(`${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(choices))
  }
  among('source', sources)
  among('role', roles)
  among('chain_id', chainIds?.length ? [...chainIds, everyChain] : undefined)
  const folded = (text ?? '').trim().toLowerCase()
  if (/^0x[0-9a-f]*$/.test(folded)) {
    parts.push('address >= ? AND address < ?')
    values.push(folded, `${folded}g`)
  } else if (folded !== '') {
    parts.push(
      // Folding beyond ASCII was done where names are chosen, so a statement is also found by the name of its account.
      "(instr(lower(name), ?) > 0 OR instr(lower(coalesce(entity, '')), ?) > 0 OR address IN (SELECT address FROM names WHERE instr(folded, ?) > 0))",
    )
    values.push(folded, folded, folded)
  }
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), values }
}

function keyOf(after: string): [string, number, string] {
  const [address = '', chain = '', ...source] = after.split(':')
  return [address, Number(chain) || 0, source.join(':')]
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

function toTag(row: Row | undefined): LabelTag | null {
  if (row === undefined) return null
  const { role, confidence } = row as Pick<LabelTag, 'role' | 'confidence'>
  return { name: String(row.name), entity: textOrNull(row.entity), role, source: String(row.source), confidence }
}

function toLabel(row: Row): Label {
  const { role, confidence } = row as Pick<Label, 'role' | 'confidence'>
  return {
    chainId: row.chain_id === everyChain ? null : Number(row.chain_id),
    address: String(row.address),
    name: String(row.name),
    entity: textOrNull(row.entity),
    role,
    source: String(row.source),
    reference: textOrNull(row.reference),
    date: textOrNull(row.date),
    confidence,
  }
}
