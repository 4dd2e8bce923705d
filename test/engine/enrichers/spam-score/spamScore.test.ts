import { describe, expect, test } from 'vitest'
import { chains } from '#engine/chains/index.ts'
import { type SpamAsset, type SpamSubject, spamScore } from '#engine/enrichers/spam-score/index.ts'
import { skeleton } from '#engine/enrichers/spam-score/skeleton.ts'
import type { Dealing } from '#engine/ports.ts'
import type { Address } from '#engine/types.ts'
import { likelySpam } from '#shared/order.ts'

const usdc: Address = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const fake: Address = `0x${'fa'.repeat(20)}`
const [alice, bob, mallory]: readonly [Address, Address, Address] = [
  `0xa1a1${'00'.repeat(16)}b2b2`,
  `0xb0b0${'11'.repeat(16)}c3c3`,
  `0xb0b0${'22'.repeat(16)}c3c3`,
]

const listedUsdc: SpamAsset = { asset: usdc, symbol: 'USDC', known: true, priced: true }
const named = (symbol: string): Partial<SpamSubject> => ({ assets: [{ asset: fake, symbol, known: false, priced: false }] })
const dealing: Dealing = { orderId: 'x', counterparty: bob, amount: '250 USDC' }

const plain: SpamSubject = {
  assets: [listedUsdc],
  listed: ['ETH', 'USDC', 'USDT'],
  amount: 1_000_000n,
  shownAmount: '1 USDC',
  from: alice,
  to: bob,
  signer: alice,
  recipients: 1,
  givers: 1,
  imitated: [],
}
const found = (part: Partial<SpamSubject>) => spamScore({ ...plain, ...part })
const ids = (part: Partial<SpamSubject>) => found(part).signs.map(({ id }) => id)

describe('skeleton', () => {
  test.each([
    ['USDC', 'UЅDС'],
    ['USDT', 'ՍSDТ'],
    ['ETH', 'ЕТН'],
    ['ETH', 'ＥＴＨ'],
    ['ETH', '𝐄𝐓𝐇'],
    ['ETH', 'ΕΤΗ'],
    ['WBTC', 'WВТС'],
    ['LINK', 'IINK'],
    ['LINK', '1ink'],
    ['DAI', 'D\u200bA\u2060I'],
    ['DAI', 'DÀÍ'],
    ['COMP', 'C0MP'],
    ['USDT', 'USD₮'],
    ['stETH', 'ѕtETH'],
    ['USDC', 'U.S.D.C'],
    ['USDC', 'usdc '],
  ])('of %s is that of %s', (real, copy) => {
    expect(skeleton(copy)).toBe(skeleton(real))
  })

  test('tells the tokens of a chain’s own list apart', () => {
    for (const { name, tokens } of chains) {
      const symbols = [...new Set(tokens.map(({ symbol }) => symbol.toLowerCase()))]
      const alike = symbols.filter((symbol) => symbols.some((other) => other !== symbol && skeleton(other) === skeleton(symbol)))
      expect(alike, name).toEqual([])
    }
  })

  test.each([
    ['USDC', 'USDC.e'],
    ['ETH', 'stETH'],
    ['USDT', 'USDC'],
    ['PEPE', 'PEP'],
  ])('of %s is not that of %s', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other))
  })

  test('of nothing that is drawn is empty', () => {
    expect(skeleton('\u200b\u202e…')).toBe('')
  })
})

describe('spamScore', () => {
  test('finds nothing about an ordinary transfer of a listed token or of the coin, whoever signed', () => {
    expect(found({})).toEqual({ points: 0, signs: [] })
    expect(found({ assets: [{ asset: null, symbol: 'ETH', known: true, priced: false }], signer: mallory })).toEqual({
      points: 0,
      signs: [],
    })
  })

  test('is enough for a token that calls itself like a listed one or like the coin, given or got', () => {
    const { points, signs } = found(named('UЅDС'))
    expect(points).toBeGreaterThanOrEqual(likelySpam)
    expect(signs[0]).toEqual({ id: 'look-alike-symbol', points: 60, sentence: 'It calls itself like USDC but is another contract.' })
    expect(ids(named('ЕТН'))).toContain('look-alike-symbol')
    expect(ids({ assets: [listedUsdc, { asset: fake, symbol: 'USDT', known: false, priced: false }] })).toContain('look-alike-symbol')
  })

  test('says nothing about the symbol of a token that is known by its address', () => {
    expect(found({ assets: [{ asset: usdc, symbol: 'USDС claim.com', known: true, priced: false }], recipients: 400 })).toEqual({
      points: 0,
      signs: [],
    })
  })

  test('does not condemn a token for being unlisted alone, and says nothing of one with a price', () => {
    expect(found(named('GULL')).points).toBe(10)
    expect(found({ assets: [{ asset: fake, symbol: 'GULL', known: false, priced: true }] }).points).toBe(0)
  })

  test.each(['Visit aave-drop.com', 'claim at t.me/gift', '$ 5000 https://x.y', 'ETH-Reward.xyz', 'USDC airdrop'])(
    'is enough for the advert %s',
    (symbol) => {
      expect(found(named(symbol)).points).toBeGreaterThanOrEqual(likelySpam)
    },
  )

  test('is enough for a transfer of nothing that its account did not sign, not for one that it did', () => {
    expect(ids({ amount: 0n, signer: mallory })).toEqual(['zero-value', 'not-signed'])
    expect(found({ amount: 0n, signer: mallory }).points).toBeGreaterThanOrEqual(likelySpam)
    expect(found({ amount: 0n }).points).toBeLessThan(likelySpam)
    expect(found({ amount: 0n, signer: null }).points).toBeLessThan(likelySpam)
  })

  test('is enough for an account that looks like an earlier counterparty, where nothing of worth moved', () => {
    const unpriced = { ...named('GULL'), imitated: [dealing] }
    expect(ids(unpriced)).toEqual(['look-alike-counterparty', 'unlisted'])
    expect(found(unpriced).points).toBeGreaterThanOrEqual(likelySpam)
    expect(ids({ ...unpriced, shownAmount: '250 USDC' })).toContain('same-amount')
  })

  test('warns of a look-alike that got real value, but never folds what may be somebody’s loss', () => {
    const worst = found({ imitated: [dealing], shownAmount: '250 USDC' })
    expect(worst.signs.map(({ id }) => id)).toEqual(['look-alike-counterparty', 'same-amount'])
    expect(worst.points).toBeLessThan(likelySpam)
  })

  test('weighs a mailing of an unlisted token, to many or from many, not one of a listed token', () => {
    expect(ids({ ...named('GULL'), recipients: 6 })).toEqual(['multi-send', 'unlisted'])
    expect(found({ ...named('GULL'), givers: 7 }).signs[0]?.sentence).toBe('The token was taken from 7 accounts at once.')
    expect(ids({ ...named('GULL'), recipients: 5, givers: 5 })).toEqual(['unlisted'])
    expect(ids({ recipients: 400 })).toEqual([])
  })

  test('never passes 100', () => {
    expect(found({ ...named('UЅDС claim.com'), amount: 0n, signer: mallory, imitated: [dealing], recipients: 400 }).points).toBe(100)
  })
})
