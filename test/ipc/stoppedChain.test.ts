/** A chain that rewrote what was final, in the whole app: it stops, and says so in the inbox and by a notification, once. */
import { afterEach, expect, test } from 'vitest'
import type { Toast } from '#ipc/services.ts'
import type { Alert } from '#shared/alerts.ts'
import { startAnvil } from '../support/anvil.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { missing } from '../support/machine.mjs'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test.skipIf(missing.anvil !== null)(
  'a chain that stopped is an alert about no order and a notification, each once, over a restart too (skipped without anvil)',
  async () => {
    const anvil = await startAnvil()
    ends.push(() => anvil.stop())
    const dataDir = dataFolder(ends)
    const rung: Toast[] = []
    const network = { chainId: 31337, name: 'Local', enabled: true, endpoints: [anvil.http], pollMs: 100, finalityDepth: 2 }
    const first = await wholeApp(dataDir, [], rung)
    await first.ask('settings.set', { networks: [network], setUp: true })
    await anvil.mine(3)
    await first.app.start()
    await until('the tip is stored', () => first.phase()?.stored === 3)
    await anvil.mine(8)
    await until('blocks are final', () => (first.phase()?.final ?? 0) >= 5)
    await anvil.reorg(9)
    await anvil.mine(3)
    await until('it stopped', () => first.phase()?.phase === 'stopped')
    const alerts = async (of: typeof first) => ((await of.ask('alerts.page', { limit: 10 })) as { alerts: Alert[] }).alerts
    await until('it rang', () => rung.length > 0)
    expect(rung.map(({ title, orderId }) => [title, orderId])).toEqual([['Local stopped and needs you', null]])
    expect(await alerts(first)).toMatchObject([{ title: 'Local stopped and needs you', chainId: 31337, orderId: null, told: 'toast' }])
    expect((await alerts(first))[0]?.body).toBe(first.phase()?.problem)
    await first.app.stop()

    const second = await wholeApp(dataDir, [], rung)
    ends.push(() => second.app.stop())
    await second.app.start()
    await until('it stopped again', () => second.phase()?.phase === 'stopped')
    await until('it was looked at', () => second.app.status().unread === 1)
    expect(await alerts(second)).toHaveLength(1)
    expect(rung).toHaveLength(1)
  },
)
