/** The engine whole: real anvil, real store, real proofs; what it stores is what the chain says. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Engine, Range } from '#engine/index.ts'
import { createEngine } from '#engine/supervisor.ts'
import type { OrderStore } from '#ipc/services.ts'
import { systemClock } from '#platform/clock.ts'
import { post } from '#platform/http.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import { readSettings } from '#shared/settings.ts'
import type { ChainStatus } from '#shared/status.ts'
import { openStore } from '#storage/orders.ts'
import { type Anvil, anvilMissing, startAnvil } from '../support/anvil.ts'
import { startWatch } from '../support/chaos/watch.ts'
import { startDemoWorld } from '../support/chaos/world.ts'
import { serveRpc } from '../support/rpcServer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const { settings } = readSettings({ minUsd: '100000', prices: [{ token: 'native', usd: '2000' }] })

async function chain(options = {}): Promise<Anvil> {
  const anvil = await startAnvil(options)
  ends.push(() => anvil.stop())
  return anvil
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'crowsnest-engine-'))
  ends.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

type Watch = { engine: Engine; store: OrderStore; status: () => ChainStatus | undefined; log: string[]; stop(): Promise<void> }

async function watch(endpoints: string[], dataDir: string, range: Range | null = null, more: { pollMs?: number } = {}): Promise<Watch> {
  const store = openStore({ dataDir })
  const log: string[] = []
  const engine = createEngine(
    {
      clock: systemClock,
      log: (level, message) => void log.push(`${level} ${message}`),
      post,
      openSocket,
      prover: createInlineProver(),
      store,
      random: Math.random,
    },
    { settings: () => settings, range: () => range },
    { committed() {}, status() {}, rangeDone: () => void log.push('range done') },
  )
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await engine.stop()
    store.close()
  }
  ends.push(stop)
  await engine.setNetworks([{ chainId: 31337, name: 'Local', enabled: true, endpoints, pollMs: 50, ...more }])
  return { engine, store, status: () => engine.status()[0], log, stop }
}

async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await check()) return
    await systemClock.sleep(50)
  }
  throw new Error(`waited in vain until ${what}`)
}

const rows = (store: OrderStore) => store.page({}, null, 500).rows
const hashes = (store: OrderStore, state: string) =>
  rows(store)
    .filter((row) => row.state === state)
    .map(({ txHash }) => txHash)
    .sort()

describe.skipIf(anvilMissing)(`the engine on anvil${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('turns a large transfer into an order, and leaves a small one alone', async () => {
    const anvil = await chain()
    const { store, status } = await watch([anvil.http], folder())
    await until('the chain is live', () => status()?.stored !== null)
    const hash = await anvil.sendEth(1000n)
    await anvil.sendEth(1n)
    await until('the order is stored', () => rows(store).length > 0 && status()?.stored === 2)
    expect(rows(store)).toMatchObject([
      {
        txHash: hash,
        amount: '1000',
        usd: '2000000',
        pricedBy: expect.stringContaining('manual'),
        evidence: 2,
        state: 'seen',
        kind: 'transfer',
        position: -1,
      },
    ])
  })

  test('fills the gap of its own absence after a restart, each order once', async () => {
    const anvil = await chain()
    const data = folder()
    const first = await watch([anvil.http], data)
    await until('the chain is live', () => first.status()?.stored !== null)
    const sent = [await anvil.sendEth(100n)]
    await until('the first order is stored', () => rows(first.store).length === 1)
    await first.stop()
    for (let i = 0; i < 20; i++) sent.push(await anvil.sendEth(100n))
    const second = await watch([anvil.http], data)
    await until('all are stored', () => rows(second.store).length === sent.length)
    expect(hashes(second.store, 'seen')).toEqual([...sent].sort())
  })

  test('strikes out the orders of dropped blocks, and takes the new branch, over http and websocket', async () => {
    for (const kind of ['http', 'ws'] as const) {
      const anvil = await chain()
      const { store, status } = await watch([anvil[kind]], folder(), null, { pollMs: kind === 'ws' ? 2000 : 50 })
      await until('the chain is live', () => status()?.stored !== null)
      const kept = await anvil.sendEth(100n)
      const dropped = [await anvil.sendEth(200n), await anvil.sendEth(300n)]
      await until('three orders are stored', () => rows(store).length === 3)
      await anvil.reorg(2)
      const after = await anvil.sendEth(400n)
      await until('the new branch is stored', () => hashes(store, 'seen').includes(after))
      expect(hashes(store, 'seen')).toEqual([kept, after].sort())
      expect(hashes(store, 'reverted')).toEqual([...dropped].sort())
    }
  })

  test('makes orders final with the chain, and keeps the level that is proven', async () => {
    const anvil = await chain({ slotsInEpoch: 1 })
    const { store, status } = await watch([anvil.http], folder())
    await until('the chain is live', () => status()?.stored !== null)
    await anvil.sendEth(100n)
    await anvil.mine(5)
    await until('the order is final', () => hashes(store, 'final').length === 1)
    expect(rows(store)[0]?.evidence).toBe(2)
  })

  test('reaches L3 when a second endpoint names the same block, and L5 when that is final', async () => {
    const anvil = await chain({ slotsInEpoch: 1 })
    const { store, status } = await watch([anvil.http, anvil.http.replace('127.0.0.1', 'localhost')], folder())
    await until('the chain is live', () => status()?.stored !== null)
    await anvil.sendEth(100n)
    await until('the order is agreed', () => rows(store)[0]?.evidence === 3)
    await anvil.mine(5)
    await until('the order is final', () => rows(store)[0]?.evidence === 5)
  })

  test('reads a range of history to its end, twice with the same rows', async () => {
    const anvil = await chain()
    const sent: string[] = []
    for (let i = 0; i < 12; i++) sent.push(await anvil.sendEth(100n))
    const data = folder()
    for (const run of ['first', 'second']) {
      const { store, log, stop } = await watch([anvil.http], data, { from: 3, to: 10 })
      await until(`the ${run} run is done`, () => log.includes('range done'))
      expect(hashes(store, 'seen')).toEqual(sent.slice(2, 10).sort())
      await stop()
    }
  })

  test('says what is wrong with an endpoint of another chain, and goes on with the right one', async () => {
    const [wrong, right] = [await chain({ chainId: 99 }), await chain()]
    const { store, status } = await watch([wrong.http, right.http], folder())
    await until('the chain is live', () => status()?.stored !== null)
    await right.sendEth(100n)
    await until('the order is stored', () => rows(store).length === 1)
    expect(status()?.endpoints[0]?.problem).toMatch(/serves chain 99, not chain 31337/)
  })

  test('keeps the history and asks the user when the chain began anew under the same id', async () => {
    const data = folder()
    const before = await chain({ slotsInEpoch: 1 })
    const first = await watch([before.http], data)
    await until('the chain is live', () => first.status()?.stored !== null)
    await before.sendEth(100n)
    await before.mine(8)
    await until('the order is final', () => hashes(first.store, 'final').length === 1)
    await first.stop()

    const anew = await chain({ slotsInEpoch: 1 })
    await anew.mine(30)
    const second = await watch([anew.http], data)
    await until('the user is asked', () => second.status()?.needsChoice === true)
    expect(second.status()?.problem).toMatch(/another history/)
    expect(hashes(second.store, 'final')).toHaveLength(1)
    second.store.restartChain(31337)
    second.engine.resume(31337)
    await until('it goes on from the head', () => second.status()?.phase === 'live' || second.status()?.stored === 30)
    const hash = await anew.sendEth(200n)
    await until('a new order is stored', () => hashes(second.store, 'seen').includes(hash))
    expect(hashes(second.store, 'final')).toHaveLength(1)
  })

  test('is live at once after a long absence, and fills the gap from behind, each order once', async () => {
    const anvil = await chain({ slotsInEpoch: 1 })
    const data = folder()
    const first = await watch([anvil.http], data)
    await until('the chain is live', () => first.status()?.stored !== null)
    const sent = [await anvil.sendEth(100n)]
    await anvil.mine(4)
    await until('the first order is final', () => hashes(first.store, 'final').length === 1)
    await first.stop()

    await anvil.mine(600)
    sent.push(await anvil.sendEth(100n))
    await anvil.mine(600)
    const second = await watch([anvil.http], data)
    await until('the tip is live', () => second.status()?.stored === 1206)
    sent.push(await anvil.sendEth(100n))
    await until('the new order is stored', () => rows(second.store).some(({ txHash }) => txHash === sent[2]))
    await until('no gap is left', () => second.store.coverage(31337).length === 1)
    expect(
      rows(second.store)
        .map(({ txHash }) => txHash)
        .sort(),
    ).toEqual([...sent].sort())
    expect(second.store.coverage(31337)).toMatchObject([{ from: 0, to: 1207 }])
  })

  test('writes down who lied, and about what', async () => {
    const anvil = await chain()
    const liar = await serveRpc({
      answer: async (method, params) => {
        const answer = await anvil.ask(method, params)
        if (method !== 'eth_getBlockReceipts') return answer
        return (answer as { gasUsed: string; logs: unknown[]; cumulativeGasUsed: string }[]).map((receipt) => ({
          ...receipt,
          cumulativeGasUsed: '0x5207',
        }))
      },
    })
    ends.push(() => liar.stop())
    // Slower than the liar, so that the liar is asked first.
    const honest = await serveRpc({ answer: (method, params) => systemClock.sleep(40).then(() => anvil.ask(method, params)) })
    ends.push(() => honest.stop())
    const { store, status } = await watch([liar.http, honest.http], folder())
    await until('the chain is live', () => status()?.stored !== null)
    for (let i = 0; i < 8; i++) await anvil.sendEth(100n)
    await until('all orders are stored', () => rows(store).length === 8)
    await until('the lie is written down', () => store.incidents(31337, 10).length > 0)
    expect(store.incidents(31337, 10)[0]).toMatchObject({
      host: liar.http.slice(7),
      code: expect.stringMatching(/GAS|RECEIPTS_ROOT/),
      sentence: expect.stringContaining(liar.http.slice(7)),
    })
  })
})

describe('the engine on the demo chain', () => {
  test('stores each exchange as one row, with its movements as parts and the prices of both sides', async () => {
    const world = await startDemoWorld({ seed: 'exchanges', now: Date.now })
    ends.push(() => world.stop())
    await world.mine(40)
    const { store, status, stop } = await startWatch({
      ...{ dataDir: folder(), chainId: world.chainId, endpoints: [world.main.http], clock: systemClock, pollMs: 100 },
    })
    ends.push(stop)
    await until('all blocks are stored', () => status()?.stored === 40)
    const swaps = store.page({ kinds: ['swap'] }, null, 500).rows
    expect(swaps.length).toBeGreaterThan(2)
    for (const { id, txHash, asset, received } of swaps) {
      const notes = store.get(id)?.notes
      expect(notes).toMatchObject({ how: expect.stringMatching(/^Net of /), estimated: false })
      expect(notes?.prices.map((price) => price.asset)).toEqual([asset.address ?? 'native', received?.asset.address ?? 'native'])
      expect(new Set(notes?.prices.map(({ feed }) => feed))).toEqual(new Set(['manual']))
      expect(notes?.parts.filter(({ kind }) => kind === 'transfer').length).toBeGreaterThan(1)
      expect(store.page({ text: txHash }, null, 10).rows).toHaveLength(1)
    }
  })
})
