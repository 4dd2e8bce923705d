/** Narrows the table: text, chain, kind, state, least value. Beside it the count, the pause switch and the export. */
import './filter.css'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { flows, orderStates } from '#shared/order.ts'
import { group } from '../../format/amount.ts'
import { readUsd, shortUsd } from '../../format/money.ts'
import { isNarrow } from '../../stores/filter.ts'
import { useOrders } from '../../stores/orders.ts'
import { useChains, useStatus } from '../../stores/status.ts'
import { narrow, togglePause, unfiltered, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Checklist } from '../../ui/Checklist.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ExportButton } from '../exports/ExportButton.tsx'
import { Folded } from './Folded.tsx'
import { flowWords } from './parties.tsx'
import { stateWords } from './states.ts'

const flowChoices = [...flows.map((value) => ({ value, label: flowWords[value][1] })), { value: 'none' as const, label: 'No exchange' }]
const states = orderStates.map((value) => ({ value, label: stateWords[value].word }))

export function FilterBar() {
  const filter = useView((state) => state.filter)
  const chains = useChains().map(({ chainId, name }) => ({ value: chainId, label: name }))
  const kinds = useStatus(({ catalog }) => catalog.kinds).map(({ id, label }) => ({ value: id, label }))
  return (
    <search className="filter-bar" aria-label="Filter">
      <TextFilter text={filter.text ?? ''} />
      <Checklist name="Chain" choices={chains} chosen={filter.chainIds} onChange={(chainIds) => narrow({ chainIds })} />
      <Checklist name="Kind" choices={kinds} chosen={filter.kinds} onChange={(next) => narrow({ kinds: next })} />
      <Checklist name="State" choices={states} chosen={filter.states} onChange={(next) => narrow({ states: next })} />
      <Checklist name="Flow" choices={flowChoices} chosen={filter.flows} onChange={(next) => narrow({ flows: next })} />
      <MinUsd value={filter.minUsd} />
      {isNarrow(filter) && (
        <Button kind="quiet" onClick={() => useView.setState({ filter: unfiltered })}>
          Clear
        </Button>
      )}
      <span className="filter-space" />
      <Folded />
      <Count />
      <PauseButton />
      <ExportButton />
    </search>
  )
}

function TextFilter({ text }: { text: string }) {
  return (
    <div className="filter-text">
      <Icon name="search" />
      <input
        id="filter-text"
        type="text"
        value={text}
        maxLength={200}
        placeholder="Symbol, address or hash"
        aria-label="Filter by symbol, address or hash"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => narrow({ text: target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <kbd>/</kbd>
    </div>
  )
}

function MinUsd({ value }: { value: string | undefined }) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  useEffect(() => {
    setTyped(value === undefined ? '' : shortUsd(value))
    setWrong(false)
  }, [value])
  const commit = () => {
    if (value !== undefined && typed === shortUsd(value)) return
    const amount = readUsd(typed)
    if (typed.trim() !== '' && amount === null) return setWrong(true)
    setWrong(false)
    narrow({ minUsd: amount ?? undefined })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
  }
  return (
    <label
      className={wrong ? 'filter-min wrong' : value === undefined ? 'filter-min' : 'filter-min on'}
      title={wrong ? 'Type an amount such as 250000, 250k or 1.5m' : undefined}
    >
      <span>Min</span>
      <input
        value={typed}
        placeholder="$250k"
        aria-label="Least value in USD"
        aria-invalid={wrong}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commit}
        onKeyDown={keys}
      />
    </label>
  )
}

function Count() {
  const count = useOrders((state) => state.count)
  if (count === null) return null
  return (
    <span className="filter-count" aria-live="off">
      {group(String(count))} {count === 1 ? 'order' : 'orders'}
    </span>
  )
}

function PauseButton() {
  const paused = useView((state) => state.paused)
  return (
    <Button
      className={paused ? 'pause on' : 'pause'}
      aria-pressed={paused}
      title={paused ? 'New orders are held back. Space lets them in.' : 'Space holds new orders back.'}
      onClick={togglePause}
    >
      <Icon name={paused ? 'play' : 'pause'} size={12} filled={paused} />
      {paused ? 'Resume' : 'Pause'}
    </Button>
  )
}
