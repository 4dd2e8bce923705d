/** Sleep and wake of this machine, on a clock that is moved by hand and connections that die without a word. */
import { afterEach, describe, expect, test } from 'vitest'
import { anvilMissing, startAnvil } from '../support/anvil.ts'
import { engineOn, until } from '../support/engineOn.ts'
import { startSleepyProxy } from '../support/sleepyProxy.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const tenMinutes = 600_000

describe.skipIf(anvilMissing !== null)(`a machine that sleeps${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  for (const [how, told] of [
    ['and the system says when it wakes', true],
    ['and only the clock tells', false],
  ] as const)
    test(`ten minutes of sleep are filled without a gap, each order once, ${how}`, async () => {
      const anvil = await startAnvil()
      ends.push(() => anvil.stop())
      const proxy = await startSleepyProxy(anvil.http)
      ends.push(() => proxy.stop())
      let moved = 0
      const { engine, store, status, rows, log } = await engineOn([proxy.ws], ends, { now: () => Date.now() + moved })
      await anvil.mine(1)
      await until('the chain is watched', () => status()?.stored === 1)
      const first = (await anvil.head()) + 1
      const sent = [await anvil.sendEth(100n)]
      await until('an order is stored', () => rows().length === 1)

      proxy.sleep()
      for (let i = 0; i < 50; i++) {
        await anvil.ask('evm_increaseTime', [12])
        sent.push(await anvil.sendEth(100n + BigInt(i)))
      }
      proxy.wake()
      moved = tenMinutes
      if (told) engine.wake()

      await until('everything is stored', () => rows().length === sent.length)
      expect(
        rows()
          .map(({ txHash }) => txHash)
          .sort(),
      ).toEqual([...sent].sort())
      expect(store.coverage(31337)).toEqual([expect.objectContaining({ to: await anvil.head() })])
      expect(store.coverage(31337)[0]?.from).toBeLessThanOrEqual(first)
      expect(log.join('\n')).toContain('awake again')
    })

  test('a question that hangs in a dead connection is given up and asked anew, and nobody is blamed', async () => {
    const anvil = await startAnvil()
    ends.push(() => anvil.stop())
    const proxy = await startSleepyProxy(anvil.http)
    ends.push(() => proxy.stop())
    const { engine, status, rows } = await engineOn([proxy.http], ends)
    await anvil.mine(1)
    await until('the chain is watched', () => status()?.stored === 1)
    proxy.sleep()
    proxy.heard()
    await until('a question went into the dead connection', () => proxy.heard() > 0)
    const hash = await anvil.sendEth(100n)
    proxy.wake()
    engine.wake()
    await until('the order is stored', () => rows().some(({ txHash }) => txHash === hash))
    expect(status()?.endpoints[0]).toMatchObject({ errors: 0, ok: true })
  })
})
