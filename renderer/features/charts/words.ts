/** Times and sums of pictures, in words. */
import { type Bucket, bucketSeconds } from '#shared/contract/charts.ts'
import { shortUsd } from '../../format/money.ts'
import { dayAndMonth, dayOf, shortClock } from '../../format/time.ts'

/** Under the bars: the hour within a day, else the day. */
export function stepMark(time: number, bucket: Bucket): string {
  const date = new Date(time * 1000)
  if (bucket === 'day' || bucket === 'week') return dayAndMonth(date)
  return date.getHours() === 0 && date.getMinutes() === 0 ? dayAndMonth(date) : shortClock(date)
}

const rounds: Readonly<Record<Bucket, readonly number[]>> = {
  minute: [1, 5, 10, 15, 30, 60, 120, 180],
  hour: [1, 2, 3, 6, 12, 24, 48, 96, 168],
  day: [1, 2, 5, 10, 20, 40],
  week: [1, 2, 4, 8, 16, 26, 52],
}

/** Which steps are named: round times on the reader's clock. */
export function timeGrid(first: number, bucket: Bucket): { readonly every: readonly number[]; readonly phase: number } {
  const local = first - new Date(first * 1000).getTimezoneOffset() * 60
  return { every: rounds[bucket], phase: Math.floor(local / bucketSeconds[bucket]) }
}

/** Beside the pointer and in tables. */
export function stepWords(time: number, bucket: Bucket): string {
  const date = new Date(time * 1000)
  return bucket === 'day' || bucket === 'week' ? dayOf(date) : `${dayAndMonth(date)} ${shortClock(date)}`
}

/** "−$41.2 M": a sum that may be negative. */
export const signedUsd = (usd: string): string => (usd.startsWith('-') ? `−${shortUsd(usd.slice(1))}` : shortUsd(usd))

/** At a line of the picture. */
export const tickUsd = (value: number): string =>
  value === 0 ? '$0' : (value < 0 ? '−' : '') + shortUsd(BigInt(Math.round(Math.abs(value))).toString())
