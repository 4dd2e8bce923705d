/** Coverage as a picture and as a sentence: what was read, what is missing, and at which level. */
import type { Coverage, CoveredRange } from '#shared/contract/chains.ts'
import type { ChainStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'

/** One piece of the strip. `evidence` is null for blocks that are missing; `weight` is its share of the width. */
export type Segment = { readonly from: number; readonly to: number; readonly evidence: number | null; readonly weight: number }

const size = ({ from, to }: { readonly from: number; readonly to: number }): number => to - from + 1

/**
 * The newest `most` pieces, oldest first. A piece grows with the square root of its blocks, so that twelve missing blocks stay visible
 * beside a million. What was announced and is not stored yet is missing too.
 */
export function segmentsOf({ ranges, head }: Coverage, most: number): Segment[] {
  const pieces = ranges.flatMap((range, index): Omit<Segment, 'weight'>[] => {
    const before = ranges[index - 1]
    const gap = before && before.to + 1 < range.from ? [{ from: before.to + 1, to: range.from - 1, evidence: null }] : []
    return [...gap, range]
  })
  const last = ranges.at(-1)
  if (last && head !== null && head > last.to) pieces.push({ from: last.to + 1, to: head, evidence: null })
  return pieces.slice(-most).map((piece) => ({ ...piece, weight: Math.sqrt(size(piece)) }))
}

/**
 * Coverage in words, e.g. "Blocks 17,686,000–17,690,214 proven complete at L2" or "4,095 of blocks … proven complete at L2 to L5 · 120 missing,
 * being filled". Level 1 is one endpoint's word, so nothing is called proven there.
 */
export function coverageWords(coverage: Coverage, phase: ChainStatus['phase']): string {
  const { ranges, gaps, older } = coverage
  const first = ranges[0]
  const last = ranges.at(-1)
  if (!first || !last) return t('No block of this chain was read yet.')
  const blocks = ranges.reduce((sum, range) => sum + size(range), 0)
  const missing = gaps.reduce((sum, gap) => sum + size(gap), 0)
  const span = { span: spanWords({ from: first.from, to: last.to }), levels: levelWords(ranges) }
  const whole = first.from === last.to ? t('Block {span} {levels}', span) : t('Blocks {span} {levels}', span)
  const read = missing === 0 ? whole : t('{n} of blocks {span} {levels}', { ...span, n: count(blocks) })
  const idle = phase === 'stopped' || phase === 'retrying'
  const parts = [
    read,
    missing === 0 ? null : idle ? t('{n} missing', { n: count(missing) }) : t('{n} missing, being filled', { n: count(missing) }),
    older > 0 ? tn(older, '{n} older range not shown', '{n} older ranges not shown') : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** "17,686,000–17,690,214", or one number. */
export const spanWords = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? count(from) : `${count(from)}–${count(to)}`

/** What a piece of the strip stands for. */
export const segmentWords = ({ from, to, evidence }: Omit<Segment, 'weight'>): string =>
  t(from === to ? 'Block {span}: {levels}' : 'Blocks {span}: {levels}', {
    span: spanWords({ from, to }),
    levels: evidence === null ? t('not read yet') : levelWords([{ evidence }]),
  })

function levelWords(ranges: readonly Pick<CoveredRange, 'evidence'>[]): string {
  const levels = ranges.map(({ evidence }) => evidence)
  const least = Math.min(...levels)
  const most = Math.max(...levels)
  const at = most > least ? t('L{least} to L{most}', { least, most }) : `L${least}`
  return least > 1 ? t('proven complete at {level}', { level: at }) : t('read at {level}', { level: at })
}

const count = (number: number): string => group(String(number))
