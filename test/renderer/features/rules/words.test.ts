/** Every kind of condition and channel that the app knows: its form can be drawn, read and said, in both languages. */
import { afterEach, describe, expect, test } from 'vitest'
import { channelKinds } from '#channels/forms.ts'
import { ruleKinds } from '#engine/rules/forms.ts'
import type { Catalog } from '#shared/catalog.ts'
import type { Condition } from '#shared/rules.ts'
import { fieldsOf, missingIn, readTyped, startingValues } from '../../../../renderer/features/forms/fields.ts'
import { choicesOf, type Known } from '../../../../renderer/features/forms/valueWords.ts'
import { sentenceOfRule } from '../../../../renderer/features/rules/sentence.ts'
import { newRule, ruleOf, templatesFor } from '../../../../renderer/features/rules/templates.ts'
import { useLanguage } from '../../../../renderer/i18n/language.ts'
import { zhKinds } from '../../../../renderer/i18n/zh/hostKinds.ts'

const catalog: Catalog = {
  chains: [{ chainId: 1, name: 'Ethereum', nativeSymbol: 'ETH', publicEndpoints: [], explorer: null, reach: 2 }],
  sources: [{ id: 'erc20', label: 'ERC-20 transfer' }],
  kinds: [{ id: 'swap', label: 'Swap' }],
  feeds: [],
  ruleKinds: ruleKinds(),
  channelKinds: channelKinds(),
  invariantKinds: [],
}
const known: Known = { catalog, chains: [] }
const say = (when: Condition) => sentenceOfRule(when, known)
const is = (kind: string, values: Record<string, unknown> = {}): Condition => ({ kind, with: values })

afterEach(() => useLanguage.setState({ language: 'en' }))

describe('fieldsOf', () => {
  const all = [
    ...catalog.ruleKinds.map((kind) => ({ ...kind, path: `ruleKind.${kind.id}` })),
    ...catalog.channelKinds.map((kind) => ({ ...kind, path: `channelKind.${kind.id}` })),
  ]

  test.each(all.map((kind) => [kind.path, kind] as const))(
    'draws %s: each field has a title, and each choice something to choose',
    (path, { schema }) => {
      for (const field of fieldsOf(schema, path)) {
        expect.soft(field.title, field.name).not.toBe('')
        if (field.shape === 'choice' || field.shape === 'choices')
          expect.soft(choicesOf(field, known).length, field.name).toBeGreaterThan(0)
      }
    },
  )

  test('knows the Chinese of every word of every kind, and of nothing that is gone', () => {
    const words = all.flatMap(({ path, schema, secrets }) => [
      ...[`${path}.label`, `${path}.help`],
      ...fieldsOf(schema, path).flatMap(({ name, help }) => [`${path}.${name}.title`, ...(help === '' ? [] : [`${path}.${name}.help`])]),
      ...secrets.flatMap(({ name }) => [`${path}.${name}.title`, `${path}.${name}.help`]),
    ])
    expect(words.filter((word) => !Object.hasOwn(zhKinds, word))).toEqual([])
    expect(Object.keys(zhKinds).filter((word) => !words.includes(word))).toEqual([])
  })
})

describe('readTyped', () => {
  const fieldOf = (kind: string, name: string) => {
    const field = fieldsOf(catalog.ruleKinds.find(({ id }) => id === kind)?.schema ?? {}, kind).find((each) => each.name === name)
    if (!field) throw new Error(`${kind} has no ${name}`)
    return field
  }
  test.each([
    ['value-above', 'usd', '$1.5m', '1500000'],
    ['value-above', 'usd', '25万', '250000'],
    ['units-above', 'units', ' 1,000.5 ', '1000.5'],
    ['wallet', 'account', `0x${'AB'.repeat(20)}`, `0x${'ab'.repeat(20)}`],
    ['net-flow', 'minutes', '60', 60],
    ['label', 'name', ' Binance ', 'Binance'],
  ])('%s %s reads %j', (kind, name, typed, value) => {
    expect(readTyped(typed, fieldOf(kind, name))).toEqual({ value })
  })

  test.each([
    ['value-above', 'usd', 'much'],
    ['value-above', 'usd', '0'],
    ['value-above', 'usd', '-5'],
    ['wallet', 'account', '0x1234'],
    ['net-flow', 'minutes', '0'],
    ['net-flow', 'minutes', '1.5'],
    ['repeated-whale', 'times', '1'],
  ])('%s %s refuses %j with a sentence', (kind, name, typed) => {
    expect(readTyped(typed, fieldOf(kind, name))).toEqual({ problem: expect.stringMatching(/^Type .+\.$/) })
  })

  test('takes nothing typed for nothing said, and tells what is missing', () => {
    expect(readTyped('  ', fieldOf('value-above', 'usd'))).toEqual({ value: undefined })
    const fields = fieldsOf(catalog.ruleKinds.find(({ id }) => id === 'pair')?.schema ?? {}, 'pair')
    expect(missingIn(fields, startingValues(fields))).toEqual(['Gives', 'Gets'])
    expect(missingIn(fields, { gives: 'ETH', gets: 'USDC' })).toEqual([])
  })
})

describe('sentenceOfRule', () => {
  test.each<[Condition, string]>([
    [is('value-above', { usd: '1000000' }), 'Worth $1.00 M or more'],
    [
      { all: [is('flow', { flow: 'inflow' }), { any: [is('token', { token: 'USDC' }), is('token', { token: 'USDT' })] }] },
      'Into an exchange and (USDC or USDT)',
    ],
    [{ not: { any: [is('chain', { chain: 1 }), is('kind-of-order', { kind: 'swap' })] } }, 'Not (on Ethereum or swap)'],
    [is('wallet', { account: `0x${'ab'.repeat(20)}`, side: 'from' }), 'Wallet 0xabababab…abababab, as the sender'],
    [is('wallet', { side: 'either' }), 'Wallet …'],
    [is('repeated-whale', { times: 3, usd: '1000000', minutes: 1440 }), '3 orders of one account, each worth $1.00 M or more, within 24 h'],
    [is('label', { name: '\u202eecnaniB', side: 'either' }), 'Labelled ecnaniB'],
    [is('label', { role: 'exchange', side: 'to' }), 'Labelled exchange, as the receiver'],
    [is('first-seen', { side: 'either' }), 'A first-seen wallet'],
    [
      is('net-flow', { way: 'out', usd: '10000000', minutes: 60, token: 'USDC', eachExchange: true }),
      'More out than in of exchanges by $10.0 M within 60 min, each exchange by itself, USDC',
    ],
    [is('later-kind', { usd: '1' }), '“later-kind”, which this version does not know'],
    [{ all: [] }, '…'],
  ])('says %j', (when, sentence) => {
    expect(say(when)).toBe(sentence)
  })

  test('says the same in Chinese', () => {
    useLanguage.setState({ language: 'zh' })
    expect(say({ all: [is('value-above', { usd: '1000000' }), { not: is('label', { name: 'OKX', side: 'either' }) }] })).toBe(
      '价值 $100 万 及以上 且 非 标签为 OKX',
    )
  })
})

describe('templates', () => {
  test('are all there, keep only what their kinds ask for, and lack only what the user alone can say', () => {
    const lacking = templatesFor(catalog).map((template) => [template.id, holes(ruleOf(template, catalog).when)])
    expect(Object.fromEntries(lacking)).toEqual({
      ...{ large: [], inflow: [], first: [], whale: [], net: [] },
      ...{ wallet: ['Address'], token: ['Token'] },
    })
  })

  test('a kind that is not known brings no template, and leaves the others', () => {
    const less = { ...catalog, ruleKinds: catalog.ruleKinds.filter(({ id }) => id !== 'flow') }
    expect(templatesFor(less).map(({ id }) => id)).not.toContain('inflow')
    expect(newRule('x', is('value-above', { usd: '1', colour: 'red' }), less).when).toEqual(is('value-above', { usd: '1' }))
  })
})

/** What every condition of a rule still has to be told. */
function holes(condition: Condition): string[] {
  if ('not' in condition) return holes(condition.not)
  if ('all' in condition) return condition.all.flatMap(holes)
  if ('any' in condition) return condition.any.flatMap(holes)
  return missingIn(fieldsOf(catalog.ruleKinds.find(({ id }) => id === condition.kind)?.schema ?? {}, ''), condition.with)
}
