/** Local time for eyes, from Unix seconds and without Intl: some environments throw “Invalid language tag”. */
import { currentLanguage } from '../i18n/language.ts'
import { t } from '../i18n/t.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number): string => String(value).padStart(2, '0')

/** "14:02:11" today, "21 Nov 14:02" on another day, "no time" where the block's time is not known. */
export function tableTime(seconds: number | null, now: Date): string {
  if (seconds === null) return t('no time')
  const date = new Date(seconds * 1000)
  return sameDay(date, now) ? clock(date) : `${dayAndMonth(date)} ${shortClock(date)}`
}

/** "22 Nov 2026, 14:02:11". */
export function fullTime(seconds: number | null): string {
  if (seconds === null) return t('Block time not known')
  const date = new Date(seconds * 1000)
  return `${dayOf(date)}${currentLanguage() === 'zh' ? ' ' : ', '}${clock(date)}`
}

/** "22 Nov 2026", "2026年11月22日". */
export const dayOf = (date: Date): string =>
  currentLanguage() === 'zh' ? `${date.getFullYear()}年${dayAndMonth(date)}` : `${dayAndMonth(date)} ${date.getFullYear()}`

/** "22 Nov", "11月22日". */
export const dayAndMonth = (date: Date): string =>
  currentLanguage() === 'zh' ? `${date.getMonth() + 1}月${date.getDate()}日` : `${date.getDate()} ${months[date.getMonth()]}`

/** "14:02:11". */
export const clock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`

/** "14:02". */
export const shortClock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`

/** "12 s ago"; a time ahead of this machine's clock says so instead of turning negative. */
export function age(seconds: number, nowMs: number): string {
  const passed = Math.round(nowMs / 1000 - seconds)
  return passed < 0 ? t('{span} ahead of this clock', { span: span(-passed) }) : t('{span} ago', { span: span(passed) })
}

/** A number of seconds in its largest fitting unit: "45 s", "12 min", "3 h", "2 d". */
export function span(seconds: number): string {
  if (seconds < 100) return t('{n} s', { n: Math.round(seconds) })
  if (seconds < 6000) return t('{n} min', { n: Math.round(seconds / 60) })
  return seconds < 172_800 ? t('{n} h', { n: Math.round(seconds / 3600) }) : t('{n} d', { n: Math.round(seconds / 86_400) })
}

const sameDay = (a: Date, b: Date): boolean =>
  a.getDate() === b.getDate() && a.getMonth() === b.getMonth() && a.getFullYear() === b.getFullYear()
