/** A process that stores final orders and removes the older half of them as fast as it can, made to be killed. */
import { openStore } from '#storage/orders.ts'
import { block, order, step } from './sample.ts'

const store = openStore({ dataDir: process.argv[2] ?? '' })
for (let number = (store.cursor(1)?.number ?? 0) + 1; ; number++) {
  const at = block(number)
  const orders = Array.from({ length: 6 }, (_, index) => order(`${number}/${index}`, at))
  store.apply(step({ blocks: [at], orders, from: number === 1 ? 1 : null, final: number - 1 }))
  const ordersBefore = block(Math.floor(number / 2)).timestamp
  store.care.removeOld({ ordersBefore, untoldBefore: null, alertsBefore: null }, null, 2)
  process.stdout.write(`${number}\n`)
}
