/** What a notification says: what happened first, then where, then how well it is proven. */

import { add, compareText, formatDecimal, parseDecimal, round } from '#shared/decimal.ts'
import { type EvidenceLevel, evidenceLevels } from '#shared/evidence.ts'
import type { OrderRow } from '#shared/order.ts'

const verbs: Readonly<Record<string, string>> = {
  transfer: 'moved',
  mint: 'minted',
  burn: 'burned',
  wrap: 'wrapped',
  unwrap: 'unwrapped',
  swap: 'swapped',
}

/** "12,400 ETH · $41.2 M moved" */
export function titleOf(row: OrderRow): string {
  const what = `${grouped(row.amount)} ${row.asset.symbol}`
  return `${what} · ${row.usd === null ? 'unpriced' : shortUsd(row.usd)} ${verbs[row.kind] ?? row.kind}`
}

/** Where, between whom, and the level of evidence; addresses in full, since shortened ones help impostors. */
export function bodyOf(row: OrderRow, chainName: string): string {
  const level = evidenceLevels[row.evidence as EvidenceLevel]
  return `${chainName} · block ${row.blockNumber} · ${level.short} ${level.label.toLowerCase()}\nfrom ${row.from}\nto ${row.to}`
}

export const retractionOf = (row: OrderRow): string => `Retracted: ${titleOf(row)}`

/** One message for many orders. */
export function digestOf(rows: readonly OrderRow[], chainNames: (chainId: number) => string): { title: string; body: string } {
  const total = rows.reduce((sum, row) => (row.usd === null ? sum : add(sum, parseDecimal(row.usd))), parseDecimal('0'))
  const largest = [...rows].sort((a, b) => compareText(b.usd ?? '0', a.usd ?? '0')).slice(0, 3)
  return {
    title: `${rows.length} more large orders · ${shortUsd(formatDecimal(total))}`,
    body: largest.map((row) => `${titleOf(row)} (${chainNames(row.chainId)})`).join('\n'),
  }
}

/** "$41.2 M": three significant digits are enough for a headline; the row has the exact figure. */
export function shortUsd(usd: string): string {
  const whole = formatDecimal(round(parseDecimal(usd), 0))
  const scales = [
    ['T', 12],
    ['B', 9],
    ['M', 6],
    ['K', 3],
  ] as const
  for (const [unit, zeros] of scales) {
    if (whole.length <= zeros) continue
    const digits = Math.max(0, 3 - (whole.length - zeros))
    const scaled = formatDecimal(round({ digits: BigInt(whole), scale: zeros }, digits))
    return `$${grouped(scaled)} ${unit}`
  }
  return `$${whole}`
}

/** "12400.5" → "12,400.5", at most four decimals. */
export function grouped(amount: string): string {
  const [whole = '0', fraction] = formatDecimal(round(parseDecimal(amount), 4)).split('.')
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction ? `${commas}.${fraction}` : commas
}
