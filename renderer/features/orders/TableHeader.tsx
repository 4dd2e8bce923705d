/** The heads of the columns: sort by a click, move by dragging or with Alt and the arrows, size at the edge. */
// biome-ignore-all lint/a11y/useSemanticElements: the head belongs to a virtualised grid; a <table> cannot hold rows that are not there.
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons and separators inside have the focus.
import { type DragEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { newestFirst, type OrderSort } from '#shared/contract/orders.ts'
import type { ColumnChoice } from '#shared/settings.ts'
import { t } from '../../i18n/t.ts'
import { sortBy, useView } from '../../stores/view.ts'
import { Icon } from '../../ui/Icon.tsx'
import { type Column, columns as known } from './columns.tsx'
import { asChoices, moved, resized } from './layout.ts'
import { chooseColumns, useColumnChoices } from './tableSettings.ts'

type Props = {
  readonly columns: readonly { readonly column: Column; readonly width: number }[]
  /** Shows a width while it is dragged; null when it is kept or given up. */
  readonly onTry: (choices: readonly ColumnChoice[] | null) => void
}

export function TableHeader({ columns, onTry }: Props) {
  const choices = useColumnChoices()
  const sort = useView((state) => state.sort)
  const [over, setOver] = useState<string | null>(null)
  const dragged = useRef<string | null>(null)
  const drop = (event: DragEvent, id: string) => {
    event.preventDefault()
    setOver(null)
    if (dragged.current && dragged.current !== id) chooseColumns(moved(asChoices(known, choices), dragged.current, { before: id }))
  }
  return (
    <div className="orders-header" role="row" aria-rowindex={1}>
      {columns.map(({ column, width }) => (
        <div
          key={column.id}
          role="columnheader"
          aria-sort={sortOf(column, sort)}
          className={over === column.id ? `${column.className} over` : column.className}
          data-column={column.id}
          onDragOver={(event) => {
            if (dragged.current === null) return
            event.preventDefault()
            setOver(column.id)
          }}
          onDragLeave={() => setOver(null)}
          onDrop={(event) => drop(event, column.id)}
        >
          <Head
            column={column}
            onDrag={(on) => {
              dragged.current = on ? column.id : null
              if (!on) setOver(null)
            }}
          />
          <Edge column={column} width={width} choices={choices} onTry={onTry} />
        </div>
      ))}
    </div>
  )
}

function sortOf({ sort }: Column, { by, direction }: OrderSort): 'ascending' | 'descending' | 'none' | undefined {
  if (!sort) return undefined
  return by !== sort ? 'none' : direction === 'asc' ? 'ascending' : 'descending'
}

function Head({ column, onDrag }: { column: Column; onDrag: (on: boolean) => void }) {
  const choices = useColumnChoices()
  const sort = useView((state) => state.sort)
  const isSorted = column.sort !== undefined && sort.by === column.sort
  const click = () => {
    if (!column.sort) return
    if (!isSorted) sortBy({ by: column.sort, direction: 'desc' })
    else if (sort.direction === 'desc') sortBy({ by: column.sort, direction: 'asc' })
    else sortBy(newestFirst)
  }
  const keys = (event: KeyboardEvent) => {
    const by = event.altKey ? ({ ArrowLeft: -1, ArrowRight: 1 } as Record<string, number>)[event.key] : undefined
    if (!by) return
    event.preventDefault()
    chooseColumns(moved(asChoices(known, choices), column.id, { by }))
  }
  return (
    <button
      type="button"
      className={isSorted ? 'head sorted' : column.sort ? 'head' : 'head still'}
      draggable
      aria-label={t(column.label)}
      title={
        column.sort
          ? t('Sort by {column}. Drag, or Alt and an arrow, moves it.', { column: t(column.label) })
          : t('Drag, or Alt and an arrow, moves it.')
      }
      onClick={click}
      onKeyDown={keys}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', column.id)
        onDrag(true)
      }}
      onDragEnd={() => onDrag(false)}
    >
      <span className="clip">{t(column.label)}</span>
      {isSorted && <Icon name={sort.direction === 'asc' ? 'chevronUp' : 'chevronDown'} size={11} />}
    </button>
  )
}

type EdgeProps = {
  readonly column: Column
  readonly width: number
  readonly choices: readonly ColumnChoice[]
  readonly onTry: Props['onTry']
}

/** The right edge of a head: dragged, or moved with the arrows, it sizes the column; a double click gives it its own size again. */
function Edge({ column, width, choices, onTry }: EdgeProps) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const sized = (to: number) => resized(asChoices(known, choices), column.id, to)
  const widthAt = (event: PointerEvent) => (start.current?.width ?? width) + event.clientX - (start.current?.x ?? event.clientX)
  const keys = (event: KeyboardEvent) => {
    const by = ({ ArrowLeft: -8, ArrowRight: 8 } as Record<string, number>)[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    chooseColumns(sized(width + by))
  }
  const own = () =>
    chooseColumns(
      asChoices(known, choices).map((choice) => {
        if (choice.id !== column.id) return choice
        const { width: _, ...rest } = choice
        return rest
      }),
    )
  return (
    <div
      role="separator"
      tabIndex={0}
      className="edge"
      aria-orientation="vertical"
      aria-label={t('Width of {column}', { column: t(column.label) })}
      aria-valuenow={Math.round(width)}
      aria-valuemin={18}
      aria-valuemax={1200}
      onKeyDown={keys}
      onDoubleClick={own}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => start.current && onTry(sized(widthAt(event)))}
      onPointerUp={(event) => {
        if (start.current && Math.abs(event.clientX - start.current.x) > 1) chooseColumns(sized(widthAt(event)))
        start.current = null
        onTry(null)
      }}
      onPointerCancel={() => {
        start.current = null
        onTry(null)
      }}
    />
  )
}
