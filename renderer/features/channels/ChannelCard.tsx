/** One channel: whether it gets through, what waits, and what can be done about it. */
import { useState } from 'react'
import type { ChannelStanding, ChannelsView } from '#shared/contract/channels.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName } from '../../format/address.ts'
import { age } from '../../format/time.ts'
import { t, tn } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useStatus } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Toggle } from '../../ui/Toggle.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { channelLabel } from './words.ts'

type Props = { readonly standing: ChannelStanding; readonly onView: (view: ChannelsView) => void }
type Answer = { readonly ok: boolean; readonly message: string }

export function ChannelCard({ standing, onView }: Props) {
  const { channel, waiting, lastSent, problem } = standing
  const { id, name, enabled } = channel
  const kind = useStatus(({ catalog }) => catalog.channelKinds.find((each) => each.id === channel.kind))
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const [testing, setTesting] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const shown = safeName(name, 60)
  const take = (asked: Promise<ChannelsView>) => void asked.then(onView, (thrown) => say(sentenceOf(thrown), 'bad'))
  const test = async () => {
    setTesting(true)
    setAnswer(null)
    setAnswer(await client['channels.test']({ id }).catch((thrown) => ({ ok: false, message: sentenceOf(thrown) })))
    setTesting(false)
  }
  return (
    <li className="channel" data-channel={id}>
      <header>
        <Toggle
          on={enabled}
          label={t('Channel “{name}”', { name: shown })}
          onChange={(on) => take(client['channels.save']({ channel: { ...channel, enabled: on }, secrets: {} }))}
        />
        <div className="channel-words">
          <h2>
            <bdi>{shown}</bdi>
          </h2>
          <p className="muted">
            {[
              kind ? channelLabel(kind) : channel.kind,
              lastSent === null ? t('nothing sent yet') : t('sent {age}', { age: age(lastSent / 1000, Date.now()) }),
              ...(waiting > 0 ? [tn(waiting, 'one message waits', '{n} messages wait')] : []),
            ].join(' · ')}
          </p>
        </div>
        <Button disabled={testing} onClick={() => void test()}>
          {testing ? t('Sending…') : t('Send a test')}
        </Button>
        {kind && (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="pen" />
            {t('Edit')}
          </Button>
        )}
        <Button
          kind="quiet"
          iconOnly
          aria-label={t('Remove the channel “{name}”', { name: shown })}
          title={t('Remove')}
          onClick={() => setAsking(true)}
        >
          <Icon name="trash" />
        </Button>
      </header>
      {answer && (
        <p className={answer.ok ? 'verdict ok' : 'verdict bad'} role="status">
          <Icon name={answer.ok ? 'check' : 'warning'} />
          <span>{answer.message}</span>
        </p>
      )}
      {problem !== null && (
        <p className="channel-problem">
          <Icon name="warning" />
          <span>{problem}</span>
          {waiting > 0 && <Button onClick={() => take(client['channels.retry']({ id }))}>{t('Try again now')}</Button>}
        </p>
      )}
      {!kind && <p className="channel-problem">{t('This version has no channels of this kind: it is kept.')}</p>}
      {asking && (
        <p className="channel-problem">
          <span>{t('Remove it with its secrets and what waits for it? Rules that name it ring elsewhere only.')}</span>
          <Button kind="danger" onClick={() => take(client['channels.remove']({ id }))}>
            {t('Remove')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('Cancel')}</Button>
        </p>
      )}
      {open && kind && (
        <ChannelForm
          kind={kind}
          standing={standing}
          onView={(next) => {
            onView(next)
            setOpen(false)
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </li>
  )
}
