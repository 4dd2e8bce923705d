/** What a token contract says of itself. It may say anything: a name made of control characters, 100 kB of it, decimals of 255. */
import type { TokenMap } from '../chains/named.ts'
import type { ReadContracts } from '../rpc/contractReads.ts'
import type { Address, Hex } from '../types.ts'
import { wordAt } from './words.ts'

/** Selectors of the optional part of EIP-20: symbol(), decimals(). */
const symbol: Hex = '0x95d89b41'
const decimals: Hex = '0x313ce567'

/** A uint256 has at most 78 digits: with more decimals than 77 no amount could reach one unit. */
const mostDecimals = 77n
const longestSymbol = 32

/** Symbol and decimals of each contract, in one batch of reads. Never throws for what a contract answers. */
export async function readTokens(addresses: readonly Address[], read: ReadContracts): Promise<TokenMap> {
  if (addresses.length === 0) return new Map()
  const answers = await read(
    addresses.flatMap((to) => [
      { to, data: symbol },
      { to, data: decimals },
    ]),
  )
  return new Map(
    addresses.map((address, index) => {
      const places = wordAt(answers[index * 2 + 1], 0)
      const text = cleanSymbol(decodeText(answers[index * 2]))
      return [
        address,
        { symbol: text || `token ${address.slice(0, 6)}…`, decimals: places !== null && places <= mostDecimals ? Number(places) : null },
      ]
    }),
  )
}

/**
 * The text without control characters, direction marks, zero-width and unassigned characters, runs of white space as
 * one space, in normal form C; empty where nothing is left or more than 32 characters are.
 */
export function cleanSymbol(text: string): string {
  const clean = text
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}\u{FFFD}\u{2800}]/gu, '')
    .normalize('NFC')
    .trim()
  return [...clean].length <= longestSymbol ? clean : ''
}

/** An ABI string (offset, length, bytes), or the bytes32 that early tokens answer with; empty for anything else. */
function decodeText(data: Hex | null | undefined): string {
  if (!data) return ''
  if (data.length === 66) return decodeBytes(data.slice(2).replace(/(00)+$/, ''))
  const offset = wordAt(data, 0)
  const length = offset === 32n ? wordAt(data, 1) : null
  // Nothing that is longer than this in UTF-8 can be a symbol of 32 characters.
  if (length === null || length > BigInt(longestSymbol * 4)) return ''
  return decodeBytes(data.slice(130, 130 + Number(length) * 2))
}

function decodeBytes(hex: string): string {
  const bytes = new Uint8Array(hex.length >> 1)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16)
  return new TextDecoder().decode(bytes)
}
