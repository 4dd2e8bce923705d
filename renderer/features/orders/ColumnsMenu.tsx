/** Which columns are shown, in which order, and how close the rows stand. */
import { t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { columns as known } from './columns.tsx'
import { asChoices, moved, ordered, withHidden } from './layout.ts'
import { chooseColumns, chooseDensity, useColumnChoices } from './tableSettings.ts'

export function ColumnsMenu() {
  const choices = useColumnChoices()
  const density = useSettings(({ settings }) => settings.density)
  const list = ordered(known, choices)
  const shown = list.filter(({ choice }) => !choice.hidden).length
  return (
    <Popover
      label={t('Columns')}
      title={t('Columns and row height')}
      buttonClass="button icon-only"
      panelClass="menu columns-menu"
      button={<Icon name="columns" />}
    >
      {list.map(({ column, choice }, index) => (
        <div key={column.id} className="menu-row">
          <label>
            <input
              type="checkbox"
              checked={!choice.hidden}
              disabled={!choice.hidden && shown === 1}
              onChange={({ target }) => chooseColumns(withHidden(asChoices(known, choices), column.id, !target.checked))}
            />
            <span className="clip">{t(column.label)}</span>
          </label>
          <Move column={column.id} up disabled={index === 0} label={t('Move {column} to the left', { column: t(column.label) })} />
          <Move
            column={column.id}
            disabled={index === list.length - 1}
            label={t('Move {column} to the right', { column: t(column.label) })}
          />
        </div>
      ))}
      <label className="menu-apart">
        <input
          type="checkbox"
          checked={density === 'compact'}
          onChange={({ target }) => chooseDensity(target.checked ? 'compact' : 'comfortable')}
        />
        <span>{t('Compact rows')}</span>
      </label>
      <Button kind="quiet" disabled={choices.length === 0} onClick={() => chooseColumns([])}>
        <Icon name="retry" size={12} />
        {t('As it comes')}
      </Button>
    </Popover>
  )
}

function Move({ column, up = false, disabled, label }: { column: string; up?: boolean; disabled: boolean; label: string }) {
  const choices = useColumnChoices()
  const move = () => {
    const all = asChoices(known, choices)
    const at = all.findIndex(({ id }) => id === column)
    chooseColumns(moved(all, column, { before: (up ? all[at - 1] : all[at + 2])?.id ?? null }))
  }
  return (
    <Button kind="quiet" iconOnly className="menu-move" disabled={disabled} aria-label={label} title={label} onClick={move}>
      <Icon name={up ? 'chevronUp' : 'chevronDown'} size={12} />
    </Button>
  )
}
