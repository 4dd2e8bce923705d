/** Gathers the evidence of a stored order: what is stored of it, and its block asked for once more and proven anew. */
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { EngineError } from '#engine/errors.ts'
import type { Proofs } from '#engine/evidence/format.ts'
import { blockProof } from '#engine/evidence/make.ts'
import type { Ports } from '#engine/ports.ts'
import { createEndpoint, type Endpoint } from '#engine/rpc/endpoint.ts'
import type { OrderStore } from '#ipc/services.ts'
import type { Signer } from '#platform/signing.ts'
import type { OrderDetail } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'
import type { Network } from '#shared/settings.ts'
import { signedText } from './sign.ts'

export type CollectDeps = {
  readonly store: Pick<OrderStore, 'get' | 'journal' | 'labels'>
  readonly ports: Pick<Ports, 'post' | 'openSocket' | 'clock'>
  /** The network of a chain as the user set it; null where it is set no more. */
  readonly network: (chainId: number) => Network | null
  readonly pack: (id: string) => Pack | null
  readonly signer: Signer | null
  readonly version: string
  /** The store may keep a new head; false where it is only read. */
  readonly writes: boolean
}

/** The file's text, and sentences about what it lacks. Throws EngineError NOT_FOUND or BAD_INPUT. */
export async function collectEvidence(id: string, deps: CollectDeps): Promise<{ text: string; notes: string[] }> {
  const { store, signer, ports } = deps
  const detail = store.get(id)
  if (detail === null) throw new EngineError('NOT_FOUND', `There is no order “${id.slice(0, 120)}” here: copy its id from its details.`)
  const { marks: _, ...order } = detail.row
  const notes: string[] = []
  if (order.blockHash === '') notes.push('The order is in no block, so nothing of the chain can be proven.')
  const network = deps.network(order.chainId) ?? { chainId: order.chainId, name: `Chain ${order.chainId}`, enabled: false, endpoints: [] }
  const chain = chainOfNetwork(network)
  const validators = chain.validators ?? null
  const block = order.blockHash === '' ? null : await askProof(detail, network, { family: chain.family, validators }, ports, notes)
  const journal = journalProof(id, deps, notes)
  if (signer === null) notes.push('The file is not signed, because no key is kept here.')
  if (order.usd !== null) notes.push('The price is what was read then: no proof of the feed’s storage is in the file.')
  const { business } = detail.notes
  const text = signedText(
    {
      claims: {
        order,
        notes: detail.notes,
        decoding: { family: chain.family, wrappedNative: chain.wrappedNative, pack: business ? deps.pack(business.pack) : null },
        chainName: chain.name,
        endpoints: [...new Set([...(detail.block?.agreed ?? []), ...(detail.block ? [detail.block.endpoint] : [])])],
        doubts: detail.block?.notes ?? [],
        labels: [order.from, order.to].flatMap((account) => store.labels.of(order.chainId, account)),
        firstSeenAt: detail.firstSeenAt,
        madeAt: ports.clock.now(),
        version: deps.version,
      },
      proofs: { block, journal },
    },
    signer,
  )
  return { text, notes }
}

/** Asks the user's endpoints in turn; what none of them has is a note, and the evidence does without. */
async function askProof(
  { row }: OrderDetail,
  { endpoints }: Network,
  chain: Parameters<typeof blockProof>[3],
  ports: CollectDeps['ports'],
  notes: string[],
): Promise<Proofs['block']> {
  const stop = new AbortController()
  let reason = 'no endpoint is set for its chain.'
  for (const url of endpoints) {
    const endpoint = createEndpoint(url, ports, stop.signal, () => {})
    try {
      const block = await endpoint.ask('eth_getBlockByHash', [row.blockHash, true])
      if (block === null) throw new EngineError('NULL_BLOCK', `${endpoint.host} does not have the block (any more).`)
      return blockProof(block, await receiptsOf(endpoint, row, block), row, chain)
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      reason = error.message
    } finally {
      endpoint.close()
    }
  }
  stop.abort()
  notes.push(`The file holds no proof of the chain: ${reason}`)
  return null
}

async function receiptsOf(endpoint: Endpoint, { blockHash, blockNumber }: OrderDetail['row'], block: unknown): Promise<readonly unknown[]> {
  for (const form of [blockHash, `0x${blockNumber.toString(16)}`]) {
    const found = await endpoint.ask('eth_getBlockReceipts', [form]).catch((error: unknown) => {
      if (error instanceof EngineError) return null
      throw error
    })
    if (Array.isArray(found)) return found
  }
  const transactions: unknown = typeof block === 'object' && block !== null && 'transactions' in block ? block.transactions : []
  const hashes = Array.isArray(transactions) ? transactions.map((one: { hash?: unknown } | null) => one?.hash) : []
  const receipts: unknown[] = []
  for (let at = 0; at < hashes.length; at += 100)
    for (const receipt of await endpoint.askAll(
      'eth_getTransactionReceipt',
      hashes.slice(at, at + 100).map((hash) => [hash]),
    )) {
      if (receipt instanceof EngineError) throw receipt
      receipts.push(receipt)
    }
  return receipts
}

/** Under a head of now where one can be kept, else under the newest one that holds the entry. */
function journalProof(id: string, { store, signer, writes }: CollectDeps, notes: string[]): Proofs['journal'] {
  const found = store.journal.orderEntry(id)
  if (!found?.entry) {
    notes.push('The order is older than the journal here, which has no entry of it yet.')
    return null
  }
  const head = writes ? store.journal.keepHead(signer) : store.journal.head()
  if (head === null || head.size <= found.entry.index) {
    notes.push('The journal has not been signed since the order was stored: run the app for a minute, and export again.')
    return null
  }
  const { text, entry } = found
  return { row: text, entry, path: store.journal.proof(entry.index, head.size), head }
}
