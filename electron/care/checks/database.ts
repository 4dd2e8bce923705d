/** The database: whether it opens, is whole, of this form, and how fast it grows. */
import type { DoctorCheck } from '#shared/contract/care.ts'
import type { DatabaseReport } from '#storage/check.ts'
import { checkInThread } from '#storage/checkInThread.ts'
import type { Examine } from '../doctor.ts'
import { freeBytes } from '../standing.ts'
import { check, count, inBytes } from './check.ts'

/** Looking at every page of a large file takes long; what is not reached is said. */
const budgetMs = 8_000
/** A journal that grows beyond this is not being taken over into the file. */
const largeJournal = 256 * 1024 * 1024
const dayMs = 86_400_000

export const databaseChecks: Examine = {
  id: 'database',
  area: 'database',
  async run({ dataDir, readerWorkerUrl, clock }) {
    const report = await checkInThread(dataDir, readerWorkerUrl, budgetMs)
    if (report === null)
      return [
        check(
          'database',
          'database',
          'skipped',
          'Looking at the database took too long and was given up.',
          'Try again while less is going on.',
        ),
      ]
    if (report.problem?.code === 'NOT_FOUND')
      return [check('database', 'database', 'skipped', 'There is no database yet: it is made at the first start.')]
    if (report.problem !== null) return [check('database', 'database', 'problem', report.problem.sentence, null)]
    return [form(report), wholeness(report), journal(report), growth(report, freeBytes(dataDir), clock.now())]
  },
}

function form({ format, knownFormat, bytes, orders }: DatabaseReport): DoctorCheck {
  const say = (state: DoctorCheck['state'], sentence: string, mend: string | null = null) =>
    check('database', 'form', state, sentence, mend)
  if (format > knownFormat)
    return say(
      'problem',
      `The database was written by a newer Crowsnest (form ${format}, this one knows ${knownFormat}).`,
      'Update Crowsnest, or start it with another folder (--data).',
    )
  if (format < knownFormat)
    return say(
      'warning',
      `The database is of an older form (${format}, this version writes ${knownFormat}).`,
      'It is brought up to date at the next start of the app.',
    )
  return say('ok', `The database opens and is of the newest form (${format}): ${count(orders, 'order')} in ${inBytes(bytes)}.`)
}

function wholeness({ damage, checked, tables }: DatabaseReport): DoctorCheck {
  const [first] = damage
  if (first !== undefined)
    return check(
      'database',
      'whole',
      'problem',
      `The database is damaged: ${first.slice(0, 200)}`,
      'Close Crowsnest, copy the data folder to a safe place, and repair the copy with “sqlite3 FILE .recover”.',
    )
  if (checked < tables)
    return check(
      'database',
      'whole',
      'ok',
      `No damage in ${checked} of ${tables} tables; the others were not looked at, because it would take long.`,
    )
  return check('database', 'whole', 'ok', `The database is whole: ${count(tables, 'table')} looked at.`)
}

function journal({ journal: bytes }: DatabaseReport): DoctorCheck {
  if (bytes > largeJournal)
    return check(
      'database',
      'journal',
      'warning',
      `The journal of the database has grown to ${inBytes(bytes)}.`,
      'Close other programs that hold the database open, and start Crowsnest again.',
    )
  return check('database', 'journal', 'ok', `The journal of the database holds ${inBytes(bytes)}.`)
}

/** At the rate since the first order that is kept; what retention freed within the file is used first. */
function growth({ bytes, spare, since, orders }: DatabaseReport, free: number | null, now: number): DoctorCheck {
  const say = (state: DoctorCheck['state'], sentence: string, mend: string | null = null) => check('disk', 'growth', state, sentence, mend)
  const days = since === null ? 0 : (now - since) / dayMs
  const unused = spare > 1_000_000 ? ` ${inBytes(spare)} in the file wait to be used again: removing orders does not make it smaller.` : ''
  if (days < 1 || free === null || orders === 0) return say('skipped', `It is too early to say how long the disk will last.${unused}`)
  const daily = (bytes - spare) / days
  const left = Math.floor((free + spare) / Math.max(daily, 1))
  const rate = `The database grows by ${inBytes(daily)} a day`
  if (left < 30)
    return say(
      'warning',
      `${rate}, so the disk lasts for ${count(left, 'day')}.${unused}`,
      'Free some space, or keep orders for fewer days.',
    )
  return say('ok', `${rate}, so the disk lasts for ${left > 3650 ? 'more than ten years' : count(left, 'day')}.${unused}`)
}
