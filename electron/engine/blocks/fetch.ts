/** One block from one endpoint: asks for it and its receipts side by side, hands the bytes to the prover, gives back what was proven. */
import { EndpointError, ProofError, RpcError } from '../errors.ts'
import type { BlockJob, Prover } from '../ports.ts'
import { parseAnswer, resultOf } from '../rpc/answers.ts'
import type { Endpoint } from '../rpc/endpoint.ts'
import type { AskTraces } from '../traces/ask.ts'
import type { BlockReading } from '../types.ts'

export type BlockRef = { readonly number: number; readonly hash: string | null }
export type ReadOptions = Pick<
  BlockJob,
  'chainId' | 'family' | 'wrappedNative' | 'tokens' | 'listMined' | 'seals' | 'packs' | 'floors' | 'allSenders'
>

/**
 * Reads and proves one block. By hash where it is known, by number in history.
 * Rejects with EndpointError, RpcError or ProofError that names the endpoint.
 */
export async function readBlockFrom(
  endpoint: Endpoint,
  prover: Prover,
  ref: BlockRef,
  options: ReadOptions,
  askTraces: AskTraces = async () => null,
): Promise<BlockReading> {
  try {
    const [[block, receipts], traced] = await Promise.all([askBlock(endpoint, ref), askTraces(endpoint, ref)])
    if (traced === null) return await prover.read({ ...options, expect: ref, block, receipts })
    if ('problem' in traced)
      return {
        ...(await prover.read({ ...options, expect: ref, block, receipts })),
        untraced: { sentence: traced.problem, isFault: false },
      }
    return await prover.read({ ...options, expect: ref, block, receipts, traces: traced.bytes })
  } catch (error) {
    throw named(error, endpoint.host)
  }
}

async function askBlock(endpoint: Endpoint, ref: BlockRef): Promise<[Uint8Array, readonly Uint8Array[]]> {
  const asked = ref.hash
    ? endpoint.raw('eth_getBlockByHash', [ref.hash, true])
    : endpoint.raw('eth_getBlockByNumber', [hex(ref.number), true])
  const [block, receipts] = await Promise.all([asked, askReceipts(endpoint, ref)])
  return [block, receipts ?? (await receiptsOneByOne(endpoint, block))]
}

/** The answer to eth_getBlockReceipts in the form that this endpoint takes, or null where it has none. */
async function askReceipts(endpoint: Endpoint, ref: BlockRef): Promise<readonly Uint8Array[] | null> {
  const forms = ref.hash && endpoint.learnt.receiptsBy === 'hash' ? [ref.hash, hex(ref.number)] : [hex(ref.number)]
  if (endpoint.learnt.receiptsBy === 'transaction') return null
  for (const form of forms) {
    const answer = await endpoint.raw('eth_getBlockReceipts', [form])
    // Only a short answer can be a refusal: whole receipts are not parsed on this thread.
    if (answer.length > 2000) return [answer]
    const found = shortAnswer(answer, endpoint.host)
    if (found instanceof RpcError && !isMissingMethod(found)) throw found
    // Some know no hashes here: they answer null or an error, and the number is tried before the method is given up.
    if (!(found instanceof RpcError) && (found !== null || form === forms.at(-1))) return [answer]
    if (found instanceof RpcError && form === ref.hash) endpoint.learnt.receiptsBy = 'number'
  }
  endpoint.learnt.receiptsBy = 'transaction'
  return null
}

/** Batched eth_getTransactionReceipt, put together as if it were one answer to eth_getBlockReceipts. */
async function receiptsOneByOne(endpoint: Endpoint, block: Uint8Array): Promise<readonly Uint8Array[]> {
  const found = resultOf(parseAnswer(block, endpoint.host), endpoint.host, 'eth_getBlockByHash') as { transactions?: unknown } | null
  const transactions = Array.isArray(found?.transactions) ? found.transactions : []
  const hashes = transactions.map((transaction: { hash?: unknown } | null) => transaction?.hash)
  const receipts: unknown[] = []
  for (let start = 0; start < hashes.length; start += 100) {
    const params = hashes.slice(start, start + 100).map((hash) => [hash])
    for (const receipt of await endpoint.askAll('eth_getTransactionReceipt', params)) {
      if (receipt instanceof Error) throw receipt
      receipts.push(receipt)
    }
  }
  return [new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 0, result: receipts }))]
}

function shortAnswer(answer: Uint8Array, host: string): unknown {
  try {
    return resultOf(parseAnswer(answer, host), host, 'eth_getBlockReceipts')
  } catch (error) {
    if (error instanceof RpcError) return error
    throw error
  }
}

const isMissingMethod = (error: RpcError): boolean =>
  error.rpcCode === -32601 ||
  error.rpcCode === -32602 ||
  error.rpcCode === -32004 ||
  /not (found|supported|available|exist|implemented|whitelisted|allowed)|unsupported|unknown method|invalid (argument|param)|cannot unmarshal/i.test(
    error.message,
  )

/** The prover knows no hosts: its errors get the name of the endpoint that served the bytes. */
function named(error: unknown, host: string): unknown {
  if (error instanceof ProofError && error.data.host === undefined)
    return new ProofError(error.code, String(error.data.block ?? '?'), `${stripBlock(error.message)} Served by ${host}.`, {
      ...error.data,
      host,
    })
  if (error instanceof EndpointError && !error.message.startsWith(host))
    return new EndpointError('NOT_JSON', host, error.message.replace(/^\S+: /, ''), { cause: error })
  return error
}

const stripBlock = (message: string): string => message.replace(/^Block \S+: /, '')

const hex = (number: number): string => `0x${number.toString(16)}`
