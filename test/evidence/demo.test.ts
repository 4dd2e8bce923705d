/** Evidence of every kind of order that the demo chain has, businesses included: each file holds by itself. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type DemoChain, startDemoChain } from '#demo/index.ts'
import { verifyEvidence } from '#engine/evidence/verify.ts'
import { isSignedBy, sha256 } from '#platform/signing.ts'
import { folder } from '../storage/sample.ts'
import { wholeApp } from '../support/wholeApp.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
let place: ReturnType<typeof folder>
let chain: DemoChain
let host: Awaited<ReturnType<typeof wholeApp>>

beforeAll(async () => {
  place = folder()
  mkdirSync(join(place.path, 'saved'))
  chain = await startDemoChain({ seed: 'crowsnest', history: 150, autoMine: false })
  const demo = { start: async () => ({ http: chain.http, ws: chain.ws, chainId: chain.chainId }), stop: async () => {} }
  host = await wholeApp(join(place.path, 'data'), [], [], join(place.path, 'saved'), demo)
  await host.app.start()
  await host.app.demo(true)
  const newest = Number(chain.head().header.number)
  await vi.waitFor(() => expect(host.phase()?.stored).toBe(newest), { timeout: 90_000, interval: 200 })
})
afterAll(async () => {
  await host.app.stop()
  await chain.stop()
  place.remove()
})

test('holds for an order of each kind and source', async () => {
  const { rows } = host.app.store.page({}, null, 500)
  const kinds = new Map(rows.filter(({ state }) => state === 'final' || state === 'seen').map((row) => [`${row.source} ${row.kind}`, row]))
  expect(kinds.size).toBeGreaterThan(3)
  for (const [what, { id }] of kinds) {
    const { path } = (await host.ask('evidence.export', { id, form: 'json' })) as { path: string }
    const { ok, level, problem } = verifyEvidence(readFileSync(path, 'utf8'), { sha256, isSignedBy })
    expect([what, ok, level, problem]).toEqual([what, true, 2, null])
  }
  console.info([...kinds.keys()].join(', '))
})
