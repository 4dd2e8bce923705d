/** From a block to a webhook: a rule that names channels, the whole app, a real chain on loopback, one service that works and one that is dead. */
import { afterEach, expect, test } from 'vitest'
import { startDemoChain } from '#demo/index.ts'
import type { ChannelsView } from '#shared/contract/channels.ts'
import { largeOrders } from '#shared/rules.ts'
import { channelOf, startService } from '../support/channelKit.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('a rule rings on its channels, each order once, while another channel is dead', async () => {
  const chain = await startDemoChain({ autoMine: false, reorgEveryMs: null, history: 3 })
  ends.push(() => chain.stop())
  const good = await startService()
  const dead = await startService(() => 'cut')
  for (const one of [good, dead]) ends.push(() => one.stop())
  const { app, ask, phase } = await wholeApp(dataFolder(ends), [])
  ends.push(() => app.stop())
  for (const [id, { url }] of Object.entries({ good, dead }))
    await ask('channels.save', { channel: channelOf('webhook', { url }, { id, name: id }), secrets: {} })
  const rule = { ...largeOrders('1'), channels: ['good', 'dead'] }
  await ask('settings.set', {
    minUsd: '1',
    rules: [rule],
    networks: [{ chainId: chain.chainId, name: 'Demo', enabled: true, endpoints: [chain.http], pollMs: 100 }],
  })
  await app.start()
  await until('the first block is stored', () => phase()?.stored === Number(chain.head().header.number))
  while (app.store.count({ minUsd: '1' }) < 8) {
    await chain.mine(1)
    await until('it is stored', () => phase()?.stored === Number(chain.head().header.number))
  }

  const orders = app.store.page({ minUsd: '1' }, null, 200).rows.map(({ id }) => id)
  const told = () => good.heard.flatMap(({ json }) => (json.orders as { id: string }[]).map(({ id }) => id))
  await expect.poll(() => [...told()].sort(), { timeout: 20_000 }).toEqual([...orders].sort())
  expect(good.heard.every(({ json }) => (json.rules as { id: string }[]).some(({ id }) => id === rule.id))).toBe(true)
  const view = async () => (await ask('channels.list', null)) as ChannelsView
  await expect.poll(async () => (await view()).channels[1]?.problem).toContain('closed the connection')
  expect((await view()).channels).toMatchObject([
    { channel: { id: 'good' }, waiting: 0, problem: null, lastSent: expect.any(Number) },
    { channel: { id: 'dead' }, lastSent: null },
  ])
  expect((await view()).channels[1]?.waiting).toBeGreaterThan(0)
})
