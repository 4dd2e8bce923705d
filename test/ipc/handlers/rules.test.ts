/** Rules for the window over a real store: what stands in their way, what is refused, and what is never lost. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createIsThere } from '#engine/ruleReferences.ts'
import { problemsOf, referencesOf } from '#engine/rules/judge.ts'
import { ruleHandlers } from '#ipc/handlers/rules.ts'
import type { SettingsStore } from '#ipc/services.ts'
import { calls } from '#shared/contract/rules.ts'
import { type Condition, largeOrders, type Rule } from '#shared/rules.ts'
import { readSettings } from '#shared/settings.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createReader } from '#storage/reader/reader.ts'
import { createBudgets } from '#storage/rules/budgets.ts'
import { address, block, folder, order, step } from '../../storage/sample.ts'

let place: ReturnType<typeof folder>
let store: Store
let ends: (() => unknown)[]
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
  ends = [place.remove, store.close]
})
afterEach(async () => {
  for (const end of ends.reverse()) await end()
})

const now = (block(10).timestamp + 60) * 1000
const rule = (when: Condition, change: Partial<Rule> = {}): Rule => ({ ...largeOrders('1'), when, ...change })
const leaf = (kind: string, given: Record<string, unknown>): Condition => ({ kind, with: given })

function handlersOn(rules: readonly unknown[], watched: readonly number[] = [1]) {
  let { settings } = readSettings({ rules })
  const kept: SettingsStore = {
    get: () => settings,
    problems: () => [],
    set(patch) {
      settings = readSettings({ ...settings, ...patch }).settings
      return settings
    },
    onChange: () => () => {},
  }
  const reader = createReader({ dataDir: place.path })
  ends.push(() => reader.close())
  const faults: string[] = []
  const budgets = createBudgets({ reader, now: () => now, onFault: (sentence) => void faults.push(sentence) })
  const isThere = createIsThere({ watched: () => watched, isStored: store.isStored })
  const service = { problemsOf, referencesOf, isThere, rang: store.rang, levelsOf: budgets.levelsOf, learnt: budgets.learnt }
  return { handlers: ruleHandlers({ settings: kept, rules: service, reader, now: () => now }), stored: () => settings.rules, faults }
}

const problems = async (when: Condition, change: Partial<Rule> = {}, watched?: readonly number[]) => {
  const view = await handlersOn([rule(when, change)], watched).handlers['rules.list'](null)
  expect(calls['rules.list'].output.parse(view)).toEqual(view)
  return view.rules[0]?.problems
}

describe('problems of a rule', () => {
  test('name a label that is gone, and not one that rows show', async () => {
    const label = { chainId: null, address: address('b'), name: 'Harbour 14', entity: 'Harbour', role: 'exchange', source: 'user' } as const
    store.labels.put([{ ...label, reference: null, date: null, confidence: 'certain' }])
    const when = { any: [leaf('value-above', { usd: '5' }), { not: leaf('label', { name: 'harbour 14' }) }] }
    expect(await problems(when)).toEqual([])
    store.labels.remove(null, address('b'), 'user')
    expect(await problems(when)).toEqual(['The label “harbour 14” that this rule names is gone: choose another, or remove the condition.'])
  })

  test.each<[string, Condition, string | null]>([
    ['a token that a watched chain lists', leaf('token', { token: 'usdc' }), null],
    ['the native coin', leaf('token', { token: 'native' }), null],
    ['a token that an order moved', leaf('token', { token: 'SAILS' }), null],
    [
      'an unknown token',
      leaf('units-above', { token: 'NOSUCH', units: '5' }),
      'No token “NOSUCH” is known of the chains that are watched: check its contract or symbol.',
    ],
    ['a watched chain', leaf('chain', { chain: 1 }), null],
    ['another chain', leaf('chain', { chain: 56 }), 'Chain 56, which this rule names, is not watched: add its network, or choose another.'],
    ['a protocol', leaf('protocol', { source: 'uniswap-v3' }), null],
    [
      'an unknown protocol',
      leaf('protocol', { source: 'nosuch' }),
      'There is no protocol called “nosuch” in this version: choose another.',
    ],
    ['an unknown kind', leaf('moon-phase', {}), 'There is no condition called “moon-phase” in this version: choose another.'],
    ['a parameter that cannot be read', leaf('value-above', { usd: 'lots' }), 'Worth at least: usd must be a number such as 250000.'],
    ['nothing at all', { all: [] }, 'It has no condition: add one.'],
  ])('with %s', async (_, when, problem) => {
    const asset = { address: address('sails'), symbol: 'Sails', decimals: 18 }
    store.apply(step({ blocks: [block(1)], orders: [order('a', block(1), { asset })], from: 1 }))
    expect(await problems(when)).toEqual(problem === null ? [] : [problem])
  })

  test('name a channel that is gone', async () => {
    expect(await problems(leaf('value-above', { usd: '5' }), { channels: ['desktop', 'ship'] })).toEqual([
      'The channel “ship” on which this rule rings is gone: choose another, or remove it.',
    ])
  })
})

describe('keeping rules', () => {
  const newer = { version: 2, id: 'large-orders', name: 'From the future', sails: 3 }

  test('what cannot be judged is refused with the first reason, and nothing changes', async () => {
    const { handlers, stored } = handlersOn([largeOrders('5')])
    const attempt = async () => handlers['rules.save'](rule({ all: [leaf('wallet', { account: '0x12' }), { any: [] }] }))
    await expect(attempt()).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'Wallet: account must be a whole address: 0x and 40 digits of 0–9 and a–f.',
    })
    expect(stored()).toEqual([largeOrders('5')])
    const trial = async () => handlers['rules.dryRun']({ rule: rule({ any: [] }), window: { hours: 1 } })
    await expect(trial()).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  test('a rule takes the place of its earlier form, a new one comes last, and forms of a newer version stay as they are', async () => {
    const { handlers, stored } = handlersOn([newer, largeOrders('5'), 'rubbish'])
    await handlers['rules.save'](largeOrders('7'))
    await handlers['rules.save']({ ...largeOrders('9'), id: 'nine' })
    expect(stored()).toEqual([newer, largeOrders('7'), 'rubbish', { ...largeOrders('9'), id: 'nine' }])
  })

  test('a rule is removed by its id, one that cannot be used by its place', async () => {
    const { handlers, stored } = handlersOn([newer, largeOrders('5'), 'rubbish'])
    await handlers['rules.remove']({ id: 'large-orders' })
    expect(stored()).toEqual([newer, 'rubbish'])
    const view = await handlers['rules.remove']({ index: 1 })
    expect([stored(), view.unread.map(({ index }) => index)]).toEqual([[newer], [0]])
  })
})

test('a trial is held against the rule as it is kept', async () => {
  const blocks = Array.from({ length: 10 }, (_, n) => block(n + 1))
  store.apply(step({ blocks, orders: blocks.map((own, n) => order(`o${n}`, own, { usd: `${n + 1}` })), from: 1 }))
  const { handlers } = handlersOn([largeOrders('8')])
  const answer = await handlers['rules.dryRun']({ rule: largeOrders('5'), window: { blocks: 100 } })
  expect([answer.rings, answer.before?.rings, answer.before?.added, answer.before?.removed]).toEqual([6, 3, 3, 0])
  expect(calls['rules.dryRun'].output.parse(answer)).toEqual(answer)
})

test('a rule with a budget shows the values that it learnt', async () => {
  const blocks = Array.from({ length: 100 }, (_, n) => ({ ...block(n + 1), timestamp: now / 1000 - 86_400 * 5 + n * 4_000 }))
  store.apply(step({ blocks, orders: blocks.map((own, n) => order(`o${n}`, own, { usd: `${n + 1}` })), from: 1 }))
  const { handlers, faults } = handlersOn([{ ...largeOrders('1'), perDay: 4 }])
  const view = await handlers['rules.list'](null)
  // Five days, four a day: the 20 largest of 100.
  expect([view.rules[0]?.levels, faults]).toEqual([[{ chainId: 1, address: null, symbol: 'ETH', usd: '81' }], []])
})
