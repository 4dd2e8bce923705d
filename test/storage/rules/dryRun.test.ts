/** Trying a rule on a real store: windows, what keeps a rule still, and the difference to the rule as it is kept. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OrderRow } from '#shared/order.ts'
import { largeOrders, type Rule } from '#shared/rules.ts'
import { openDatabase } from '#storage/database.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { createReader } from '#storage/reader/reader.ts'
import { type DryRunQuestion, dryRun } from '#storage/rules/dryRun.ts'
import { address, block, folder, order, step } from '../sample.ts'

let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
})
afterEach(() => {
  store.close()
  place.remove()
})

/** One order in each of the blocks 1 to 10, twelve seconds apart; the n-th is worth n million. */
const keep = (change: (n: number) => Partial<OrderRow> = () => ({})) => {
  const blocks = Array.from({ length: 10 }, (_, n) => block(n + 1))
  const orders = blocks.map((own, n) => order(`o${n + 1}`, own, { usd: `${n + 1}000000`, ...change(n + 1) }))
  store.apply(step({ blocks, orders, from: 1 }))
  return orders
}
const end = block(10).timestamp
const rule = (usd: string, change: Partial<Rule> = {}): Rule => ({ ...largeOrders(usd), ...change })

async function ask(question: Partial<DryRunQuestion>, quietAt?: Parameters<typeof dryRun>[3]) {
  const database = openDatabase({ dataDir: place.path, readOnly: true })
  try {
    const whole: DryRunQuestion = { rule: rule('1'), kept: null, window: { hours: 24 }, now: (end + 1) * 1000, ...question }
    const answer = await dryRun(database, whole, () => Promise.resolve(), quietAt)
    return { ...answer, worth: answer.rows.map(({ usd }) => Number(usd) / 1_000_000) }
  } finally {
    database.close()
  }
}

describe('a trial', () => {
  test('tells how often the rule would have rung, with the newest first, and how many orders it looked at', async () => {
    keep()
    const { rings, worth, orders, from, to, before, notes } = await ask({ rule: rule('8000000') })
    expect({ rings, worth, orders, from, to, before }).toEqual({
      ...{ rings: 3, worth: [10, 9, 8], orders: 10, from: block(1).timestamp, to: end, before: null },
    })
    expect(notes).toEqual(['Less is stored than was asked for: the oldest order is about 1 hour old.'])
  })

  test('looks at the hours or the newest blocks that were asked for, and no further', async () => {
    keep()
    expect((await ask({ window: { blocks: 3 } })).worth).toEqual([10, 9, 8])
    expect((await ask({ window: { hours: 1 }, now: (block(4).timestamp + 3600) * 1000 })).worth).toEqual([10, 9, 8, 7, 6, 5, 4])
    expect(await ask({ window: { hours: 1 }, now: (end + 7200) * 1000 })).toMatchObject({ rings: 0, orders: 0, from: null, to: null })
  })

  test('says that nothing is stored where nothing is', async () => {
    expect((await ask({})).notes).toEqual(['Nothing is stored of this time yet: it can be tried when orders have come in.'])
    expect((await ask({ window: { blocks: 5 } })).rings).toBe(0)
  })

  test('keeps still for as long as the cooldown says, counted from the last ring', async () => {
    keep()
    expect((await ask({ rule: rule('1', { cooldownMinutes: 1 }) })).worth).toEqual([6, 1])
  })

  test('keeps still in quiet hours, which start no cooldown', async () => {
    keep()
    const quiet = { from: '22:00', to: '07:00', days: [0, 1, 2, 3, 4, 5, 6] }
    const still = (_: unknown, at: number) => at / 1000 < block(3).timestamp
    expect((await ask({ rule: rule('1', { quiet, cooldownMinutes: 1 }) }, still)).worth).toEqual([8, 3])
  })

  test('rings for what is certain enough by now, and never for what was taken back', async () => {
    keep()
    store.apply(step({ blocks: [], orders: [], final: 4 }))
    expect((await ask({ rule: rule('1', { confirmations: 'final' }) })).worth).toEqual([4, 3, 2, 1])
    expect((await ask({ rule: rule('1', { confirmations: 3 }) })).worth).toEqual([7, 6, 5, 4, 3, 2, 1])
    store.apply(step({ revertFrom: 9, blocks: [block(9, 'other', 'main')] }))
    expect((await ask({})).worth).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  })

  test('tells what is added and what is removed against the rule as it is kept', async () => {
    keep((n) => (n > 7 ? { usd: null } : {}))
    const token = { kind: 'token', with: { token: 'native' } }
    const low = { not: { kind: 'value-above', with: { usd: '2000000' } } }
    const { rings, before } = await ask({ rule: rule('1', { when: { all: [token, low] } }), kept: rule('1000000') })
    const worth = (rows: readonly OrderRow[] | undefined) => rows?.map(({ usd }) => usd)
    expect([rings, before?.rings, before?.added, before?.removed]).toEqual([4, 7, 3, 6])
    expect([worth(before?.addedRows), worth(before?.removedRows)]).toEqual([
      [null, null, null],
      ['7000000', '6000000', '5000000', '4000000', '3000000', '2000000'],
    ])
    const cooled = await ask({ rule: rule('1', { cooldownMinutes: 1 }), kept: rule('1') })
    expect([cooled.rings, cooled.before?.rings, cooled.before?.removed]).toEqual([2, 7, 5])
  })

  test('judges by what stood before each order', async () => {
    const [ann, ben] = [address('ann'), address('ben')]
    keep((n) => ({ from: n % 2 ? ann : ben, to: address(`to ${n}`) }))
    expect((await ask({ rule: rule('1', { when: { kind: 'first-seen', with: { side: 'from' } } }) })).worth).toEqual([2, 1])
    const twice = { kind: 'repeated-whale', with: { times: 2, usd: '1', minutes: 1, side: 'from' } }
    expect((await ask({ rule: rule('1', { when: twice }) })).worth).toEqual([4, 3])
  })

  test('holds a rule with a budget to the values that were learnt', async () => {
    const asset = (n: number) => ({ address: address(`token ${n % 2}`), symbol: `T${n % 2}`, decimals: 18 })
    const blocks = Array.from({ length: 200 }, (_, n) => ({ ...block(n + 1), timestamp: 1_700_000_000 + n * 3_000 }))
    const orders = blocks.map((own, n) =>
      order(`o${n}`, own, { usd: String((n % 2 ? 1_000_000 : 1_000) + ((n * 37) % 199)), asset: asset(n) }),
    )
    store.apply(step({ blocks, orders, from: 1 }))
    const now = (1_700_000_000 + 199 * 3_000 + 1) * 1000
    const { rings, rows } = await ask({ rule: rule('1', { perDay: 4 }), window: { hours: 24 * 7 }, now })
    // 6.9 days, 4 a day: 27 or 28 of 200, the same share of either token.
    expect(rings).toBeGreaterThanOrEqual(26)
    expect(rings).toBeLessThanOrEqual(30)
    expect(Math.abs(rows.filter((row) => row.asset.symbol === 'T0').length * 2 - rings)).toBeLessThanOrEqual(2)
  })

  test('is answered by the reader, and given up for a newer one of its lane', async () => {
    keep()
    const reader = createReader({ dataDir: place.path })
    const question = { rule: rule('5000000'), kept: null, window: { hours: 24 }, now: (end + 1) * 1000, lane: 'editor' }
    const first = reader.ask('rules.dryRun', question)
    const second = reader.ask('rules.dryRun', question)
    await expect(first).rejects.toMatchObject({ code: 'SUPERSEDED' })
    expect((await second).rings).toBe(6)
    await reader.close()
  })
})
