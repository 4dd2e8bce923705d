/** The one field of the filter: chips for what it says, and a combobox that helps to say more. */
import { type ClipboardEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { type FilterWord, filterWordsIn, parseFilter } from '#shared/filterText.ts'
import { group } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useOrders } from '../../stores/ordersState.ts'
import { filterWords, setQuery, useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copy.ts'
import { Icon } from '../../ui/Icon.tsx'
import { chipValue, type Suggestion, suggestionsFor } from './suggestions.ts'
import { useCounts, useLabelNames } from './useCounts.ts'

export function FilterField() {
  const query = useView((state) => state.query)
  const problems = useView((state) => state.problems)
  const [draft, setDraft] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const chips = chipsOf(query)
  const names = useLabelNames(open ? draft : '')
  const list = open ? suggestionsFor(draft, filterWords(), { rows: useOrders.getState().rows, labels: names }) : []
  const counts = useCounts(open, query, list)
  const note = refused ?? problems[0] ?? null

  const write = (text: string) => {
    setDraft(text)
    setRefused(null)
    setActive(-1)
    setOpen(true)
  }
  const commit = (text: string) => {
    const said = text.trim()
    if (said === '') return setOpen(false)
    const problem = parseFilter(said, filterWords()).problems[0]
    if (problem) return setRefused(problem)
    const words = filterWordsIn(said)
    const kept = words.some(({ key }) => key === null) ? filterWordsIn(query).filter(({ key }) => key !== null) : filterWordsIn(query)
    setQuery([...new Set([...kept, ...words].map(({ raw }) => raw))].join(' '))
    write('')
    setOpen(false)
  }
  const take = ({ text, whole }: Suggestion) => (whole ? commit(withLast(draft, text)) : write(withLast(draft, text)))
  const remove = (index: number, edit: boolean) => {
    const gone = chips[index]
    if (!gone) return
    setQuery(
      chips
        .filter((_, at) => at !== index)
        .map(({ raw }) => raw)
        .join(' '),
    )
    if (edit) write(gone.raw)
    input.current?.focus()
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (!open) return setOpen(true)
      const places = list.length + 1
      return setActive((at) => ((at + 1 + step + places) % places) - 1)
    }
    if (event.key === 'Backspace' && draft === '' && chips.length > 0) {
      event.preventDefault()
      return remove(chips.length - 1, true)
    }
    const chosen = list[active]
    if (event.key === 'Enter') {
      event.preventDefault()
      return chosen ? take(chosen) : commit(draft)
    }
    if (event.key === 'Tab' && chosen && !event.shiftKey) {
      event.preventDefault()
      return take(chosen)
    }
    if (event.key === ' ' && endsWord(draft)) {
      event.preventDefault()
      return commit(draft)
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      if (open) setOpen(false)
      else if (draft) write('')
      else document.querySelector<HTMLElement>('.orders-scroll')?.focus({ preventScroll: true })
    }
  }
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain').trim()
    if (draft !== '' || !filterWordsIn(text).some(({ key }) => key !== null)) return
    event.preventDefault()
    commit(text)
  }
  const copy = async () => say((await copyText(query)) ? t('The filter is copied as text.') : t('The filter could not be copied.'))

  return (
    <div className="filter-field" data-open={open && list.length > 0}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click beside the input means the input, which has the keys. */}
      <div className="filter-box" onClick={(event) => event.target === event.currentTarget && input.current?.focus()}>
        <Icon name="search" />
        {chips.map((chip, index) => (
          <Chip key={chip.raw} chip={chip} onEdit={() => remove(index, true)} onRemove={() => remove(index, false)} />
        ))}
        <input
          ref={input}
          id="filter-text"
          role="combobox"
          aria-label={t('Filter')}
          aria-expanded={open && list.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && list[active] ? `${id}-${active}` : undefined}
          aria-invalid={note !== null}
          aria-describedby={note ? `${id}-note` : undefined}
          value={draft}
          maxLength={4000}
          placeholder={chips.length === 0 ? t('Filter: symbol, name, address, hash, or usd:>1m, chain:base …') : ''}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => write(target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onClick={() => setOpen(true)}
          onKeyDown={keys}
          onPaste={paste}
        />
        {draft === '' && chips.length === 0 && <kbd>/</kbd>}
        {chips.length > 0 && (
          <>
            <Button
              kind="quiet"
              iconOnly
              aria-label={t('Copy the filter as text')}
              title={t('Copy the filter as text')}
              onClick={() => void copy()}
            >
              <Icon name="copy" size={12} />
            </Button>
            <Button kind="quiet" iconOnly aria-label={t('Clear the filter')} title={t('Clear the filter')} onClick={() => setQuery('')}>
              <Icon name="close" size={12} />
            </Button>
          </>
        )}
      </div>
      {open && list.length > 0 && (
        <div id={`${id}-list`} role="listbox" aria-label={t('Suggestions')} className="filter-list">
          {list.map((suggestion, index) => (
            <Option
              key={`${suggestion.text} ${suggestion.whole}`}
              id={`${id}-${index}`}
              suggestion={suggestion}
              active={index === active}
              count={counts.get(suggestion.text)}
              onTake={() => take(suggestion)}
            />
          ))}
        </div>
      )}
      {note && (
        <p id={`${id}-note`} className="filter-note bad" role="status">
          {note}
        </p>
      )}
    </div>
  )
}

type Shown = Pick<FilterWord, 'raw' | 'key' | 'value'>

/** One chip a word; free words that stand together are one text. */
function chipsOf(query: string): Shown[] {
  const chips: Shown[] = []
  for (const word of filterWordsIn(query)) {
    const before = chips.at(-1)
    if (word.key === null && before?.key === null)
      chips.splice(-1, 1, { raw: `${before.raw} ${word.raw}`, key: null, value: `${before.value} ${word.value}` })
    else chips.push(word)
  }
  return chips
}

function Chip({ chip: { raw, key, value }, onEdit, onRemove }: { chip: Shown; onEdit: () => void; onRemove: () => void }) {
  return (
    <span className="filter-chip">
      <button type="button" className="filter-chip-text clip" title={t('{word}: change it', { word: raw })} onClick={onEdit}>
        {key !== null && <span className="filter-chip-key">{key}</span>}
        <bdi>{key === null ? `“${value}”` : chipValue(key, value)}</bdi>
      </button>
      <button type="button" className="filter-chip-remove" aria-label={t('Remove {word}', { word: raw })} onClick={onRemove}>
        <Icon name="close" size={10} />
      </button>
    </span>
  )
}

type OptionProps = { id: string; suggestion: Suggestion; active: boolean; count: number | undefined; onTake: () => void }

function Option({ id, suggestion: { label, note }, active, count, onTake }: OptionProps) {
  const show = (element: HTMLElement | null) => {
    if (active) element?.scrollIntoView({ block: 'nearest' })
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox has the focus and the keys, and names its active option.
    <div
      ref={show}
      id={id}
      role="option"
      aria-selected={active}
      className={active ? 'filter-option active' : 'filter-option'}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      <bdi className="filter-option-text clip">{label}</bdi>
      <span className="faint clip">{note}</span>
      <span className="filter-option-count">{count === undefined ? '' : group(String(count))}</span>
    </div>
  )
}

/** The draft with its last word replaced. */
const withLast = (draft: string, text: string): string => {
  const words = filterWordsIn(draft)
  const last = words.at(-1)
  return [
    ...words.slice(0, -1).map(({ raw }) => raw),
    ...(last && last.key === null && text.startsWith(draft.trim()) ? [] : []),
    text,
  ].join(' ')
}

/** Whether a space ends what is written: a word with its value, and no open quote. */
function endsWord(draft: string): boolean {
  const last = filterWordsIn(draft).at(-1)
  return last !== undefined && last.key !== null && last.value !== '' && (last.raw.match(/"/g)?.length ?? 0) % 2 === 0
}
