/** How sources read the words of a log: addresses in topics, one amount as data, and the `Transfer` shape that three of them share. */
import type { Address, Hex, Log, Transaction } from '../types.ts'

/** keccak256("Transfer(address,address,uint256)"), EIP-20. */
export const transferTopic: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** keccak256("Deposit(address,uint256)") and keccak256("Withdrawal(address,uint256)") of WETH9 and its kin. */
export const depositTopic: Hex = '0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c'
export const withdrawalTopic: Hex = '0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65'

export const zeroAddress: Address = '0x0000000000000000000000000000000000000000'

/** Where EIP-7708 logs every movement of the native coin, with the topic of an ERC-20 transfer. No contract can be deployed there. */
export const nativeLogAddress: Address = '0xfffffffffffffffffffffffffffffffffffffffe'

/** One `Transfer(address indexed, address indexed, uint256)`, amount above zero. */
export type TransferWords = { readonly from: Address; readonly to: Address; readonly amount: bigint }

/** Reads a log as a transfer of a fungible token; null for anything else (ERC-721 has four topics, some early tokens index nothing). */
export const readTransfer = (log: Log): TransferWords | null => (log.address === nativeLogAddress ? null : readWords(log))

/** Reads a log as a movement of the native coin (EIP-7708); null for anything else. */
export const readCoinMove = (log: Log): TransferWords | null => (log.address === nativeLogAddress ? readWords(log) : null)

function readWords({ topics, data }: Log): TransferWords | null {
  if (topics.length !== 3 || topics[0] !== transferTopic) return null
  const from = addressOf(topics[1])
  const to = addressOf(topics[2])
  const amount = amountOf(data)
  return from && to && amount ? { from, to, amount } : null
}

/** The address in a 32-byte word, lower case; null where the upper 12 bytes are not zero (then it is no address). */
export function addressOf(word: Hex | undefined): Address | null {
  return word?.length === 66 && word.startsWith(addressPadding) ? `0x${word.slice(26).toLowerCase()}` : null
}

/** The number in data of exactly one word; null for any other length. */
export const amountOf = (data: Hex): bigint | null => (data.length === 66 ? BigInt(data) : null)

const addressPadding = `0x${'0'.repeat(24)}`

/** With the log in which EIP-7708 tells of the transaction's own value, where `positions` hold that value (-1) and the chain writes such logs. */
export function withOwnValue(positions: readonly number[], { from, to, value, logs }: Transaction): readonly number[] {
  if (!positions.includes(-1)) return positions
  const own = logs.find((log) => {
    const moved = readCoinMove(log)
    return moved !== null && moved.from === from && moved.to === to && moved.amount === value
  })
  return own === undefined || positions.includes(own.position) ? positions : [...positions, own.position]
}
