/** When a rule with a budget learns: at first, when it changed, and after an hour; what was learnt holds meanwhile. */
import { expect, test } from 'vitest'
import { EngineError } from '#engine/errors.ts'
import type { Levels } from '#engine/rules/budget.ts'
import type { OrderReader } from '#ipc/services.ts'
import { plainMarks, type TableRow } from '#shared/order.ts'
import { largeOrders, type Rule } from '#shared/rules.ts'
import { createBudgets } from '#storage/rules/budgets.ts'
import { block, order } from '../sample.ts'

const rule: Rule = { ...largeOrders('1'), perDay: 5 }
const worth = (usd: string): TableRow => ({ ...order(usd, block(1), { usd }), marks: plainMarks({ blockTime: 1 }) })
const level = (usd: string): Levels => ({ levels: [{ chainId: 1, address: null, symbol: 'ETH', usd, units: null }], rest: null })

/** Answers are given by the test, in the order of the questions. */
function desk() {
  const asked: { answer(levels: Levels): void; fail(error: Error): void }[] = []
  let at = 1_000
  const faults: string[] = []
  const ask = () => new Promise((resolve, reject) => asked.push({ answer: (levels) => resolve({ levels }), fail: reject }))
  const budgets = createBudgets({
    reader: { ask: ask as OrderReader['ask'] },
    now: () => at,
    onFault: (sentence) => void faults.push(sentence),
  })
  const wait = (ms: number) => {
    at += ms
  }
  return { budgets, asked, faults, wait }
}

test('everything passes until something is learnt, then what is large enough; a rule without a budget never asks', async () => {
  const { budgets, asked } = desk()
  expect([budgets.passes(rule, worth('1')), budgets.passes({ ...rule, perDay: null }, worth('1'))]).toEqual([true, true])
  asked[0]?.answer(level('10'))
  await budgets.learnt([rule])
  expect(['9', '10'].map((usd) => budgets.passes(rule, worth(usd)))).toEqual([false, true])
  expect(asked).toHaveLength(1)
})

test('it learns anew after an hour, and what was learnt holds until then', async () => {
  const { budgets, asked, wait } = desk()
  budgets.levelsOf(rule)
  asked[0]?.answer(level('10'))
  await budgets.learnt([rule])
  wait(3_599_999)
  expect([budgets.passes(rule, worth('9')), asked.length]).toEqual([false, 1])
  wait(1)
  expect([budgets.passes(rule, worth('9')), asked.length]).toEqual([false, 2])
  asked[1]?.answer(level('8'))
  await budgets.learnt([rule])
  expect([budgets.passes(rule, worth('9')), asked.length]).toEqual([true, 2])
})

test('other conditions or another budget begin anew', async () => {
  const { budgets, asked } = desk()
  budgets.levelsOf(rule)
  asked[0]?.answer(level('10'))
  await budgets.learnt([rule])
  const changed = { ...rule, perDay: 9 }
  expect([budgets.levelsOf(changed), asked.length]).toEqual([null, 2])
  asked[1]?.answer(level('7'))
  await budgets.learnt([changed])
  expect(budgets.levelsOf(changed)).toEqual(level('7'))
})

test('what could not be learnt is told, and leaves what was learnt before', async () => {
  const { budgets, asked, faults, wait } = desk()
  budgets.levelsOf(rule)
  asked[0]?.answer(level('10'))
  await budgets.learnt([rule])
  wait(3_600_000)
  budgets.levelsOf(rule)
  asked[1]?.fail(new EngineError('TOO_SLOW', 'This took too long.'))
  await budgets.learnt([rule])
  expect(faults).toEqual(['The budget of the rule “Large orders” could not be learnt: This took too long.'])
  expect([budgets.levelsOf(rule), asked.length]).toEqual([level('10'), 2])
})
