/** Where a price came from, in words: the feed's own record is its evidence, so none of it is left out. */
import { safeName } from './address.ts'
import { clock } from './time.ts'

/** "chainlink:ETH/USD round 7 at 1795386389" → "Chainlink ETH/USD, round 7 of 22:26:29, read at this block". */
export function priceSource(pricedBy: string | null): string {
  if (pricedBy === null) return 'No honest price was found'
  const [feed = '', detail = ''] = pricedBy.split(/:(.*)/s)
  const say = Object.hasOwn(sentences, feed) ? sentences[feed] : undefined
  return say?.(detail) ?? safeName(pricedBy, 160)
}

/** By the word before the first colon; null for what is not written as that feed writes it. */
const sentences: Readonly<Record<string, (detail: string) => string | null>> = {
  manual: (symbol) => (symbol ? `Set by hand in your settings, for ${safeName(symbol, 30)}` : 'Set by hand in your settings'),
  peg: (symbol) => `Declared peg of ${safeName(symbol, 30)}`,
  chainlink: (detail) => `Chainlink ${detail.split(' × ').map(round).join(', times ')}, read at this block`,
  rate(detail) {
    const match = /^(\S+) = (\S+) (\S+), (.+)$/s.exec(detail)
    if (!match) return null
    const [, token = '', rate = '', base = '', by = ''] = match
    return `${safeName(token, 30)}’s own rate of ${safeName(rate, 40)} ${safeName(base, 30)}; ${safeName(base, 30)}: ${priceSource(by)}`
  },
  pool(detail) {
    const match = /^(.+) = (\S+) (\S+) by (0x[0-9a-f]{40}) over (\d{1,6}) s, (.+)$/s.exec(detail)
    if (!match) return null
    const [, token = '', rate = '', base = '', pool = '', seconds = '', by = ''] = match
    const span = Number(seconds) % 60 === 0 ? `${Number(seconds) / 60} minutes` : `${seconds} seconds`
    const other = safeName(base, 30)
    return `Mean of ${span} of the pool ${pool}: ${safeName(rate, 40)} ${other} for one ${safeName(token, 30)}; ${other}: ${priceSource(by)}`
  },
}

/** "ETH/USD round 7 at 1795386389" → "ETH/USD, round 7 of 22:26:29". */
function round(text: string): string {
  const match = /^(.+) round (\d+) at (\d{1,12})$/.exec(text)
  if (!match) return safeName(text, 100)
  const [, pair = '', number = '', at = ''] = match
  return `${safeName(pair, 40)}, round ${number} of ${clock(new Date(Number(at) * 1000))}`
}
