/** Kinds of invariants where their rule is finer than what a chain of events shows. */
import { describe, expect, test } from 'vitest'
import { newDocument } from '#engine/packs/documents.ts'
import { atLeast } from '#engine/packs/invariants/at-least/index.ts'
import type { Books, DocumentBook, Entry } from '#engine/packs/invariants/defineInvariant.ts'
import { transitions } from '#engine/packs/invariants/transitions/index.ts'
import { receivables as pack } from '#engine/packs/shipped/receivables/index.ts'

const entry = (key: string): Entry => ({
  ...{ orderId: 'o', chainId: 1, from: '0xa', to: '0xb', amount: 0n, time: 0, pack: pack.id, key, verb: 'settle', unit: null, due: null },
  ...{ rate: null, nature: 'S8', contract: 'receivables', address: '0xc', document: { type: 'receivable', id: 'r' } },
})
const books = (part: Partial<DocumentBook>, more: Partial<Books> = {}): Books => ({
  ...{ pack, document: { ...newDocument('receivable', 'r'), ...part }, was: null, before: 'financed', allowed: true },
  ...{ held: () => 0n, rolesOf: () => [], earlier: () => [], ...more },
})

describe('at-least', () => {
  const rule = (percent: number) => atLeast.parameters.parse({ verb: 'settle', needs: ['repay'], of: ['finance'], percent })
  const told = (repay: bigint, finance: bigint, percent = 100) =>
    (atLeast.onEvent?.(entry('settle'), rule(percent), books({ sums: { repay, finance } })) ?? []).map(({ sentence }) => sentence)

  test('lets pass what is enough, and says how much is missing', () => {
    expect(told(100n, 100n)).toEqual([])
    expect(told(101n, 100n)).toEqual([])
    expect(told(99n, 100n)).toEqual(['“Settle” happened to r when “Repay” had come to 0.99 CNY of 1 CNY.'])
  })

  test('rounds a part of a base unit up', () => {
    expect(told(49n, 99n, 50)).toHaveLength(1)
    expect(told(50n, 99n, 50)).toEqual([])
  })

  test('looks at its own verb only, and names what the pack does not have', () => {
    expect(atLeast.onEvent?.(entry('repay'), rule(100), books({ sums: { finance: 5n } }))).toEqual([])
    expect(atLeast.unknown?.({ ...rule(100), needs: ['repay', 'pray'] }, pack)).toEqual(['pray'])
  })
})

describe('transitions', () => {
  const told = (counts: Record<string, number>, repeats?: string[]) =>
    transitions.onEvent?.(entry('finance'), transitions.parameters.parse({ repeats }), books({ counts }, { allowed: false }))

  test('leave the second time of a verb to a rule of its own, and not the first', () => {
    expect(told({ finance: 2 }, ['finance'])).toEqual([])
    expect(told({ finance: 1 }, ['finance'])).toHaveLength(1)
    expect(told({ finance: 2 }, ['repay'])).toHaveLength(1)
    expect(told({ finance: 2 })).toHaveLength(1)
  })
})
