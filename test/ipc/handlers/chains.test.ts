/** What the window is told about a chain's coverage and its endpoints. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chainHandlers } from '#ipc/handlers/chains.ts'
import { calls } from '#shared/contract/chains.ts'
import { openStore, type Store } from '#storage/orders.ts'
import { block, folder, step } from '../../storage/sample.ts'
import { sceneStatus } from '../../support/fakeScenes.ts'

let place: ReturnType<typeof folder>
let store: Store
beforeEach(() => {
  place = folder()
  store = openStore({ dataDir: place.path })
})
afterEach(() => {
  store.close()
  place.remove()
})

describe('chains.coverage', () => {
  test('lists ranges by level, the gaps between them, and the head where the chain is followed', async () => {
    const handlers = chainHandlers({ store, status: () => sceneStatus('busy') })
    store.fill({ chainId: 1, blocks: [block(1), block(2)], orders: [] })
    store.apply(step({ blocks: [block(6, 'main', 'main', 3), block(7)], from: 6 }))
    const answer = await handlers['chains.coverage']({ chainId: 1 })
    expect(answer).toEqual({
      ranges: [
        { from: 1, to: 2, evidence: 2 },
        { from: 6, to: 6, evidence: 3 },
        { from: 7, to: 7, evidence: 2 },
      ],
      gaps: [{ from: 3, to: 5 }],
      older: 0,
      head: 23_456_789,
    })
    expect(calls['chains.coverage'].output.parse(answer)).toEqual(answer)
    expect(await handlers['chains.coverage']({ chainId: 99 })).toEqual({ ranges: [], gaps: [], older: 0, head: null })
  })

  test('says how many older ranges it leaves out', async () => {
    const handlers = chainHandlers({ store, status: () => sceneStatus('none') })
    for (let number = 2; number <= 2_010; number += 2) store.fill({ chainId: 1, blocks: [block(number)], orders: [] })
    const { ranges, gaps, older } = await handlers['chains.coverage']({ chainId: 1 })
    expect([ranges.length, gaps.length, older]).toEqual([1_000, 999, 5])
    expect(ranges.at(-1)).toEqual({ from: 2_010, to: 2_010, evidence: 2 })
  })
})

describe('chains.incidents', () => {
  test('answers the newest, with the evidence', async () => {
    const handlers = chainHandlers({ store, status: () => sceneStatus('busy') })
    const lie = { host: 'liar.example', at: 5, code: 'RECEIPTS_ROOT', block: 7, sentence: 'Block 7: forged.', data: { found: '0x00' } }
    store.accuse({ chainId: 1, ...lie, at: 4 })
    store.accuse({ chainId: 1, ...lie })
    const answer = await handlers['chains.incidents']({ chainId: 1, limit: 1 })
    expect(answer).toEqual([lie])
    expect(calls['chains.incidents'].output.parse(answer)).toEqual(answer)
  })

  test('is asked for 1 to 100 at a time', () => {
    const { input } = calls['chains.incidents']
    for (const limit of [0, 101, 1.5]) expect(input.safeParse({ chainId: 1, limit }).success).toBe(false)
    expect(input.safeParse({ chainId: 1, limit: 100 }).success).toBe(true)
  })
})
