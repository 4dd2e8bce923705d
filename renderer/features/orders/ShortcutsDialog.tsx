/** Every key of the table, on one card. */
import { forwardRef } from 'react'
import { type PlainKey, t } from '../../i18n/t.ts'
import { Button } from '../../ui/Button.tsx'

const keys: readonly (readonly [keys: readonly string[], does: PlainKey])[] = [
  [['↑', '↓'], 'Select an order'],
  [['Page Up', 'Page Down', 'Home', 'End'], 'Go further'],
  [['Enter'], 'Open the selected order'],
  [['Esc'], 'Close it, then let go of the selection'],
  [['Space'], 'Hold new orders back, or let them in'],
  [['N'], 'Back to the newest'],
  [['G'], 'Go to a time'],
  [['/'], 'Go to the filter'],
  [['Backspace'], 'In the filter: change its last word'],
  [['E'], 'Export what the filter lets through'],
  [['Alt ←', 'Alt →'], 'On a column’s head: move the column'],
  [['←', '→'], 'On a column’s edge: make it narrower or wider'],
  [['?'], 'This list'],
]

export const ShortcutsDialog = forwardRef<HTMLDialogElement>(function ShortcutsDialog(_, dialog) {
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-label={t('Keys')}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form method="dialog" className="dialog-body">
        <h2>{t('Keys')}</h2>
        <dl className="keys">
          {keys.map(([names, does]) => (
            <div key={does}>
              <dt>
                {names.map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </dt>
              <dd>{t(does)}</dd>
            </div>
          ))}
        </dl>
        <div className="dialog-actions">
          <Button type="submit">{t('Close')}</Button>
        </div>
      </form>
    </dialog>
  )
})
