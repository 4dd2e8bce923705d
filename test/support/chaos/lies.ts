/** Lies about one block: each takes what a node honestly serves and alters it in a way that a root, a hash or a signature can tell. */
import { logsBloom } from '#engine/verify/bloom.ts'
import { flip } from '../faults.ts'

export type Json = { readonly [key: string]: unknown }
/** A block with all transactions, and its receipts, as JSON-RPC serves them. */
export type Pair = { readonly block: Json; readonly receipts: readonly Json[] }
export type Lie = (honest: Pair, random: () => number) => Pair | null

/**
 * Each answers null where the block holds nothing that it could alter. Only what is covered is altered: a change of a field
 * that no root covers and that nobody reads is no lie that anybody could tell.
 */
export const lies = {
  /** One bit of a log's address, topics or data. */
  flipLog: (honest, random) =>
    changeLogs(honest, random, (logs) => replaceOne(logs, random, (log) => flipLogPart(log, random)), { blooms: false }),
  /** One bit of a receipt: status, gas, bloom, or the transaction that it names. */
  flipReceipt: ({ block, receipts }, random) =>
    receipts.length === 0
      ? null
      : {
          block,
          receipts: replaceOne(receipts, random, (receipt) => flipField(receipt, pick(present(receipt, receiptFields), random), random)),
        },
  /** One bit of a transaction: anything that was signed, the signature, or the sender. */
  flipTransaction: ({ block, receipts }, random) => {
    const list = transactionsOf(block)
    if (list.length === 0) return null
    const change = (one: Json): Json => flipField(one, pick(signedFields(one), random), random)
    return { block: { ...block, transactions: replaceOne(list, random, change) }, receipts }
  },
  /** One bit of any field that the block's hash covers, or of the hash itself. */
  flipHeader: ({ block, receipts }, random) => {
    return { block: flipField(block, pick(present(block, headerFields), random), random), receipts }
  },
  /** One log less, the indices behind it closed up, blooms as they were. */
  dropLog: (honest, random) => changeLogs(honest, random, (logs) => dropOne(logs, random), { blooms: false }),
  /** The same, with the blooms of receipt and header recomputed so that they fit. */
  dropLogBloom: (honest, random) => changeLogs(honest, random, (logs) => dropOne(logs, random), { blooms: true }),
  /** One log more, a large transfer, with indices and blooms that fit. */
  forgeLog: (honest, random) => changeLogs(honest, random, (logs) => [...logs, forged(pick(logs, random), random)], { blooms: true }),
  /** One transaction less, with its receipt, indices closed up. */
  dropTransaction: ({ block, receipts }, random) => {
    const list = transactionsOf(block)
    if (list.length === 0) return null
    const at = Math.floor(random() * list.length)
    const renumber = (entries: readonly Json[]) =>
      entries.toSpliced(at, 1).map((entry, index) => ({ ...entry, transactionIndex: quantity(index) }))
    return { block: { ...block, transactions: renumber(list) }, receipts: renumber(receipts) }
  },
} satisfies Record<string, Lie>

export type LieKind = keyof typeof lies
export const lieKinds = Object.keys(lies) as LieKind[]

const receiptFields = [
  'root',
  'status',
  'cumulativeGasUsed',
  'gasUsed',
  'logsBloom',
  'transactionHash',
  'transactionIndex',
  'blockHash',
  'type',
]
const headerFields = [
  ...['hash', 'parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom', 'difficulty', 'number'],
  ...['gasLimit', 'gasUsed', 'timestamp', 'extraData', 'mixHash', 'nonce', 'baseFeePerGas', 'withdrawalsRoot', 'blobGasUsed'],
  ...['excessBlobGas', 'parentBeaconBlockRoot', 'requestsHash'],
]

/** What the sender signed and what follows from it. The gas price of a transaction with dynamic fees is a figure that nodes add. */
function signedFields(transaction: Json): string[] {
  const always = ['hash', 'nonce', 'from', 'to', 'value', 'input', 'gas', 'r', 's', 'v', 'chainId', 'blockHash', 'transactionIndex']
  const fees = Number(transaction.type ?? 0) < 2 ? ['gasPrice'] : ['maxFeePerGas', 'maxPriorityFeePerGas', 'yParity']
  return present(transaction, [...always, ...fees])
}

const present = (object: Json, names: readonly string[]): string[] =>
  names.filter((name) => typeof object[name] === 'string' && object[name] !== '0x')

const flipField = (object: Json, name: string, random: () => number): Json => ({ ...object, [name]: flip(String(object[name]), random) })

function flipLogPart(log: Json, random: () => number): Json {
  const topics = log.topics as string[]
  const part = Math.floor(random() * (topics.length + 2))
  if (part < topics.length) return { ...log, topics: topics.map((topic, index) => (index === part ? flip(topic, random) : topic)) }
  return flipField(log, part === topics.length && log.data !== '0x' ? 'data' : 'address', random)
}

/** The forger's own payment, as large as it gets, in the shape of a log that is there. */
function forged(log: Json, random: () => number): Json {
  const account = `0x${'0'.repeat(24)}${Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('')}`
  return { ...log, topics: [transfer, account, account], data: `0x${(10n ** 24n).toString(16).padStart(64, '0')}` }
}
const transfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** Alters the logs of one receipt that has some, then numbers all logs of the block anew. */
function changeLogs(
  { block, receipts }: Pair,
  random: () => number,
  change: (logs: readonly Json[]) => readonly Json[],
  { blooms }: { readonly blooms: boolean },
): Pair | null {
  const candidates = receipts.filter((receipt) => logsOf(receipt).length > 0)
  if (candidates.length === 0) return null
  const chosen = pick(candidates, random)
  let next = 0
  const altered = receipts.map((receipt) => {
    const logs = (receipt === chosen ? change(logsOf(receipt)) : logsOf(receipt)).map((log) => ({ ...log, logIndex: quantity(next++) }))
    return receipt === chosen && blooms ? { ...receipt, logs, logsBloom: bloomOf(logs) } : { ...receipt, logs }
  })
  return { block: blooms ? { ...block, logsBloom: bloomOf(altered.flatMap(logsOf)) } : block, receipts: altered }
}

const bloomOf = (logs: readonly Json[]): string =>
  `0x${Buffer.from(logsBloom(logs.map(({ address, topics }) => ({ address: String(address), topics: topics as string[] })))).toString('hex')}`

const logsOf = (receipt: Json): readonly Json[] => receipt.logs as Json[]
const transactionsOf = (block: Json): readonly Json[] => block.transactions as Json[]
const quantity = (number: number): string => `0x${number.toString(16)}`
const dropOne = (logs: readonly Json[], random: () => number): Json[] => logs.toSpliced(Math.floor(random() * logs.length), 1)

function replaceOne(list: readonly Json[], random: () => number, change: (item: Json) => Json): Json[] {
  const at = Math.floor(random() * list.length)
  return list.map((item, index) => (index === at ? change(item) : item))
}

/** One of a list that is not empty. */
export function pick<T>(list: readonly T[], random: () => number): T {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new RangeError('There is nothing to pick from.')
  return found
}
