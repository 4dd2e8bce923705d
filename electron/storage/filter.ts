/** What a reader asks for, as SQL. Statement texts depend only on which parts are present, so few are ever prepared. */
import { likelySpam, type OrderFilter } from '#shared/order.ts'
import type { Value } from './database.ts'
import { nameCondition, ofRole, saying } from './namedRows.ts'
import { micros } from './row.ts'
import { decimalKey } from './sort.ts'

export type Condition = { readonly sql: string; readonly values: readonly Value[] }

/** Conditions on `orders o`. An empty list of choices does not narrow, as an absent one does not. */
export const conditionOf = (filter: OrderFilter): Condition =>
  join([
    ...listParts(filter),
    ...boundParts(filter),
    ...markParts(filter),
    ...assetPart(filter.assets),
    ...accountPart(filter.account),
    ...(fold(filter.label) === '' ? [] : [nameCondition(saying(fold(filter.label)))]),
    ...(filter.roles?.length ? [nameCondition(ofRole(filter.roles))] : []),
    ...textPart(filter.text),
  ])

export const hexStart = /^0x[0-9a-f]*$/
export const fold = (text: string | undefined): string => (text ?? '').trim().toLowerCase()

export const join = (parts: readonly Condition[]): Condition => ({
  sql: parts.length === 0 ? '1' : parts.map((part) => part.sql).join(' AND '),
  values: parts.flatMap((part) => part.values),
})

/** Keys of the assets that a list of contracts, `native` and symbols names. Takes the list twice, as JSON. */
export const assetKeys =
  "(SELECT key FROM assets WHERE coalesce(address, 'native') IN (SELECT value FROM json_each(?)) OR folded IN (SELECT value FROM json_each(?)))"
export const assetList = (assets: readonly string[]): string => JSON.stringify(assets.map(fold))

function listParts({ chainIds, kinds, states, sources, flows }: OrderFilter): Condition[] {
  const among = (column: string, choices: readonly (string | number)[] | undefined): Condition[] =>
    choices?.length ? [{ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(choices)] }] : []
  return [
    ...among('o.chain_id', chainIds),
    ...among('o.kind', kinds),
    ...among('o.state', states),
    ...among('o.source', sources),
    ...among("coalesce(o.flow, 'none')", flows),
  ]
}

function boundParts({ minUsd, maxUsd, minUnits, maxUnits, minEvidence, fromTime, toTime }: OrderFilter): Condition[] {
  const bound = (column: string, sign: '>=' | '<=', value: Value | undefined): Condition[] =>
    value === undefined ? [] : [{ sql: `${column} ${sign} ?`, values: [value] }]
  return [
    ...bound('o.usd_micros', '>=', minUsd && micros(minUsd)),
    ...bound('o.usd_micros', '<=', maxUsd && micros(maxUsd)),
    ...bound('o.amount_key', '>=', minUnits && decimalKey(minUnits)),
    ...bound('o.amount_key', '<=', maxUnits && decimalKey(maxUnits)),
    ...bound('o.evidence', '>=', minEvidence),
    ...bound('o.block_time', '>=', fromTime),
    ...bound('o.block_time', '<=', toTime),
  ]
}

function markParts({ spam, internal }: OrderFilter): Condition[] {
  return [
    ...(internal === 'hide' ? [{ sql: "o.flow IS NOT 'internal'", values: [] }] : []),
    ...(spam === undefined ? [] : [{ sql: `coalesce(o.verdict, o.spam) ${spam === 'hide' ? '<' : '>='} ?`, values: [likelySpam] }]),
  ]
}

function assetPart(assets: readonly string[] | undefined): Condition[] {
  if (!assets?.length) return []
  const list = assetList(assets)
  return [{ sql: `(o.asset IN ${assetKeys} OR o.received_asset IN ${assetKeys})`, values: [list, list, list, list] }]
}

function accountPart(account: string | undefined): Condition[] {
  const text = fold(account)
  if (text === '') return []
  const side = (column: string) => (text.length === 42 ? `o.${column} = ?` : `substr(o.${column}, 1, ${text.length}) = ?`)
  return [{ sql: `(${side('from_address')} OR ${side('to_address')})`, values: [text, text] }]
}

function textPart(given: string | undefined): Condition[] {
  const text = fold(given)
  if (text === '') return []
  if (!hexStart.test(text)) {
    const [symbol, name] = [bySymbol(text), nameCondition(saying(text))]
    return [{ sql: `(${symbol.sql} OR ${name.sql})`, values: [...symbol.values, ...name.values] }]
  }
  const contracts = '(SELECT key FROM assets WHERE instr(folded, ?) > 0 OR substr(address, 1, ?) = ?)'
  const columns = ['tx_hash', 'from_address', 'to_address', 'block_hash']
  const begins = columns.map((column) => `substr(o.${column}, 1, ?) = ?`)
  return [
    {
      sql: `(${begins.join(' OR ')} OR o.asset IN ${contracts} OR o.received_asset IN ${contracts})`,
      values: [...columns.flatMap(() => [text.length, text]), ...[0, 1].flatMap(() => [text, text.length, text])],
    },
  ]
}

export function bySymbol(text: string): Condition {
  const symbols = '(SELECT key FROM assets WHERE instr(folded, ?) > 0)'
  return { sql: `(o.asset IN ${symbols} OR o.received_asset IN ${symbols})`, values: [text, text] }
}
