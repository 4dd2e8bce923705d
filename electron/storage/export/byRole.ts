/** What an export for a viewer writes: of each field what the order's pack lets the viewer see, a band, or a commitment. */

import { orderSubject } from '#shared/disclosedOrders.ts'
import { cover, type Fact, factsOf, rulesOf } from '#shared/disclosureByRole.ts'
import { type Business, type DisclosedField, disclosedFields, type Pack } from '#shared/pack.ts'
import type { Viewer } from '#shared/viewer.ts'
import type { Cell, Head } from './columns.ts'
import type { Plan } from './profiles.ts'
import type { OpenVeil } from './veil.ts'

/** States and roles are those of documents and accounts, not of single orders. */
const written = disclosedFields.filter((field) => field !== 'state' && field !== 'roles')

/** A field under its own name is its value or its commitment; under `…_band` it is its band, where the viewer is told one. */
export const roleColumns: readonly string[] = [
  'order',
  'pack',
  'nature',
  ...written.flatMap((field) => [field, `${field}_band`]),
  'evidence',
  'order_state',
]

/** The plan of an export by role; an order whose pack is not among these is told as nothing but its reference. */
export function rolePlan(names: readonly string[], viewer: Viewer, packs: ReadonlyMap<string, Pack>, veil: OpenVeil): Plan {
  const places = names.map((name) => roleColumns.indexOf(name))
  return {
    columns: null,
    heads: names.map((name): Head => ({ name, kind: 'text' })),
    select: [
      ...['o.id', 'o.from_address', 'o.to_address', 'o.amount', 'a.symbol', 'o.usd', 'o.block_time', 'o.block_number', 'o.tx_hash'],
      ...["json_extract(o.notes, '$.business')", 'o.evidence', 'o.state'],
    ],
    cells(row) {
      const [, id, from, to, amount, symbol, usd, time, block, txHash, told, evidence, state] = row
      const business = typeof told === 'string' ? (JSON.parse(told) as Business) : null
      const pack = business && packs.get(business.pack)
      const subject = orderSubject(String(id))
      if (!business || !pack || !viewer.packs.includes(pack.id)) return places.map((place) => (place === 0 ? veil.ref(subject) : null))
      const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
      const fact: Fact = {
        ...{ from: text(from), to: text(to), amount: text(amount), symbol: text(symbol), usd: text(usd), txHash: text(txHash), business },
        ...{ time: Number(time), block: Number(block), state: null, roles: null },
      }
      const rules = rulesOf(pack, viewer, [fact.from, fact.to])
      const facts = factsOf(fact)
      const cells: Cell[] = [veil.ref(subject), pack.id, rules.verb === 'hidden' ? null : business.nature]
      for (const field of written) cells.push(...cellsOf(field))
      cells.push(text(evidence), text(state))
      return places.map((place) => cells[place] ?? null)

      function cellsOf(field: DisclosedField): [Cell, Cell] {
        const { how, shown, commitment } = cover(rules[field], field, facts[field], business?.nature ?? '', subject, veil)
        return [commitment ?? shown, how === 'band' ? shown : null]
      }
    },
  }
}

/** The statement beside such a file: what its columns say, and nothing of what it was made from. */
export const roleText = (file: string, at: number, viewer: Viewer, disclosure: string, rows: number): string =>
  [
    `What ${file} shows`,
    '',
    `Written ${new Date(at).toISOString()} by Crowsnest for ${viewer.name} (${viewer.audience}). All times are UTC.`,
    `Viewer: ${disclosure}`,
    `Rows: ${rows}`,
    'Filter, chains and ranges of blocks are withheld.',
    '',
    'Each field is its value, or sha256: and a commitment to it, as the pack of the order says. Where the pack tells a band of it, that is beside it.',
    'Amounts and rates are told as powers of ten, times as hours, due dates as days, values in USD by steps from 100k to 100M.',
    'A commitment is SHA-256 over the domain, the viewer, the order, the field, the value and 32 random bytes, each after its length:',
    'whoever holds an opening of a field can check it with “headless open --check OPENING --against FILE”.',
    '',
  ].join('\n')
