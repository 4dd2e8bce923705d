/** Local time for eyes, from Unix seconds and without Intl. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number): string => String(value).padStart(2, '0')

/** "14:02:11" today, "21 Nov 14:02" on another day, "no time" where the block's time is not known. */
export function tableTime(seconds: number | null, now: Date): string {
  if (seconds === null) return 'no time'
  const date = new Date(seconds * 1000)
  return sameDay(date, now) ? clock(date) : `${date.getDate()} ${months[date.getMonth()]} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** "22 Nov 2026, 14:02:11". */
export function fullTime(seconds: number | null): string {
  if (seconds === null) return 'Block time not known'
  const date = new Date(seconds * 1000)
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${clock(date)}`
}

/** "14:02:11". */
export const clock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`

/** "14:02". */
export const shortClock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`

/** "12 s ago"; a time ahead of this machine's clock says so instead of turning negative. */
export function age(seconds: number, nowMs: number): string {
  const passed = Math.round(nowMs / 1000 - seconds)
  return passed < 0 ? `${span(-passed)} ahead of this clock` : `${span(passed)} ago`
}

/** A number of seconds in its largest fitting unit: "45 s", "12 min", "3 h", "2 d". */
export function span(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`
}

const sameDay = (a: Date, b: Date): boolean =>
  a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear()
