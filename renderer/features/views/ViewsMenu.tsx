/** Saved views: which one is open, and a menu to open, keep, rename, move and delete them. */
import './views.css'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { movedView, type ReadView, readViews, type SavedView, withoutView, withView } from './savedViews.ts'
import { keepViews, newViewId, openAll, openView, viewOfNow } from './viewActions.ts'

export function ViewsMenu() {
  const stored = useSettings(({ settings }) => settings.views)
  const viewId = useView((state) => state.viewId)
  const views = readViews(stored)
  const open = views.find(({ id }) => id === viewId) ?? null
  const isChanged = useIsChanged(open?.view ?? null)
  return (
    <Popover
      label={t('Saved views')}
      buttonClass={open ? 'button views-button on' : 'button views-button'}
      panelClass="menu views-menu"
      button={
        <>
          <Icon name="list" />
          <bdi className="clip">{open ? safeName(open.name, 40) : t('All orders')}</bdi>
          {isChanged && <span title={t('Changed since it was saved')}>*</span>}
          <Icon name="chevronDown" size={12} />
        </>
      }
    >
      <button type="button" className="view-open" aria-current={open === null} onClick={openAll}>
        <Icon name={open === null ? 'check' : 'list'} />
        <span>{t('All orders')}</span>
      </button>
      {views.map((view, index) => (
        <ViewLine
          key={view.id}
          view={view}
          stored={stored}
          isOpen={view.id === viewId}
          isFirst={index === 0}
          isLast={index === views.length - 1}
        />
      ))}
      {open?.view && isChanged && (
        <Button kind="quiet" onClick={() => void keepViews(withView(stored, viewOfNow(open.id, open.name)))}>
          <Icon name="check" />
          {t('Save the changes to “{name}”', { name: safeName(open.name, 30) })}
        </Button>
      )}
      <NewView stored={stored} />
    </Popover>
  )
}

/** Whether what is shown is no longer what was saved. Columns are compared where the view speaks of them. */
function useIsChanged(view: SavedView | null): boolean {
  const query = useView((state) => state.query)
  const sort = useView((state) => state.sort)
  const columns = useSettings(({ settings }) => settings.columns)
  if (view === null) return false
  const isSameSort = view.sort === undefined || (view.sort.by === sort.by && view.sort.direction === sort.direction)
  return view.query !== query || !isSameSort || (view.columns !== undefined && JSON.stringify(view.columns) !== JSON.stringify(columns))
}

type LineProps = {
  readonly view: ReadView
  readonly stored: readonly unknown[]
  readonly isOpen: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
}

function ViewLine({ view: { id, name, view, problem }, stored, isOpen, isFirst, isLast }: LineProps) {
  const [naming, setNaming] = useState(false)
  const shown = name === '' ? t('unnamed') : safeName(name, 60)
  if (naming && view) {
    return (
      <NameForm
        label={t('Another name for “{name}”', { name: shown })}
        value={view.name}
        onDone={(next) => {
          setNaming(false)
          if (next) void keepViews(withView(stored, { ...view, name: next }))
        }}
      />
    )
  }
  const small = [
    ...(view ? [{ label: t('Rename “{name}”', { name: shown }), icon: 'pen', disabled: false, act: () => setNaming(true) } as const] : []),
    {
      label: t('Move “{name}” up', { name: shown }),
      icon: 'chevronUp',
      disabled: isFirst,
      act: () => void keepViews(movedView(stored, id, -1)),
    } as const,
    {
      label: t('Move “{name}” down', { name: shown }),
      icon: 'chevronDown',
      disabled: isLast,
      act: () => void keepViews(movedView(stored, id, 1)),
    } as const,
    {
      label: t('Delete “{name}”', { name: shown }),
      icon: 'trash',
      disabled: false,
      act: () => void keepViews(withoutView(stored, id)),
    } as const,
  ]
  return (
    <div className="menu-row">
      {view ? (
        <button type="button" className="view-open" aria-current={isOpen} title={view.query} onClick={() => openView(view)}>
          <Icon name={isOpen ? 'check' : 'list'} />
          <bdi className="clip">{shown}</bdi>
        </button>
      ) : (
        <p className="view-broken">
          <Icon name="warning" />
          <span>
            <bdi>{shown}</bdi>
            <span className="faint">
              {problem === 'newer'
                ? t('Made by a newer Crowsnest; it is kept, and can be opened there.')
                : t('This view cannot be read. It is kept as it is until you delete it.')}
            </span>
          </span>
        </p>
      )}
      {small.map(({ label, icon, disabled, act }) => (
        <Button key={icon} kind="quiet" iconOnly className="menu-move" aria-label={label} title={label} disabled={disabled} onClick={act}>
          <Icon name={icon} size={12} />
        </Button>
      ))}
    </div>
  )
}

function NewView({ stored }: { stored: readonly unknown[] }) {
  const [naming, setNaming] = useState(false)
  if (!naming) {
    return (
      <Button kind="quiet" className="view-new" onClick={() => setNaming(true)}>
        <Icon name="plus" />
        {t('Save what is shown as a view')}
      </Button>
    )
  }
  const done = (name: string | null) => {
    setNaming(false)
    if (!name) return
    const view = viewOfNow(newViewId(), name)
    void keepViews(withView(stored, view)).then(() => useView.setState({ viewId: view.id }))
  }
  return <NameForm label={t('Name of the view')} value="" onDone={done} />
}

function NameForm({ label, value, onDone }: { label: string; value: string; onDone: (name: string | null) => void }) {
  const [name, setName] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone(name.trim().slice(0, 80) || null)
  }
  return (
    <form className="view-name" onSubmit={submit}>
      <input
        className="input"
        ref={input}
        aria-label={label}
        placeholder={label}
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button kind="primary" type="submit" disabled={name.trim() === ''}>
        {t('Save')}
      </Button>
    </form>
  )
}
