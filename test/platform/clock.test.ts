/** Sleeping and being woken. */
import { describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'

describe('systemClock.sleep', () => {
  test('ends when its signal aborts, without an error', async () => {
    const wake = new AbortController()
    const sleeping = systemClock.sleep(3_600_000, wake.signal)
    wake.abort()
    await expect(sleeping).resolves.toBeUndefined()
  })

  test('does not begin when the signal is aborted already', async () => {
    await expect(systemClock.sleep(3_600_000, AbortSignal.abort())).resolves.toBeUndefined()
  })
})
