/** How a rule rings: when the order is certain enough, where, and how often at most. */
import { useEffect, useId, useState } from 'react'
import type { ChannelsView } from '#shared/contract/channels.ts'
import { type Confirmations, type Rule, type Sound, sounds } from '#shared/rules.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { editRule } from '../../stores/ruleDraft.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { play } from '../alerts/sounds.ts'
import { soundWords } from './howWords.ts'
import { NumberInput } from './NumberInput.tsx'

const certainties = [
  {
    id: 'pending',
    label: 'Pending',
    says: 'Before it is mined: first to know, but it may never happen. Pending orders must be switched on.',
  },
  { id: 'seen', label: 'Seen', says: 'As soon as it is in a block. If the chain takes the block back, the alert is struck out.' },
  { id: 'blocks', label: 'Some blocks later', says: 'Fewer are taken back; it rings so many blocks later.' },
  { id: 'final', label: 'Final', says: 'Never taken back; minutes later on most chains.' },
] as const satisfies readonly { id: string; label: PlainKey; says: PlainKey }[]
type Certainty = (typeof certainties)[number]['id']

export function CertainSection({ rule: { confirmations } }: { rule: Rule }) {
  const name = useId()
  const at: Certainty = typeof confirmations === 'number' ? 'blocks' : confirmations
  const choose = (id: Certainty) => editRule({ confirmations: id === 'blocks' ? 12 : (id satisfies Confirmations) })
  return (
    <fieldset className="editor-part">
      <legend>{t('When the order is certain enough')}</legend>
      {certainties.map(({ id, label, says }) => (
        <div key={id} className="editor-choice">
          <label>
            <input type="radio" name={name} checked={at === id} onChange={() => choose(id)} />
            <strong>{t(label)}</strong>
          </label>
          {id === 'blocks' && typeof confirmations === 'number' && (
            <NumberInput
              label={t('Blocks later')}
              unit={t('blocks')}
              value={confirmations}
              least={1}
              most={10_000}
              onValue={(blocks) => editRule({ confirmations: blocks })}
            />
          )}
          <p className="muted">{t(says)}</p>
        </div>
      ))}
    </fieldset>
  )
}

export function WhereSection({ rule: { channels, sound } }: { rule: Rule }) {
  const id = useId()
  const view = useChannels()
  const known = view?.channels.map(({ channel }) => channel) ?? []
  const gone = view === null ? [] : channels.filter((one) => one !== 'desktop' && !known.some((channel) => channel.id === one))
  const turn = (one: string, on: boolean) => editRule({ channels: on ? [...channels, one] : channels.filter((other) => other !== one) })
  return (
    <fieldset className="editor-part">
      <legend>{t('Where it rings')}</legend>
      <div className="editor-checks">
        <label className={channels.includes('desktop') ? 'chip-choice on' : 'chip-choice'}>
          <input type="checkbox" checked={channels.includes('desktop')} onChange={({ target }) => turn('desktop', target.checked)} />
          {t('This desktop')}
        </label>
        {known.map((channel) => (
          <label key={channel.id} className={channels.includes(channel.id) ? 'chip-choice on' : 'chip-choice'}>
            <input type="checkbox" checked={channels.includes(channel.id)} onChange={({ target }) => turn(channel.id, target.checked)} />
            <bdi>{safeName(channel.name, 40)}</bdi>
            {!channel.enabled && <span className="faint">{t('(off)')}</span>}
          </label>
        ))}
        {gone.map((one) => (
          <label key={one} className="chip-choice on gone">
            <input type="checkbox" checked onChange={() => turn(one, false)} />
            {t('A channel that is gone')}
          </label>
        ))}
        <Button kind="quiet" onClick={() => goTo('settings', 'channels')}>
          <Icon name="plug" />
          {t('Channels…')}
        </Button>
      </div>
      {channels.length === 0 && <p className="muted">{t('Nowhere: it only fills the inbox.')}</p>}
      <div className="editor-line">
        <label htmlFor={`${id}-sound`}>{t('Sound')}</label>
        <select
          id={`${id}-sound`}
          className="input"
          value={sound}
          onChange={({ target }) => {
            const chosen = sounds.find((each): each is Sound => each === target.value) ?? 'system'
            editRule({ sound: chosen })
            play(chosen)
          }}
        >
          {sounds.map((each) => (
            <option key={each} value={each}>
              {soundWords(each)}
            </option>
          ))}
        </select>
        <Button disabled={sound === 'system' || sound === 'none'} onClick={() => play(sound)}>
          <Icon name="play" />
          {t('Play')}
        </Button>
      </div>
    </fieldset>
  )
}

/** Null until the host answered; a host that does not leaves the desktop alone to choose. */
function useChannels(): ChannelsView | null {
  const [view, setView] = useState<ChannelsView | null>(null)
  useEffect(() => {
    let gone = false
    client['channels.list'](null).then(
      (answer) => gone || setView(answer),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [])
  return view
}

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
