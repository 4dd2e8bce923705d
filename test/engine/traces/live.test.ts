/** Internal transfers on a real node, from the trace to the row: their level, their price in requests, and endpoints that cannot trace. */
import { afterEach, describe, expect, test } from 'vitest'
import { createDemoHost } from '#demo/host.ts'
import { demoChain } from '#engine/chains/demo.ts'
import type { Hex } from '#engine/types.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { forwarder, payTo } from '../../support/coinMovers.ts'
import { engineOn, until } from '../../support/engineOn.ts'
import { Refusal, serveRpc } from '../../support/rpcServer.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const forward: Hex = `0x${'1'.repeat(40)}`
const stranger: Hex = `0x${'e'.repeat(40)}`
const ether = 10n ** 18n
const settings = { internalTransfers: true }

async function chain(): Promise<Anvil> {
  const anvil = await startAnvil({ slotsInEpoch: 1 })
  ends.push(() => anvil.stop())
  await anvil.ask('anvil_setCode', [forward, forwarder])
  return anvil
}
const forwardEth = (anvil: Anvil, eth: bigint) => anvil.send({ to: forward, value: eth * ether, data: payTo(stranger) })

describe.skipIf(anvilMissing)(`internal transfers${anvilMissing ? ` (${anvilMissing})` : ''}`, () => {
  test('become rows of their own that stay at L1 when their block is final, and say why', async () => {
    const anvil = await chain()
    const { store, status, rows } = await engineOn([anvil.http], ends, { settings })
    await until('the chain is live', () => status()?.stored !== null)
    const hash = await forwardEth(anvil, 100n)
    await until('both movements are stored', () => rows().length === 2)
    await anvil.mine(8)
    await until('both are final', () => rows().every(({ state }) => state === 'final'))
    const [own, internal] = rows().toSorted((a, b) => b.position - a.position)
    expect(own).toMatchObject({ position: -1, source: 'native', to: forward, amount: '100', evidence: 2 })
    expect(internal).toMatchObject({
      id: `31337:${hash}:-2`,
      source: 'internal',
      kind: 'transfer',
      from: forward,
      to: stranger,
      amount: '100',
      usd: '200000',
      evidence: 1,
    })
    expect(store.get(internal?.id ?? '')?.notes).toMatchObject({ told: true, how: expect.stringContaining('no proof') })
    expect(store.get(own?.id ?? '')?.block?.notes).toEqual([])
  })

  test('are not asked for unless the user wants them', async () => {
    const anvil = await chain()
    const node = await serveRpc({ answer: (method, params) => anvil.ask(method, params) })
    ends.push(() => node.stop())
    const { rows, status } = await engineOn([node.http], ends)
    await until('the chain is live', () => status()?.stored !== null)
    await forwardEth(anvil, 100n)
    await until('the order is stored', () => rows().length === 1)
    expect(node.calls.filter(({ method }) => /trace/.test(method))).toEqual([])
  })

  test('come from trace_block where that is all that an endpoint has, which is asked for the other once', async () => {
    const anvil = await chain()
    const node = await serveRpc({
      answer(method, params) {
        if (method.startsWith('debug_')) throw new Refusal(-32601, 'the method does not exist')
        return anvil.ask(method, params)
      },
    })
    ends.push(() => node.stop())
    const { rows, status } = await engineOn([node.http], ends, { settings })
    await until('the chain is live', () => status()?.stored !== null)
    for (const eth of [100n, 200n]) await forwardEth(anvil, eth)
    await until('all movements are stored', () => rows().length === 4)
    expect(node.calls.filter(({ method }) => method.startsWith('debug_'))).toHaveLength(1)
    expect(rows().filter(({ source }) => source === 'internal')).toHaveLength(2)
  })

  test('of an endpoint that tells of another block’s transactions count for nothing; the block stands, with words', async () => {
    const anvil = await chain()
    await forwardEth(anvil, 300n)
    const lie = await anvil.ask('debug_traceBlockByNumber', ['latest', { tracer: 'callTracer' }])
    const liar = await serveRpc({ answer: (method, params) => (method.startsWith('debug_') ? lie : anvil.ask(method, params)) })
    ends.push(() => liar.stop())
    const { rows, status, store } = await engineOn([liar.http], ends, { settings })
    await until('the chain is live', () => status()?.stored !== null)
    const hash = await forwardEth(anvil, 100n)
    await until('the order is stored', () => rows().some(({ txHash }) => txHash === hash))
    expect(rows().filter(({ txHash }) => txHash === hash)).toMatchObject([{ position: -1, evidence: 2 }])
    expect(store.get(`31337:${hash}:-1`)?.block?.notes).toEqual([expect.stringContaining('the trace contradicts the block')])
    expect(store.incidents(31337, 10)).toMatchObject([{ host: liar.http.slice(7), code: 'TRACE', block: 2 }])
  })
})

test('a node that cannot trace is told of in the notes of its blocks, which are read all the same', async () => {
  const host = createDemoHost({
    workerUrl: new URL('../../../electron/demo/worker.ts', import.meta.url),
    inline: true,
    chain: { blockMs: 200, history: 5 },
  })
  ends.push(() => host.stop())
  const { http } = await host.start()
  const { rows, status, store } = await engineOn([http], ends, {
    settings: { ...settings, prices: [] },
    network: { chainId: demoChain.chainId },
  })
  await until('an order is stored', () => rows().length > 0)
  expect(status()?.evidence).toBe(2)
  const notes = store.get(rows()[0]?.id ?? '')?.block?.notes
  expect(notes).toEqual([
    'Internal transfers are not told: no endpoint of this chain offers traces (debug_traceBlockByHash or trace_block).',
  ])
})
