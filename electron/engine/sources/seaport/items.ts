/** The two lists of Seaport's OrderFulfilled, read without trusting an offset or a length. */
import type { Address, Log } from '../../types.ts'
import { fieldsOf, wordOf } from '../fields.ts'
import { addressOf } from '../logs.ts'

export type Item = { readonly type: bigint; readonly token: Address; readonly id: bigint; readonly amount: bigint }
export type Order = {
  readonly offerer: Address
  readonly recipient: Address
  readonly offer: readonly Item[]
  readonly consideration: readonly Item[]
}

/** No order that fits into a block has more. */
const mostItems = 1_000n

/** Null where the log is not what the event says. */
export function readOrder(log: Log): Order | null {
  const fields = fieldsOf(log, 2, ['address', 'address', 'bytes32', 'address', 'number', 'number'])
  if (!fields) return null
  const [offerer, , , recipient, offerAt, considerationAt] = fields
  const offer = itemsAt(log, offerAt, 4)
  const consideration = itemsAt(log, considerationAt, 5)
  return offer && consideration ? { offerer, recipient, offer, consideration } : null
}

function itemsAt({ data }: Log, offset: bigint, width: number): Item[] | null {
  if (offset % 32n !== 0n || offset > BigInt(data.length)) return null
  const start = Number(offset / 32n)
  const length = wordOf(data, start)
  if (length === null || BigInt(length) > mostItems) return null
  const items: Item[] = []
  for (let index = 0; index < Number(length); index++) {
    const at = start + 1 + index * width
    const [type, token, id, amount] = [
      wordOf(data, at),
      addressOf(wordOf(data, at + 1) ?? undefined),
      wordOf(data, at + 2),
      wordOf(data, at + 3),
    ]
    if (!type || !token || !id || !amount) return null
    items.push({ type: BigInt(type), token, id: BigInt(id), amount: BigInt(amount) })
  }
  return items
}
