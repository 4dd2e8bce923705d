/** Many contract reads as one `eth_call`, through the Multicall3 contract that stands at the same address on nearly every chain. */
import type { Chain } from '../chains/defineChain.ts'
import type { ContractCall, ReadContracts } from '../rpc/contractReads.ts'
import type { Address, BlockHeader, Hex } from '../types.ts'
import { word, wordAt } from './words.ts'

/** https://github.com/mds1/multicall3: the address, and aggregate3((address target, bool allowFailure, bytes callData)[]). */
const multicall3: Address = '0xca11bde05977b3631167028862be2a173976ca11'
const aggregate3: Hex = '0x82ad56cb'

/** Keeps one call well below the gas that endpoints grant (10 to 50 million): the dearest read here, a pool's mean, takes some 40,000. */
const mostCalls = 150

/**
 * `read` with all calls in one exchange of as few `eth_call`s as possible. Answers as `read` does: null for what reverted or is not there.
 * Where the chain has no Multicall3 at this block, or it does not answer as it should, every call is made by itself in one batch.
 */
export function throughMulticall(
  read: ReadContracts,
  chain: Pick<Chain, 'multicallFrom'>,
  block: Pick<BlockHeader, 'number'>,
): ReadContracts {
  if (chain.multicallFrom === null || block.number < chain.multicallFrom) return read
  return async (calls) => {
    if (calls.length < 2) return read(calls)
    const parts = Array.from({ length: Math.ceil(calls.length / mostCalls) }, (_, part) =>
      calls.slice(part * mostCalls, (part + 1) * mostCalls),
    )
    const answers = await read(parts.map((part) => ({ to: multicall3, data: encode(part) })))
    const decoded = parts.map((part, index) => decode(answers[index], part.length))
    return decoded.every((results) => results !== null) ? decoded.flat() : read(calls)
  }
}

/** ABI: an array of (address, bool, bytes) with offsets counted from the word after its length. */
function encode(calls: readonly ContractCall[]): Hex {
  const tails = calls.map(({ to, data }) => {
    const bytes = data.slice(2)
    const padded = bytes.padEnd(Math.ceil(bytes.length / 64) * 64, '0')
    return word(to) + word(1) + word(0x60) + word(bytes.length / 2) + padded
  })
  let offset = calls.length * 32
  const heads = tails.map((tail) => {
    const head = word(offset)
    offset += tail.length / 2
    return head
  })
  return `${aggregate3}${word(0x20)}${word(calls.length)}${heads.join('')}${tails.join('')}`
}

/** ABI: an array of (bool, bytes); null where the answer is no such array of this length. */
function decode(answer: Hex | null | undefined, length: number): (Hex | null)[] | null {
  if (!answer || wordAt(answer, 0) !== 0x20n || wordAt(answer, 1) !== BigInt(length)) return null
  const results: (Hex | null)[] = []
  for (let index = 0; index < length; index++) {
    const offset = wordAt(answer, 2 + index)
    if (offset === null || offset % 32n !== 0n || offset > BigInt(answer.length)) return null
    const start = 2 + Number(offset / 32n)
    const succeeded = wordAt(answer, start)
    const size = wordAt(answer, start + 2)
    if (succeeded === null || size === null || size > BigInt(answer.length)) return null
    const from = 2 + (start + 3) * 64
    const bytes = answer.slice(from, from + Number(size) * 2)
    if (bytes.length !== Number(size) * 2) return null
    results.push(succeeded === 1n && bytes !== '' ? `0x${bytes}` : null)
  }
  return results
}
