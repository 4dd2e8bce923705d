/** A second opinion on what the businesses of the demo hold: added up from raw logs by words and topics, without packs and ABI coders. */
import { formatUnits, type Hex, keccak256, toBytes } from 'viem'

export type Log = { readonly address: string; readonly topics: readonly Hex[]; readonly data: Hex }
type Move = { readonly from: string | null; readonly to: string | null; readonly amount: bigint }
type Read = (log: Log) => Move

const wordOf = ({ data }: Log, place: number): bigint => BigInt(`0x${data.slice(2 + place * 64, 66 + place * 64)}`)
const party = ({ topics }: Log, place: number): string => `0x${(topics[place] ?? '').slice(-40)}`
const nobody = `0x${'0'.repeat(40)}`

/** By pack: its unit with decimals, and which events move how much from whom to whom; what is not named moves nothing. */
const books: Record<string, { unit: string; decimals: number; moves: Record<string, Read> }> = {
  // Whatever is issued, passed on or redeemed is a Transfer of ERC-20.
  'loyalty-points': {
    ...{ unit: 'points', decimals: 2 },
    moves: {
      'Transfer(address,address,uint256)': (log) => ({
        from: party(log, 1) === nobody ? null : party(log, 1),
        to: party(log, 2) === nobody ? null : party(log, 2),
        amount: wordOf(log, 0),
      }),
    },
  },
  receivables: {
    ...{ unit: 'money', decimals: 2 },
    moves: {
      'Financed(bytes32,address,address,address,uint256)': (log) => ({ from: null, to: party(log, 3), amount: wordOf(log, 1) }),
      'Repaid(bytes32,address,address,uint256)': (log) => ({ from: party(log, 2), to: null, amount: wordOf(log, 0) }),
    },
  },
  bills: {
    ...{ unit: 'money', decimals: 2 },
    moves: {
      'Issued(bytes32,address,address,address,uint256,uint64)': (log) => ({ from: null, to: party(log, 3), amount: wordOf(log, 1) }),
      'Endorsed(bytes32,address,address,uint256)': (log) => ({ from: party(log, 2), to: party(log, 3), amount: wordOf(log, 0) }),
      'Discounted(bytes32,address,address,uint256,uint256,uint32)': (log) => ({
        ...{ from: party(log, 2), to: party(log, 3), amount: wordOf(log, 0) },
      }),
      'Surrendered(bytes32,address,address,uint256)': (log) => ({ from: party(log, 2), to: null, amount: wordOf(log, 0) }),
    },
  },
  securities: {
    ...{ unit: 'shares', decimals: 0 },
    moves: {
      'IssuedByPartition(bytes32,address,address,uint256,bytes,bytes)': (log) => ({
        from: null,
        to: party(log, 3),
        amount: wordOf(log, 0),
      }),
      'TransferByPartition(bytes32,address,address,address,uint256,bytes,bytes)': (log) => ({
        ...{ from: party(log, 2), to: party(log, 3), amount: wordOf(log, 1) },
      }),
      'RedeemedByPartition(bytes32,address,address,uint256,bytes)': (log) => ({ from: party(log, 3), to: null, amount: wordOf(log, 0) }),
    },
  },
}

/** What each account holds in units, without those that hold nothing; null for a business that holds nothing. */
export function holdingsOf(pack: string, logs: readonly Log[]): { unit: string; total: string; held: Map<string, string> } | null {
  const book = books[pack]
  if (!book) return null
  const moves = new Map(Object.entries(book.moves).map(([signature, read]) => [keccak256(toBytes(signature)) as string, read]))
  const held = new Map<string, bigint>()
  const change = (account: string | null, by: bigint) => account !== null && held.set(account, (held.get(account) ?? 0n) + by)
  for (const log of logs) {
    const move = moves.get(log.topics[0] ?? '')?.(log)
    if (!move) continue
    change(move.from, -move.amount)
    change(move.to, move.amount)
  }
  const total = [...held.values()].reduce((sum, amount) => sum + amount, 0n)
  const units = [...held]
    .filter(([, amount]) => amount !== 0n)
    .map(([account, amount]) => [account, formatUnits(amount, book.decimals)] as const)
  return { unit: book.unit, total: formatUnits(total, book.decimals), held: new Map(units) }
}
