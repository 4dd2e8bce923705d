/** What a pack calls its parts, and how documents are named. */
import { afterEach, describe, expect, test } from 'vitest'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import { receivables } from '#engine/packs/shipped/receivables/index.ts'
import type { PackStanding } from '#shared/contract/packs.ts'
import { documentName, packWords } from '../../../../renderer/features/business/words.ts'
import { useLanguage } from '../../../../renderer/i18n/language.ts'
import { zhHost } from '../../../../renderer/i18n/zh/host.ts'

const standing: PackStanding = {
  ...{ pack: receivables, shipped: true, enabled: true, problems: [], orders: 0, documents: 0, openViolations: 0 },
}
afterEach(() => useLanguage.setState({ language: 'en' }))

describe('packWords', () => {
  test('says what the pack says, and plain words where it says nothing', () => {
    const words = packWords(standing)
    expect([words.name, words.type('receivable'), words.state('receivable', 'repaying'), words.verb('interest', 'pay')]).toEqual([
      'Supply-chain receivables',
      'Receivable',
      'Being repaid',
      'Pay interest',
    ])
    expect([words.state('receivable', 'unknown'), words.role(null), words.role('constructor'), words.verb('gone', 'pay')]).toEqual([
      'Unknown',
      'Others',
      'constructor',
      'pay',
    ])
  })

  test('translates the packs that come with the app, and never those of anybody else', () => {
    useLanguage.setState({ language: 'zh' })
    expect(packWords(standing).state('receivable', 'settled')).toBe('已结清')
    expect(packWords({ ...standing, shipped: false }).state('receivable', 'settled')).toBe('Settled')
  })

  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))('knows %s in Chinese, every word of it', (id, pack) => {
    const own = (part: string, words: object) => Object.keys(words).map((key) => `pack.${id}.${part}.${key}`)
    const keys = [
      ...[`pack.${id}.name.name`, ...own('verb', pack.verbs), ...own('role', pack.roles), ...own('rule', pack.invariants)],
      ...Object.entries(pack.documents).flatMap(([type, { states }]) => [`pack.${id}.document.${type}`, ...own(`state.${type}`, states)]),
    ]
    expect(keys.filter((key) => !Object.hasOwn(zhHost, key))).toEqual([])
    expect(Object.keys(zhHost).filter((key) => key.startsWith(`pack.${id}.`) && !keys.includes(key))).toEqual([])
  })

  test('takes direction marks and line breaks out of what others wrote', () => {
    const pack = { ...receivables, name: 'Points\u202e\n stniop' }
    expect(packWords({ ...standing, pack, shipped: false }).name).toBe('Points stniop')
  })
})

describe('documentName', () => {
  test.each([
    ['42', '42'],
    [`0x${Buffer.from('INV-7').toString('hex').padEnd(64, '0')}`, 'INV-7'],
    [`0x${Buffer.from('P').toString('hex').padEnd(64, '0')}`, 'P'],
    [`0x${'ab'.repeat(32)}`, '0xabababab…abababab'],
    [`0x${'0'.repeat(64)}`, '0x00000000…00000000'],
    [`0x${'e2808b'.padEnd(64, '0')}`, '0xe2808b00…00000000'],
    ['0x1234', '0x1234'],
  ])('%s reads %s', (id, name) => {
    expect(documentName(id)).toBe(name)
  })
})
