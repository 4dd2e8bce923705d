/** How a rule rings: when the order is certain enough, and where. */
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { ChannelsView } from '#shared/contract/channels.ts'
import { type Confirmations, type Rule, type Sound, sounds } from '#shared/rules.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import { editRule } from '../../stores/ruleDraft.ts'
import { useSettings } from '../../stores/settings.ts'
import { goTo } from '../../stores/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
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
  const pending = useSettings(({ settings }) => settings.pending)
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
          {id === 'pending' && at === 'pending' && !pending && (
            <Off>{t('Pending orders are switched off in the settings: it rings when they are mined.')}</Off>
          )}
        </div>
      ))}
    </fieldset>
  )
}

export function WhereSection({ rule: { channels, sound } }: { rule: Rule }) {
  const id = useId()
  const view = useChannels()
  const notify = useSettings(({ settings }) => settings.notify)
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
      {channels.includes('desktop') && !notify && <Off>{t('Native notifications are switched off in the settings.')}</Off>}
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

/** Something elsewhere in the settings that keeps it from ringing as it says here. */
const Off = ({ children }: { children: ReactNode }) => (
  <p className="warn editor-off">
    <Icon name="warning" size={12} /> {children}
  </p>
)

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
