/** Two sealed blocks at one height, in the whole app: on top of every page, and as a notification, once. */
import { afterEach, expect, test } from 'vitest'
import type { Toast } from '#ipc/services.ts'
import { sealers } from '../engine/verify/seals/sealedChain.ts'
import { dataFolder, until } from '../support/engineOn.ts'
import { sealBlock, sealedChainId, startSealedNode } from '../support/sealedNode.ts'
import { wholeApp } from '../support/wholeApp.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('two sealed blocks at one height are a notice and a notification, each once, and a notice can be dismissed', async () => {
  const validators = sealers(4)
  const first = await sealBlock(null, { validators })
  const second = await sealBlock(first, { validators })
  const twin = await sealBlock(first, { validators, salt: 1 })
  const node = await startSealedNode([first, second])
  ends.push(() => node.stop())
  const rung: Toast[] = []
  const { app, ask, phase } = await wholeApp(dataFolder(ends), [], rung)
  ends.push(() => app.stop())
  const network = { chainId: sealedChainId, name: 'Alliance', enabled: true, endpoints: [node.http], pollMs: 100, family: 'qbft' }
  await ask('settings.set', { networks: [network] })
  await app.start()
  await until('the first is stored', () => phase()?.stored === 2)
  node.chain = [first, twin, await sealBlock(twin, { validators })]
  await until('the other is followed', () => phase()?.stored === 3)
  const about = () => app.status().notices.filter(({ id }) => id === `equivocation-${sealedChainId}`)
  expect(about()).toEqual([
    { id: expect.any(String), level: 'error', text: expect.stringMatching(/^Alliance: two blocks sealed .* height 2/) },
  ])
  expect(rung.map(({ title }) => title)).toEqual(['Alliance: two blocks sealed at one height'])
  expect(await ask('chains.alarms', { chainId: sealedChainId, limit: 10 })).toMatchObject([{ code: 'SEAL_EQUIVOCATION', block: 2 }])
  expect(await ask('chains.incidents', { chainId: sealedChainId, limit: 10 })).toEqual([])
  expect(await ask('alerts.page', { limit: 10 })).toMatchObject({
    unread: 1,
    alerts: [{ orderId: null, chainId: sealedChainId, title: 'Alliance: two blocks sealed at one height', told: 'toast', rules: [] }],
  })
  await ask('app.dismissNotice', { id: `equivocation-${sealedChainId}` })
  expect(about()).toEqual([])
})
