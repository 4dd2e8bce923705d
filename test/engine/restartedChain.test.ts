/** A chain that begins anew under the same id: said clearly, chosen by the user, and nothing that is stored is lost. */
import { afterEach, describe, expect, test } from 'vitest'
import { anvilMissing, startAnvil } from '../support/anvil.ts'
import { dataFolder, engineOn, until } from '../support/engineOn.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

describe.skipIf(anvilMissing !== null)(`a chain that was begun anew (${anvilMissing ?? 'on anvil'})`, () => {
  test('stops with words and a choice, and goes on from its head with all orders kept', async () => {
    const anvil = await startAnvil({ automine: false })
    ends.push(() => anvil.stop())
    const dataDir = dataFolder(ends)
    const watching = await engineOn([anvil.http], ends, { dataDir, network: { finalityDepth: 5 } })
    await anvil.sendEth(900n)
    await anvil.mine(1)
    await until('the order is there', () => watching.rows().length === 1)
    await anvil.mine(40)
    await until('it is final', () => watching.rows()[0]?.state === 'final')
    await until('all is read', () => watching.status()?.stored === 41)
    const before = watching.rows()

    await anvil.ask('anvil_reset', [])
    // Its blocks are younger than anything that is stored.
    await anvil.ask('evm_setNextBlockTimestamp', [Math.floor(Date.now() / 1000) + 120])
    await anvil.mine(2)
    await until('it stops', () => watching.status()?.phase === 'stopped')
    expect(watching.status()).toMatchObject({
      needsChoice: true,
      stored: 41,
      problem: expect.stringMatching(
        /this chain was begun anew: its newest block is 2, younger than block 41.*Nothing stored was changed.*Go on from the head/,
      ),
    })
    expect(watching.rows()).toEqual(before)

    watching.store.restartChain(31337)
    watching.engine.resume(31337)
    await until('it goes on', () => watching.status()?.stored === 2)
    await anvil.sendEth(700n)
    await anvil.mine(1)
    await until('its order is there', () => watching.rows().length === 2)
    expect(watching.rows().map(({ amount, state }) => [amount, state])).toContainEqual(['900', 'final'])
    expect(watching.status()).toMatchObject({ phase: expect.stringMatching(/live|late/), needsChoice: false })
  }, 90_000)

  test('is not suspected where a node merely lags', async () => {
    const anvil = await startAnvil({ automine: false })
    ends.push(() => anvil.stop())
    const watching = await engineOn([anvil.http], ends, { network: { finalityDepth: 2 } })
    await anvil.mine(3)
    await until('all is read', () => watching.status()?.stored === 3)
    const snapshot = await anvil.ask('evm_snapshot', [])
    await anvil.mine(20)
    await until('all is read', () => watching.status()?.stored === 23 && (watching.status()?.final ?? 0) > 15)
    await anvil.ask('evm_revert', [snapshot])
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(watching.status()).toMatchObject({ needsChoice: false, stored: 23 })
  }, 60_000)
})
