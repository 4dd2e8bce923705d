/** A ranking: names with bars, the longest first; each can be looked at alone. */
import type { ReactNode } from 'react'
import { shortUsd } from '../../format/money.ts'
import { length } from './figures.ts'

export type Ranked = {
  readonly key: string
  readonly name: ReactNode
  readonly title: string
  readonly usd: string
  /** Parts of the bar from its beginning; absent: one of all. */
  readonly parts?: readonly { readonly color: string; readonly usd: string }[]
  readonly onPick: () => void
}

export function RankBars({ rows }: { rows: readonly Ranked[] }) {
  const most = Math.max(1, ...rows.map(({ usd }) => Math.abs(length(usd))))
  return (
    <ol className="rank">
      {rows.map(({ key, name, title, usd, parts = [{ color: 'tone-0', usd }], onPick }) => (
        <li key={key}>
          <button type="button" title={title} onClick={onPick}>
            <span className="rank-name">{name}</span>
            <span className="rank-bar">
              {parts.map((part) => (
                <i key={part.color} className={part.color} style={{ width: `${(Math.abs(length(part.usd)) / most) * 100}%` }} />
              ))}
            </span>
            <span className="rank-usd">{shortUsd(usd)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
