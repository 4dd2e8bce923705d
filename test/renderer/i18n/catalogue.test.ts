/** The words of the window: complete in both languages, none left over, none untranslated in what is drawn. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allKinds } from '#engine/orders/kinds.ts'
import { sourceNames } from '#engine/sources/index.ts'
import { internalSource } from '#engine/traces/index.ts'
import { evidenceLevels } from '#shared/evidence.ts'
import { labelRoles } from '#shared/labels.ts'
import { settingEntries } from '#shared/settings.ts'
import { languageOf, useLanguage } from '../../../renderer/i18n/language.ts'
import { hostWord, t, tn } from '../../../renderer/i18n/t.ts'
import { alerts } from '../../../renderer/i18n/zh/alerts.ts'
import { alliance } from '../../../renderer/i18n/zh/alliance.ts'
import { business } from '../../../renderer/i18n/zh/business.ts'
import { care } from '../../../renderer/i18n/zh/care.ts'
import { channels } from '../../../renderer/i18n/zh/channels.ts'
import { charts } from '../../../renderer/i18n/zh/charts.ts'
import { exports } from '../../../renderer/i18n/zh/exports.ts'
import { zhHost } from '../../../renderer/i18n/zh/host.ts'
import { zh } from '../../../renderer/i18n/zh/index.ts'
import { labels } from '../../../renderer/i18n/zh/labels.ts'
import { order } from '../../../renderer/i18n/zh/order.ts'
import { orders } from '../../../renderer/i18n/zh/orders.ts'
import { packs } from '../../../renderer/i18n/zh/packs.ts'
import { rules } from '../../../renderer/i18n/zh/rules.ts'
import { settings } from '../../../renderer/i18n/zh/settings.ts'
import { shell } from '../../../renderer/i18n/zh/shell.ts'
import { untranslated } from './untranslated.ts'

const root = fileURLToPath(new URL('../../../renderer/', import.meta.url))
const files = globSync('**/*.{ts,tsx}', { cwd: root }).filter((path) => !path.startsWith('i18n/zh'))
const texts = new Map(files.map((path) => [path, readFileSync(root + path, 'utf8')]))
const quotes = ["'", '"', '`'] as const
const namesIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('the Chinese catalogue', () => {
  test('has a translation with the same values for every key', () => {
    for (const [key, chinese] of Object.entries(zh)) {
      expect.soft(namesIn(chinese), key).toEqual(namesIn(key))
      expect.soft(chinese, key).not.toContain('##')
    }
  })

  test('holds no key that no source says, and each key in one part only', () => {
    const all = [...texts.values()].join('\n')
    const parts = [alerts, business, channels, packs, rules, alliance, care, charts, exports, labels, order, orders, settings, shell]
    const unused = Object.keys(zh).filter((key) => !quotes.some((quote) => all.includes(quote + key + quote)))
    expect(unused).toEqual([])
    expect(parts.flatMap((part) => Object.keys(part)).filter((key, index, keys) => keys.indexOf(key) !== index)).toEqual([])
  })

  test('translates every kind, role, level and setting of the host by its id', () => {
    const ids = [
      ...allKinds.map(({ id }) => `kind.${id}`),
      ...labelRoles.map(({ id }) => `role.${id}`),
      ...Object.keys(evidenceLevels).flatMap((level) => [`evidence.${level}.label`, `evidence.${level}.proves`]),
      ...Object.entries(settingEntries)
        .filter(([, { section }]) => section !== 'internal')
        .flatMap(([key]) => [`setting.${key}.label`, `setting.${key}.help`]),
    ]
    expect(ids.filter((id) => !Object.hasOwn(zhHost, id))).toEqual([])
  })

  test('knows no source, kind or setting that is gone', () => {
    const known: Readonly<Record<string, readonly string[]>> = {
      source: [...sourceNames.map(({ id }) => id), internalSource],
      kind: allKinds.map(({ id }) => id),
      setting: Object.keys(settingEntries),
    }
    const gone = Object.keys(zhHost).filter((key) => {
      const [part = '', id = ''] = key.split('.')
      return known[part] !== undefined && !known[part].includes(id)
    })
    expect(gone).toEqual([])
  })
})

describe('what is drawn', () => {
  test('the search finds words in text, in attributes and in choices, and lets names and marks be', () => {
    const found = untranslated(
      'x.tsx',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template.
      'export const A = (p) => <p title="Copy it" className="Big one">Hello {p.on ? \'Yes\' : `${1} rows`} {t(\'Known\')} · 24 <b>Crowsnest</b></p>',
    )
    expect(found.sort()).toEqual(['Copy it', 'Hello', 'Yes', 'rows'])
  })

  test('holds no word that is not in the catalogue', () => {
    const found = [...texts]
      .filter(([path]) => path.endsWith('.tsx'))
      .flatMap(([path, text]) => untranslated(path, text).map((word) => `${path}: ${word}`))
    expect(found).toEqual([])
  })
})

describe('languageOf', () => {
  test.each([
    ['system', ['zh-CN', 'en'], 'zh'],
    ['system', ['zh_TW'], 'zh'],
    ['system', ['de-DE', 'zh-Hans', 'en'], 'zh'],
    ['system', ['de-DE', 'fr'], 'en'],
    ['system', [], 'en'],
    ['en', ['zh-CN'], 'en'],
    ['zh', ['en-US'], 'zh'],
  ] as const)('%s on a system of %j speaks %s', (choice, preferred, language) => {
    expect(languageOf(choice, preferred)).toBe(language)
  })
})

describe('t', () => {
  test('fills in values, drops the context of a key and counts in both languages', () => {
    expect([
      t('Copy {what}', { what: '{n}' }),
      t('path##copied'),
      tn(1, '{n} label', '{n} labels'),
      tn(1200, '{n} label', '{n} labels'),
    ]).toEqual(['Copy {n}', 'path', '1 label', '1,200 labels'])
    useLanguage.setState({ language: 'zh' })
    try {
      expect([
        t('Copy {what}', { what: 'x' }),
        tn(1, '{n} label', '{n} labels'),
        hostWord('kind.swap', 'Swap'),
        hostWord('kind.new', 'New'),
      ]).toEqual(['复制x', '1 个标签', '兑换', 'New'])
    } finally {
      useLanguage.setState({ language: 'en' })
    }
  })
})
