/** Spam on a real node: a token that calls itself like the coin passes a threshold by its name, and is stored with the reason to fold it. */
import { afterEach, describe, expect, test } from 'vitest'
import { likelySpam } from '#shared/order.ts'
import { anvilMissing, startAnvil } from '../../support/anvil.ts'
import { engineOn, until } from '../../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

describe.skipIf(anvilMissing)(`spam of a live chain${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('is stored, folded by the filter, and shown again by the user’s word, for rows to come as well', async () => {
    const anvil = await startAnvil()
    ends.push(() => anvil.stop())
    const fake = await anvil.token(`0x${'7'.repeat(40)}`, { symbol: 'ЕТН', decimals: 18 })
    const settings = { minUnits: [{ token: 'ЕТН', amount: '1000' }] }
    const { store, status, rows } = await engineOn([anvil.http], ends, { settings })
    await until('the chain is live', () => status()?.stored !== null)
    await fake.transfer(`0x${'e'.repeat(40)}`, 5_000n * 10n ** 18n)
    await anvil.sendEth(100n)
    await until('both are stored', () => rows().length === 2)
    const row = rows().find(({ asset }) => asset.address === fake.address)
    expect(row?.marks.spam).toBeGreaterThanOrEqual(likelySpam)
    expect(store.get(row?.id ?? '')?.notes.spam.signs[0]?.sentence).toBe('It calls itself like ETH but is another contract.')
    expect(store.count({ spam: 'hide' })).toBe(1)
    expect(store.count({ spam: 'only' })).toBe(1)
    expect(store.setVerdict(`31337:${fake.address}`, false)).toBe(1)
    await fake.transfer(`0x${'e'.repeat(40)}`, 6_000n * 10n ** 18n)
    await until('the next one is stored', () => rows().length === 3)
    expect(store.count({ spam: 'hide' })).toBe(3)
  })
})
