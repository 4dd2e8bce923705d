/** A chain's mark: its initial on a colour that follows from its id. */
import './ui.css'
import type { CSSProperties } from 'react'

/** Turns by the golden angle, so that neighbouring ids get distant hues. */
const hueOf = (chainId: number): number => Math.round((chainId * 137.508 + 130) % 360)

export function ChainMark({ chainId, name }: { chainId: number; name: string }) {
  return (
    <span className="mark" style={{ '--hue': hueOf(chainId) } as CSSProperties} aria-hidden="true">
      {[...name][0]?.toUpperCase() ?? '?'}
    </span>
  )
}
