/** The states of a document as a small picture, the new one on the left. The steps are also listed beneath it, in words. */
import type { Pack, PackDocument } from '#shared/pack.ts'
import { safeName } from '../../../format/address.ts'
import { t } from '../../../i18n/t.ts'
import { columnsOf } from '../edit.ts'

const [width, height, gapX, gapY] = [112, 28, 74, 22]

export function StatesPicture({ document, verbs }: { document: PackDocument; verbs: Pack['verbs'] }) {
  const columns = columnsOf(document)
  const rows = new Map<number, string[]>()
  for (const [state, column] of columns) rows.set(column, [...(rows.get(column) ?? []), state])
  const tallest = Math.max(...[...rows.values()].map(({ length }) => length))
  const place = new Map(
    [...rows].flatMap(([column, states]) =>
      states.map((state, row) => {
        const top = ((tallest - states.length) * (height + gapY)) / 2
        return [state, { x: 2 + column * (width + gapX), y: 20 + top + row * (height + gapY) }] as const
      }),
    ),
  )
  const label = (state: string) => (state === 'new' ? t('New') : safeName(document.states[state]?.label ?? state, 16))
  const arrows = document.transitions.flatMap(({ by, from, to, again }) =>
    from.flatMap((state) => {
      const [a, b] = [place.get(state), place.get(to)]
      return a && b ? [{ key: `${by} ${state} ${to}`, by: safeName(verbs[by]?.label ?? by, 14), a, b, self: state === to, again }] : []
    }),
  )
  const last = Math.max(...columns.values())
  const size = { width: 4 + (last + 1) * width + last * gapX, height: 30 + tallest * (height + gapY) }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that scrolls must be reachable by keyboard.
    <section className="states-picture" tabIndex={0} aria-label={t('States of {name}', { name: safeName(document.label, 60) })}>
      <svg width={size.width} height={size.height} aria-hidden="true">
        <defs>
          <marker id="state-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M0 0 8 4 0 8z" fill="currentColor" />
          </marker>
        </defs>
        {arrows.map(({ key, by, a, b, self, again }) => {
          const { path, at } = self ? loop(a) : arrow(a, b)
          return (
            <g key={key} className={again ? 'state-step again' : 'state-step'}>
              <path d={path} markerEnd="url(#state-arrow)" />
              <text x={at.x} y={at.y}>
                {by}
              </text>
            </g>
          )
        })}
        {[...place].map(([state, { x, y }]) => (
          <g key={state} className={document.states[state]?.final ? 'state-box final' : state === 'new' ? 'state-box new' : 'state-box'}>
            <rect x={x} y={y} width={width} height={height} rx="7" />
            <text x={x + width / 2} y={y + height / 2 + 4}>
              {label(state)}
            </text>
          </g>
        ))}
      </svg>
    </section>
  )
}

type Point = { readonly x: number; readonly y: number }

/** To the next column from edge to edge; over columns, back, or within one, around beneath. */
function arrow(a: Point, b: Point): { path: string; at: Point } {
  const middle = height / 2
  if (b.x > a.x && b.x - a.x <= width + gapX) {
    const [x1, y1, x2, y2] = [a.x + width, a.y + middle, b.x - 2, b.y + middle]
    const bend = (x2 - x1) / 2
    return { path: `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, at: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 5 } }
  }
  const [x1, x2, y] = [a.x + width / 2 + (b.x < a.x ? -8 : 8), b.x + width / 2, Math.max(a.y, b.y) + height]
  return {
    path: `M${x1} ${a.y + height} C${x1} ${y + 22} ${x2} ${y + 22} ${x2} ${b.y + height + 2}`,
    at: { x: (x1 + x2) / 2, y: y + 18 },
  }
}

const loop = ({ x, y }: Point): { path: string; at: Point } => ({
  path: `M${x + width - 34} ${y} C${x + width - 34} ${y - 18} ${x + width - 12} ${y - 18} ${x + width - 12} ${y - 2}`,
  at: { x: x + width - 23, y: y - 8 },
})
