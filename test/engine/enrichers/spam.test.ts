/** The orders of a block, scored with what the chain, the settings, the transactions and the store know. */
import { describe, expect, test } from 'vitest'
import { ethereum } from '#engine/chains/ethereum.ts'
import { scoreSpam } from '#engine/enrichers/spam.ts'
import type { Dealing } from '#engine/ports.ts'
import type { Address, Leg } from '#engine/types.ts'
import { likelySpam, type OrderNotes, type OrderRow, type PriceFigure } from '#shared/order.ts'
import { block, order } from '../../storage/sample.ts'

const usdc = ethereum.tokens.find(({ symbol }) => symbol === 'USDC')?.address ?? '0x'
const fake: Address = `0x${'fa'.repeat(20)}`
const notes: OrderNotes = { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] } }
const figure = (asset: string, feed: string): PriceFigure => ({
  asset,
  usd: '1',
  by: feed,
  feed,
  reference: null,
  round: null,
  at: null,
  age: null,
  via: null,
})
const legOf = ({ txHash, from, to, asset }: OrderRow, change: Partial<Leg> = {}): Leg => ({
  source: 'erc20',
  kind: 'transfer',
  txHash: txHash as Address,
  txIndex: 0,
  position: 0,
  from: from as Address,
  to: to as Address,
  asset: asset.address as Address | null,
  amount: 1n,
  ...change,
})

type Given = { prices?: readonly PriceFigure[]; legs?: readonly Leg[]; signer?: string; imitated?: readonly Dealing[]; known?: string }
const score = (row: OrderRow, { prices = [], legs = [], signer, imitated = [], known }: Given = {}) =>
  scoreSpam(
    [{ order: row, notes: { ...notes, prices: [...prices] } }],
    { legs, ...(signer ? { signers: new Map([[row.txHash, signer as Address]]) } : {}) },
    {
      chain: ethereum,
      settings: { minUnits: known ? [{ token: known, amount: '1' }] : [], prices: [] },
      store: { imitated: () => imitated },
    },
  )[0]?.notes.spam
const token = (address: string, symbol: string) => order('x', block(1), { asset: { address, symbol, decimals: 6 } })

describe('scoreSpam', () => {
  test('leaves a listed token at its listed address alone, and folds one that calls itself so', () => {
    expect(score(token(usdc, 'USDC'))).toEqual({ points: 0, signs: [] })
    expect(score(token(fake, 'USDC'))?.points).toBeGreaterThanOrEqual(likelySpam)
  })

  test('takes a contract that the user named by its address for known, one named by a symbol not', () => {
    expect(score(token(fake, 'USDC'), { known: fake.toUpperCase().replace('0X', '0x') })).toEqual({ points: 0, signs: [] })
    expect(score(token(fake, 'GULL'), { known: 'GULL' })?.signs.map(({ id }) => id)).toEqual(['unlisted'])
  })

  test('counts a feed’s or a pool’s price for a token, not one that was set by hand', () => {
    expect(score(token(fake, 'GULL'), { prices: [figure(fake, 'pool')] })?.points).toBe(0)
    expect(score(token(fake, 'GULL'), { prices: [figure(fake, 'manual')] })?.points).toBe(10)
  })

  test('counts the accounts of a mailing in the same transaction, parts of orders included', () => {
    const row = token(fake, 'GULL')
    const to = (index: number): Partial<Leg> => ({ to: `0x${String(index).repeat(40)}`, position: index })
    const legs = [1, 2, 3, 4, 5, 6].map((index) => legOf(row, to(index)))
    expect(score(row, { legs })?.signs[0]?.sentence).toBe('The token was sent to 6 accounts at once.')
    expect(score(row, { legs: [legOf(row, { parts: legs })] })?.signs[0]?.sentence).toBe('The token was sent to 7 accounts at once.')
    expect(score(row, { legs: legs.map((leg) => ({ ...leg, txHash: fake })) })?.signs.map(({ id }) => id)).toEqual(['unlisted'])
  })

  test('weighs who signed', () => {
    const row = token(fake, 'GULL')
    expect(score(row, { signer: row.from })?.signs.map(({ id }) => id)).toEqual(['unlisted'])
    expect(score(row, { signer: fake })?.signs.map(({ id }) => id)).toEqual(['not-signed', 'unlisted'])
  })

  test('asks for look-alikes of both sides, but not where an account deals with itself', () => {
    const asked: string[][] = []
    const store = {
      imitated(account: Address, other: Address) {
        asked.push([account, other])
        return []
      },
    }
    const self = order('self', block(1), { from: fake, to: fake })
    const row = order('two', block(1))
    scoreSpam(
      [self, row].map((each) => ({ order: each, notes })),
      { legs: [] },
      { chain: ethereum, settings: { minUnits: [], prices: [] }, store },
    )
    expect(asked).toEqual([
      [row.from, row.to],
      [row.to, row.from],
    ])
  })
})
