/** L1: nothing that was served contradicts anything else. It accuses an endpoint of a mix-up, not yet of a forgery; roots do that. */
import { bloomContains, logsBloom } from './bloom.ts'
import { logsOf } from './encoding/receipt.ts'
import type { Family } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { addressOrNull, dataField, has, numberField, objectsOf } from './fields.ts'
import { bytesOf, sameBytes } from './hex.ts'
import type { Served, ServedPair } from './served.ts'

/** Throws FieldError for the first contradiction; returns notes on what this chain's endpoints leave open. */
export const checkLinks = (served: Served, family: Family): string[] => {
  const known = family.reach === 2
  let logIndex = 0
  for (const pair of served.pairs) {
    checkPlace(served, pair)
    if (known) checkParties(pair)
    logIndex = checkLogs(served, pair, known ? logIndex : null)
  }
  return [...checkBlooms(served, known), ...checkGas(served, known)]
}

/** The transaction and the receipt say that they stand where they were served. */
const checkPlace = ({ number, hash }: Served, { transaction, receipt, index }: ServedPair): void => {
  for (const [what, object] of [
    ['transaction', transaction],
    ['receipt', receipt],
  ] as const) {
    const foreign = (field: string) =>
      new FieldError(`the “${field}” of ${what} ${index} is another block’s.`, `${what.toUpperCase()}_FOREIGN`)
    if (object.blockHash !== hash && (what === 'receipt' || has(object, 'blockHash'))) throw foreign('blockHash')
    if (has(object, 'blockNumber') && numberField(object, 'blockNumber') !== number) throw foreign('blockNumber')
    if (numberField(object, 'transactionIndex') !== index) throw foreign('transactionIndex')
  }
}

/** Sender and receiver on the receipt, where a node writes them, are the transaction's. */
const checkParties = ({ transaction, receipt, index }: ServedPair): void => {
  for (const name of ['from', 'to']) {
    if (has(receipt, name) && receipt[name] !== addressOrNull(transaction, name)) {
      throw new FieldError(`receipt ${index} names another “${name}” than its transaction.`, 'RECEIPT_FOREIGN')
    }
  }
}

/** Every log names its block, its transaction and its place. `next` is the expected index, null where chains count in their own way. */
const checkLogs = ({ number, hash }: Served, pair: ServedPair, next: number | null): number => {
  let expected = next
  let before = -1
  for (const log of objectsOf(pair.receipt.logs, '“logs”')) {
    const foreign = (why: string) => new FieldError(`a log in receipt ${pair.index} ${why}.`, 'LOG_FOREIGN')
    if (has(log, 'blockHash') && log.blockHash !== hash) throw foreign('is another block’s')
    if (has(log, 'blockNumber') && numberField(log, 'blockNumber') !== number) throw foreign('is another block’s')
    if (has(log, 'transactionHash') && log.transactionHash !== pair.hash) throw foreign('is another transaction’s')
    if (has(log, 'transactionIndex') && numberField(log, 'transactionIndex') !== pair.index) throw foreign('is another transaction’s')
    if (log.removed === true) throw foreign('was removed by a reorganisation')
    const index = numberField(log, 'logIndex')
    if (index <= before || (expected !== null && index !== expected))
      throw foreign('stands in the wrong place: logs are missing or were added')
    before = index
    if (expected !== null) expected++
  }
  return expected ?? 0
}

/** Each receipt's bloom is that of its logs, and the header's is that of all. */
const checkBlooms = ({ block, pairs }: Served, known: boolean): string[] => {
  const header = bytesOf(dataField(block, 'logsBloom', 256))
  const remembered = new Map()
  const union = new Uint8Array(256)
  for (const { receipt, index } of pairs) {
    const bloom = logsBloom(logsOf(receipt), remembered)
    for (let i = 0; i < 256; i++) union[i] = (union[i] ?? 0) | (bloom[i] ?? 0)
    if (known && has(receipt, 'logsBloom') && !sameBytes(bytesOf(dataField(receipt, 'logsBloom', 256)), bloom)) {
      throw new FieldError(`the logs bloom of receipt ${index} is not that of its logs.`, 'BLOOM')
    }
  }
  if (known ? sameBytes(header, union) : bloomContains(header, union)) return []
  // Some chains leave blooms empty; then they say nothing.
  if (!known && header.every((byte) => byte === 0)) return ['The header’s logs bloom is empty although there are logs.']
  throw new FieldError('the logs are not those that the header’s bloom stands for: some are missing or were added.', 'BLOOM')
}

/** Gas adds up over the block. From Amsterdam on (EIP-7778) the header counts gas in another way than receipts do. */
const checkGas = ({ block, pairs }: Served, known: boolean): string[] => {
  if (has(block, 'blockAccessListHash')) return []
  let total = 0
  for (const { receipt, index } of pairs) {
    const cumulative = numberField(receipt, 'cumulativeGasUsed')
    const own = known && has(receipt, 'gasUsed') ? numberField(receipt, 'gasUsed') : cumulative - total
    if (cumulative < total || own !== cumulative - total) {
      if (!known) return [gasNote]
      throw new FieldError(`the gas of receipt ${index} does not follow from the receipt before it.`, 'GAS')
    }
    total = cumulative
  }
  if (total === numberField(block, 'gasUsed')) return []
  if (!known) return [gasNote]
  throw new FieldError('the receipts’ gas does not add up to the header’s: receipts are missing or were added.', 'GAS')
}

const gasNote = 'The gas of the receipts does not add up to the header’s; this chain may count it in its own way.'
