/** The verbs of trade in words, and orders that are told by them. */
import { expect, test } from 'vitest'
import { allKinds } from '#engine/orders/kinds.ts'
import { verbs } from '#shared/pack.ts'
import { countKinds, telling } from '#shared/telling.ts'

const asset = { address: null, symbol: 'PTS', decimals: 2 }
const told = (kind: string, amount: string) => telling({ kind, asset, amount, received: null }, (text) => text)

test('every verb of packs is a kind of order, once', () => {
  const ids = allKinds.map(({ id }) => id)
  expect(verbs.filter((verb) => !ids.includes(verb))).toEqual([])
  expect(new Set(ids).size).toBe(ids.length)
})

test('says what was done, and no amount where nothing moved', () => {
  expect([told('issue', '12.5'), told('premium', '3'), told('default', '0'), told('accept', '0'), told('freeze', '0.00')]).toEqual([
    'Issued 12.5 PTS',
    'Paid a premium of 3 PTS',
    'Defaulted',
    'Accepted',
    'Froze',
  ])
  expect(countKinds([{ kind: 'pay-out' }, { kind: 'pay-out' }, { kind: 'endorse' }])).toBe('2 payouts, 1 endorsement')
})
