/** The search over the settings. */
import { describe, expect, test } from 'vitest'
import { type SettingKey, settingEntries } from '#shared/settings.ts'
import { findTargets, searchTargets } from '../../../renderer/features/settings/search.ts'
import { sectionGroups, sectionNames, sectionOf } from '../../../renderer/features/settings/sections.ts'
import { useLanguage } from '../../../renderer/i18n/language.ts'

const network = { chainId: 8453, name: 'My Base', enabled: true, endpoints: ['https://rpc.example.org/secret-key'] }
const targets = searchTargets([network])
const found = (query: string) =>
  findTargets(query, targets).map(({ section, anchor }) => (anchor === null ? section : `${section}/${anchor}`))

describe('findTargets', () => {
  test('finds every setting of the user by its English and by its Chinese name', () => {
    for (const [key, { label }] of Object.entries(settingEntries)) {
      const section = sectionOf[key as SettingKey]
      if (section === null) continue
      expect.soft(found(label), label).toContain(`${section}/${key}`)
    }
    expect(found('主题')).toContain('appearance/theme')
    expect(found('订单保留天数')).toContain('storage/keepOrdersDays')
  })

  test('puts names that begin with the words before names that hold them, and these before helps and choices', () => {
    const order = found('orders')
    expect(order.indexOf('thresholds/minUsd')).toBeGreaterThan(-1)
    expect(order.indexOf('thresholds/minUsd')).toBeLessThan(order.indexOf('notifications/notify'))
    expect(found('theme')[0]).toBe('appearance/theme')
  })

  test('finds a setting by its choices, in both languages', () => {
    expect(found('dark')).toContain('appearance/theme')
    expect(found('深色')).toContain('appearance/theme')
    expect(found('简体中文')).toContain('appearance/language')
  })

  test('wants every word of the query, wherever it stands', () => {
    expect(found('native transfers')).not.toContain('notifications/notify')
    expect(found('quota internal')).toEqual(['thresholds/internalTransfers'])
  })

  test('finds a network by name, id or host, and never by what stands behind the host', () => {
    for (const query of ['my base', '8453', 'rpc.example.org']) expect(found(query)).toContain('networks/network-8453')
    expect(found('secret-key')).toEqual([])
  })

  test('finds sections, and nothing for nothing', () => {
    expect(found('privacy')[0]).toBe('privacy')
    expect(found('  ')).toEqual([])
    expect(found('zebra crossing')).toEqual([])
  })

  test('is written in the language that is spoken', () => {
    useLanguage.setState({ language: 'zh' })
    try {
      expect(findTargets('theme', searchTargets([]))[0]?.title).toBe('主题')
    } finally {
      useLanguage.setState({ language: 'en' })
    }
  })
})

test('every section stands in one group, and every setting of the user in a section', () => {
  const grouped = sectionGroups.flatMap(({ sections }) => [...sections])
  expect([...grouped].sort()).toEqual(Object.keys(sectionNames).sort())
  const homeless = Object.entries(settingEntries).filter(
    ([key, { section }]) => section !== 'internal' && sectionOf[key as SettingKey] === null,
  )
  expect(homeless).toEqual([])
})
