/** The light client over HTTP: recorded messages of Ethereum from a server on loopback, checked in a prover thread, remembered, and lied about. */
import { afterEach, describe, expect, test } from 'vitest'
import { followBeacon } from '#engine/beacon/follow.ts'
import { readLight } from '#engine/beacon/job.ts'
import { ProofError } from '#engine/errors.ts'
import type { Incident } from '#engine/ports.ts'
import type { Hex } from '#engine/types.ts'
import type { SignedBeacon } from '#engine/verify/seals/lightClient/index.ts'
import { mainnetSpec } from '#engine/verify/seals/lightClient/spec.ts'
import { systemClock } from '#platform/clock.ts'
import { get } from '#platform/http.ts'
import { createInlineProver, createWorkerProver } from '#platform/prover.ts'
import { type BeaconServer, Raw, startBeaconServer } from '../../support/beaconServer.ts'
import { until } from '../../support/engineOn.ts'
import type { RecordedObject } from '../../support/fixtures.ts'
import { lightClientVector, sealsFolder, thrownBy } from '../verify/seals/vectors.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const recorded = (name: string): RecordedObject => ({ version: 'deneb', data: lightClientVector(name).json })

describe.skipIf(sealsFolder === null)('followBeacon (skipped without recorded seals)', () => {
  const root = () => lightClientVector('bootstrap').expect.trustedBlockRoot as Hex
  /** Just after the newest recorded message was signed. */
  const signedAt = () => Number(lightClientVector('optimistic-update').json.signature_slot) + 1

  async function serve(): Promise<BeaconServer> {
    const server = await startBeaconServer()
    ends.push(() => server.stop())
    server.answers.set(root(), recorded('bootstrap'))
    server.answers.set('updates', [recorded('update-0'), recorded('update-1')])
    server.answers.set('finality_update', recorded('finality-update'))
    server.answers.set('optimistic_update', recorded('optimistic-update'))
    return server
  }

  function follow(server: BeaconServer, say: { slot?: number; checkpoint?: Hex; memory?: { text: string | null }; thread?: boolean } = {}) {
    const stopping = new AbortController()
    const proven: (readonly ['head' | 'final', SignedBeacon])[] = []
    const incidents: Incident[] = []
    const memory = say.memory ?? { text: null }
    const now = (mainnetSpec.genesisTime + (say.slot ?? signedAt()) * mainnetSpec.secondsPerSlot) * 1000
    const prover = say.thread
      ? createWorkerProver({ workerUrl: new URL('../../../electron/platform/proverWorker.ts', import.meta.url), threads: 1 })
      : createInlineProver()
    const following = followBeacon({
      ...{ chainId: 1, name: 'Ethereum', spec: mainnetSpec, url: server.url, checkpoint: say.checkpoint ?? root(), get, prover },
      store: {
        accuse: (incident) => void incidents.push(incident),
        sealMemory: () => memory.text,
        rememberSeals: (_, text) => {
          memory.text = text
        },
      },
      clock: { now: () => now, sleep: (_, signal) => systemClock.sleep(20, signal) },
      log() {},
      signal: stopping.signal,
      proven: (block, kind) => void proven.push([kind, block]),
      changed() {},
    })
    const stop = async () => {
      stopping.abort()
      await following.running
      prover.close()
    }
    ends.push(stop)
    return { ...following, proven, incidents, memory, stop }
  }

  test('goes from the checkpoint over two periods to the newest signed and final blocks, in a thread', async () => {
    const server = await serve()
    const { proven, standing } = follow(server, { thread: true })
    await until('a head is proven', () => proven.some(([kind]) => kind === 'head'))
    const final = lightClientVector('finality-update').expect.finalized as RecordedObject
    const head = lightClientVector('optimistic-update').expect.attested as RecordedObject
    expect(proven.find(([kind]) => kind === 'final')?.[1]).toMatchObject({
      executionBlockHash: final.executionBlockHash,
      blockNumber: final.executionBlockNumber,
      participants: 506,
    })
    expect(proven.find(([kind]) => kind === 'head')?.[1]).toMatchObject({ executionBlockHash: head.executionBlockHash, of: 512 })
    await until('it says so', () => standing().head !== null)
    expect(standing()).toMatchObject({ problem: null, slot: 10_248_384 })
    expect(server.asked.slice(0, 4)).toEqual([
      `/eth/v1/beacon/light_client/bootstrap/${root()}`,
      '/eth/v1/beacon/light_client/updates?start_period=1250&count=2',
      '/eth/v1/beacon/light_client/finality_update',
      '/eth/v1/beacon/light_client/optimistic_update',
    ])
  })

  test('goes on after a restart without another bootstrap, and begins anew with another checkpoint', async () => {
    const server = await serve()
    const first = follow(server)
    await until('a head is proven', () => first.proven.length >= 2)
    await first.stop()
    const before = server.asked.length
    const second = follow(server, { memory: first.memory })
    await until('a head is proven again', () => second.proven.some(([kind]) => kind === 'head'))
    expect(server.asked.slice(before).join()).not.toContain('bootstrap')
    await second.stop()
    const other = `0x${'ab'.repeat(32)}` as const
    const third = follow(server, { memory: first.memory, checkpoint: other })
    await until('it is told', () => third.standing().problem !== null)
    expect(third.standing().problem).toMatch(/does not have the checkpoint 0xabab.*Enter the root of a finalised block/)
    expect(third.proven).toEqual([])
  })

  test('proves nothing by a bootstrap of another block, and says what to do', async () => {
    const server = await serve()
    const other = `0x${'cd'.repeat(32)}` as const
    server.answers.set(other, recorded('bootstrap'))
    const { standing, proven, incidents } = follow(server, { checkpoint: other })
    await until('it is told', () => standing().problem !== null)
    expect(standing().problem).toMatch(/proves nothing: .*not the trusted 0xcdcd.*Correct the checkpoint, or use another server\.$/)
    expect(proven).toEqual([])
    expect(incidents.map(({ code }) => code)).toEqual(['LC_ROOT'])
  })

  test('keeps what is proven while the server lies, and goes on when it stops', async () => {
    const server = await serve()
    const lie = structuredClone(lightClientVector('optimistic-update').json)
    const aggregate = lie.sync_aggregate as RecordedObject
    const signature = String(aggregate.sync_committee_signature)
    lie.sync_aggregate = { ...aggregate, sync_committee_signature: `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}` }
    server.answers.set('optimistic_update', { version: 'deneb', data: lie })
    const { standing, proven, incidents } = follow(server)
    await until('it is told', () => standing().problem !== null)
    expect(standing().problem).toMatch(/proves nothing: .*signature is not that of the sync committee.*update Crowsnest\.$/)
    expect(proven.map(([kind]) => kind)).not.toContain('head')
    expect(standing().final?.blockNumber).toBe(
      (lightClientVector('finality-update').expect.finalized as RecordedObject).executionBlockNumber,
    )
    expect(incidents.map(({ code }) => code)).toEqual(['LC_SIGNATURE'])
    server.answers.set('optimistic_update', recorded('optimistic-update'))
    await until('it goes on', () => standing().head !== null && standing().problem === null)
  })

  test('says so where the server is late, of a fork of later days, no beacon node, or sends elsewhere', async () => {
    const server = await serve()
    const late = follow(server, { slot: signedAt() + 100 })
    await until('it is late', () => late.standing().problem?.includes('minutes old') === true)
    expect(late.standing().head).not.toBeNull()
    await late.stop()
    const words = async (answer: unknown) => {
      server.answers.set('optimistic_update', answer)
      const { standing, stop } = follow(server)
      await until('it is told', () => standing().problem !== null)
      await stop()
      return standing().problem
    }
    expect(await words({ ...recorded('optimistic-update'), version: 'gloas' })).toMatch(
      /fork “gloas”, which this version cannot read\. Update/,
    )
    expect(await words(new Raw(200, {}, '<html>'))).toMatch(/did not answer with JSON/)
    expect(await words(new Raw(405, {}, ''))).toMatch(/serves no light-client messages there/)
    expect(await words(new Raw(302, { location: 'http://elsewhere.example/x' }, ''))).toMatch(/redirects to elsewhere\.example/)
    const before = server.asked.length
    server.answers.set('updates', { data: 'none' })
    expect(await words(recorded('optimistic-update'))).toMatch(/list of light-client updates/)
    expect(server.asked.length).toBeGreaterThan(before)
  })

  test('keeps the path and the query of the address, where keys stand', async () => {
    const server = await serve()
    const { proven } = follow({ ...server, url: `${server.url}/key-1/?apikey=2` })
    await until('a head is proven', () => proven.length >= 2)
    expect(server.asked[1]).toBe('/key-1/eth/v1/beacon/light_client/updates?apikey=2&start_period=1250&count=2')
  })

  /** Places of single characters of hex text and digits in a message, spread over it; who signs in which slot is signed by nobody. */
  test.each(['bootstrap', 'update-0', 'finality-update', 'optimistic-update'])('refuses %s with one bit of its bytes flipped', (name) => {
    const light = (
      { bootstrap: 'bootstrap', 'update-0': 'updates', 'finality-update': 'finality', 'optimistic-update': 'optimistic' } as const
    )[name as 'bootstrap']
    const shared = { spec: mainnetSpec, checkpoint: root(), slot: signedAt(), host: 'loopback' }
    const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
    const begun = readLight({ ...shared, light: 'bootstrap', memory: null, answer: bytes(recorded('bootstrap')) }).memory
    const both = bytes([recorded('update-0'), recorded('update-1')])
    const memory =
      name === 'bootstrap'
        ? null
        : name === 'update-0'
          ? begun
          : readLight({ ...shared, light: 'updates', memory: begun, answer: both }).memory
    const text = JSON.stringify(name === 'update-0' ? [recorded(name)] : recorded(name))
    const free = text.indexOf('"signature_slot"')
    expect(thrownBy(() => readLight({ ...shared, light, memory, answer: new TextEncoder().encode(text) }))).toBeNull()
    let tried = 0
    for (let at = 7; at < text.length; at += Math.ceil(text.length / 90)) {
      const inValue = /[0-9a-f]/.test(text.charAt(at)) && /"(0x)?[0-9a-f]*$/.test(text.slice(0, at)) && !(free >= 0 && at > free)
      if (!inValue || at < 20) continue
      const digit = text.charAt(at)
      const flipped = /[0-9]/.test(digit) ? String(Number(digit) ^ 1) : digit === 'a' ? 'b' : 'a'
      const answer = new TextEncoder().encode(text.slice(0, at) + flipped + text.slice(at + 1))
      expect([at, thrownBy(() => readLight({ ...shared, light, memory, answer }))]).toEqual([at, expect.any(ProofError)])
      tried++
    }
    expect(tried).toBeGreaterThan(20)
  })
})
