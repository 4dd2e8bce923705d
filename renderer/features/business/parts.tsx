/** Small parts that every view of a business shows: how a document is due, what is broken, how far it is proven, its amount. */
import type { DocumentRow, Violation } from '#shared/contract/packs.ts'
import { fullTime } from '../../format/time.ts'
import { type PlainKey, t, tn } from '../../i18n/t.ts'
import { evidenceWords } from '../../i18n/words.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { Ladder } from '../../ui/Ladder.tsx'
import { amountWords, dueDay, type PackWords } from './words.ts'

export function Due({ document: { due, overdue } }: { document: Pick<DocumentRow, 'due' | 'overdue'> }) {
  if (due === null) return null
  const day = dueDay(due, new Date())
  return (
    <span className={overdue ? 'business-due overdue' : 'business-due'} title={fullTime(due)}>
      <Icon name="clock" size={12} />
      {overdue ? t('Overdue since {day}', { day }) : t('Due {day}', { day })}
    </span>
  )
}

export function Broken({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="business-broken" title={tn(count, '{n} open violation', '{n} open violations')}>
      <Icon name="warning" size={12} />
      {count}
      <span className="visually-hidden">{t('open violations')}</span>
    </span>
  )
}

export function Evidence({ level }: { level: number }) {
  const words = evidenceWords(level)
  const title = words ? `${words.short} ${words.label}: ${words.proves}` : t('In no block yet: only its signature is proven.')
  return (
    <span className="c-evidence" title={title}>
      <Ladder level={level} />
      <span>{words?.short ?? 'L0'}</span>
    </span>
  )
}

export function Worth({ amount, unit, words }: { amount: string | null; unit: string | null; words: PackWords }) {
  if (amount === null) return null
  return (
    <span className="business-amount clip" title={amountWords(amount)}>
      {amountWords(amount)} <bdi className="muted">{words.symbol(unit)}</bdi>
    </span>
  )
}

export const severityWords = {
  alarm: { word: 'Alarm', icon: 'warning' },
  warning: { word: 'Warning', icon: 'warning' },
  notice: { word: 'Notice', icon: 'info' },
} as const satisfies Record<Violation['severity'], { word: PlainKey; icon: IconName }>

export function Severity({ severity }: Pick<Violation, 'severity'>) {
  const { word, icon } = severityWords[severity]
  return (
    <span className={`severity ${severity}`}>
      <Icon name={icon} size={12} />
      {t(word)}
    </span>
  )
}

export const violationStates = {
  open: { word: 'Open##violation', explains: 'It holds still.' },
  over: { word: 'Put right', explains: 'It was put right later.' },
  retracted: { word: 'Taken back', explains: 'The chain took back what had brought it.' },
} as const satisfies Record<Violation['state'], { word: PlainKey; explains: PlainKey }>

/** Where there is nothing, or nothing yet. */
export const Nothing = ({ waiting, children }: { waiting: boolean; children: string }) => (
  <p className="business-nothing faint" role="status">
    {waiting ? t('Reading…') : children}
  </p>
)

export const Problem = ({ sentence }: { sentence: string | null }) =>
  sentence === null ? null : (
    <p className="business-problem bad" role="alert">
      {sentence}
    </p>
  )
