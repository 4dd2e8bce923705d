/** Beside the editor: how often this rule would have rung, for which orders, and what that changes against the rule as it is. */
import { useState } from 'react'
import type { DryRun, DryRunWindow } from '#shared/contract/rules.ts'
import type { TableRow } from '#shared/order.ts'
import type { Rule } from '#shared/rules.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { group, shortAmount } from '../../format/amount.ts'
import { shortUsd } from '../../format/money.ts'
import { fullTime, span, tableTime } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { useKindLabel } from '../../stores/status.ts'
import { goTo, openDrawer } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ChainBit, EvidenceBit, StateBit } from '../alerts/OrderBits.tsx'
import { useDryRun } from './useDryRun.ts'

const day = { hours: 24 } as const
const week = { hours: 168 } as const
type Shown = 'all' | 'added' | 'removed'

/** `rule`: null while it cannot be tried; `why` says what is missing then. */
export function DryRunPanel({ rule, why }: { rule: Rule | null; why: string | null }) {
  const [window, setWindow] = useState<DryRunWindow>(day)
  const [blocks, setBlocks] = useState(1000)
  const { answer, problem, waiting } = useDryRun(rule, window)
  const byBlocks = 'blocks' in window
  const count = (text: string) => {
    const read = /^\d{1,7}$/.test(text) ? Number(text) : 0
    if (read < 1 || read > 1_000_000) return
    setBlocks(read)
    if (byBlocks) setWindow({ blocks: read })
  }
  return (
    <aside className="dry-run" aria-label={t('Tried on what is stored')} aria-busy={waiting}>
      <h2>{t('Tried on what is stored')}</h2>
      <div className="pane-tabs">
        <button type="button" aria-pressed={window === day} onClick={() => setWindow(day)}>
          {t('24 hours')}
        </button>
        <button type="button" aria-pressed={window === week} onClick={() => setWindow(week)}>
          {t('7 days')}
        </button>
        <button type="button" aria-pressed={byBlocks} onClick={() => setWindow({ blocks })}>
          {t('Blocks')}
        </button>
      </div>
      {byBlocks && (
        <label className="dry-blocks">
          <span>{t('Newest blocks of every chain')}</span>
          <input className="input" inputMode="numeric" defaultValue={blocks} onChange={({ target }) => count(target.value)} />
        </label>
      )}
      {why !== null ? (
        <p className="dry-wait muted">{why}</p>
      ) : problem !== null ? (
        <p className="dry-wait bad" role="alert">
          {problem}
        </p>
      ) : answer === null ? (
        <p className="dry-wait faint">{t('Trying…')}</p>
      ) : (
        <Answer answer={answer} window={window} old={waiting} />
      )}
    </aside>
  )
}

function Answer({ answer, window, old }: { answer: DryRun; window: DryRunWindow; old: boolean }) {
  const [shown, setShown] = useState<Shown>('all')
  const { rings, rows, before, orders, from, to, notes } = answer
  const lists: Readonly<Record<Shown, readonly TableRow[]>> = {
    all: rows,
    added: before?.addedRows ?? [],
    removed: before?.removedRows ?? [],
  }
  const same = before !== null && before.added === 0 && before.removed === 0
  const at = before === null || same ? 'all' : shown
  return (
    <div className={old ? 'dry-answer old' : 'dry-answer'}>
      <p className="dry-rings" role="status">
        <strong>{group(String(rings))}</strong>
        <span>{sayWindow(rings, window)}</span>
      </p>
      <p className="muted">
        {tn(orders, 'One order looked at', '{n} orders looked at')}
        {from !== null && to !== null && to > from && t(', over {span}', { span: span(to - from) })}
      </p>
      {notes.map((note) => (
        <p key={note} className="dry-note warn">
          <Icon name="info" size={12} />
          {note}
        </p>
      ))}
      {before !== null && same && <p className="muted">{t('The rule as it is rings for the same orders.')}</p>}
      {before !== null && !same && (
        <fieldset className="dry-compare">
          <legend className="muted">{t('Against the rule as it is ({n})', { n: group(String(before.rings)) })}</legend>
          <div className="pane-tabs">
            <button type="button" aria-pressed={at === 'all'} onClick={() => setShown('all')}>
              {t('All {n}', { n: group(String(rings)) })}
            </button>
            <button type="button" className="added" aria-pressed={at === 'added'} onClick={() => setShown('added')}>
              {t('+{n} added', { n: group(String(before.added)) })}
            </button>
            <button type="button" className="removed" aria-pressed={at === 'removed'} onClick={() => setShown('removed')}>
              {t('−{n} removed', { n: group(String(before.removed)) })}
            </button>
          </div>
        </fieldset>
      )}
      {lists[at].length === 0 ? (
        <p className="dry-wait faint">{at === 'all' ? t('No stored order of this time would have rung.') : t('None.')}</p>
      ) : (
        <ul className="dry-rows">
          {lists[at].map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
    </div>
  )
}

function sayWindow(rings: number, window: DryRunWindow): string {
  if ('blocks' in window) {
    return tn(rings, 'time it would have rung in these blocks', 'times it would have rung in these blocks')
  }
  return window.hours === 24
    ? tn(rings, 'time it would have rung in 24 hours', 'times it would have rung in 24 hours')
    : tn(rings, 'time it would have rung in 7 days', 'times it would have rung in 7 days')
}

function Row({ row }: { row: TableRow }) {
  const kind = useKindLabel(row.kind)
  const seconds = row.marks.time > 0 ? row.marks.time : null
  const open = () => {
    goTo('orders')
    openDrawer(row.id)
  }
  const nameOf = (tag: TableRow['marks']['fromLabel'], address: string) => (tag ? safeName(tag.name, 24) : shortAddress(address))
  return (
    <li className={`dry-row ${row.state}`}>
      <button type="button" onClick={open}>
        <span className="dry-line">
          <span className="muted" title={fullTime(seconds)}>
            {tableTime(seconds, new Date())}
          </span>
          <ChainBit chainId={row.chainId} />
          <strong>{shortUsd(row.usd)}</strong>
        </span>
        <span className="dry-line">
          <span className="clip">
            {kind} {shortAmount(row.amount)} <bdi>{safeName(row.asset.symbol)}</bdi>
          </span>
          <span className="dry-proof">
            <EvidenceBit evidence={row.evidence} />
            <StateBit state={row.state} />
          </span>
        </span>
        <span className="muted clip">
          <bdi>{nameOf(row.marks.fromLabel, row.from)}</bdi> → <bdi>{nameOf(row.marks.toLabel, row.to)}</bdi>
        </span>
      </button>
    </li>
  )
}
