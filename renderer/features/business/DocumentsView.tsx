/** Documents as a table: narrowed by kind, state, account, name and what is overdue, by last change or due date. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtualised table positions its rows itself; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are read, not operated; their buttons take the focus.
import { useEffect, useState } from 'react'
import type { DocumentRow, PackStanding } from '#shared/contract/packs.ts'
import { group } from '../../format/amount.ts'
import { fullTime, tableTime } from '../../format/time.ts'
import { type PlainKey, t, tn } from '../../i18n/t.ts'
import { openDocument, useBusiness } from '../../stores/business.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Account } from './accounts.tsx'
import { type Board, type DocumentQuestion, keyOf, useDocuments } from './documentPages.ts'
import { Broken, Due, Evidence, Nothing, Problem, Worth } from './parts.tsx'
import { Rows } from './Rows.tsx'
import { documentName, type PackWords } from './words.ts'

type Props = { readonly standing: PackStanding; readonly words: PackWords }
type Filter = { type: string; state: string; account: string; text: string; overdue: boolean; sort: 'last' | 'due' }

const rowHeight = 34
const typingMs = 200
const unfiltered: Filter = { type: '', state: '', account: '', text: '', overdue: false, sort: 'last' }

export function DocumentsView({ standing: { pack }, words }: Props) {
  const [filter, setFilter] = useState(unfiltered)
  const change = (part: Partial<Filter>) => setFilter((before) => ({ ...before, ...part }))
  const asked = useRested(filter)
  const account = asked.account.trim().toLowerCase()
  const isAccount = account === '' || /^0x[0-9a-f]{40}$/.test(account)
  const question: DocumentQuestion = {
    ...{ pack: pack.id, sort: asked.sort },
    ...(asked.type !== '' && { type: asked.type }),
    ...(asked.state !== '' && { states: [asked.state] }),
    ...(account !== '' && isAccount && { account }),
    ...(asked.text.trim() !== '' && { text: asked.text.trim() }),
    ...(asked.overdue && { overdue: true }),
  }
  const { page, problem, loadMore } = useDocuments(question)
  const rows = page?.rows ?? []
  const all = (page?.more ?? []).reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="documents-view">
      <FilterFields filter={filter} change={change} types={Object.keys(pack.documents)} board={page?.more ?? []} words={words} />
      {!isAccount && <Problem sentence={t('An account is 0x and 40 hex digits.')} />}
      <Problem sentence={problem} />
      <p className="visually-hidden" role="status">
        {page && tn(rows.length, '{n} document shown', '{n} documents shown')}
      </p>
      {rows.length === 0 ? (
        <Nothing waiting={page === null && problem === null}>
          {all === 0 ? t('No document was seen yet.') : t('No document passes this filter.')}
        </Nothing>
      ) : (
        <Rows
          label={t('Documents')}
          className="document-table"
          rows={rows}
          keyOf={keyOf}
          height={() => rowHeight}
          onEnd={loadMore}
          table={{
            head: <Head sort={filter.sort} onSort={(sort) => change({ sort })} />,
            headHeight: 30,
            count: page?.next === null ? rows.length + 1 : -1,
          }}
          render={(row, style, index) => (
            <div key={keyOf(row)} role="row" aria-rowindex={index + 2} className="document-row" style={style}>
              <Cells row={row} words={words} />
            </div>
          )}
        />
      )}
    </div>
  )
}

type FieldProps = {
  readonly filter: Filter
  readonly change: (part: Partial<Filter>) => void
  readonly types: readonly string[]
  readonly board: Board
  readonly words: PackWords
}

function FilterFields({ filter, change, types, board, words }: FieldProps) {
  const states = board.filter(({ type }) => filter.type === '' || type === filter.type)
  const names = new Map(states.map(({ type, state }) => [state, words.state(type, state)]))
  const overdue = board.reduce((sum, each) => sum + each.overdue, 0)
  return (
    <div className="business-bar">
      {types.length > 1 && (
        <select
          className="input"
          aria-label={t('Kind of document')}
          value={filter.type}
          onChange={({ target }) => change({ type: target.value, state: '' })}
        >
          <option value="">{t('Every kind')}</option>
          {types.map((type) => (
            <option key={type} value={type}>
              {words.type(type)}
            </option>
          ))}
        </select>
      )}
      <select
        className="input"
        aria-label={t('State##document')}
        value={filter.state}
        onChange={({ target }) => change({ state: target.value })}
      >
        <option value="">{t('Every state')}</option>
        {[...names].map(([state, name]) => (
          <option key={state} value={state}>
            {name}
          </option>
        ))}
      </select>
      <input
        className="input"
        type="search"
        aria-label={t('Name of the document')}
        placeholder={t('Name of the document')}
        value={filter.text}
        maxLength={100}
        onChange={({ target }) => change({ text: target.value })}
      />
      <input
        className="input mono business-address"
        type="search"
        aria-label={t('Issuer or holder')}
        placeholder={t('Issuer or holder, 0x…')}
        value={filter.account}
        maxLength={42}
        spellCheck={false}
        onChange={({ target }) => change({ account: target.value })}
      />
      <label className="business-check">
        <input type="checkbox" checked={filter.overdue} onChange={({ target }) => change({ overdue: target.checked })} />
        {t('Only overdue ({n})', { n: group(String(overdue)) })}
      </label>
    </div>
  )
}

/** What is typed counts once the reader rests. */
function useRested(filter: Filter): Filter {
  const [rested, setRested] = useState(filter)
  useEffect(() => {
    const timer = setTimeout(() => setRested(filter), typingMs)
    return () => clearTimeout(timer)
  }, [filter])
  return { ...filter, text: rested.text, account: rested.account }
}

const columns: readonly { name: PlainKey; sort?: Filter['sort']; end?: boolean }[] = [
  { name: 'Document' },
  { name: 'State##document' },
  { name: 'Amount', end: true },
  { name: 'Holder' },
  { name: 'Due##date', sort: 'due' },
  { name: 'Last change', sort: 'last' },
  { name: 'Events', end: true },
  { name: 'Proven' },
]

const Head = ({ sort, onSort }: { sort: Filter['sort']; onSort: (sort: Filter['sort']) => void }) => (
  <div role="rowgroup" className="document-head">
    <div role="row" aria-rowindex={1} className="document-row">
      {columns.map(({ name, sort: by, end }) => (
        <span
          key={name}
          role="columnheader"
          className={end ? 'end' : undefined}
          aria-sort={by === undefined ? undefined : by !== sort ? 'none' : by === 'due' ? 'ascending' : 'descending'}
        >
          {by === undefined ? (
            t(name)
          ) : (
            <button type="button" onClick={() => onSort(by)}>
              {t(name)}
              {by === sort && <Icon name={by === 'due' ? 'chevronUp' : 'chevronDown'} size={12} />}
            </button>
          )}
        </span>
      ))}
    </div>
  </div>
)

function Cells({ row, words }: { row: DocumentRow; words: PackWords }) {
  const { id, type, state, amount, unit, holder, chainId, last, events, evidence, violations } = row
  const open = useBusiness(
    ({ document }) => document !== null && document.id === id && document.type === type && document.chainId === chainId,
  )
  return (
    <>
      <span role="cell" className="document-name">
        <button type="button" className="link clip" aria-current={open || undefined} title={id} onClick={() => openDocument(row)}>
          <bdi>{documentName(id)}</bdi>
        </button>
        <span className="faint clip">{words.type(type)}</span>
      </span>
      <span role="cell" className="document-state clip">
        <span className={words.isFinal(type, state) ? 'state-word final' : 'state-word'}>{words.state(type, state)}</span>
        <Broken count={violations} />
      </span>
      <span role="cell" className="end clip" title={amount ?? undefined}>
        <Worth amount={amount} unit={unit} words={words} />
      </span>
      <span role="cell" className="clip">
        {holder !== null && <Account chainId={chainId} address={holder} />}
      </span>
      <span role="cell" className="clip">
        <Due document={row} />
      </span>
      <time role="cell" title={fullTime(last)} dateTime={new Date(last * 1000).toISOString()}>
        {last > 0 ? tableTime(last, new Date()) : t('Covered##field')}
      </time>
      <span role="cell" className="end">
        {group(String(events))}
      </span>
      <span role="cell">
        <Evidence level={evidence} />
      </span>
    </>
  )
}
