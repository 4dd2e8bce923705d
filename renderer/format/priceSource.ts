/** Where a price came from, in words: the feed's own record is its evidence, so none of it is left out. */

import { t } from '../i18n/t.ts'
import { safeName } from './address.ts'
import { clock } from './time.ts'

/** "chainlink:ETH/USD round 7 at 1795386389" → "Chainlink ETH/USD, round 7 of 22:26:29, read at this block". */
export function priceSource(pricedBy: string | null): string {
  if (pricedBy === null) return t('No honest price was found')
  const [feed = '', detail = ''] = pricedBy.split(/:(.*)/s)
  const say = Object.hasOwn(sentences, feed) ? sentences[feed] : undefined
  return say?.(detail) ?? safeName(pricedBy, 160)
}

/** By the word before the first colon; null for what is not written as that feed writes it. */
const sentences: Readonly<Record<string, (detail: string) => string | null>> = {
  manual: (symbol) =>
    symbol ? t('Set by hand in your settings, for {token}', { token: safeName(symbol, 30) }) : t('Set by hand in your settings'),
  peg: (symbol) => t('Declared peg of {token}', { token: safeName(symbol, 30) }),
  chainlink: (detail) => t('Chainlink {rounds}, read at this block', { rounds: detail.split(' × ').map(round).join(t(', times ')) }),
  rate(detail) {
    const match = /^(\S+) = (\S+) (\S+), (.+)$/s.exec(detail)
    if (!match) return null
    const [, token = '', rate = '', base = '', by = ''] = match
    return t('{token}’s own rate of {rate} {base}; {base}: {source}', {
      token: safeName(token, 30),
      rate: safeName(rate, 40),
      base: safeName(base, 30),
      source: priceSource(by),
    })
  },
  pool(detail) {
    const match = /^(.+) = (\S+) (\S+) by (0x[0-9a-f]{40}) over (\d{1,6}) s, (.+)$/s.exec(detail)
    if (!match) return null
    const [, token = '', rate = '', base = '', pool = '', seconds = '', by = ''] = match
    const whole = Number(seconds) % 60 === 0
    return t('Mean of {span} of the pool {pool}: {rate} {base} for one {token}; {base}: {source}', {
      span: whole ? t('{n} minutes', { n: Number(seconds) / 60 }) : t('{n} seconds', { n: seconds }),
      pool,
      rate: safeName(rate, 40),
      base: safeName(base, 30),
      token: safeName(token, 30),
      source: priceSource(by),
    })
  },
}

/** "ETH/USD round 7 at 1795386389" → "ETH/USD, round 7 of 22:26:29". */
function round(text: string): string {
  const match = /^(.+) round (\d+) at (\d{1,12})$/.exec(text)
  if (!match) return safeName(text, 100)
  const [, pair = '', number = '', at = ''] = match
  return t('{pair}, round {round} of {time}', { pair: safeName(pair, 40), round: number, time: clock(new Date(Number(at) * 1000)) })
}
