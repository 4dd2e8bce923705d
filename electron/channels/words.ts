/** What a notification says: what happened first, then where, then how well it is proven. */

import { add, compareText, formatDecimal, parseDecimal, round } from '#shared/decimal.ts'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import type { OrderMarks, OrderRow } from '#shared/order.ts'
import { countKinds, telling } from '#shared/telling.ts'

/** A row as the store tells of it, or without what is said beside it. */
type Row = OrderRow & { readonly marks?: Pick<OrderMarks, 'estimated'> }

/** "Swapped 12,400 ETH for 41.2 M USDC · $41.2 M"; an estimate begins with "About:". */
export function titleOf(row: Row): string {
  const worth = row.usd === null ? 'unpriced' : shortUsd(row.usd)
  return `${row.marks?.estimated ? 'About: ' : ''}${telling(row, shortAmount)} · ${worth}`
}

/** Where, between whom, and the level of evidence; addresses in full, since shortened ones help impostors. */
export function bodyOf(row: OrderRow, chainName: string): string {
  const level = evidenceLevels[row.evidence as EvidenceLevel]
  const where =
    row.state === 'pending' ? 'pending, it may never happen' : `block ${row.blockNumber} · ${level.short} ${level.label.toLowerCase()}`
  return `${chainName} · ${where}\nfrom ${row.from}\nto ${row.to}`
}

/** What became of an order that rang and is not part of the chain (any more). */
export const retractionOf = (row: Row): string => `${row.state === 'reverted' ? 'Retracted' : 'Did not happen'}: ${titleOf(row)}`

export function retractionBodyOf({ state, blockNumber }: Pick<OrderRow, 'state' | 'blockNumber'>): string {
  if (state === 'replaced') return 'Another transaction of the same sender took its place while it was pending.'
  if (state === 'dropped') return 'It was pending, and no endpoint has it any more.'
  return `The chain dropped block ${blockNumber}: this order is not part of it any more.`
}

/** "Rule: Large orders"; several that rang at once are all named. */
export const namesOf = (rules: readonly { readonly name: string }[]): string =>
  `${rules.length === 1 ? 'Rule' : 'Rules'}: ${rules.map(({ name }) => name).join(', ')}`

export type DigestOptions = {
  /** How many orders that rang were taken back meanwhile. */
  readonly takenBack?: number
  /** They came in quiet hours. */
  readonly quiet?: boolean
}

/** One message for many orders: how many of which kind, and the largest three. */
export function digestOf(
  rows: readonly OrderRow[],
  chainNames: (chainId: number) => string,
  { takenBack = 0, quiet = false }: DigestOptions = {},
): { title: string; body: string } {
  const total = rows.reduce((sum, row) => (row.usd === null ? sum : add(sum, parseDecimal(row.usd))), parseDecimal('0'))
  const largest = [...rows].sort((a, b) => compareText(b.usd ?? '0', a.usd ?? '0')).slice(0, 3)
  const lost = takenBack === 0 ? [] : [`${takenBack} taken back by the chain`]
  if (rows.length === 0) return { title: `Retracted: ${takenBack} large order${takenBack === 1 ? '' : 's'}`, body: lost.join('') }
  const many = `${rows.length} ${quiet ? '' : 'more '}large order${rows.length === 1 ? '' : 's'}${quiet ? ' in quiet hours' : ''}`
  return {
    title: `${many} · ${shortUsd(formatDecimal(total))}`,
    body: [countKinds(rows), ...largest.map((row) => `${titleOf(row)} (${chainNames(row.chainId)})`), ...lost].join('\n'),
  }
}

/** "$41.2 M": three significant digits are enough for a headline; the row has the exact figure. */
export function shortUsd(usd: string): string {
  const whole = formatDecimal(round(parseDecimal(usd), 0))
  return `$${inScale(whole, 3) ?? whole}`
}

/** "41.2 M" from a million on, else all of it to four decimals. */
const shortAmount = (amount: string): string => inScale(formatDecimal(round(parseDecimal(amount), 0)), 6) ?? grouped(amount)

const scales = [
  ['T', 12],
  ['B', 9],
  ['M', 6],
  ['K', 3],
] as const

/** Three significant digits of a whole number in the largest unit of 10^`least` or more that it reaches; null below that. */
function inScale(whole: string, least: number): string | null {
  for (const [unit, zeros] of scales) {
    if (whole.length <= zeros || zeros < least) continue
    const digits = Math.max(0, 3 - (whole.length - zeros))
    return `${grouped(formatDecimal(round({ digits: BigInt(whole), scale: zeros }, digits)))} ${unit}`
  }
  return null
}

/** "12400.5" → "12,400.5", at most four decimals. */
export function grouped(amount: string): string {
  const [whole = '0', fraction] = formatDecimal(round(parseDecimal(amount), 4)).split('.')
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction ? `${commas}.${fraction}` : commas
}
