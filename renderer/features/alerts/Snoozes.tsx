/** The snoozes that are running, each with its end. */
import { useEffect, useState } from 'react'
import type { Snooze } from '#shared/alerts.ts'
import { sentenceOf } from '../../bridge/client.ts'
import { client } from '../../bridge/host.ts'
import { safeName, shortAddress } from '../../format/address.ts'
import { t } from '../../i18n/t.ts'
import { say } from '../../stores/jobs.ts'
import { useSettings } from '../../stores/settings.ts'
import { useChainName } from '../../stores/status.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { noteSnoozes, reloadSnoozes, useSnoozes } from './snoozes.ts'
import { untilWhen } from './words.ts'

const tickMs = 30_000

export function Snoozes() {
  const running = useSnoozes((state) => state.running)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    void reloadSnoozes()
    const timer = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [])
  const left = running.filter(({ until }) => until > now)
  if (left.length === 0) return null
  return (
    <ul className="snoozes" aria-label={t('Snoozed')}>
      {left.map((snooze) => (
        <Line key={`${snooze.kind} ${snooze.subject}`} snooze={snooze} />
      ))}
    </ul>
  )
}

function Line({ snooze }: { snooze: Snooze }) {
  const what = useSubject(snooze)
  const end = () =>
    void client['alerts.snooze']({ kind: snooze.kind, subject: snooze.subject, minutes: null }).then(noteSnoozes, (thrown) =>
      say(sentenceOf(thrown), 'bad'),
    )
  return (
    <li>
      <Icon name="moon" size={12} />
      <bdi className="clip">{what}</bdi>
      <span className="muted">{untilWhen(snooze, new Date())}</span>
      <Button kind="quiet" aria-label={t('End the snooze of {what}', { what })} onClick={end}>
        {t('End')}
      </Button>
    </li>
  )
}

function useSubject({ kind, subject }: Snooze): string {
  const chain = useChainName(Number(subject))
  const rules = useSettings(({ settings }) => settings.rules)
  if (kind === 'chain') return chain
  if (kind === 'wallet') return shortAddress(subject)
  const rule = rules.find((each) => (each as { id?: unknown }).id === subject) as { name?: unknown } | undefined
  return t('Rule “{name}”', { name: safeName(typeof rule?.name === 'string' ? rule.name : subject, 40) })
}
