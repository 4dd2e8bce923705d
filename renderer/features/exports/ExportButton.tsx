/** Exports what the filter lets through: at once as it was done last, or as chosen in the panel beside it. */
import './exports.css'
import { useId } from 'react'
import {
  columnsOf,
  type ExportFormat,
  type ExportProfile,
  exportFormats,
  exportProfiles,
  type TimeZone,
  timeZones,
} from '#shared/export.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { useSettings } from '../../stores/settings.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { withView } from '../views/savedViews.ts'
import { keepViews, useOpenedView } from '../views/viewActions.ts'
import { choicesFor, choose, chooseAllColumns, useExportChoices } from './choices.ts'
import { startExport } from './startExport.ts'

const formatNames: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', ndjson: 'NDJSON', parquet: 'Parquet' }
const formatHelp: Readonly<Record<ExportFormat, PlainKey>> = {
  csv: 'For spreadsheets; cells that a spreadsheet would run are made harmless.',
  ndjson: 'One JSON object a line, for programs.',
  parquet: 'Columns for data tools such as DuckDB, pandas or Spark.',
}
const profileNames: Readonly<Record<ExportProfile, PlainKey>> = { full: 'Full', peer: 'For a peer', regulator: 'For a regulator' }
const profileHelp: Readonly<Record<ExportProfile, PlainKey>> = {
  full: 'Every field of every order.',
  peer: 'Only the nature, an amount band, the hour and pseudonyms. Everything else is a commitment that you can open later, one by one.',
  regulator: 'Every field, with where it comes from: proof, endpoint, prices, coverage.',
}
const zoneNames: Readonly<Record<TimeZone, PlainKey>> = { utc: 'UTC', local: 'This machine’s time, with its offset' }

export function ExportButton() {
  const { format = 'csv', profile = 'full' } = choicesFor(useExportChoices(), useOpenedView()?.profile)
  return (
    <span className="export-split">
      <Button title={t('Export these orders as chosen last (E)')} onClick={() => void startExport()}>
        <Icon name="download" />
        {t('Export')}
        {(format !== 'csv' || profile !== 'full') && (
          <span className="faint">{profile === 'full' ? formatNames[format] : t(profileNames[profile])}</span>
        )}
      </Button>
      <Popover
        label={t('How to export')}
        title={t('How to export')}
        buttonClass="button export-more"
        panelClass="export-panel"
        button={<ChooseMark />}
      >
        <ExportPanel />
      </Popover>
    </span>
  )
}

const ChooseMark = () => (
  <>
    <span className="visually-hidden">{t('How to export')}</span>
    <Icon name="chevronDown" size={12} />
  </>
)

function ExportPanel() {
  const view = useOpenedView()
  const { format = 'csv', profile = 'full', timeZone = 'utc', bom = true } = choicesFor(useExportChoices(), view?.profile)
  const chooseProfile = (next: ExportProfile) => {
    if (view) void keepViews(withView(useSettings.getState().settings.views, { ...view, profile: next }))
    else choose({ profile: next })
  }
  return (
    <>
      <Choices
        legend={t('Format')}
        value={format}
        values={exportFormats}
        name={(one) => formatNames[one]}
        help={(one) => t(formatHelp[one])}
        onChange={(next) => choose({ format: next })}
      />
      <Choices
        legend={t('For whom')}
        value={profile}
        values={exportProfiles}
        name={(one) => t(profileNames[one])}
        help={(one) => t(profileHelp[one])}
        onChange={chooseProfile}
      />
      {view && <p className="faint">{t('Kept with the view “{name}”', { name: view.name })}</p>}
      <Choices
        legend={t('Times')}
        value={timeZone}
        values={timeZones}
        name={(one) => t(zoneNames[one])}
        help={() => null}
        onChange={(next) => choose({ timeZone: next })}
      />
      {format === 'csv' && (
        <label className="export-check">
          <input type="checkbox" checked={bom} onChange={({ target }) => choose({ bom: target.checked })} />
          {t('Byte order mark, which Excel needs for other alphabets')}
        </label>
      )}
      <Columns profile={profile} />
      <Button kind="primary" onClick={() => void startExport()}>
        <Icon name="download" />
        {t('Export what the filter lets through##button')}
      </Button>
    </>
  )
}

type ChoicesProps<T extends string> = {
  readonly legend: string
  readonly value: T
  readonly values: readonly T[]
  readonly name: (value: T) => string
  readonly help: (value: T) => string | null
  readonly onChange: (value: T) => void
}

function Choices<T extends string>({ legend, value, values, name, help, onChange }: ChoicesProps<T>) {
  const group = useId()
  return (
    <fieldset className="export-choices">
      <legend>{legend}</legend>
      {values.map((one) => (
        <label key={one}>
          <input type="radio" name={group} checked={one === value} onChange={() => onChange(one)} />
          <span>
            {name(one)}
            {help(one) !== null && <span className="help">{help(one)}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Columns({ profile }: { profile: ExportProfile }) {
  const { columns } = choicesFor(useExportChoices(), useOpenedView()?.profile)
  const all = columnsOf[profile]
  const chosen = new Set(columns ?? all)
  const toggle = (name: string) => {
    const next = all.filter((one) => (one === name ? !chosen.has(one) : chosen.has(one)))
    if (next.length > 0) choose({ columns: next })
  }
  return (
    <details className="export-columns">
      <summary>
        {t('Columns')} <span className="faint">{t('{n} of {all}', { n: chosen.size, all: all.length })}</span>
      </summary>
      {columns && (
        <Button kind="quiet" onClick={chooseAllColumns}>
          {t('All columns')}
        </Button>
      )}
      <div className="export-column-list">
        {all.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={chosen.has(name)} onChange={() => toggle(name)} />
            <code>{name}</code>
          </label>
        ))}
      </div>
    </details>
  )
}
