/** What is due, earliest first: overdue, today, within a week, later. What is done is not due any more. */
import { useMemo } from 'react'
import type { DocumentRow, PackStanding } from '#shared/contract/packs.ts'
import { fullTime, span } from '../../format/time.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { openDocument } from '../../stores/business.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Account } from './accounts.tsx'
import { keyOf, useDocuments } from './documentPages.ts'
import { type DueGroup, dueLines } from './dueGroups.ts'
import { Broken, Nothing, Problem, Worth } from './parts.tsx'
import { Rows } from './Rows.tsx'
import { documentName, dueDay, type PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }

const groupWords = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'Within seven days',
  later: 'Later',
} as const satisfies Record<DueGroup, PlainKey>

export function DueView({ standing: { pack }, words }: Props) {
  const states = useMemo(() => openStates(pack.documents), [pack])
  const { page, problem, loadMore } = useDocuments({ pack: pack.id, states, sort: 'due' })
  const rows = page?.rows ?? []
  const lines = dueLines(rows, new Date())
  // Behind the last due date stand those that have none: there is nothing more to ask for.
  const isRead = page === null || page.next === null || rows.at(-1)?.due === null
  return (
    <div className="due-view">
      <Problem sentence={problem} />
      {lines.length === 0 ? (
        <Nothing waiting={page === null && problem === null}>{t('Nothing is due.')}</Nothing>
      ) : (
        <Rows
          label={t('Due dates')}
          className="due-list"
          rows={lines}
          keyOf={(line) => (line.heading === null ? keyOf(line.row) : line.heading)}
          height={(line) => (line.heading === null ? 44 : 42)}
          onEnd={() => !isRead && loadMore()}
          render={(line, style) =>
            line.heading === null ? (
              <li key={keyOf(line.row)} className="due-place" style={style}>
                <DueRow row={line.row} words={words} />
              </li>
            ) : (
              <li key={line.heading} className={`due-heading ${line.heading}`} style={style}>
                <h2>{t(groupWords[line.heading])}</h2>
                <span className="board-count">{isRead ? line.count : `${line.count}+`}</span>
              </li>
            )
          }
        />
      )}
    </div>
  )
}

const openStates = (documents: PackStanding['pack']['documents']): string[] => [
  ...new Set([
    ...Object.values(documents).flatMap(({ states }) => Object.keys(states).filter((state) => states[state]?.final !== true)),
    'unknown',
    'new',
  ]),
]

function DueRow({ row, words }: { row: DocumentRow; words: PackWords }) {
  const { id, type, state, amount, unit, holder, chainId, due, overdue, violations } = row
  const away = Math.abs((due ?? 0) - Date.now() / 1000)
  return (
    <button type="button" className={overdue ? 'due-row overdue' : 'due-row'} onClick={() => openDocument(row)}>
      <time className="due-day" title={fullTime(due)} dateTime={new Date((due ?? 0) * 1000).toISOString()}>
        {due !== null && dueDay(due, new Date())}
        <span className={overdue ? 'bad' : 'faint'}>
          {overdue ? t('{span} late', { span: span(away) }) : t('in {span}', { span: span(away) })}
        </span>
      </time>
      <span className="due-what">
        <bdi className="card-name clip" title={id}>
          {documentName(id)}
        </bdi>
        <span className="faint clip">
          {words.type(type)} · {words.state(type, state)}
        </span>
      </span>
      <Worth amount={amount} unit={unit} words={words} />
      <span className="clip muted">{holder !== null && <Account chainId={chainId} address={holder} />}</span>
      <span className="due-marks">
        <Broken count={violations} />
        <Icon name="arrowRight" size={12} />
      </span>
    </button>
  )
}
