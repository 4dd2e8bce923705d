/** One transaction and its receipt as somebody recorded them: no block stands behind them, so only contradictions can be found. */
import { EngineError } from '../errors.ts'
import type { Hex, Transaction } from '../types.ts'
import { asVerified, type Verified } from './brand.ts'
import type { Family, RpcObject } from './families/defineFamily.ts'
import { FieldError } from './fieldError.ts'
import { addressOrNull, has, hashField, numberField, objectOf, objectsOf } from './fields.ts'
import { readTransaction } from './readTransaction.ts'

export type Recorded = {
  readonly transaction: Verified<Transaction>
  readonly block: { readonly number: number; readonly hash: Hex; readonly timestamp: number | null }
}

/**
 * Reads `{ transaction, receipt }` as `eth_getTransactionByHash` and `eth_getTransactionReceipt` return them. Recordings are spelled in
 * many ways (upper-case hex, padded numbers) and lack fields, so those are forgiven; a receipt of another transaction is not.
 * Throws EngineError RECORDING with one sentence.
 */
export const readRecorded = (entry: unknown, family: Family): Recorded => {
  try {
    const { transaction, receipt } = objectOf(entry, 'The entry')
    return read(spelled(objectOf(transaction, '“transaction”')), spelled(objectOf(receipt, '“receipt”')), family)
  } catch (cause) {
    if (cause instanceof FieldError) throw new EngineError('RECORDING', cause.message, { cause })
    throw cause
  }
}

const read = (transaction: RpcObject, receipt: RpcObject, family: Family): Recorded => {
  const hash = hashField(transaction, 'hash')
  const foreign = (what: string) => new FieldError(`the receipt of transaction ${hash} ${what}: put transaction and receipt together.`)
  if (has(receipt, 'transactionHash') && receipt.transactionHash !== hash) throw foreign('is another transaction’s')
  for (const name of ['from', 'to']) {
    if (has(receipt, name) && receipt[name] !== addressOrNull(transaction, name)) throw foreign(`names another “${name}”`)
  }
  const logs = objectsOf(receipt.logs, '“logs”')
  if (logs.some((log) => has(log, 'transactionHash') && log.transactionHash !== hash)) throw foreign('holds logs of another transaction')
  const inOrder = logs.every((log) => has(log, 'logIndex'))
    ? logs.toSorted((a, b) => numberField(a, 'logIndex') - numberField(b, 'logIndex'))
    : logs
  const placed = has(receipt, 'blockNumber') && has(receipt, 'blockHash') ? receipt : transaction
  const index = [transaction, receipt].find((object) => has(object, 'transactionIndex'))
  const pair = {
    transaction: { value: '0x0', input: '0x', nonce: '0x0', gas: '0x0', ...transaction },
    receipt: { ...receipt, logs: inOrder },
    hash,
    index: index ? numberField(index, 'transactionIndex') : 0,
  }
  const gasUsed = has(receipt, 'gasUsed') ? numberField(receipt, 'gasUsed') : 0
  const read = readTransaction(pair, gasUsed, family)
  const created = read.to === null ? addressOrNull(receipt, 'contractAddress') : null
  return {
    transaction: asVerified({ ...read, created: created ?? read.created }),
    block: { number: numberField(placed, 'blockNumber'), hash: hashField(placed, 'blockHash'), timestamp: timeOf(transaction, logs) },
  }
}

/** Some nodes write the time of the block into the transaction or its logs. */
const timeOf = (transaction: RpcObject, logs: readonly RpcObject[]): number | null => {
  const dated = [transaction, ...logs].find((object) => has(object, 'blockTimestamp'))
  return dated ? numberField(dated, 'blockTimestamp') : null
}

const quantities = new Set([
  'blockNumber',
  'blockTimestamp',
  'transactionIndex',
  'logIndex',
  'nonce',
  'gas',
  'gasUsed',
  'value',
  'status',
  'type',
])

/** One spelling: lower case, numbers without padding, `input` under its newer name, no empty state root beside a status. */
const spelled = (object: RpcObject): RpcObject => {
  const entries = Object.entries(object).map(([name, value]): [string, unknown] => {
    if (Array.isArray(value)) return [name, value.map((item) => (isObject(item) ? spelled(item) : lower(item)))]
    if (quantities.has(name)) return [name, quantity(value)]
    return [name === 'data' && !Object.hasOwn(object, 'topics') && !Object.hasOwn(object, 'input') ? 'input' : name, lower(value)]
  })
  const kept = entries.filter(([name, value]) => !(name === 'root' && (value === '0x' || has(object, 'status'))))
  return Object.fromEntries(kept.filter(([, value]) => value != null))
}

const lower = (value: unknown): unknown => (typeof value === 'string' && /^0x/i.test(value) ? value.toLowerCase() : value)

const quantity = (value: unknown): unknown => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return `0x${value.toString(16)}`
  if (typeof value !== 'string' || !/^0x[0-9a-f]*$/i.test(value)) return value
  return `0x${value.slice(2).replace(/^0+/, '').toLowerCase() || '0'}`
}

const isObject = (value: unknown): value is RpcObject => typeof value === 'object' && value !== null && !Array.isArray(value)
