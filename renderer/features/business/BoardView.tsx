/** Documents as cards in columns, one a state, in the order in which the pack names the states. */
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { DocumentRow, PackStanding } from '#shared/contract/packs.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { openDocument, useBusiness } from '../../stores/business.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Account } from './accounts.tsx'
import { type Board, keyOf, useDocuments } from './documentPages.ts'
import { Broken, Due, Evidence, Nothing, Problem, Worth } from './parts.tsx'
import { Rows } from './Rows.tsx'
import { documentName, type PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }

const cardHeight = 112

export function BoardView({ standing: { pack }, words }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { page, problem } = useDocuments({ pack: pack.id })
  const board = page?.more ?? []
  const types = [...new Set([...Object.keys(pack.documents), ...board.map((each) => each.type)])]
  const type = chosen !== null && types.includes(chosen) ? chosen : types[0]
  if (type === undefined)
    return (
      <Nothing waiting={page === null && problem === null}>
        {page !== null && page.rows.length > 0
          ? t('Their states are covered: look at the documents as a table.')
          : t('This pack keeps no documents: look at its balances and flows.')}
      </Nothing>
    )
  return (
    <div className="board-view">
      {types.length > 1 && (
        <div className="business-bar">
          <div className="pane-tabs">
            {types.map((each) => (
              <button key={each} type="button" aria-pressed={each === type} onClick={() => setChosen(each)}>
                {words.type(each)} <span className="faint">{group(String(countOf(board, each)))}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      <Problem sentence={problem} />
      {page === null || countOf(board, type) === 0 ? (
        <Nothing waiting={page === null && problem === null}>{t('No document of this kind was seen yet.')}</Nothing>
      ) : (
        <section className="board" onKeyDown={moveFocus} aria-label={t('Board of {type}', { type: words.type(type) })}>
          {statesOf(Object.keys(pack.documents[type]?.states ?? {}), board, type).map((state) => (
            <Column key={`${type}:${state}`} pack={pack.id} type={type} state={state} words={words} board={board} />
          ))}
        </section>
      )}
    </div>
  )
}

const countOf = (board: Board, type: string): number => board.reduce((sum, each) => (each.type === type ? sum + each.count : sum), 0)

/** Every state of the pack, and others only where a document is in one: what was seen from its middle on, or came from an older pack. */
const statesOf = (known: readonly string[], board: Board, type: string): string[] => [
  ...board.filter((each) => each.type === type && !known.includes(each.state)).map(({ state }) => state),
  ...known,
]

type ColumnProps = {
  readonly pack: string
  readonly type: string
  readonly state: string
  readonly words: PackWords
  readonly board: Board
}

function Column({ pack, type, state, words, board }: ColumnProps) {
  const { page, problem, loadMore } = useDocuments({ pack, type, states: [state] })
  const known = board.find((each) => each.type === type && each.state === state)
  const name = words.state(type, state)
  return (
    <div className={words.isFinal(type, state) ? 'board-column final' : 'board-column'} data-state={state}>
      <header>
        {words.isFinal(type, state) && <Icon name="check" size={12} />}
        <h2 className="clip" title={name}>
          <bdi>{name}</bdi>
        </h2>
        <span className="board-count">{group(String(known?.count ?? 0))}</span>
        {known !== undefined && known.overdue > 0 && (
          <span className="business-due overdue">{t('{n} overdue', { n: group(String(known.overdue)) })}</span>
        )}
      </header>
      <Problem sentence={problem} />
      {page !== null && page.rows.length > 0 && (
        <Rows
          label={name}
          className="board-cards"
          rows={page.rows}
          keyOf={keyOf}
          height={() => cardHeight}
          onEnd={loadMore}
          render={(row, style) => (
            <li key={keyOf(row)} className="card-place" style={style}>
              <Card row={row} words={words} />
            </li>
          )}
        />
      )}
    </div>
  )
}

function Card({ row, words }: { row: DocumentRow; words: PackWords }) {
  const { id, amount, unit, holder, chainId, violations, evidence } = row
  const open = useBusiness(
    ({ document }) => document !== null && document.id === id && document.type === row.type && document.chainId === chainId,
  )
  // The drawer takes room from the board: what was opened stays in sight.
  useEffect(() => {
    if (open) document.querySelector('.card[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  return (
    <button
      type="button"
      className={row.overdue ? 'card overdue' : 'card'}
      aria-current={open || undefined}
      onClick={() => openDocument(row)}
    >
      <span className="card-line">
        <bdi className="card-name clip" title={id}>
          {documentName(id)}
        </bdi>
        <Broken count={violations} />
      </span>
      <Worth amount={amount} unit={unit} words={words} />
      <span className="card-line muted">
        {holder !== null && <Account chainId={chainId} address={holder} />}
        <Evidence level={evidence} />
      </span>
      <span className="card-line">
        <Due document={row} />
      </span>
    </button>
  )
}

/** Arrows go from card to card, up and down a column and to the same height of the next one that has any. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const card = event.target instanceof HTMLElement ? event.target.closest('.card') : null
  if (!card) return
  const cards = (column: Element) => [...column.querySelectorAll<HTMLElement>('.card')]
  const columns = [...event.currentTarget.querySelectorAll('.board-column')].filter((column) => cards(column).length > 0)
  const at = columns.findIndex((column) => column.contains(card))
  const column = columns[at]
  if (!column) return
  const own = cards(column)
  const index = own.indexOf(card as HTMLElement)
  const beside = (step: number) => {
    const next = columns[at + step]
    const top = card.getBoundingClientRect().top
    return (
      next && cards(next).sort((a, b) => Math.abs(a.getBoundingClientRect().top - top) - Math.abs(b.getBoundingClientRect().top - top))[0]
    )
  }
  const steps: Readonly<Record<string, () => HTMLElement | undefined>> = {
    ArrowDown: () => own[index + 1],
    ArrowUp: () => own[index - 1],
    ArrowRight: () => beside(1),
    ArrowLeft: () => beside(-1),
  }
  const next = steps[event.key]?.()
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
