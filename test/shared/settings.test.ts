/** Settings of earlier versions keep their meaning. */
import { describe, expect, test } from 'vitest'
import { largeOrders, readRules } from '#shared/rules.ts'
import { readSettings } from '#shared/settings.ts'

describe('settings from before there were rules', () => {
  test('the value that rang becomes the first rule', () => {
    expect(readSettings({ alertUsd: '250000' }).settings.rules).toEqual([largeOrders('250000')])
  })
  test('and rings for pending orders where it did', () => {
    const { rules } = readRules(readSettings({ alertUsd: '5', notifyPending: true }).settings.rules)
    expect(rules[0]?.confirmations).toBe('pending')
  })
  test('rules that are there are left alone', () => {
    expect(readSettings({ alertUsd: '5', rules: [] }).settings.rules).toEqual([])
  })
})

describe('readRules', () => {
  test('one broken rule harms no other, and is named', () => {
    const { rules, unread } = readRules([
      largeOrders('5'),
      { ...largeOrders('6'), id: 'two', name: 'Later', version: 9 },
      { name: 'Odd' },
      7,
    ])
    expect(rules.map(({ id }) => id)).toEqual(['large-orders'])
    expect(unread.map(({ index }) => index)).toEqual([1, 2, 3])
    expect(unread[0]?.problem).toMatch(/“Later” was made by a newer Crowsnest/)
  })
  test('conditions as deep as a well are refused, not walked', () => {
    let when: object = { kind: 'value-above', with: { usd: '1' } }
    for (let depth = 0; depth < 10_000; depth++) when = { not: when }
    expect(readRules([{ ...largeOrders('5'), when }]).unread[0]?.problem).toMatch(/make two rules of it/)
  })
})

test('a value that is refused is answered with what would be taken, after the name of its setting', () => {
  const broken = { notifyPerMinute: 61, keepOrdersDays: 1.5, density: 'tiny', notify: 'yes' }
  expect(readSettings(broken).problems.map(({ message }) => message.replace('; its default is used until you correct it.', ''))).toEqual([
    'Setting “Native notifications” must be on or off',
    'Setting “Notifications a minute” must be a whole number from 1 to 60',
    'Setting “Keep orders for (days)” must be a whole number from 0 to 36500',
    'Setting “Density” must be one of comfortable, compact',
  ])
})
