/** Retention in the running app: in slices, never while a chain catches up, and by the settings of the moment. */
import { describe, expect, test } from 'vitest'
import { limitsOf } from '#care/standing.ts'
import { tidyOnce } from '#care/tidy.ts'
import type { RetentionLimits, RetentionPlace } from '#ipc/care.ts'
import { readSettings } from '#shared/settings.ts'

const none: RetentionLimits = { ordersBefore: null, untoldBefore: null, alertsBefore: null }

function world(slices: number, busyFor = 0) {
  const seen = { places: [] as (RetentionPlace | null)[], slept: 0, removed: [] as object[], asked: 0 }
  let left = slices
  const stop = new AbortController()
  const sleep = async () => {
    seen.slept += 1
  }
  const deps = {
    store: {
      removeOld(_: RetentionLimits, place: RetentionPlace | null) {
        seen.places.push(place)
        left -= 1
        return { orders: 2, alerts: 1, place: left > 0 ? ([left, 0] as const) : null }
      },
    },
    clock: { now: () => 0, sleep },
    limits: () => none,
    busy: () => ++seen.asked <= busyFor,
    onRemoved: (removed: object) => void seen.removed.push(removed),
    onFailure: () => {},
  }
  return { deps, seen, stop }
}

describe('a round', () => {
  test('goes on slice by slice from where it stood, rests after each, and tells once', async () => {
    const { deps, seen, stop } = world(3)
    await tidyOnce(deps, stop.signal)
    expect(seen.places).toEqual([null, [2, 0], [1, 0]])
    expect(seen.slept).toBe(3)
    expect(seen.removed).toEqual([{ orders: 6, alerts: 3 }])
  })

  test('waits while a chain catches up', async () => {
    const { deps, seen, stop } = world(1, 5)
    await tidyOnce(deps, stop.signal)
    expect([seen.asked, seen.places.length, seen.slept]).toEqual([6, 1, 6])
  })

  test('ends when the app does, and tells of what went until then', async () => {
    const { deps, seen, stop } = world(100)
    const store = {
      removeOld: (limits: RetentionLimits, place: RetentionPlace | null) => {
        if (seen.places.length === 1) stop.abort()
        return deps.store.removeOld(limits, place)
      },
    }
    await tidyOnce({ ...deps, store }, stop.signal)
    expect(seen.places).toHaveLength(2)
    expect(seen.removed).toEqual([{ orders: 4, alerts: 2 }])
  })

  test('that fails tells of what went before', async () => {
    const { deps, seen, stop } = world(100)
    const store = {
      removeOld: (limits: RetentionLimits, place: RetentionPlace | null) => {
        if (seen.places.length === 2) throw new Error('the disk is full')
        return deps.store.removeOld(limits, place)
      },
    }
    await expect(tidyOnce({ ...deps, store }, stop.signal)).rejects.toThrow('full')
    expect(seen.removed).toEqual([{ orders: 4, alerts: 2 }])
  })
})

test('days of the settings become limits, 0 keeps all', () => {
  const { settings } = readSettings({})
  const now = 1_700_000_000_000
  expect(limitsOf({ ...settings, keepOrdersDays: 0, keepAlertsDays: 0 }, now)).toEqual(none)
  expect(limitsOf({ ...settings, keepOrdersDays: 10, keepAlertsDays: 1 }, now)).toEqual({
    ordersBefore: 1_700_000_000 - 864_000,
    untoldBefore: 1_700_000_000 - 2 * 864_000,
    alertsBefore: now - 86_400_000,
  })
})
