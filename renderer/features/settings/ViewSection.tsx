/** How the window looks: theme, density, language, the columns of the table, and the saved views. */
import { t, tn } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { chooseColumns } from '../orders/tableSettings.ts'
import { ChoiceSetting } from './ChoiceSetting.tsx'
import { Line } from './Line.tsx'
import { SavedViews } from './SavedViews.tsx'

export function ViewSection() {
  return (
    <>
      <ChoiceSetting name="theme" />
      <ChoiceSetting name="density" />
      <ChoiceSetting name="language" />
      <Columns />
      <SavedViews />
    </>
  )
}

function Columns() {
  const columns = useSettings(({ settings }) => settings.columns)
  const hidden = columns.filter((column) => column.hidden).length
  return (
    <Line
      anchor="columns"
      title={t('Columns of the table')}
      help={
        <>
          <p className="muted">{t('They are chosen, moved and sized at the head of the table itself.')}</p>
          <p className="faint">
            {columns.length === 0
              ? t('As they come')
              : hidden === 0
                ? t('Set up by you')
                : tn(hidden, 'Set up by you, {n} hidden', 'Set up by you, {n} hidden')}
          </p>
        </>
      }
    >
      <Button disabled={columns.length === 0} onClick={() => chooseColumns([])}>
        <Icon name="undo" size={12} />
        {t('All columns as they come')}
      </Button>
    </Line>
  )
}
