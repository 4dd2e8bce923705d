/** A node of a QBFT network that is made block by block, with real keys: what it has sealed, it serves. */
import { keccak256, parseTransaction } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Hex } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { receiptsRoot, transactionsRoot } from '#engine/verify/roots.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import { qbftHeader, type Sealer } from '../engine/verify/seals/sealedChain.ts'
import './prepare.ts'
import { type RpcServer, type RpcServerOptions, serveRpc } from './rpcServer.ts'

export type SealedBlock = {
  readonly block: Readonly<Record<string, unknown>>
  readonly receipts: readonly Readonly<Record<string, unknown>>[]
}

export const sealedChainId = 713_131
const family = familyOf('qbft')
const word = (byte: string, bytes = 32): Hex => `0x${byte.repeat(bytes)}`
const quantity = (value: number | bigint): Hex => `0x${value.toString(16)}`

type Say = {
  readonly validators: readonly Sealer[]
  /** All validators unless said. */
  readonly signers?: readonly Sealer[]
  readonly round?: number
  readonly vote?: { readonly target: Hex; readonly add: boolean }
  readonly salt?: number
  /** Whole coins that the block moves from one account to another; none unless said. */
  readonly coins?: number
}

const payer = privateKeyToAccount(word('77'))

/** The block after `parent` (null: block 1 after an unknown one). */
export async function sealBlock(parent: SealedBlock | null, say: Say): Promise<SealedBlock> {
  const number = parent === null ? 1 : Number(parent.block.number) + 1
  const transactions = say.coins === undefined ? [] : [await payment(number, BigInt(say.coins) * 10n ** 18n)]
  const receipts = transactions.map(() => ({
    ...{ type: '0x0', status: '0x1', cumulativeGasUsed: '0x5208', gasUsed: '0x5208', logs: [] },
    ...{ logsBloom: word('00', 256), transactionIndex: '0x0', contractAddress: null },
  }))
  const header = await qbftHeader({
    number,
    parent: parent === null ? word('ee') : (parent.block.hash as Hex),
    validators: say.validators,
    signers: say.signers ?? say.validators,
    ...(say.round === undefined ? {} : { round: say.round }),
    ...(say.vote === undefined ? {} : { vote: say.vote }),
    fields: {
      transactionsRoot: transactionsRoot(transactions, family) ?? '0x',
      receiptsRoot: receiptsRoot(receipts, transactions, family) ?? '0x',
      timestamp: quantity(Math.floor(Date.now() / 1000) - 1000 + 2 * number + (say.salt ?? 0)),
      gasUsed: quantity(21_000 * transactions.length),
      gasLimit: '0x1c9c380',
    },
  })
  return complete(header, transactions, receipts)
}

function complete(
  header: Readonly<Record<string, unknown>>,
  transactions: readonly Readonly<Record<string, unknown>>[],
  receipts: readonly Readonly<Record<string, unknown>>[],
): SealedBlock {
  const { hash, number } = sealOf(header, 'qbft')
  const place = { blockHash: hash, blockNumber: quantity(number) }
  const placed = transactions.map((transaction) => ({ ...transaction, ...place, transactionIndex: '0x0' }))
  return {
    block: { ...header, hash, transactions: placed, uncles: [] },
    receipts: receipts.map((receipt, i) => ({
      ...receipt,
      ...place,
      transactionHash: transactions[i]?.hash,
      from: payer.address.toLowerCase(),
      to: transactions[i]?.to,
    })),
  }
}

async function payment(nonce: number, value: bigint): Promise<Readonly<Record<string, unknown>>> {
  const to = word('55', 20)
  const raw = await payer.signTransaction({ type: 'legacy', chainId: sealedChainId, nonce, gas: 21_000n, gasPrice: 0n, to, value })
  const { r, s, v } = parseTransaction(raw) as { r: Hex; s: Hex; v: bigint }
  return {
    ...{ hash: keccak256(raw), type: '0x0', from: payer.address.toLowerCase(), to, nonce: quantity(nonce), value: quantity(value) },
    ...{ gas: '0x5208', gasPrice: '0x0', input: '0x', chainId: quantity(sealedChainId), v: quantity(v) },
    ...{ r: quantity(BigInt(r)), s: quantity(BigInt(s)) },
  }
}

export type SealedNode = RpcServer & {
  /** Its chain, the first block first; changed by assignment, as the chain grows or turns. */
  chain: readonly SealedBlock[]
}

/** Serves a chain that the test changes. Heads are found by polling. */
export async function startSealedNode(first: readonly SealedBlock[], options: Partial<RpcServerOptions> = {}): Promise<SealedNode> {
  const node = { chain: first }
  const at = (reference: unknown): SealedBlock | undefined => {
    if (reference === 'latest') return node.chain.at(-1)
    const text = String(reference)
    return node.chain.find(({ block }) => (text.length === 66 ? block.hash === text : block.number === text))
  }
  const server = await serveRpc({
    ws: false,
    ...options,
    answer(method, [reference]) {
      if (method === 'eth_chainId') return quantity(sealedChainId)
      if (method === 'eth_blockNumber') return node.chain.at(-1)?.block.number
      if (method === 'eth_getBlockReceipts') return at(reference)?.receipts
      if (method.startsWith('eth_getBlockBy')) return at(reference)?.block
      return null
    },
  })
  return Object.assign(node, server)
}
