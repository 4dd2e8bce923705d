/** A check in few words, and numbers as people read them. */
import type { DoctorCheck } from '#shared/contract/care.ts'

type State = DoctorCheck['state']

export const check = (area: DoctorCheck['area'], id: string, state: State, sentence: string, mend: string | null = null): DoctorCheck => ({
  id,
  area,
  state,
  sentence,
  mend,
})

/** 1500000 → `1.5 MB`. */
export function inBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`
}

/** 95 → `95 seconds`, 240 → `4 minutes`, 7200 → `2 hours`, 200000 → `2 days`. */
export function inTime(seconds: number): string {
  const size = Math.abs(seconds)
  const [length, name] =
    size < 100
      ? ([1, 'second'] as const)
      : size < 6000
        ? ([60, 'minute'] as const)
        : size < 130_000
          ? ([3600, 'hour'] as const)
          : ([86_400, 'day'] as const)
  const count = Math.round(size / length)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
