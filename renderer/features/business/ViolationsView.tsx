/** What was broken: first what holds still, then what was put right or taken back. */
import { useMemo, useState } from 'react'
import type { PackStanding, Violation } from '#shared/contract/packs.ts'
import { client } from '../../bridge/host.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { Nothing, Problem } from './parts.tsx'
import { Rows } from './Rows.tsx'
import { usePages } from './usePages.ts'
import { ViolationLine } from './ViolationLine.tsx'
import type { PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }
type Which = 'all' | Violation['state']

const pageSize = 100
const rowHeight = 76
const choices = {
  all: 'All, open first',
  open: 'Open##violation',
  over: 'Put right',
  retracted: 'Taken back',
} as const satisfies Record<Which, PlainKey>

/** The lists that are read one after the other. */
const stagesOf = (which: Which): readonly Violation['state'][] => (which === 'all' ? ['open', 'over', 'retracted'] : [which])

export function ViolationsView({ standing: { pack }, words }: Props) {
  const [which, setWhich] = useState<Which>('all')
  const read = useMemo(() => reader(pack.id, stagesOf(which)), [pack.id, which])
  const { page, problem, loadMore } = usePages(`${pack.id} ${which}`, read, pageSize)
  const rows = page?.rows ?? []
  return (
    <div className="violations-view">
      <div className="business-bar">
        <div className="pane-tabs">
          {Object.entries(choices).map(([id, word]) => (
            <button key={id} type="button" aria-pressed={id === which} onClick={() => setWhich(id as Which)}>
              {t(word)}
            </button>
          ))}
        </div>
        <span className="faint" role="status">
          {page !== null && t('{n} open##violations', { n: page.more })}
        </span>
      </div>
      <Problem sentence={problem} />
      {rows.length === 0 ? (
        <Nothing waiting={page === null && problem === null}>
          {which === 'all' ? t('Nothing was broken so far: every rule of this pack held.') : t('None of this kind.')}
        </Nothing>
      ) : (
        <Rows
          label={t('Violations')}
          className="violation-list"
          rows={rows}
          keyOf={({ id }) => id}
          height={() => rowHeight}
          onEnd={loadMore}
          render={(violation, style) => (
            <li key={violation.id} className="violation-place" style={style}>
              <ViolationLine violation={violation} words={words} />
            </li>
          )}
        />
      )}
    </div>
  )
}

/** A place in the lists is the list and the last id of it. */
function reader(pack: string, stages: readonly Violation['state'][]) {
  return async (after: string | undefined) => {
    const [stage = 0, last] = after === undefined ? [0] : (JSON.parse(after) as [number, number?])
    const state = stages[stage] ?? 'open'
    const answer = await client['business.violations']({ pack, state, ...(last !== undefined && { after: last }), limit: pageSize })
    const isLast = stage === stages.length - 1
    const next = answer.next !== null ? JSON.stringify([stage, answer.next]) : isLast ? null : JSON.stringify([stage + 1])
    return { rows: answer.violations, next, more: answer.open }
  }
}
