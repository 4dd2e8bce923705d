/** Text from files of strangers, made fit to be shown and exported. */

/**
 * One line without control characters, direction marks and invisible characters, in normal form C; without the signs at its beginning that a
 * spreadsheet would take for a formula; cut to `most` characters.
 */
export function cleanText(given: string, most: number): string {
  if (given.length <= most && plain.test(given)) return given
  const clean = given
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}\u{FFFD}\u{2800}]/gu, '')
    .normalize('NFC')
    .replace(/^[\s=+\-@|%＝＋－＠]+/u, '')
    .trim()
  const letters = [...clean]
  return letters.length <= most && clean.length <= most ? clean : `${[...clean.slice(0, most - 1)].join('').trimEnd()}…`
}

/** Most texts: ASCII words with single blanks between them, nothing to clean. */
const plain = /^(?:[0-9A-Za-z("'<#$&*./:?[_~][!-~]*(?: [!-~]+)*)?$/

/** A day as `YYYY-MM-DD` from such a day, an ISO time, or Unix seconds or milliseconds; null for anything else. */
export function cleanDay(given: string): string | null {
  const text = given.trim()
  const iso = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text)?.[1]
  if (iso) return Number.isNaN(Date.parse(`${iso}T00:00:00Z`)) ? null : iso
  if (!/^\d{9,13}$/.test(text)) return null
  const number = Number(text)
  return new Date(number < 100_000_000_000 ? number * 1000 : number).toISOString().slice(0, 10)
}

/** Whole names of chains as exports of wallets and label pools write them (Rotki's, the explorers', OLI's). */
const chainNames: Readonly<Record<string, number>> = {
  eth: 1,
  ethereum: 1,
  mainnet: 1,
  ethereummainnet: 1,
  optimism: 10,
  op: 10,
  opmainnet: 10,
  oeth: 10,
  bsc: 56,
  bnb: 56,
  binancesc: 56,
  bnbchain: 56,
  bnbsmartchain: 56,
  gnosis: 100,
  xdai: 100,
  gno: 100,
  polygon: 137,
  polygonpos: 137,
  matic: 137,
  sonic: 146,
  fantom: 250,
  ftm: 250,
  zksync: 324,
  zksyncera: 324,
  zksynclite: 324,
  mantle: 5000,
  base: 8453,
  basechain: 8453,
  arbitrum: 42161,
  arbitrumone: 42161,
  arb1: 42161,
  celo: 42220,
  avalanche: 43114,
  avax: 43114,
  avalanchec: 43114,
  linea: 59144,
  blast: 81457,
  scroll: 534352,
  sepolia: 11155111,
  sep: 11155111,
}

/** A chain id from a number, hex (`0x1`), CAIP-2 (`eip155:1`) or a name; null for “every chain”; undefined where it cannot be told. */
export function cleanChain(given: string): number | null | undefined {
  const text = given.trim().toLowerCase()
  if (text === '' || ['all', 'any', 'null', 'none', '*', '0', 'eip155:any', 'eip155', 'evm'].includes(text)) return null
  const plain = text.replace(/^eip155:/, '')
  if (/^(0x[0-9a-f]{1,13}|\d{1,15})$/.test(plain)) {
    const id = Number(plain)
    return Number.isSafeInteger(id) && id > 0 ? id : undefined
  }
  return chainNames[plain.replace(/[\s_.-]/g, '')]
}
