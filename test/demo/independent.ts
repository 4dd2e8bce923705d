/** A second opinion on the demo chain's blocks: roots and hashes rebuilt from JSON alone, by another algorithm than the chain's own. */
import { concatHex, fromRlp, type Hex, hexToBigInt, keccak256, numberToHex, parseGwei, serializeTransaction, toRlp } from 'viem'

export type Json = { readonly [key: string]: unknown }

/** Field of a JSON object that must be hex. */
export function hex(object: Json, field: string): Hex {
  const value = object[field]
  if (typeof value !== 'string' || !value.startsWith('0x')) throw new Error(`${field} is not hex: ${String(value)}`)
  return value as Hex
}

const quantity = (object: Json, field: string): Hex => {
  const value = hexToBigInt(hex(object, field))
  if (value === 0n) return '0x'
  const digits = value.toString(16)
  return `0x${digits.padStart(digits.length + (digits.length % 2), '0')}`
}

/** Yellow paper and EIPs 1559, 4895, 4844, 4788, 7685: the header as a list. */
export const headerHash = (block: Json): Hex => keccak256(toRlp(headerList(block)))

/** Length of the block's RLP: header, transactions (typed ones as strings), no uncles, no withdrawals. */
export function blockBytes(block: Json): number {
  const bodies = (block.transactions as Json[]).map((transaction): Rlp => {
    const raw = rawTransaction(transaction)
    return hex(transaction, 'type') === '0x0' ? (fromRlp(raw, 'hex') as Rlp) : raw
  })
  return toRlp([headerList(block), bodies, [], []], 'bytes').length
}

function headerList(block: Json): Hex[] {
  const plain = (field: string): Hex => hex(block, field)
  const number = (field: string): Hex => quantity(block, field)
  return [
    ...['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom'].map(plain),
    ...['difficulty', 'number', 'gasLimit', 'gasUsed', 'timestamp'].map(number),
    ...['extraData', 'mixHash', 'nonce'].map(plain),
    number('baseFeePerGas'),
    plain('withdrawalsRoot'),
    number('blobGasUsed'),
    number('excessBlobGas'),
    plain('parentBeaconBlockRoot'),
    plain('requestsHash'),
  ]
}

/** Consensus encoding of a transaction from its JSON. */
export function rawTransaction(transaction: Json): Hex {
  const number = (field: string): bigint => hexToBigInt(hex(transaction, field))
  const word = (field: string): Hex => numberToHex(number(field), { size: 32 })
  const common = {
    chainId: Number(number('chainId')),
    nonce: Number(number('nonce')),
    to: hex(transaction, 'to'),
    value: number('value'),
    data: hex(transaction, 'input'),
    gas: number('gas'),
  }
  const signature = { r: word('r'), s: word('s') }
  if (hex(transaction, 'type') === '0x0') {
    return serializeTransaction({ ...common, type: 'legacy', gasPrice: number('gasPrice') }, { ...signature, v: number('v') })
  }
  const typed = { ...signature, yParity: Number(number('yParity')) }
  if (hex(transaction, 'type') === '0x1') {
    return serializeTransaction({ ...common, type: 'eip2930', gasPrice: number('gasPrice'), accessList: [] }, typed)
  }
  const fees = { maxFeePerGas: number('maxFeePerGas'), maxPriorityFeePerGas: number('maxPriorityFeePerGas') }
  if (fees.maxPriorityFeePerGas > parseGwei('100')) throw new Error('nobody tips that much')
  return serializeTransaction({ ...common, ...fees, type: 'eip1559', accessList: [] }, typed)
}

export function rawReceipt(receipt: Json): Hex {
  const logs = (receipt.logs as Json[]).map((log) => [hex(log, 'address'), log.topics as Hex[], hex(log, 'data')])
  const body = toRlp([quantity(receipt, 'status'), quantity(receipt, 'cumulativeGasUsed'), hex(receipt, 'logsBloom'), logs])
  return hex(receipt, 'type') === '0x0' ? body : concatHex([numberToHex(Number(receipt.type), { size: 1 }), body])
}

/** Bits of a log bloom as one number: the lowest 11 bits of the first three pairs of bytes of each hash. */
export function bloom(logs: readonly Json[]): Hex {
  let bits = 0n
  for (const log of logs) {
    for (const item of [hex(log, 'address'), ...(log.topics as Hex[])]) {
      const hash = keccak256(item, 'bytes')
      for (const at of [0, 2, 4]) bits |= 1n << BigInt((((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 2047)
    }
  }
  return numberToHex(bits, { size: 256 })
}

type Node = { value: Hex | null; readonly children: Map<string, Node> }
type Rlp = Hex | Rlp[]

/** Root of a trie that is grown key by key, one node a nibble, and squeezed only when it is hashed. */
export function rootOf(entries: Iterable<readonly [key: Hex, value: Hex]>): Hex {
  const root: Node = { value: null, children: new Map() }
  for (const [key, value] of entries) {
    let node = root
    for (const nibble of key.slice(2)) {
      const next: Node = node.children.get(nibble) ?? { value: null, children: new Map() }
      node.children.set(nibble, next)
      node = next
    }
    node.value = value
  }
  return root.children.size === 0 ? keccak256('0x80') : keccak256(toRlp(squeeze(root)))
}

export const listRootOf = (values: readonly Hex[]): Hex =>
  rootOf(values.map((value, index) => [toRlp(index === 0 ? '0x' : quantity({ index: numberToHex(index) }, 'index')), value] as const))

function squeeze(start: Node): Rlp {
  let node = start
  let path = ''
  while (node.value === null && node.children.size === 1) {
    for (const [nibble, child] of node.children) {
      path += nibble
      node = child
    }
  }
  if (node.value !== null) return [packed(path, 2), node.value]
  const branch: Rlp = [...'0123456789abcdef'].map((nibble) => {
    const child = node.children.get(nibble)
    return child ? refer(squeeze(child)) : '0x'
  })
  branch.push('0x')
  return path === '' ? branch : [packed(path, 0), refer(branch)]
}

const refer = (node: Rlp): Rlp => (toRlp(node).length < 66 ? node : keccak256(toRlp(node)))
const packed = (path: string, flag: number): Hex => `0x${path.length % 2 ? `${flag + 1}` : `${flag}0`}${path}`
