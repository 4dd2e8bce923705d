/** Climbs the evidence ladder as far as the bytes of one endpoint reach: the only maker of `Verified` transactions. */
import { ProofError } from '../errors.ts'
import type { BlockHeader, Roots, Transaction } from '../types.ts'
import { asVerified, type Verified } from './brand.ts'
import { logsOf } from './encoding/receipt.ts'
import type { Family, SealFinding } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { has, hashField, numberField } from './fields.ts'
import { checkLinks } from './linked.ts'
import { creationNote, readTransaction } from './readTransaction.ts'
import { checkRoots, checkSender } from './roots.ts'
import type { SealContext } from './seals/index.ts'
import { type Expected, type Served, sortServed } from './served.ts'

export type Climbed = {
  readonly header: BlockHeader
  /** 2 where header hash and roots were recomputed; 1 where some encoding is not known: `notes` says which. */
  readonly evidence: 1 | 2
  readonly notes: readonly string[]
  /** Null at level 1. */
  readonly roots: Roots | null
  /**
   * What the seals in the header say: its `evidence` of 4 lifts the block. null where they were not asked for, carry no weight because the
   * header's hash was not recomputed (level 1), or the family has none.
   */
  readonly seals: SealFinding | null
  readonly transactions: readonly Verified<Transaction>[]
  /**
   * Proves who signed: all of them, or the transactions of these hashes. Until then `from` is the endpoint's word, which no root covers: to be called
   * for whatever an order is made of. Throws ProofError SENDER, or BAD_FIELD where there is no signature to be read.
   */
  proveSenders(of: 'all' | ReadonlySet<string>): void
}

/**
 * Proves a block and its receipts as parsed from JSON. Throws ProofError with one sentence that names what was disproved:
 * NULL_BLOCK, WRONG_BLOCK, MISSING_FIELD, BAD_FIELD, HEADER_HASH, TRANSACTION_HASH, TRANSACTIONS_ROOT, SENDER, RECEIPTS_EMPTY,
 * RECEIPT_COUNT, RECEIPT_FOREIGN, RECEIPTS_ROOT, WITHDRAWALS_ROOT, TRANSACTION_FOREIGN, LOG_FOREIGN, BLOOM or GAS; nothing else. With
 * `sealContext` the seals are judged as well, where the family's headers carry any; then also SEALS, or EXTRA_DATA.
 */
export const climb = (
  block: unknown,
  receipts: readonly unknown[],
  family: Family,
  expected: Expected,
  sealContext?: SealContext,
): Climbed => {
  const label = expected.number ?? expected.hash ?? numberOf(block) ?? 'unnumbered'
  if (block === null || block === undefined) {
    throw new ProofError(
      'NULL_BLOCK',
      label,
      'the endpoint does not have this block (yet). It is asked for again, there or at another endpoint.',
    )
  }
  const inWords = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      if (cause instanceof FieldError) throw new ProofError(cause.code, label, lowerFirst(cause.message))
      throw cause
    }
  }
  const served = inWords(() => sortServed(block, receipts, family, expected))
  const proveSenders: Climbed['proveSenders'] = (of) =>
    inWords(() => {
      if (family.reach === 1) return
      for (const { transaction, index, hash } of served.pairs) if (of === 'all' || of.has(hash)) checkSender(transaction, index, family)
    })
  return { ...inWords(() => prove(served, family, sealContext)), proveSenders }
}

/** Order matters only for the sentence: the header first, then what hangs from it, then what merely has to agree. */
const prove = (served: Served, family: Family, sealContext?: SealContext): Omit<Climbed, 'proveSenders'> => {
  const { block, pairs } = served
  const notes = checkRoots(served, family)
  // Where the roots were recomputed, gas and blooms can only be wrong in fields that nothing reads; they are checked all the same.
  const doubts = checkLinks(served, family)
  let before = 0
  const transactions = pairs.map((pair) => {
    const cumulative = numberField(pair.receipt, 'cumulativeGasUsed')
    const transaction = readTransaction(pair, cumulative - before, family)
    before = cumulative
    const note = transaction.to === null ? creationNote(pair, family) : null
    if (note !== null) notes.push(note)
    return asVerified(transaction)
  })
  const outside = readUncovered(served)
  if (outside.transaction !== null) transactions.push(asVerified(outside.transaction))
  if (outside.note !== null) notes.push(outside.note)
  const evidence = notes.length === 0 && family.reach === 2 ? 2 : 1
  const seals = evidence === 2 && sealContext !== undefined ? (family.seals?.(block, sealContext) ?? null) : null
  if (seals?.note != null) doubts.push(seals.note)
  return {
    header: {
      number: served.number,
      hash: served.hash,
      parentHash: hashField(block, 'parentHash'),
      timestamp: numberField(block, 'timestamp'),
    },
    evidence,
    roots: evidence === 2 ? rootsOf(served) : null,
    notes: [...notes, ...doubts],
    seals,
    transactions,
  }
}

const rootsOf = ({ block }: Served): Roots => ({
  transactions: hashField(block, 'transactionsRoot'),
  receipts: hashField(block, 'receiptsRoot'),
  withdrawals: has(block, 'withdrawalsRoot') ? hashField(block, 'withdrawalsRoot') : null,
})

/** A transaction outside all roots is one endpoint's word: the block that has logs of one is at level 1 and says so. */
const readUncovered = ({ uncovered, block, hash, pairs }: Served): { transaction: Transaction | null; note: string | null } => {
  const { transaction, receipt } = uncovered
  if (receipt === null) {
    return {
      transaction: null,
      note: transaction === null ? null : 'The receipt of the state-sync transaction was not served, so its logs are not known.',
    }
  }
  if (receipt.blockHash !== hash) throw new FieldError('the receipt of the state-sync transaction is another block’s.', 'RECEIPT_FOREIGN')
  const logs = logsOf(receipt).map((log, position) => ({ ...log, position }))
  if (logs.length === 0) return { transaction: null, note: null }
  const nobody = '0x0000000000000000000000000000000000000000'
  const shared = { from: nobody, to: nobody, created: null, value: 0n, input: '0x', succeeded: true } as const
  return {
    transaction: { ...shared, hash: hashField(receipt, 'transactionHash'), index: pairs.length, logs },
    note: `Block ${Number(block.number)} holds a state-sync transaction with ${logs.length} logs, which no root covers: they are this endpoint’s word.`,
  }
}

const numberOf = (block: unknown): number | null => {
  const number = typeof block === 'object' && block !== null && 'number' in block ? block.number : null
  return typeof number === 'string' && /^0x[0-9a-f]{1,13}$/.test(number) ? Number(number) : null
}

const lowerFirst = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1)
