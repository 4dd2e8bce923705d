/** How an alert was told, and what a snooze is about, in words. */
import type { Alert, Snooze } from '#shared/alerts.ts'
import { dayAndMonth, shortClock } from '../../format/time.ts'
import { type PlainKey, t } from '../../i18n/t.ts'
import type { IconName } from '../../ui/Icon.tsx'

type Told = { readonly icon: IconName; readonly word: PlainKey; readonly explains: PlainKey }

export const toldWords: Readonly<Record<Alert['told'], Told>> = {
  toast: { icon: 'bell', word: 'Notified', explains: 'A notification of its own was shown.' },
  digest: { icon: 'layers', word: 'In a digest', explains: 'Too many came at once: one notification told of all of them.' },
  inbox: { icon: 'list', word: 'Inbox only', explains: 'Its rules ring nowhere else.' },
  cooldown: { icon: 'clock', word: 'Kept still', explains: 'The rule had rung a moment before, and its pause was not over.' },
  quiet: { icon: 'moon', word: 'Quiet hours', explains: 'It came in the quiet hours of its rule: one digest told of it when they ended.' },
  snoozed: { icon: 'clock', word: 'Snoozed', explains: 'Its rule, chain or wallet was snoozed.' },
  off: { icon: 'stop', word: 'Notifications off', explains: 'Native notifications are switched off in the settings.' },
  failed: { icon: 'warning', word: 'Not shown', explains: 'The system did not show the notification.' },
}

export const spans = [
  { id: 'hour', label: '1 hour' },
  { id: 'shift', label: '8 hours' },
  { id: 'tomorrow', label: 'until tomorrow' },
  { id: 'week', label: 'a week' },
] as const satisfies readonly { id: string; label: PlainKey }[]
export type Span = (typeof spans)[number]['id']

/** Minutes of a snooze that begins now; “until tomorrow” ends at eight in the morning of this machine's next day. */
export function minutesOf(span: Span, now: Date): number {
  if (span === 'hour') return 60
  if (span === 'shift') return 480
  if (span === 'week') return 10_080
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 8)
  return Math.max(1, Math.ceil((morning.getTime() - now.getTime()) / 60_000))
}

/** “until 14:30” today, “until 24 Nov 08:00” on another day. */
export function untilWhen({ until }: Pick<Snooze, 'until'>, now: Date): string {
  const end = new Date(until)
  const today = end.toDateString() === now.toDateString()
  return t('until {time}', { time: today ? shortClock(end) : `${dayAndMonth(end)} ${shortClock(end)}` })
}
