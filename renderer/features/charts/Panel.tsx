/** The frame of a picture: its name, what it says in a sentence, and the same figures as a table. */
import { type ReactNode, useId, useState } from 'react'
import { t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'
import type { Charted } from './useChart.ts'

export type TableRowOf = {
  readonly key: string | number
  readonly cells: readonly ReactNode[]
  /** What the row stands for, and the step to look at it alone; absent where there is none. */
  readonly pick?: { readonly label: string; readonly run: () => void }
}
export type Told = {
  readonly summary: string
  readonly empty: boolean
  readonly head: readonly string[]
  readonly rows: readonly TableRowOf[]
  readonly picture: ReactNode
}

type Props<T> = {
  readonly title: string
  readonly charted: Charted<T>
  readonly tell: (data: T) => Told
  readonly wide?: boolean
  readonly controls?: ReactNode
}

export function Panel<T>({ title, charted: { data, problem }, tell, wide = false, controls }: Props<T>) {
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const told = data === null ? null : tell(data)
  return (
    <section className={wide ? 'panel wide' : 'panel'} aria-labelledby={id} aria-busy={told === null && problem === null}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="panel-space" />
        {controls}
        {told && !told.empty && (
          <Button kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('As a picture') : t('As a table')}
          </Button>
        )}
      </header>
      {problem !== null && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {told === null && problem === null && <div className="panel-wait faint">{t('Adding up…')}</div>}
      {told && <p className="muted panel-summary">{told.summary}</p>}
      {told && !told.empty && (asTable ? <Figures title={title} told={told} /> : told.picture)}
    </section>
  )
}

function Figures({ title, told: { head, rows } }: { title: string; told: Told }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="panel-table" tabIndex={0} aria-label={t('{title}, as a table', { title })}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest], pick }) => (
            <tr key={key}>
              <th scope="row">
                {pick ? (
                  <button type="button" className="link" title={pick.label} onClick={pick.run}>
                    {first}
                  </button>
                ) : (
                  first
                )}
              </th>
              {rest.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the head.
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
