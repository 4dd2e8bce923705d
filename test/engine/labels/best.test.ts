/** Which statement wins. */
import { describe, expect, test } from 'vitest'
import { bestStatement, compareStatements } from '#engine/labels/best.ts'
import type { Label } from '#shared/labels.ts'

const label = (name: string, change: Partial<Label> = {}): Label => ({
  chainId: null,
  address: `0x${'1'.repeat(40)}`,
  name,
  entity: null,
  role: 'other',
  source: 'list.csv',
  reference: null,
  date: null,
  confidence: 'likely',
  ...change,
})

describe('compareStatements', () => {
  test.each<[string, Label, Label]>([
    [
      'the user before what is certain',
      label('a', { source: 'user', confidence: 'certain' }),
      label('b', { confidence: 'certain', date: '2026-01-01', chainId: 1 }),
    ],
    ['certain before likely', label('a', { confidence: 'certain' }), label('b', { date: '2026-01-01' })],
    ['likely before a guess', label('a'), label('b', { confidence: 'guess', chainId: 1 })],
    ['the newer date', label('a', { date: '2026-01-02' }), label('b', { date: '2026-01-01', chainId: 1 })],
    ['a date before none', label('a', { date: '2020-01-01' }), label('b')],
    ['its own chain before all chains', label('a', { chainId: 1 }), label('b')],
    ['else the name of the source', label('a', { source: 'a.csv' }), label('b', { source: 'b.csv' })],
  ])('%s', (_, better, worse) => {
    expect(compareStatements(better, worse)).toBeLessThan(0)
    expect(compareStatements(worse, better)).toBeGreaterThan(0)
  })
})

describe('bestStatement', () => {
  test('looks at the chain and at what was said of all chains only', () => {
    const all = label('all')
    const here = label('here', { chainId: 10 })
    expect(bestStatement([all, here], 10)).toBe(here)
    expect(bestStatement([all, here], 1)).toBe(all)
    expect(bestStatement([all, here], null)).toBe(all)
    expect(bestStatement([here], 1)).toBeNull()
  })
})
