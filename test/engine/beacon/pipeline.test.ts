/** From a committee's signature to the level of stored blocks: a real node, and a small beacon chain with its own keys that signs its blocks. */
import { afterEach, describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { type Pipeline, startPipeline } from '#engine/pipeline.ts'
import type { Hex } from '#engine/types.ts'
import { systemClock } from '#platform/clock.ts'
import { get, post } from '#platform/http.ts'
import { createInlineProver } from '#platform/prover.ts'
import { openSocket } from '#platform/socket.ts'
import { readSettings } from '#shared/settings.ts'
import { openStore } from '#storage/orders.ts'
import { type Anvil, anvilMissing, startAnvil } from '../../support/anvil.ts'
import { startBeaconServer } from '../../support/beaconServer.ts'
import { dataFolder, until } from '../../support/engineOn.ts'
import { type ExecutionBlock, makeBootstrap, makeUpdate, smallSpec } from '../verify/seals/lightClient/smallChain.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const blockOf = async (anvil: Anvil, number: number): Promise<ExecutionBlock> => {
  const { hash } = (await anvil.ask('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])) as { hash: string }
  return { number, hash }
}

/** Slots of a second, so that a test need not wait; slot 75 is now. */
const spec = () => ({ ...smallSpec, secondsPerSlot: 1, genesisTime: Math.floor(Date.now() / 1000) - 75 })

async function world() {
  const anvil = await startAnvil({ automine: false })
  ends.push(() => anvil.stop())
  const server = await startBeaconServer()
  ends.push(() => server.stop())
  const { json, root } = makeBootstrap(70, 1)
  server.answers.set(root, { data: json })
  server.answers.set('updates', [{ data: makeUpdate({ attested: 73, final: 71, by: 1, next: 2 }) }])
  const store = openStore({ dataDir: dataFolder(ends) })
  const { settings } = readSettings({ minUsd: '100000', prices: [{ token: 'native', usd: '2000' }] })
  const network = { chainId: 31337, name: 'Local', enabled: true, endpoints: [anvil.http] }
  let pipeline: Pipeline | null = null
  const start = () => {
    const started = startPipeline(
      { ...chainOfNetwork(network), beacon: spec(), lightClient: { url: server.url, checkpoint: root as Hex } },
      [anvil.http],
      50,
      { clock: systemClock, log() {}, post, get, openSocket, prover: createInlineProver(), store, random: Math.random },
      () => settings,
      null,
      { committed() {}, status() {}, rangeDone() {} },
    )
    pipeline = started
    return started
  }
  ends.push(async () => {
    await pipeline?.stop()
    store.close()
  })
  const level = (number: number) => store.headers(31337).find((header) => header.number === number)?.evidence
  return { anvil, server, store, start, level }
}

describe.skipIf(anvilMissing !== null)(`a chain with a light client (${anvilMissing ?? 'on anvil'})`, () => {
  test('is at L2 before anything is signed, at L4 from the signed block down, and final where the committee calls it so', async () => {
    const { anvil, server, store, start, level } = await world()
    await anvil.mine(1)
    const pipeline = start()
    await until('the first block is stored', () => pipeline.status().stored === 1)
    await anvil.sendEth(900n)
    await anvil.mine(4)
    await until('five blocks are stored', () => pipeline.status().stored === 5)
    expect([1, 3, 5].map(level)).toEqual([2, 2, 2])
    await until('it is said why', () => pipeline.status().light?.problem != null)

    const final = await blockOf(anvil, 2)
    server.answers.set('finality_update', { data: makeUpdate({ attested: 74, final: 72, by: 1, finalBlock: final }) })
    server.answers.set('optimistic_update', {
      data: makeUpdate({ attested: 75, final: 72, by: 1, attestedBlock: await blockOf(anvil, 4), finalBlock: final }),
    })
    await until('the signed block is at L4', () => level(4) === 4)
    expect([3, 5].map(level)).toEqual([4, 2])
    await until('block 2 is final', () => pipeline.status().final === 2)
    const row = store.page({}, null, 10).rows[0]
    expect(row).toMatchObject({ evidence: row?.blockNumber === 2 ? 5 : 4 })
    expect(pipeline.status().light).toMatchObject({ block: 4, final: 2, participants: 32, of: 32 })
    // Signed before it is stored: lifted as soon as it is.
    const tip = await blockOf(anvil, 5)
    server.answers.set('optimistic_update', { data: makeUpdate({ attested: 76, final: 72, by: 1, attestedBlock: tip, finalBlock: final }) })
    await until('the newest block is at L4', () => level(5) === 4 && pipeline.status().evidence === 4)
    expect(pipeline.status().light?.problem).toBeNull()
  }, 60_000)

  test('keeps its levels when the server lies, and calls nothing final that the committee contradicts', async () => {
    const { anvil, server, store, start, level } = await world()
    await anvil.mine(1)
    const pipeline = start()
    await until('the first block is stored', () => pipeline.status().stored === 1)
    await anvil.mine(3)
    await until('four blocks are stored', () => pipeline.status().stored === 4)
    const lie = makeUpdate({ attested: 74, final: 72, by: 5, attestedBlock: await blockOf(anvil, 4), finalBlock: await blockOf(anvil, 2) })
    server.answers.set('finality_update', { data: lie })
    await until('it is refused', () => pipeline.status().light?.problem?.includes('signature') === true)
    expect([1, 2, 3, 4].map(level)).toEqual([2, 2, 2, 2])
    expect(pipeline.status()).toMatchObject({ final: null, problem: null })

    const other = { number: 3, hash: `0x${'9'.repeat(64)}` }
    server.answers.set('finality_update', { data: makeUpdate({ attested: 76, final: 73, by: 1, finalBlock: other }) })
    server.answers.set('optimistic_update', { data: makeUpdate({ attested: 76, final: 73, by: 1, finalBlock: other }) })
    await until('it is told', () => pipeline.status().problem?.includes('signed another block as final') === true)
    expect(pipeline.status().final).toBeNull()
    expect([1, 2, 3, 4].map(level)).toEqual([2, 2, 2, 2])
    expect(store.incidents(31337, 10, 'endpoint').map(({ code }) => code)).toContain('LC_DISSENT')
  }, 60_000)
})
