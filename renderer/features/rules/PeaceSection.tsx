/** How often a rule rings at most: its budget, its pause, its quiet hours. */
import type { Rule } from '#shared/rules.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { editRule } from '../../stores/ruleDraft.ts'
import { Toggle } from '../../ui/Toggle.tsx'
import { NumberInput } from './NumberInput.tsx'

const nights = { from: '22:00', to: '07:00', days: [0, 1, 2, 3, 4, 5, 6] }
/** From Monday on; days are counted from Sunday = 0. */
const days = [
  { day: 1, label: 'Mon' },
  { day: 2, label: 'Tue' },
  { day: 3, label: 'Wed' },
  { day: 4, label: 'Thu' },
  { day: 5, label: 'Fri' },
  { day: 6, label: 'Sat' },
  { day: 0, label: 'Sun' },
] as const satisfies readonly { day: number; label: PlainKey }[]

export function PeaceSection({ rule: { cooldownMinutes, quiet, perDay } }: { rule: Rule }) {
  return (
    <fieldset className="editor-part">
      <legend>{t('How often at most')}</legend>
      <div className="editor-switch">
        <Toggle on={perDay !== null} label={t('Alert budget')} onChange={(on) => editRule({ perDay: on ? 20 : null })} />
        <span>
          <strong>{t('Alert budget')}</strong>
          {perDay !== null && (
            <NumberInput
              label={t('Rings a day, about')}
              unit={t('a day')}
              value={perDay}
              least={1}
              most={1000}
              onValue={(count) => editRule({ perDay: count })}
            />
          )}
          <p className="muted">
            {t('About so many rings a day: for each asset a value is learnt from what is stored, below which it keeps still.')}
          </p>
        </span>
      </div>
      <div className="editor-switch">
        <Toggle on={cooldownMinutes > 0} label={t('Pause after it rang')} onChange={(on) => editRule({ cooldownMinutes: on ? 15 : 0 })} />
        <span>
          <strong>{t('Pause after it rang')}</strong>
          {cooldownMinutes > 0 && (
            <NumberInput
              label={t('Minutes of the pause')}
              unit={t('minutes')}
              value={cooldownMinutes}
              least={1}
              most={10_080}
              onValue={(minutes) => editRule({ cooldownMinutes: minutes })}
            />
          )}
          <p className="muted">{t('What comes in so many minutes is in the inbox, and does not ring.')}</p>
        </span>
      </div>
      <div className="editor-switch">
        <Toggle on={quiet !== null} label={t('Quiet hours##switch')} onChange={(on) => editRule({ quiet: on ? nights : null })} />
        <span>
          <strong>{t('Quiet hours##switch')}</strong>
          {quiet !== null && (
            <>
              <span className="editor-line">
                <input
                  type="time"
                  className="input"
                  aria-label={t('Quiet from')}
                  value={quiet.from}
                  onChange={({ target }) => target.value && editRule({ quiet: { ...quiet, from: target.value } })}
                />
                {'–'}
                <input
                  type="time"
                  className="input"
                  aria-label={t('Quiet until')}
                  value={quiet.to}
                  onChange={({ target }) => target.value && editRule({ quiet: { ...quiet, to: target.value } })}
                />
              </span>
              <span className="editor-checks">
                {days.map(({ day, label }) => (
                  <label key={day} className={quiet.days.includes(day) ? 'chip-choice on' : 'chip-choice'}>
                    <input
                      type="checkbox"
                      checked={quiet.days.includes(day)}
                      onChange={({ target }) =>
                        editRule({
                          quiet: { ...quiet, days: target.checked ? [...quiet.days, day].sort() : quiet.days.filter((one) => one !== day) },
                        })
                      }
                    />
                    {t(label)}
                  </label>
                ))}
              </span>
            </>
          )}
          <p className="muted">{t('In this machine’s time, by the day on which they begin. One digest tells of what came in them.')}</p>
        </span>
      </div>
    </fieldset>
  )
}
