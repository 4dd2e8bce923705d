/** Where a price came from, in words: the feed's own record is its evidence, so none of it is left out. */
import { safeName } from './address.ts'
import { clock } from './time.ts'

/** "chainlink:ETH/USD round 7 at 1795386389" → "Chainlink ETH/USD, round 7 of 22:26:29, read at this block". */
export function priceSource(pricedBy: string | null): string {
  if (pricedBy === null) return 'No honest price was found'
  const [feed = '', detail = ''] = pricedBy.split(/:(.*)/s)
  if (feed === 'manual') return 'Set by hand in your settings'
  if (feed === 'peg') return `Declared peg of ${safeName(detail, 30)}`
  if (feed !== 'chainlink') return safeName(pricedBy, 120)
  const round = /^(.+) round (\d+) at (\d{1,12})$/.exec(detail)
  if (!round) return `Chainlink ${safeName(detail, 100)}, read at this block`
  const [, pair = '', number = '', at = ''] = round
  return `Chainlink ${safeName(pair, 40)}, round ${number} of ${clock(new Date(Number(at) * 1000))}, read at this block`
}
