/** How far a chain was behind in each minute of the last hour, as this window saw it. */

export type LagMinute = {
  /** Minutes since 1970. */ readonly minute: number /** The worst of the minute, in seconds. */
  readonly seconds: number
}

const kept = 60

/** Adds what a status tells; minutes older than an hour go. An unknown lag adds nothing. */
export function withLag(history: readonly LagMinute[], nowMs: number, seconds: number | null): readonly LagMinute[] {
  if (seconds === null) return history
  const minute = Math.floor(nowMs / 60_000)
  const last = history.at(-1)
  if (last && last.minute >= minute) {
    return seconds > last.seconds ? [...history.slice(0, -1), { minute: last.minute, seconds }] : history
  }
  return [...history.filter((each) => each.minute > minute - kept), { minute, seconds }]
}

/** One place for each of the last sixty minutes, oldest first; null where nothing was seen. */
export function lastHour(history: readonly LagMinute[], nowMs: number): readonly (number | null)[] {
  const now = Math.floor(nowMs / 60_000)
  const known = new Map(history.map(({ minute, seconds }) => [minute, seconds]))
  return Array.from({ length: kept }, (_, index) => known.get(now - kept + 1 + index) ?? null)
}
