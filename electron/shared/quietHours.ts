/** When a rule keeps still by the clock of this machine. */
import type { QuietHours } from './rules.ts'

/** Whether a moment (Unix milliseconds) lies in quiet hours. Those over midnight belong to the day on which they begin; equal ends mean the whole day. */
export function isQuiet({ from, to, days }: QuietHours, at: number): boolean {
  const local = new Date(at)
  const day = local.getDay()
  const time = `${String(local.getHours()).padStart(2, '0')}:${String(local.getMinutes()).padStart(2, '0')}`
  if (from < to) return days.includes(day) && from <= time && time < to
  return time >= from ? days.includes(day) : time < to && days.includes((day + 6) % 7)
}
