/** What is held, what flows and what is broken in a business. Read beside the store. */

import type { OwnReads } from '#ipc/services.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { Database } from '../database.ts'
import { type Units, unitsOf } from './documents.ts'
import { toViolation } from './violations.ts'

/** The largest holders that are told of each unit. */
const mostTop = 50

type BalancesQuestion = OwnReads['books.balances']['input']
type Roles = BalancesQuestion['roles']

/** Each account counts under its first role; sums are exact. */
export function balancesOf(database: Database, { pack, units, roles, issuing, redeeming }: BalancesQuestion): Output<'business.balances'> {
  const roleOf = rolesByAccount(database, pack, roles)
  const labels = new Map(roles.map(({ role, label }) => [role, label]))
  const flows = database.all('SELECT key, unit, amount FROM flows WHERE pack = ?', pack)
  const sumOf = (unit: string, keys: readonly string[]): bigint =>
    flows.reduce((sum, row) => (row.unit === unit && keys.includes(String(row.key)) ? sum + BigInt(String(row.amount)) : sum), 0n)
  return {
    units: Object.entries(units).map(([unit, { symbol }]) => {
      const rows = database.lists('SELECT account, held FROM balances WHERE pack = ? AND unit = ?', pack, unit)
      const byRole = new Map<string, { held: bigint; accounts: number }>()
      let total = 0n
      let top: { account: string; held: bigint }[] = []
      let least: bigint | null = null
      for (const [name, text] of rows) {
        const [account, held] = [String(name), BigInt(String(text))]
        total += held
        const role = roleOf.get(account)?.[0] ?? ''
        const known = byRole.get(role)
        if (known) {
          known.held += held
          known.accounts++
        } else byRole.set(role, { held, accounts: 1 })
        // The largest are sorted out in heaps: most of a hundred thousand accounts are never compared with each other.
        if (least !== null && held <= least) continue
        top.push({ account, held })
        if (top.length < mostTop * 20) continue
        top = largest(top)
        least = top.at(-1)?.held ?? null
      }
      top = largest(top)
      return {
        unit,
        symbol,
        issued: unitsOf(sumOf(unit, issuing), units, unit),
        redeemed: unitsOf(sumOf(unit, redeeming), units, unit),
        held: unitsOf(total, units, unit),
        roles: [...byRole].map(([role, { held, accounts }]) => ({
          role: role === '' ? null : role,
          label: labels.get(role) ?? role,
          held: unitsOf(held, units, unit),
          accounts,
        })),
        top: top.map(({ account, held }) => ({ account, roles: [...(roleOf.get(account) ?? [])], held: unitsOf(held, units, unit) })),
      }
    }),
  }
}

const largest = <T extends { readonly held: bigint }>(accounts: readonly T[]): T[] =>
  accounts.toSorted((a, b) => (a.held === b.held ? 0 : a.held < b.held ? 1 : -1)).slice(0, mostTop)

function rolesByAccount(database: Database, pack: string, roles: Roles): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { role, members } of roles) for (const member of members) found.set(member, [...(found.get(member) ?? []), role])
  for (const [name, given, has] of database.lists('SELECT account, role, has FROM role_members WHERE pack = ?', pack)) {
    const [account, role] = [String(name), String(given)]
    const before = found.get(account)
    if (before === undefined) found.set(account, has === 1 ? [role] : [])
    else found.set(account, [...before.filter((one) => one !== role), ...(has === 1 ? [role] : [])])
  }
  return found
}

/** `verbs`: what each key does. Times are rounded to whole days (UTC). */
export function flowsOf(
  database: Database,
  { pack, from, to, units, verbs }: Input<'business.flows'> & { readonly units: Units; readonly verbs: Readonly<Record<string, string>> },
): Output<'business.flows'> {
  const rows = database.all(
    'SELECT from_role, to_role, key, unit, amount, count FROM flows WHERE pack = ? AND day >= ? AND day <= ?',
    pack,
    Math.floor((from ?? 0) / 86_400),
    to === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(to / 86_400),
  )
  const sums = new Map<string, { amount: bigint; count: number }>()
  for (const row of rows) {
    const name = JSON.stringify([row.from_role, row.to_role, row.key, row.unit])
    const { amount, count } = sums.get(name) ?? { amount: 0n, count: 0 }
    sums.set(name, { amount: amount + BigInt(String(row.amount)), count: count + Number(row.count) })
  }
  return [...sums].map(([name, { amount, count }]) => {
    const [fromRole = '', toRole = '', key = '', unit = ''] = JSON.parse(name) as string[]
    const known = unit === '' ? null : unit
    return {
      from: fromRole || null,
      to: toRole || null,
      key,
      verb: verbs[key] ?? key,
      unit: known,
      amount: unitsOf(amount, units, known),
      count,
    }
  })
}

/** Newest first. */
export function violationsOf(
  database: Database,
  { pack, state, after, limit }: Input<'business.violations'>,
): Output<'business.violations'> {
  const rows = database.all(
    `SELECT * FROM violations WHERE (? IS NULL OR pack = ?) AND (? IS NULL OR state = ?) AND id < ? ORDER BY id DESC LIMIT ?`,
    ...[pack ?? null, pack ?? null, state ?? null, state ?? null, after ?? Number.MAX_SAFE_INTEGER, limit],
  )
  const last = rows.at(-1)
  const open = database.get(
    "SELECT count(*) AS open FROM violations WHERE state = 'open' AND (? IS NULL OR pack = ?)",
    pack ?? null,
    pack ?? null,
  )
  return { violations: rows.map(toViolation), next: last && rows.length === limit ? Number(last.id) : null, open: Number(open?.open ?? 0) }
}

/** How much there is of each pack. */
export function countsOf(database: Database): Map<string, { orders: number; documents: number; openViolations: number }> {
  const found = new Map<string, { orders: number; documents: number; openViolations: number }>()
  const add = (sql: string, name: 'orders' | 'documents' | 'openViolations') => {
    for (const { pack, count } of database.all(sql)) {
      const known = found.get(String(pack)) ?? { orders: 0, documents: 0, openViolations: 0 }
      found.set(String(pack), { ...known, [name]: Number(count) })
    }
  }
  add('SELECT pack, sum(count) AS count FROM flows GROUP BY pack', 'orders')
  add('SELECT pack, count(*) AS count FROM documents GROUP BY pack', 'documents')
  add("SELECT pack, count(*) AS count FROM violations WHERE state = 'open' GROUP BY pack", 'openViolations')
  return found
}
