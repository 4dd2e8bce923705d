/** The lag of the last hour as bars, and its worst in words. */
import { useEffect, useState } from 'react'
import type { ChainStatus } from '#shared/status.ts'
import { span } from '../../format/time.ts'
import { t } from '../../i18n/t.ts'
import { type LagMinute, lastHour, withLag } from './lag.ts'

/** The longest bar stands for this many seconds or, where the hour was worse, for its worst. */
const tall = 60

export function LagHour({ history }: { history: readonly LagMinute[] }) {
  const minutes = lastHour(history, Date.now())
  const seen = minutes.filter((seconds) => seconds !== null)
  if (seen.length === 0) return null
  const worst = Math.max(...seen)
  const most = Math.max(tall, worst)
  return (
    <section className="lag">
      <h3>{t('Lag over the last hour')}</h3>
      <svg className="lag-hour" viewBox="0 0 240 30" preserveAspectRatio="none" aria-hidden="true">
        {minutes.map((seconds, index) => {
          const height = seconds === null ? 0 : Math.max(1, (seconds / most) * 30)
          // biome-ignore lint/suspicious/noArrayIndexKey: each place is a minute of the hour, and there are always sixty.
          return <rect key={index} x={index * 4} width="3" y={30 - height} height={height} />
        })}
      </svg>
      <p className="muted">{t('At most {worst}; seen by this window for {n} of 60 minutes.', { worst: span(worst), n: seen.length })}</p>
    </section>
  )
}

/** Grows with every status of the chain as long as the window is open. */
export function useLagHistory(chain: ChainStatus): readonly LagMinute[] {
  const [history, setHistory] = useState<readonly LagMinute[]>([])
  useEffect(() => setHistory((before) => withLag(before, Date.now(), chain.lagSeconds)), [chain])
  return history
}
