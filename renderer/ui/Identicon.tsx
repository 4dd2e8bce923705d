/** A small mark drawn from an address: two look-alike addresses get marks that do not look alike. */
import './ui.css'
import { memo } from 'react'

/** FNV-1a over the text, then xorshift: every digit of the address moves every part of the mark. */
function seeded(text: string): () => number {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  state ||= 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

type Mark = readonly { readonly fill: string; readonly path: string }[]
const kept = new Map<string, Mark>()

/** Mirrored 5 × 5 cells in two colours, one path each: a table shows hundreds of them. */
function markOf(address: string): Mark {
  const known = kept.get(address)
  if (known) return known
  const next = seeded(address)
  for (let i = 0; i < 8; i++) next()
  const hue = Math.floor(next() * 360)
  const second = (hue + 90 + Math.floor(next() * 180)) % 360
  let [first, other] = ['', '']
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 3; x++) {
      const roll = next()
      if (roll < 0.44) continue
      const cells = [x, ...(x < 2 ? [4 - x] : [])].map((at) => `M${at} ${y}h1v1h-1z`).join('')
      if (roll > 0.78) other += cells
      else first += cells
    }
  }
  const mark = [
    { fill: `oklch(0.58 0.12 ${hue})`, path: first },
    { fill: `oklch(0.72 0.13 ${second})`, path: other },
  ]
  if (kept.size > 4000) kept.clear()
  kept.set(address, mark)
  return mark
}

export const Identicon = memo(function Identicon({ address, size = 16 }: { address: string; size?: number }) {
  const [first, other] = markOf(address)
  return (
    <svg className="identicon" width={size} height={size} viewBox="-0.5 -0.5 6 6" shapeRendering="crispEdges" aria-hidden="true">
      <path d={first?.path} fill={first?.fill} />
      <path d={other?.path} fill={other?.fill} />
    </svg>
  )
})
