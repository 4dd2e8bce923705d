/** From exact sums to what is drawn: whether a unit adds up, how long a bar is, how bands lie between roles. Pure. */
import type { Output } from '#shared/contract/index.ts'
import { add, compareText, formatDecimal, isDecimal, parseDecimal } from '#shared/decimal.ts'

export type UnitBalance = Output<'business.balances'>['units'][number]
export type Flow = Output<'business.flows'>[number]

/** Bands and covered amounts, which a reader may be told instead, count as nothing. */
export const plus = (a: string, b: string): string => formatDecimal(add(read(a), read(b)))
const read = (text: string) => parseDecimal(isDecimal(text) ? text : '0')

/** Whether what was issued is what is held and what was redeemed, to the last digit. */
export const addsUp = ({ issued, held, redeemed }: Pick<UnitBalance, 'issued' | 'held' | 'redeemed'>): boolean =>
  [issued, held, redeemed].every(isDecimal) && compareText(issued, plus(held, redeemed)) === 0

/** Part of a whole, 0 … 1, for the length of a bar: a picture, not an amount. */
export function part(of: string, whole: string): number {
  const [a, b] = [Number(of), Number(whole)]
  return b > 0 && a > 0 ? Math.min(1, a / b) : 0
}

export type Node = { readonly role: string | null; readonly amount: string; readonly top: number; readonly height: number }
export type Band = { readonly flow: Flow; readonly from: number; readonly to: number; readonly height: number; readonly tone: number }
export type FlowPicture = {
  readonly left: readonly Node[]
  readonly right: readonly Node[]
  readonly bands: readonly Band[]
  readonly height: number
}

const room = 300
const gap = 26
/** Of a band that would be thinner than it can be seen. */
const least = 2
export const tones = 7

/** The unit that a picture is of; null for events, which have a count only. */
export const weightOf = (flow: Flow, unit: string | null): string => (unit === null ? String(flow.count) : flow.amount)

/** Who gave on the left, who got on the right, and a band for every verb between two roles, as high as its share of all. Lengths are pixels. */
export function flowPicture(flows: readonly Flow[], unit: string | null): FlowPicture {
  const shown = flows
    .filter((flow) => (unit === null ? flow.count > 0 : flow.unit === unit && Number(flow.amount) > 0))
    .sort((a, b) => compareText(weightOf(b, unit), weightOf(a, unit)))
  const whole = shown.map((flow) => weightOf(flow, unit)).reduce(plus, '0')
  const keys = [...new Set(shown.map(({ key }) => key))]
  const heights = shown.map((flow) => Math.max(least, part(weightOf(flow, unit), whole) * room))
  const left = column(shown, heights, unit, ({ from }) => from)
  const right = column(shown, heights, unit, ({ to }) => to)
  const bands = shown.map((flow, index) => ({
    flow,
    height: heights[index] ?? least,
    from: left.starts[index] ?? 0,
    to: right.starts[index] ?? 0,
    tone: Math.min(keys.indexOf(flow.key), tones),
  }))
  return { left: left.nodes, right: right.nodes, bands, height: Math.max(left.height, right.height) }
}

/** Nodes from the largest down, and where each flow begins within its own. */
function column(flows: readonly Flow[], heights: readonly number[], unit: string | null, sideOf: (flow: Flow) => string | null) {
  const sums = new Map<string | null, { amount: string; height: number }>()
  flows.forEach((flow, index) => {
    const known = sums.get(sideOf(flow)) ?? { amount: '0', height: 0 }
    sums.set(sideOf(flow), { amount: plus(known.amount, weightOf(flow, unit)), height: known.height + (heights[index] ?? 0) })
  })
  const ranked = [...sums].sort(([, a], [, b]) => b.height - a.height)
  let top = 0
  const nodes = ranked.map(([role, { amount, height }]): Node => {
    const node = { role, amount, height, top }
    top += Math.max(height, 12) + gap
    return node
  })
  const filled = new Map(nodes.map((node) => [node.role, node.top]))
  const starts = flows.map((flow, index) => {
    const start = filled.get(sideOf(flow)) ?? 0
    filled.set(sideOf(flow), start + (heights[index] ?? 0))
    return start
  })
  return { nodes, starts, height: Math.max(0, top - gap) + gap }
}

/** A band as a path from x = 0 to x = 100. */
export const bandPath = ({ from, to, height }: Band): string =>
  `M0 ${from}C45 ${from} 55 ${to} 100 ${to}V${to + height}C55 ${to + height} 45 ${from + height} 0 ${from + height}Z`
