/** A time as a person writes it, on this machine's clock. */

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** "14:30" (the last one there was), "2026-11-21", "2026-11-21 14:30", "3h", "2d" → Unix seconds; null for what is none of them. */
export function readMoment(typed: string, now: Date): number | null {
  const text = typed.trim().toLowerCase()
  const ago = /^(\d{1,5})\s*([smhdw])$/.exec(text)
  if (ago) return Math.floor(now.getTime() / 1000) - Number(ago[1]) * (seconds[ago[2] ?? ''] ?? 0)
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clock) {
    const [hours, minutes, rest] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)]
    if (hours > 23 || minutes > 59 || rest > 59) return null
    const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hours, minutes, rest)
    if (today > now) today.setDate(today.getDate() - 1)
    return today.getTime() / 1000
  }
  const date = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (!date) return null
  const [year, month, day, hours, minutes, rest] = date.slice(1).map((part) => Number(part ?? 0))
  const moment = new Date(year ?? 0, (month ?? 1) - 1, day, hours, minutes, rest)
  return moment.getMonth() === (month ?? 1) - 1 && moment.getDate() === day && (hours ?? 0) < 24 ? moment.getTime() / 1000 : null
}
