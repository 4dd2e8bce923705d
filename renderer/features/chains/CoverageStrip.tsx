/** Which blocks of a chain were read and proven, as a strip: the higher a piece, the higher its level; hatched is missing. */
import './coverage.css'
import type { Coverage } from '#shared/contract/chains.ts'
import type { ChainStatus } from '#shared/status.ts'
import { group } from '../../format/amount.ts'
import { t, tn } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { coverageWords, segmentsOf, segmentWords, spanWords } from './coverage.ts'

const shownGaps = 3
const pieces = { slim: 16, large: 48 } as const

/** The picture alone; in a chain's cell, whose popover says it in words. */
export function CoverageStrip({ coverage, size }: { coverage: Coverage | null; size: 'slim' | 'large' }) {
  const segments = coverage ? segmentsOf(coverage, pieces[size]) : []
  return (
    <span className={`coverage-strip ${size}`} aria-hidden="true">
      {segments.map((segment) => (
        <i
          key={`${segment.from} ${segment.evidence}`}
          className={look(segment.evidence)}
          style={{ flexGrow: segment.weight }}
          title={size === 'large' ? segmentWords(segment) : undefined}
        />
      ))}
    </span>
  )
}

/** Strip, words and legend. */
export function CoverageSection({ coverage, chain }: { coverage: Coverage | null; chain: ChainStatus }) {
  if (!coverage) return null
  const segments = segmentsOf(coverage, pieces.large)
  const cut = coverage.ranges[0]?.from !== segments[0]?.from
  const first = segments[0]
  const last = segments.at(-1)
  const gaps = coverage.gaps.slice(-shownGaps).reverse()
  return (
    <section className="coverage">
      <h3>{t('Coverage')}</h3>
      {first && last && (
        <>
          <CoverageStrip coverage={coverage} size="large" />
          <p className="coverage-ends faint">
            <span>{group(String(first.from))}</span>
            <span>{group(String(last.to))}</span>
          </p>
        </>
      )}
      <p>{coverageWords(coverage, chain.phase)}</p>
      {gaps.length > 0 && (
        <p className="muted">
          {t('Missing: {blocks}', { blocks: gaps.map(spanWords).join(t(', ')) })}
          {coverage.gaps.length > gaps.length && tn(coverage.gaps.length - gaps.length, ' and {n} older gap', ' and {n} older gaps')}
        </p>
      )}
      <Legend evidences={segments.map(({ evidence }) => evidence)} />
      {first && (
        <p className="faint">
          {t('Widths are not to scale.')} {cut ? t('Only the newest pieces are drawn.') : t('Blocks outside the strip were never read.')}
        </p>
      )}
    </section>
  )
}

function Legend({ evidences }: { evidences: readonly (number | null)[] }) {
  const levels = [...new Set(evidences)].sort((a, b) => (b ?? 0) - (a ?? 0))
  if (levels.length === 0) return null
  return (
    <ul className="coverage-legend">
      {levels.map((level) => (
        <li key={level}>
          <span className="coverage-key" aria-hidden="true">
            <i className={look(level)} />
          </span>
          {level === null ? t('Not read yet') : `L${level} ${evidenceWords(level)?.label ?? ''}`}
        </li>
      ))}
    </ul>
  )
}

const look = (evidence: number | null): string => (evidence === null ? 'missing' : `level-${evidence}`)
