/** The movements of an order as few arrows: all that went from one account to another is one, in the order in which it first went. Pure. */
import type { OrderPart, TableRow } from '#shared/order.ts'
import { safeName, splitAddress } from '../../format/address.ts'
import { shortAmount } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'

/** `role`: whether the account is the order's giver, its receiver, or in between. `address: null` where the chain does not name one. */
export type FlowEnd = { readonly address: string | null; readonly name: string; readonly role: 'giver' | 'receiver' | 'between' }
export type FlowArrow = { readonly from: FlowEnd; readonly to: FlowEnd; readonly amounts: readonly string[] }

const mostArrows = 8
const mostAmounts = 3

type Movement = { readonly from: string; readonly to: string; readonly amount: string; readonly symbol: string }

/** `more`: arrows that were left out; those of the order's own accounts come first. */
export function flowArrows(row: TableRow, parts: readonly OrderPart[]): { arrows: readonly FlowArrow[]; more: number } {
  const end = endOf(row)
  const gathered = new Map<string, { from: FlowEnd; to: FlowEnd; amounts: string[] }>()
  for (const { from, to, amount, symbol } of movementsOf(row, parts)) {
    const key = `${from} ${to}`
    const arrow = gathered.get(key) ?? { from: end(from), to: end(to), amounts: [] }
    arrow.amounts.push(`${shortAmount(amount)} ${safeName(symbol, 10)}`)
    gathered.set(key, arrow)
  }
  const all = [...gathered.values()]
  const own = all.filter(({ from, to }) => from.role !== 'between' || to.role !== 'between')
  const kept = new Set([...own, ...all.filter((arrow) => !own.includes(arrow))].slice(0, mostArrows))
  const arrows = all
    .filter((arrow) => kept.has(arrow))
    .map(({ amounts, ...ends }) => ({ ...ends, amounts: shorten([...new Set(amounts)]) }))
  return { arrows, more: all.length - arrows.length }
}

function movementsOf(row: TableRow, parts: readonly OrderPart[]): readonly Movement[] {
  const moved = parts.filter(({ received, from, to }) => received === null && from !== to)
  if (moved.length > 0) return moved.map(({ from, to, amount, asset }) => ({ from, to, amount, symbol: asset.symbol }))
  const { from, to, amount, asset, received } = row
  if (!received && from !== to) return [{ from, to, amount, symbol: asset.symbol }]
  const given = { from, to: market, amount, symbol: asset.symbol }
  return received ? [given, { from: market, to, amount: received.amount, symbol: received.asset.symbol }] : [given]
}

/** Stands for whoever was on the other side where no movement names one. */
const market = ''

const endOf =
  ({ from, to, marks }: TableRow) =>
  (address: string): FlowEnd => {
    if (address === market) return { address: null, name: t('the contract'), role: 'between' }
    const label = address === from ? marks.fromLabel : address === to ? marks.toLabel : null
    const { head, tail } = splitAddress(address)
    const name = label ? safeName(label.name, 40) : tail ? `${head.slice(0, 6)}…${tail.slice(-4)}` : head
    return { address, name, role: address === from ? 'giver' : address === to ? 'receiver' : 'between' }
  }

const shorten = (amounts: readonly string[]): readonly string[] =>
  amounts.length > mostAmounts ? [...amounts.slice(0, mostAmounts), t('and {n} more', { n: amounts.length - mostAmounts })] : amounts
