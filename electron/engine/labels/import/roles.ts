/** From the words of other people's categories to our roles. */
import { type LabelRole, labelRoles } from '#shared/labels.ts'

/** In this order: the first that matches decides. */
const words: readonly (readonly [LabelRole, RegExp])[] = [
  ['exchange-deposit', /\bdeposit(s|or| address| wallet)?\b/],
  ['exchange', /\b(cex|exchanges?|centrali[sz]ed exchange|hot wallet|cold wallet|reserve wallet)\b/],
  ['bridge', /\b(bridges?|cross ?chain|gateway)\b/],
  ['issuer', /\b(issuer|stablecoin|treasury management|token contract|mint(er)?)\b/],
  ['sanctioned', /\b(sanctions?|sanctioned|ofac|sdn|blocked)\b/],
  ['fund', /\b(funds?|treasury|vc|venture|dao|foundation)\b/],
  ['market-maker', /\bmarket ?mak(er|ing)s?\b/],
  ['government', /\b(government|seized|law enforcement|us marshals)\b/],
  ['own', /\b(own|mine|me|self|my wallet)\b/],
  ['counterparty', /\bcounterpart(y|ies)\b/],
  ['watched', /\b(watch(ed|list)?|observed)\b/],
  ['protocol', /\b(dex|defi|protocol|contract|router|lending|staking|pool|vault|nft|marketplace|aggregator|dapp|yield|swap)\b/],
]

/** Role of a category such as `exchange`, `CEX`, `dex_aggregator`; null where no word of it is known. A decentralised exchange is a protocol. */
export function roleOf(category: string): LabelRole | null {
  const text = category.trim().toLowerCase()
  const own = labelRoles.find(({ id, label }) => id === text || label.toLowerCase() === text)
  if (own) return own.id
  const spaced = text.replace(/[_\-/:]+/g, ' ')
  if (/\b(dex|decentrali[sz]ed exchange)\b/.test(spaced)) return 'protocol'
  return words.find(([, pattern]) => pattern.test(spaced))?.[0] ?? null
}

/** The owner that a wallet's name tells: “Binance 14”, “Binance: Hot Wallet 2” and “Binance deposit address” are Binance's. */
export function ownerIn(name: string): string {
  const before = name.split(':')[0] ?? name
  const bare = before
    .replace(/\s*[([#].*$/, '')
    .replace(/\s+(hot|cold|warm|old|reserve|deposit|withdrawal|main|funder)?\s*(wallets?|address(es)?|account)?\s*#?\d*$/i, '')
    .trim()
  return bare === '' ? name : bare
}
