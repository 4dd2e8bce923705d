/** Stdout for `watch`: whole lines, in order, none twice and none lost. */
import { writeSync } from 'node:fs'
import { Asset, OrderRow } from '#shared/order.ts'
import { telling } from '#shared/telling.ts'

/** The reader of our stdout has gone away: there is nobody left to watch for. */
export class ReaderGone extends Error {}

const pause = new Int32Array(new SharedArrayBuffer(4))

/**
 * Writes the line before it returns; waits for a slow reader, and calls `held` before the first wait. Throws ReaderGone, after `held`,
 * when there is nobody to read it.
 */
export function printLine(line: string, held: () => void = () => {}): void {
  const bytes = Buffer.from(`${line}\n`)
  for (let at = 0, waited = false; at < bytes.length; waited = true) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (code !== 'EPIPE' && code !== 'EAGAIN') throw error
      if (!waited) held()
      if (code === 'EPIPE') throw new ReaderGone()
      Atomics.wait(pause, 0, 0, 5)
    }
  }
}

/** One order as a line of JSON: the keys of `OrderRow` in their order, and nothing else. */
export const orderAsJson = (row: OrderRow): string => JSON.stringify(row, wireKeys)

/** JSON.stringify takes keys at every depth from one list. */
const wireKeys = [...Object.keys(OrderRow.shape), ...Object.keys(Asset.shape)]

/** One order as a line to read: when, what, from whom to whom, how well proven. */
export function orderInWords(row: OrderRow): string {
  const time = row.blockTime === null ? '' : new Date(row.blockTime * 1000).toISOString().replace('.000Z', 'Z')
  const worth = row.usd === null ? 'unpriced' : `$${grouped(row.usd, 0)}`
  const what = telling(row, (amount) => grouped(amount, 4))
  const state = row.state === 'seen' ? '' : ` ${row.state}`
  const where = row.blockHash === '' ? 'no block' : `block ${row.blockNumber}`
  return `${time} chain ${row.chainId} ${where}  ${what}  (${worth})  ${row.from} → ${row.to}  L${row.evidence}${state}  ${row.txHash}`
}

/** A decimal string with thousands separators and at most `places` decimals (cut, not rounded). */
export function grouped(decimal: string, places: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const kept = fraction.slice(0, places).replace(/0+$/, '')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (kept === '' ? '' : `.${kept}`)
}
