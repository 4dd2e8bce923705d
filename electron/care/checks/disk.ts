/** The disk under the data folder: whether it can be written, how much is free, and how long that lasts. */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DoctorCheck } from '#shared/contract/care.ts'
import { storageError } from '#storage/errors.ts'
import type { Examine } from '../doctor.ts'
import { freeBytes } from '../standing.ts'
import { check, inBytes } from './check.ts'

/** Below this SQLite soon cannot write at all; below that it is told in time. */
const emptyBytes = 200_000_000
const scarceBytes = 2_000_000_000

export const diskChecks: Examine = {
  id: 'disk',
  area: 'disk',
  run({ dataDir }) {
    if (statSync(dataDir, { throwIfNoEntry: false }) === undefined)
      return [
        check('disk', 'folder', 'skipped', `The data folder ${dataDir} is not there yet: it is made at the first start.`),
        ...space(dirname(dataDir)),
      ]
    return [writes(dataDir), ...space(dataDir)]
  },
}

/** A file is written, brought to the disk and removed again. */
function writes(folder: string): DoctorCheck {
  let place: string | null = null
  try {
    place = mkdtempSync(join(folder, 'probe-'))
    const file = openSync(join(place, 'probe'), 'w')
    try {
      writeSync(file, 'Crowsnest was here.\n')
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    return check('disk', 'writes', 'ok', `The data folder ${folder} can be written.`)
  } catch (error) {
    return check('disk', 'writes', 'problem', storageError(error, folder).message, 'Nothing new is kept until this is mended.')
  } finally {
    if (place !== null) rmSync(place, { recursive: true, force: true })
  }
}

function space(folder: string): DoctorCheck[] {
  const free = freeBytes(folder)
  if (free === null) return [check('disk', 'space', 'skipped', 'The system does not say how much of the disk is free.')]
  const sentence = `${inBytes(free)} of the disk are free.`
  const mend = 'Free some space, or keep orders for fewer days (settings, Storage).'
  if (free < emptyBytes) return [check('disk', 'space', 'problem', `Only ${sentence}`, mend)]
  return [free < scarceBytes ? check('disk', 'space', 'warning', `Only ${sentence}`, mend) : check('disk', 'space', 'ok', sentence)]
}
