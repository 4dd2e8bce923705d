/** From one trusted root to the hash of a final execution block: on recorded messages of Ethereum, and on a small chain with its own keys. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import type { Hex } from '#engine/types.ts'
import { createLightClient, type LightClient } from '#engine/verify/seals/lightClient/index.ts'
import { mainnetSpec } from '#engine/verify/seals/lightClient/spec.ts'
import type { RecordedObject } from '../../../../support/fixtures.ts'
import { lightClientVector, sealsFolder, thrownBy } from '../vectors.ts'
import { makeBootstrap, makeUpdate, smallSpec } from './smallChain.ts'

const at = (proven: unknown): RecordedObject => {
  const { slot, beaconRoot, executionBlockNumber, executionBlockHash } = proven as RecordedObject
  return { slot, beaconRoot, blockNumber: executionBlockNumber, executionBlockHash }
}

describe.skipIf(sealsFolder === null)('createLightClient on recorded messages (skipped without recorded seals)', () => {
  const begin = (upTo: readonly string[] = []): LightClient => {
    const { json, expect: expected } = lightClientVector('bootstrap')
    const client = createLightClient(json, expected.trustedBlockRoot as Hex, mainnetSpec)
    for (const name of upTo) client.update(lightClientVector(name).json)
    return client
  }

  test('follows the chain from the bootstrap to a final execution block', () => {
    const client = begin()
    expect(client.view()).toMatchObject({ period: 1250, nextKnown: false, finalized: at(lightClientVector('bootstrap').expect) })
    expect(client.update(lightClientVector('update-0').json)).toMatchObject({ period: 1250, nextKnown: true })
    const second = lightClientVector('update-1')
    expect(client.update(second.json)).toMatchObject({ period: 1251, nextKnown: true, finalized: at(second.expect.finalized) })
    const finality = lightClientVector('finality-update')
    expect(client.finality({ version: 'deneb', data: finality.json })).toEqual({
      ...at(finality.expect.finalized),
      participants: 506,
      of: 512,
    })
    const optimistic = lightClientVector('optimistic-update')
    expect(client.optimistic(optimistic.json)).toEqual({ ...at(optimistic.expect.attested), participants: 506, of: 512 })
    expect(client.view().finalized.slot).toBe(10248384)
  })

  test('takes a finality update of the next period as soon as its committee is known', () => {
    const client = begin(['update-0'])
    expect(client.finality(lightClientVector('finality-update').json)).toMatchObject({ blockNumber: 21038093 })
    expect(client.view()).toMatchObject({ period: 1251, nextKnown: false })
  })

  test('refuses another trusted root', () => {
    const { json } = lightClientVector('bootstrap')
    expect(thrownBy(() => createLightClient(json, `0x${'00'.repeat(32)}`, mainnetSpec))).toMatchObject({ code: 'LC_ROOT' })
  })

  test('refuses a message of a period whose committee is not known, and says what is needed', () => {
    expect(thrownBy(() => begin().finality(lightClientVector('finality-update').json))).toMatchObject({
      code: 'LC_PERIOD',
      message: expect.stringMatching(/period 1251.*updates in between are needed first\.$/),
    })
  })

  test('refuses the recorded messages under another fork version, chain or committee', () => {
    const { json, expect: expected } = lightClientVector('bootstrap')
    const update = lightClientVector('update-0').json
    const specs = [
      { ...mainnetSpec, genesisValidatorsRoot: `0x${'11'.repeat(32)}` as Hex },
      { ...mainnetSpec, forks: mainnetSpec.forks.map((fork) => ({ ...fork, version: '0x04000001' as Hex })) },
    ]
    for (const spec of specs) {
      const client = createLightClient(json, expected.trustedBlockRoot as Hex, spec)
      expect(thrownBy(() => client.update(update))).toMatchObject({ code: 'LC_SIGNATURE' })
      expect(client.view().nextKnown).toBe(false)
    }
    // Period 1250's committee did not sign in period 1251: told to read two periods as one, the client finds out.
    const wide = createLightClient(json, expected.trustedBlockRoot as Hex, { ...mainnetSpec, epochsPerPeriod: 512 })
    expect(thrownBy(() => wide.finality(lightClientVector('finality-update').json))).toMatchObject({ code: 'LC_SIGNATURE' })
  })

  /** Paths of all texts in a message, those of the long list of keys thinned out. */
  function* placesIn(holder: unknown, path: readonly string[] = []): Generator<readonly string[]> {
    if (typeof holder === 'string') yield path
    else if (typeof holder === 'object' && holder !== null) {
      const keys = Object.keys(holder).filter((_, i) => path.at(-1) !== 'pubkeys' || i % 37 === 0)
      for (const key of keys) yield* placesIn(Reflect.get(holder, key), [...path, key])
    }
  }

  /** One bit of a hex text flipped, or one added to a number. */
  const altered = (text: string, seed: number): string => {
    if (!text.startsWith('0x')) return String(BigInt(text) + 1n)
    const place = 2 + ((seed * 7919) % (text.length - 2))
    return text.slice(0, place) + (Number.parseInt(text.charAt(place), 16) ^ (1 << (seed % 4))).toString(16) + text.slice(place + 1)
  }

  const names = ['bootstrap', 'update-0', 'finality-update', 'optimistic-update']

  test.each(names)('refuses %s with any of its fields altered', (name) => {
    const { json } = lightClientVector(name)
    const { expect: trusted } = lightClientVector('bootstrap')
    const client = name === 'bootstrap' ? null : begin(name === 'update-0' ? [] : ['update-0', 'update-1'])
    const take = (message: RecordedObject): unknown => {
      if (client === null) return createLightClient(message, trusted.trustedBlockRoot as Hex, mainnetSpec)
      return name === 'update-0'
        ? client.update(message)
        : name === 'finality-update'
          ? client.finality(message)
          : client.optimistic(message)
    }
    let seed = 0
    for (const path of placesIn(json)) {
      // The slot of the signature is signed by nobody; only its period and fork have to be right.
      if (path[0] === 'signature_slot') continue
      const copy = structuredClone(json)
      const holder = path.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), copy)
      const key = path.at(-1) ?? ''
      Reflect.set(holder, key, altered(String(Reflect.get(holder, key)), ++seed))
      expect(
        thrownBy(() => take(copy)),
        path.join('.'),
      ).toBeInstanceOf(ProofError)
    }
    expect(seed).toBeGreaterThan(25)
    expect(thrownBy(() => take(json))).toBeNull()
  })

  test('answers junk anywhere in a message with a ProofError of one sentence', () => {
    const { json } = lightClientVector('finality-update')
    const client = begin(['update-0', 'update-1'])
    const places = [...placesIn(json)].filter(([first]) => first !== 'signature_slot')
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, '0x', '-1', '0xzz', '1'.repeat(90), [], {}))
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(4), junk, (path, up, value) => {
        const copy = structuredClone(json)
        const short = path.slice(0, Math.max(1, path.length - up))
        const holder = short.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), copy)
        Reflect.set(holder, short.at(-1) ?? '', value)
        const error = thrownBy(() => client.finality(copy))
        expect(error).toBeInstanceOf(ProofError)
        expect(error instanceof ProofError && error.message.length < 400 && !error.message.includes('\n')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('createLightClient on a small chain', () => {
  const begin = (currentSlot?: () => number): LightClient => {
    const { json, root } = makeBootstrap(70, 1)
    return createLightClient(json, root, smallSpec, currentSlot)
  }

  test('walks over a fork that moves everything in the state', () => {
    const client = begin()
    expect(client.update(makeUpdate({ attested: 100, final: 90, by: 1, next: 2 }))).toMatchObject({ period: 1, nextKnown: true })
    // The first block of Electra, signed by the next committee; what is final is still of Deneb and of the former period.
    expect(client.finality(makeUpdate({ attested: 130, final: 120, by: 2 }))).toMatchObject({ slot: 120, blockNumber: 1120 })
    expect(client.update(makeUpdate({ attested: 140, final: 132, by: 2, next: 3 }))).toMatchObject({ period: 2, nextKnown: true })
    expect(client.finality(makeUpdate({ attested: 200, final: 193, by: 3 }))).toMatchObject({ slot: 193, participants: 32, of: 32 })
    expect(client.view()).toMatchObject({ period: 3, nextKnown: false, finalized: { blockNumber: 1193 } })
  })

  test('signs under the fork of the slot before the signature', () => {
    const client = begin()
    client.update(makeUpdate({ attested: 100, final: 90, by: 1, next: 2 }))
    expect(client.optimistic(makeUpdate({ attested: 127, final: 120, by: 2, signature: 128 }))).toMatchObject({ slot: 127 })
  })

  test('begins in Electra as well', () => {
    const { json, root } = makeBootstrap(130, 2)
    expect(createLightClient(json, root, smallSpec).view()).toMatchObject({ period: 2, finalized: { slot: 130 } })
  })

  test('asks for two thirds of the committee', () => {
    const update = (signers: number) => makeUpdate({ attested: 100, final: 90, by: 1, signers })
    expect(begin().finality(update(22))).toMatchObject({ participants: 22 })
    expect(thrownBy(() => begin().finality(update(21)))).toMatchObject({
      code: 'LC_PARTICIPATION',
      message: expect.stringContaining('21 of 32'),
    })
    expect(thrownBy(() => begin().optimistic(update(1)))).toMatchObject({ code: 'LC_PARTICIPATION' })
  })

  test('refuses another committee’s signature, a skipped period, slots out of order and messages from the future', () => {
    expect(thrownBy(() => begin().finality(makeUpdate({ attested: 100, final: 90, by: 5 })))).toMatchObject({ code: 'LC_SIGNATURE' })
    expect(thrownBy(() => begin().finality(makeUpdate({ attested: 200, final: 190, by: 3 })))).toMatchObject({ code: 'LC_PERIOD' })
    expect(thrownBy(() => begin().finality(makeUpdate({ attested: 90, final: 100, by: 1 })))).toMatchObject({ code: 'LC_ORDER' })
    expect(thrownBy(() => begin().finality(makeUpdate({ attested: 100, final: 90, by: 1, signature: 100 })))).toMatchObject({
      code: 'LC_ORDER',
    })
    const update = makeUpdate({ attested: 100, final: 90, by: 1 })
    expect(thrownBy(() => begin(() => 100).finality(update))).toMatchObject({ code: 'LC_ORDER', message: expect.stringContaining('clock') })
    expect(begin(() => 101).finality(update)).toMatchObject({ slot: 90 })
  })

  test('refuses a second, different next committee for the same period', () => {
    const client = begin()
    client.update(makeUpdate({ attested: 100, final: 90, by: 1, next: 2 }))
    expect(thrownBy(() => client.update(makeUpdate({ attested: 101, final: 90, by: 1, next: 9 })))).toMatchObject({ code: 'LC_COMMITTEE' })
  })

  test('takes no next committee from a block that is not yet final in the same period', () => {
    const client = begin()
    expect(client.update(makeUpdate({ attested: 100, final: 60, by: 1, next: 2 }))).toMatchObject({
      nextKnown: false,
      finalized: { slot: 70 },
    })
  })

  test('changes nothing when it refuses', () => {
    const client = begin()
    const before = client.view()
    const update = makeUpdate({ attested: 100, final: 90, by: 1, next: 2 })
    expect(thrownBy(() => client.update({ ...update, next_sync_committee_branch: update.finality_branch }))).toMatchObject({
      code: 'LC_BRANCH',
    })
    expect(client.view()).toEqual(before)
  })
})
