/** From JSON-RPC answers to orders: parses, proves, lets every source read what was proven. Runs in a worker thread. */
import { EndpointError, ProofError, RpcError } from '../errors.ts'
import { packReader } from '../packs/memory.ts'
import type { BlockJob } from '../ports.ts'
import type { SourceContext } from '../sources/defineSource.ts'
import { type InternalLegs, internalLegs, logsCoins } from '../traces/index.ts'
import type { Address, BlockReading, Hex, Leg } from '../types.ts'
import { familyOf } from '../verify/families/index.ts'
import { climb } from '../verify/index.ts'
import { readOrders } from './readOrders.ts'
import { assetsWithin, markSole } from './standIn.ts'

/**
 * Proves and reads one block. Throws ProofError (see `climb`; NULL_BLOCK or NULL_RECEIPTS where the endpoint has none), RpcError for a
 * JSON-RPC error, EndpointError NOT_JSON or BAD_ANSWER. The host is not known here: errors name it `endpoint`.
 */
export const readBlock = (job: BlockJob): BlockReading => {
  const block = oneResult(parse(job.block), 'eth_getBlock')
  const receipts = block === null ? [] : job.receipts.flatMap((bytes) => receiptsOf(parse(bytes), job))
  const { header, evidence, notes, roots, transactions, seals, proveSenders } = climb(
    block,
    receipts,
    familyOf(job.family),
    job.expect,
    job.seals,
  )
  const context: SourceContext = { chainId: job.chainId, wrappedNative: job.wrappedNative }
  const wanted = job.tokens === null ? null : new Set<string>(job.tokens)
  const packs = (job.packs ?? []).map((watched) => packReader(watched, job.chainId))
  const traced = job.traces === undefined ? null : tracedLegs(job.traces, { header, transactions })
  const legs = transactions
    .filter(({ succeeded }) => succeeded)
    .flatMap((transaction) => readOrders(transaction, context, traced?.legs.get(transaction.hash), packs))
  const counted = markSole(legs).filter((leg) => wanted === null || leg.business !== undefined || isWanted(leg, wanted))
  const of = new Set<string>(counted.filter((leg) => mayBeLarge(leg, job.floors)).map(({ txHash }) => txHash))
  // Last, because it takes longest. Who waits for pending orders hears of every sender.
  proveSenders(job.allSenders || job.listMined ? 'all' : of)
  const kept = counted.filter(({ txHash }) => of.has(txHash)).map(withFewerParts)
  return {
    header,
    evidence,
    // What the seals lack is told by whoever watches over them, who may know more.
    notes: notes.filter((note) => note !== seals?.note),
    ...(roots === null ? {} : { roots }),
    transactions: transactions.length,
    logs: transactions.reduce((sum, { logs }) => sum + logs.length, 0),
    legs: kept,
    ...(job.listMined ? { mined: minedIn(block) } : {}),
    ...(traced?.problem ? { untraced: traced.problem } : {}),
    ...(logsCoins(transactions) ? { logsCoins: true } : {}),
    ...(seals === null ? {} : { seals }),
    signers: new Map(transactions.filter(({ hash }) => of.has(hash)).map(({ hash, from }) => [hash, from])),
  }
}

/** Sender and nonce of each transaction, out of the bytes that were proven above. System transactions without a nonce wait for nobody. */
const minedIn = (block: unknown): NonNullable<BlockReading['mined']> => {
  const listed = isEnvelope(block) && Array.isArray(block.transactions) ? block.transactions : []
  return listed.filter(isEnvelope).flatMap(({ hash, from, nonce }) => {
    const numbered = typeof nonce === 'string' && typeof from === 'string' && typeof hash === 'string'
    return numbered ? [{ hash: hash as Hex, sender: from as Address, nonce: Number(nonce) }] : []
  })
}

/** What a trace cannot tell is no reason to do without the block. */
const tracedLegs = (bytes: Uint8Array, block: Parameters<typeof internalLegs>[1]): InternalLegs => {
  try {
    return internalLegs(oneResult(parse(bytes), 'a trace'), block)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { legs: new Map(), problem: { sentence: `Internal transfers are not told: ${reason}`, isFault: false } }
  }
}

const decoder = new TextDecoder()

type Envelope = { readonly [key: string]: unknown }

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch (cause) {
    throw new EndpointError('NOT_JSON', 'endpoint', 'it answered with something that is not JSON. Check the address of the endpoint.', {
      cause,
    })
  }
}

/** Receipts in an answer: a whole block's, one transaction's, or a batch of the latter in any order (ids ascend with the transactions). */
const receiptsOf = (answer: unknown, job: BlockJob): readonly unknown[] => {
  if (!Array.isArray(answer)) return listOf(oneResult(answer, 'eth_getBlockReceipts'), job)
  const envelopes = answer.filter(isEnvelope)
  if (envelopes.length !== answer.length) throw badAnswer('eth_getTransactionReceipt')
  return envelopes
    .sort((a, b) => Number(a.id) - Number(b.id))
    .flatMap((envelope) => listOf(oneResult(envelope, 'eth_getTransactionReceipt'), job))
}

const listOf = (result: unknown, job: BlockJob): readonly unknown[] => {
  if (result === null) {
    const label = job.expect.number ?? job.expect.hash ?? '?'
    throw new ProofError('NULL_RECEIPTS', label, 'the endpoint does not have the receipts of this block (yet). They are asked for again.')
  }
  return Array.isArray(result) ? result : [result]
}

/** `result` of an envelope; null stays null. */
const oneResult = (envelope: unknown, method: string): unknown => {
  if (!isEnvelope(envelope)) throw badAnswer(method)
  const { error } = envelope
  if (isEnvelope(error))
    throw new RpcError('endpoint', method, Number.isInteger(error.code) ? Number(error.code) : -32000, words(error.message))
  if (error != null) throw new RpcError('endpoint', method, -32000, words(error))
  if (!Object.hasOwn(envelope, 'result')) throw badAnswer(method)
  return envelope.result ?? null
}

const badAnswer = (method: string): EndpointError =>
  new EndpointError(
    'BAD_ANSWER',
    'endpoint',
    `it answered ${method} with JSON that is no JSON-RPC answer. Check the address of the endpoint.`,
  )

const isEnvelope = (value: unknown): value is Envelope => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A stranger's words on one line, without control characters and marks that turn the direction of writing. */
const words = (text: unknown): string =>
  typeof text === 'string'
    ? text
        .slice(0, 400)
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim() || 'no reason given'
    : 'no reason given'

/** Whether the leg, or anything that it was put together from, is as much as an order has to be. */
function mayBeLarge(leg: Leg, floors: BlockJob['floors']): boolean {
  if (floors === undefined || leg.business !== undefined) return true
  const isMany = ({ asset, amount }: Pick<Leg, 'asset' | 'amount'>) => amount >= (floors.get(asset) ?? 0n)
  return isMany(leg) || (leg.received !== undefined && isMany(leg.received)) || (leg.parts ?? []).some((part) => mayBeLarge(part, floors))
}

const isWanted = (leg: Leg, wanted: ReadonlySet<string>): boolean => assetsWithin(leg).some((one) => one === null || wanted.has(one))

/** So many parts tell how an order came about; a contract may write thousands. */
const mostParts = 400

function withFewerParts(leg: Leg): Leg {
  const { parts = [], how = '' } = leg
  if (parts.length <= mostParts) return leg
  const kept = parts.toSorted((a, b) => a.position - b.position).slice(0, mostParts)
  return { ...leg, parts: kept, how: `${how} Of ${parts.length} parts the first ${mostParts} are kept.`.trim() }
}
