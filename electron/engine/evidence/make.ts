/** Puts the evidence of one order together from a block that is proven once more, whole, on the way. */
import type { OrderRow } from '#shared/order.ts'
import { EngineError } from '../errors.ts'
import type { Address } from '../types.ts'
import type { RpcObject } from '../verify/families/defineFamily.ts'
import { familyOf } from '../verify/families/index.ts'
import { hashField, numberField, objectOf, objectsOf } from '../verify/fields.ts'
import { climb } from '../verify/index.ts'
import { proofsOf } from '../verify/single.ts'
import type { Proofs } from './format.ts'

/**
 * The proof of an order's transaction in its block. `block` and `receipts` are JSON-RPC results with whole transactions. Throws ProofError where
 * they are not what they say, EngineError EVIDENCE where the order is not in them.
 */
export function blockProof(
  block: unknown,
  receipts: readonly unknown[],
  order: Pick<OrderRow, 'blockHash' | 'blockNumber' | 'txHash' | 'chainId'>,
  { family: name, validators }: { readonly family: string; readonly validators: readonly Address[] | null },
): NonNullable<Proofs['block']> {
  const family = familyOf(name)
  const { evidence, notes } = climb(block, receipts, family, { number: order.blockNumber, hash: order.blockHash })
  if (evidence < 2)
    throw new EngineError('EVIDENCE', `The block cannot be proven whole, so neither can one order of it: ${notes.join(' ')}`)
  const served = objectOf(block, 'The block')
  const transactions = objectsOf(served.transactions, '“transactions”')
  const index = transactions.findIndex(({ hash }) => hash === order.txHash)
  const list = objectsOf(receipts, 'the receipts')
  const [transaction, receipt] = [transactions[index], list[index]]
  if (transaction === undefined || receipt === undefined)
    throw new EngineError('EVIDENCE', 'The block does not hold the transaction of this order any more: the chain took it back.')
  const covered = transactions.filter((one) => one.hash !== family.uncovered?.(served))
  if (index >= covered.length)
    throw new EngineError('EVIDENCE', 'The transaction of this order is covered by no root: it cannot be proven.')
  const before = index === 0 ? 0 : numberField(objectOf(list[index - 1], 'A receipt'), 'cumulativeGasUsed')
  return {
    header: headerOf(served),
    headerHash: hashField(served, 'hash'),
    transaction: { ...transaction },
    receipt: { ...receipt },
    index,
    gasUsed: numberField(receipt, 'cumulativeGasUsed') - before,
    ...mutable(proofsOf(covered, list.slice(0, covered.length), index, family)),
    validators: validators === null ? null : [...validators],
  }
}

const mutable = ({ transactionProof, receiptProof }: ReturnType<typeof proofsOf>) => ({
  transactionProof: [...transactionProof],
  receiptProof: [...receiptProof],
})

/** A header is what is hashed; lists of transactions would be the block again. */
const headerOf = (block: RpcObject): Record<string, unknown> => {
  const { transactions: _, withdrawals: __, uncles: ___, ...header } = block
  return header
}
