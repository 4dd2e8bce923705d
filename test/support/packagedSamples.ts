/** What a running app costs, read from /proc (Linux): every process that it started, their memory and their time on the processor. */
import { readdirSync, readFileSync } from 'node:fs'

/** The process and all that came of it. */
export function family(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = statOf(Number(name))?.parent
    if (parent !== undefined) parents.set(Number(name), parent)
  }
  const found = [pid]
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found
}

/** Proportional set size of all of them, in megabytes: pages that several share are counted once. */
export function memoryOf(pids: readonly number[]): number {
  const sizes = pids.map((pid) => Number(/^Pss:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))
  return sizes.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1000
}

/** Seconds that all of them have worked. */
export const workOf = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + (statOf(pid)?.seconds ?? 0), 0)

/** What kind of process it is, as Chromium names it. */
export const kindOf = (pid: number): string => /--type=([\w-]+)/.exec(readOr(`/proc/${pid}/cmdline`))?.[1] ?? 'main'

/** Fields 4, 14 and 15 of proc_pid_stat(5), counted after the name, which may hold anything; in ticks of a hundredth of a second. */
function statOf(pid: number): { readonly parent: number; readonly seconds: number } | null {
  const fields = readOr(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return fields.length < 15 ? null : { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
