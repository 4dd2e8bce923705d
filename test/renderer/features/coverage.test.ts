/** The strip and its sentence say no more than the ledger does. */
import { describe, expect, test } from 'vitest'
import type { Coverage } from '#shared/contract/chains.ts'
import { coverageWords, segmentsOf, segmentWords } from '../../../renderer/features/chains/coverage.ts'

const coverage = (ranges: Coverage['ranges'], parts: Partial<Coverage> = {}): Coverage => ({
  ranges,
  gaps: ranges.flatMap(({ from }, index) => {
    const before = ranges[index - 1]
    return before && before.to + 1 < from ? [{ from: before.to + 1, to: from - 1 }] : []
  }),
  older: 0,
  head: ranges.at(-1)?.to ?? null,
  ...parts,
})
const whole = coverage([{ from: 17_686_000, to: 17_690_214, evidence: 2 }])
const holed = coverage([
  { from: 100, to: 199, evidence: 5 },
  { from: 320, to: 329, evidence: 3 },
  { from: 330, to: 330, evidence: 2 },
])

describe('coverageWords', () => {
  test('names the blocks and the level', () => {
    expect(coverageWords(whole, 'live')).toBe('Blocks 17,686,000–17,690,214 proven complete at L2')
    expect(coverageWords(coverage([{ from: 5, to: 5, evidence: 2 }]), 'live')).toBe('Block 5 proven complete at L2')
  })

  test('counts what is missing and says whether it is being filled', () => {
    expect(coverageWords(holed, 'live')).toBe('111 of blocks 100–330 proven complete at L2 to L5 · 120 missing, being filled')
    expect(coverageWords(holed, 'stopped')).toBe('111 of blocks 100–330 proven complete at L2 to L5 · 120 missing')
  })

  test('calls nothing proven that rests on one endpoint’s word', () => {
    expect(coverageWords(coverage([{ from: 1, to: 9, evidence: 1 }]), 'live')).toBe('Blocks 1–9 read at L1')
  })

  test('says so where nothing was read, and where older ranges are left out', () => {
    expect(coverageWords(coverage([]), 'starting')).toBe('No block of this chain was read yet.')
    expect(coverageWords({ ...whole, older: 3 }, 'live')).toMatch(/ · 3 older ranges not shown$/)
  })
})

describe('segmentsOf', () => {
  test('puts gaps between ranges, and what was announced but not stored at the end', () => {
    const pieces = segmentsOf({ ...holed, head: 334 }, 10)
    expect(pieces.map(({ from, to, evidence }) => [from, to, evidence])).toEqual([
      [100, 199, 5],
      [200, 319, null],
      [320, 329, 3],
      [330, 330, 2],
      [331, 334, null],
    ])
    expect(pieces.map(segmentWords)).toContain('Blocks 200–319: not read yet')
  })

  test('keeps the newest pieces where there are too many', () => {
    expect(segmentsOf(holed, 2).map(({ from }) => from)).toEqual([320, 330])
    expect(segmentsOf(coverage([]), 2)).toEqual([])
  })

  test('keeps a small gap in sight beside a long range', () => {
    const [long, gap] = segmentsOf(
      coverage([
        { from: 0, to: 999_999, evidence: 2 },
        { from: 1_000_012, to: 1_000_020, evidence: 2 },
      ]),
      9,
    )
    expect((gap?.weight ?? 0) / (long?.weight ?? 1)).toBeGreaterThan(0.003)
  })
})
