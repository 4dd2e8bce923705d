/** A process that writes blocks, reorgs and finality as fast as it can, saying after each commit how far it is; made to be killed. */
import type { StoredHeader } from '#engine/ports.ts'
import type { OrderRow } from '#shared/order.ts'
import { openStore } from '#storage/orders.ts'
import { block, order, step } from './sample.ts'

/** The orders of a block of the main branch. */
export const ordersOf = (of: StoredHeader): OrderRow[] => Array.from({ length: 8 }, (_, index) => order(`${of.number}/${index}`, of))

if (process.argv[1]?.endsWith('writer.ts')) {
  const store = openStore({ dataDir: process.argv[2] ?? '' })
  const tip = store.cursor(1)
  if (tip && tip.hash !== block(tip.number).hash) {
    const right = block(tip.number)
    store.apply(step({ revertFrom: tip.number, blocks: [right], orders: ordersOf(right) }))
  }
  for (let number = (store.cursor(1)?.number ?? 0) + 1; ; number++) {
    const wrong = block(number, 'wrong', 'main')
    const right = block(number)
    // Each height is first told wrong; the right block follows in one step with the rollback.
    if (number % 3 === 0) {
      store.apply(step({ blocks: [wrong], orders: ordersOf(wrong) }))
      store.apply(step({ revertFrom: number, blocks: [right], orders: ordersOf(right), final: number - 5 }))
    } else store.apply(step({ blocks: [right], orders: ordersOf(right), from: number === 1 ? 1 : null, final: number - 5 }))
    store.handled('watch', store.seq())
    process.stdout.write(`${number}\n`)
  }
}
