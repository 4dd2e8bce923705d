/** What is kept on this machine: how much, since when, and what the retention of the settings means for it. */
import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CareStore, RetentionLimits } from '#ipc/care.ts'
import type { StorageStanding } from '#shared/contract/care.ts'
import type { Settings } from '#shared/settings.ts'
import { databaseName } from '#storage/database.ts'

const dayMs = 86_400_000

/** The retention of the settings at a moment (Unix milliseconds). An untold consumer holds an order as long again, and no longer. */
export const limitsOf = (settings: Settings, now: number): RetentionLimits => {
  const { keepOrdersDays: orders, keepAlertsDays: alerts } = settings
  const secondsBefore = (days: number) => Math.floor((now - days * dayMs) / 1000)
  return {
    ordersBefore: orders === 0 ? null : secondsBefore(orders),
    untoldBefore: orders === 0 ? null : secondsBefore(2 * orders),
    alertsBefore: alerts === 0 ? null : now - alerts * dayMs,
  }
}

export const standingOf = (dataDir: string, store: CareStore, limits: RetentionLimits): StorageStanding => ({
  folder: dataDir,
  bytes: databaseBytes(dataDir),
  free: freeBytes(dataDir),
  ...store.counts(limits),
})

/** Bytes of the database with its journals. */
export const databaseBytes = (dataDir: string): number =>
  ['', '-wal', '-shm'].reduce((sum, end) => sum + (statSync(join(dataDir, databaseName + end), { throwIfNoEntry: false })?.size ?? 0), 0)

/** Free bytes of the disk that holds a folder; null where the system does not say. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
