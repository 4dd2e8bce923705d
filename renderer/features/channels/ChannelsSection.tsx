/** Where rules ring beside this desktop: each channel with its form, its secrets, and how it does. */
import './channels.css'
import { useEffect, useState } from 'react'
import type { ChannelsView } from '#shared/contract/channels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useSettings } from '../../stores/settings.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ChannelCard } from './ChannelCard.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { channelHelp, channelLabel } from './words.ts'

export function ChannelsSection() {
  const stored = useSettings(({ settings }) => settings.channels)
  const kinds = useStatus(({ catalog }) => catalog.channelKinds)
  const [view, setView] = useState<ChannelsView | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [adding, setAdding] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other channels mean that the answer is old.
  useEffect(() => {
    let gone = false
    const ask = () =>
      void client['channels.list'](null).then(
        (answer) => gone || setView(answer),
        (thrown) => gone || setProblem(sentenceOf(thrown)),
      )
    ask()
    // Messages are sent, and fail, without any word to the window.
    const timer = setInterval(ask, 10_000)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [stored])
  const remove = (index: number) => void client['channels.remove']({ index }).then(setView, (thrown) => say(sentenceOf(thrown), 'bad'))
  const kind = kinds.find(({ id }) => id === adding)
  return (
    <div className="channels">
      <p className="muted settings-intro">
        {t(
          'Rules may ring in other places too: each rule names its channels. What is sent goes to the service you enter here, and nowhere else.',
        )}
      </p>
      {problem !== null && <p className="bad">{problem}</p>}
      {view?.warning && (
        <p className="channel-warning">
          <Icon name="warning" />
          <span>{view.warning}</span>
        </p>
      )}
      {view !== null && view.channels.length > 0 && (
        <ul className="channel-list">
          {view.channels.map((standing) => (
            <ChannelCard key={standing.channel.id} standing={standing} onView={setView} />
          ))}
        </ul>
      )}
      {view?.unread.map(({ index, problem: why }) => (
        <div key={index} className="channel-warning">
          <Icon name="warning" />
          <span>{why}</span>
          <Button onClick={() => remove(index)}>{t('Remove')}</Button>
        </div>
      ))}
      {view !== null && view.channels.length === 0 && view.unread.length === 0 && adding === null && (
        <p className="channels-none muted">{t('No channel yet: rules ring on this desktop only.')}</p>
      )}
      {kind ? (
        <section className="channel-new" aria-label={t('New channel')}>
          <h2>{t('New channel: {kind}', { kind: channelLabel(kind) })}</h2>
          <ChannelForm
            kind={kind}
            standing={null}
            onView={(next) => {
              setView(next)
              setAdding(null)
            }}
            onCancel={() => setAdding(null)}
          />
        </section>
      ) : (
        <section className="channel-kinds" aria-label={t('Add a channel')}>
          <h2>{t('Add a channel')}</h2>
          <div className="channel-grid">
            {kinds.map((each) => (
              <button key={each.id} type="button" className="template" onClick={() => setAdding(each.id)}>
                <Icon name="plug" />
                <strong>{channelLabel(each)}</strong>
                <span className="muted">{channelHelp(each)}</span>
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  )
}
