/** The built-in list keeps to its own rules. */
import { describe, expect, test } from 'vitest'
import { seedLabels } from '#engine/labels/seed.ts'
import { Label } from '#shared/labels.ts'

describe('seedLabels', () => {
  test('are labels, each account once a chain', () => {
    for (const label of seedLabels) expect(Label.safeParse(label).error?.issues, label.address).toBeUndefined()
    expect(new Set(seedLabels.map(({ chainId, address }) => `${chainId}:${address}`)).size).toBe(seedLabels.length)
  })

  test('name for every exchange wallet where the exchange said so, and when', () => {
    const wallets = seedLabels.filter(({ role }) => role === 'exchange')
    expect(wallets.length).toBeGreaterThan(60)
    for (const { address, entity, reference, date } of wallets) {
      expect(entity, address).not.toBeNull()
      expect(reference, address).toMatch(/^https:\/\//)
      expect(date, address).not.toBeNull()
    }
  })

  test('give no address to two owners', () => {
    const owners = new Map<string, string | null>()
    for (const { address, entity } of seedLabels) {
      expect(owners.get(address) ?? entity, address).toBe(entity)
      owners.set(address, entity)
    }
  })
})
