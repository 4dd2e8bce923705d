/** The saved views as a list: another name, another place, gone; those of a newer version are kept and named. */
import { safeName } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type ReadView, readViews, withoutView, withView } from '../views/savedViews.ts'
import { keepViews, openView } from '../views/viewActions.ts'
import { Line } from './Line.tsx'

export function SavedViews() {
  const stored = useSettings(({ settings }) => settings.views)
  const views = readViews(stored)
  return (
    <Line
      anchor="views"
      wide
      title={t('Saved views')}
      help={t('Filters, sorts and columns kept under a name. They are made at the head of the table.')}
    >
      {views.length === 0 ? (
        <p className="faint">{t('No view was saved yet.')}</p>
      ) : (
        <ul className="saved-views">
          {views.map((view) => (
            <ViewLine key={view.id} view={view} stored={stored} />
          ))}
        </ul>
      )}
    </Line>
  )
}

function ViewLine({ view: { id, name, view, problem }, stored }: { view: ReadView; stored: readonly unknown[] }) {
  const shown = name === '' ? t('unnamed') : safeName(name, 60)
  return (
    <li>
      {view ? (
        <Field
          hiddenLabel
          label={t('Another name for “{name}”', { name: shown })}
          value={view.name}
          onCommit={(text) =>
            text === '' || text.length > 80
              ? t('A view needs a name of at most 80 characters.')
              : keepViews(withView(stored, { ...view, name: text })).then(() => null)
          }
        />
      ) : (
        <p>
          <bdi>{shown}</bdi>
          <span className="faint">
            {problem === 'newer'
              ? t('Made by a newer Crowsnest; it is kept, and can be opened there.')
              : t('This view cannot be read. It is kept as it is until you delete it.')}
          </span>
        </p>
      )}
      {view && <code className="clip faint">{view.query}</code>}
      {view && (
        <Button
          onClick={() => {
            openView(view)
            goTo('orders')
          }}
        >
          {t('Open')}
        </Button>
      )}
      <Button
        kind="quiet"
        iconOnly
        aria-label={t('Delete “{name}”', { name: shown })}
        title={t('Delete “{name}”', { name: shown })}
        onClick={() => void keepViews(withoutView(stored, id))}
      >
        <Icon name="trash" />
      </Button>
    </li>
  )
}
