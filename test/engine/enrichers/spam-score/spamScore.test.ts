import { describe, expect, test } from 'vitest'
import { ethereum } from '#engine/chains/ethereum.ts'
import { chains } from '#engine/chains/index.ts'
import { likelySpam, type SpamSubject, spamScore } from '#engine/enrichers/spam-score/index.ts'
import { skeleton } from '#engine/enrichers/spam-score/skeleton.ts'
import type { Address } from '#engine/types.ts'

const usdc: Address = '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'
const fake: Address = `0x${'fa'.repeat(20)}`
const [alice, bob, mallory]: readonly [Address, Address, Address] = [
  `0xa1a1${'00'.repeat(16)}b2b2`,
  `0xb0b0${'11'.repeat(16)}c3c3`,
  `0xb0b0${'22'.repeat(16)}c3c3`,
]

const plain: SpamSubject = {
  asset: usdc,
  symbol: 'USDC',
  listed: ethereum.tokens,
  nativeSymbol: 'ETH',
  amount: 1_000_000n,
  shownAmount: '1 USDC',
  from: alice,
  to: bob,
  sender: alice,
  recipients: 1,
  past: [{ counterparty: bob, amount: '250 USDC' }],
  trusted: new Set(),
}
const found = (part: Partial<SpamSubject>) => spamScore({ ...plain, ...part })
const ids = (part: Partial<SpamSubject>) => found(part).findings.map(({ id }) => id)

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
  test('finds nothing about an ordinary transfer of a listed token or of the coin', () => {
    expect(found({})).toEqual({ points: 0, findings: [] })
    expect(found({ asset: null, symbol: 'ETH' })).toEqual({ points: 0, findings: [] })
  })

  test('is enough for a token that calls itself like a listed one', () => {
    const { points, findings } = found({ asset: fake, symbol: 'UЅDС' })
    expect(points).toBeGreaterThanOrEqual(likelySpam)
    expect(findings[0]).toEqual({ id: 'look-alike-symbol', points: 60, sentence: 'It calls itself like USDC but is another contract.' })
  })

  test('is enough for a token that calls itself like the coin', () => {
    expect(ids({ asset: fake, symbol: 'ЕТН' })).toContain('look-alike-symbol')
  })

  test('does not condemn a token for being unlisted alone', () => {
    const { points } = found({ asset: fake, symbol: 'GULL' })
    expect(points).toBe(10)
  })

  test.each(['Visit aave-drop.com', 'claim at t.me/gift', '$ 5000 https://x.y', 'ETH-Reward.xyz', 'USDC airdrop'])(
    'is enough for the advert %s',
    (symbol) => {
      expect(found({ asset: fake, symbol }).points).toBeGreaterThanOrEqual(likelySpam)
    },
  )

  test('is enough for a transfer of nothing that its account did not sign, not for one that it did', () => {
    expect(ids({ amount: 0n, sender: mallory })).toEqual(['zero-value', 'not-signed'])
    expect(found({ amount: 0n, sender: mallory }).points).toBeGreaterThanOrEqual(likelySpam)
    expect(found({ amount: 0n }).points).toBeLessThan(likelySpam)
  })

  test('is enough for an account that looks like one with which the user dealt', () => {
    expect(ids({ to: mallory })).toEqual(['look-alike-counterparty'])
    expect(ids({ to: mallory, shownAmount: '250 USDC' })).toEqual(['look-alike-counterparty', 'same-amount'])
    expect(found({ to: mallory }).points).toBeGreaterThanOrEqual(likelySpam)
  })

  test('never takes an account for its own look-alike', () => {
    expect(ids({ to: bob, shownAmount: '250 USDC' })).toEqual([])
  })

  test('weighs a mailing of an unlisted token, not one of a listed token', () => {
    expect(ids({ asset: fake, symbol: 'GULL', recipients: 6 })).toEqual(['multi-send', 'unlisted'])
    expect(ids({ asset: fake, symbol: 'GULL', recipients: 5 })).toEqual(['unlisted'])
    expect(ids({ recipients: 400 })).toEqual([])
  })

  test('lets the user’s word win over every sign', () => {
    const worst = { asset: fake, symbol: 'UЅDС claim.com', amount: 0n, sender: mallory, to: mallory, recipients: 400 }
    expect(found(worst).points).toBe(100)
    expect(found({ ...worst, trusted: new Set([fake]) })).toEqual({ points: 0, findings: [] })
    expect(found({ ...worst, trusted: new Set([mallory]) })).toEqual({ points: 0, findings: [] })
  })
})
