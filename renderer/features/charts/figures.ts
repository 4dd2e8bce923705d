/** From answers to what is drawn. Sums stay exact decimals; only the length of a bar is a float, because it is a picture and not an amount. */
import type { Bucket, ExchangeFlow, ValueOverTime } from '#shared/contract/charts.ts'
import { bucketSeconds } from '#shared/contract/charts.ts'
import { add, formatDecimal, parseDecimal } from '#shared/decimal.ts'

export type Piece = { readonly group: number; readonly usd: string }
export type Step = { readonly time: number; readonly count: number; readonly usd: string; readonly pieces: readonly Piece[] }
export type Group = { readonly id: string; readonly usd: string; readonly count: number }

export const sum = (a: string, b: string): string => formatDecimal(add(parseDecimal(a), parseDecimal(b)))

/** How long a bar is. */
export const length = (usd: string): number => Number(usd)

/** The id of what is gathered because its own bars would be too thin to see. */
export const others = 'others'

/** Stacks the series by chain or by kind: the `most` largest groups, then all others as one. Every step from first to last is there, empty ones too. */
export function stack(
  answer: ValueOverTime,
  by: 'chain' | 'kind',
  most: number,
): { readonly groups: readonly Group[]; readonly steps: readonly Step[] } {
  const totals = new Map<string, Group>()
  for (const { chainId, kind, total } of answer.series) {
    const id = by === 'chain' ? String(chainId) : kind
    const known = totals.get(id) ?? { id, usd: '0', count: 0 }
    totals.set(id, { id, usd: sum(known.usd, total.usd), count: known.count + total.count })
  }
  const ranked = [...totals.values()].sort((a, b) => length(b.usd) - length(a.usd) || b.count - a.count)
  const kept = ranked.length > most ? ranked.slice(0, most - 1) : ranked
  const rest = ranked.slice(kept.length)
  const gathered = { id: others, usd: rest.map(({ usd }) => usd).reduce(sum, '0'), count: rest.reduce((all, { count }) => all + count, 0) }
  const groups = rest.length === 0 ? kept : [...kept, gathered]

  const sums = new Map<number, { count: number; usd: string[] }>()
  for (const { chainId, kind, points } of answer.series) {
    const id = by === 'chain' ? String(chainId) : kind
    const at = kept.findIndex((group) => group.id === id)
    const group = at === -1 ? kept.length : at
    for (const { time, usd, count } of points) {
      const step = sums.get(time) ?? { count: 0, usd: groups.map(() => '0') }
      step.count += count
      step.usd[group] = sum(step.usd[group] ?? '0', usd)
      sums.set(time, step)
    }
  }
  const steps = stepsOf(answer).map((time) => {
    const step = sums.get(time)
    const pieces = (step?.usd ?? []).map((usd, group) => ({ group, usd })).filter(({ usd }) => usd !== '0')
    return { time, count: step?.count ?? 0, usd: (step?.usd ?? []).reduce(sum, '0'), pieces }
  })
  return { groups, steps }
}

/** The beginnings of all steps of an answer. */
export function stepsOf({ bucket, from, to }: { readonly bucket: Bucket; readonly from: number; readonly to: number }): number[] {
  const width = bucketSeconds[bucket]
  const count = Math.max(0, Math.min(2000, Math.floor((to - from) / width) + 1))
  return Array.from({ length: count }, (_, index) => from + index * width)
}

export type FlowStep = ExchangeFlow['points'][number]

/** Points of every step; a step without movement stands at zero. */
export function flowSteps(answer: ExchangeFlow): readonly FlowStep[] {
  const known = new Map(answer.points.map((point) => [point.time, point]))
  return stepsOf(answer).map((time) => known.get(time) ?? { time, in: '0', out: '0', net: '0', inCount: 0, outCount: 0 })
}

/** At most five round values from 0 up to at least `most`: 0, 1, 2, 5, 10 … times a power of ten apart. */
export function ticks(most: number): readonly number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0]
  const power = 10 ** Math.floor(Math.log10(most / 4))
  const apart = [1, 2, 2.5, 5, 10].map((times) => times * power).find((step) => most / step <= 4) ?? power * 10
  return Array.from({ length: Math.ceil(most / apart - 1e-9) + 1 }, (_, index) => index * apart)
}

/** "62 %" of a whole, for a sentence. */
export function share(part: string, whole: string): number {
  const all = length(whole)
  return all === 0 ? 0 : Math.round((length(part) / all) * 100)
}
