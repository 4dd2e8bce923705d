/** What is burned on one chain and minted on another, in the books of a real store: whichever is seen first, and whatever either chain takes back. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { crossBorder } from '#engine/packs/shipped/cross-border/index.ts'
import type { ChainStep } from '#engine/ports.ts'
import type { OrderStore } from '#ipc/services.ts'
import type { Violation } from '#shared/contract/packs.ts'
import type { OrderNotes } from '#shared/order.ts'
import type { Pack } from '#shared/pack.ts'
import { openStore } from '#storage/orders.ts'
import { booksIn } from './readBooks.ts'

type Event = { readonly key: 'burn' | 'mint'; readonly nonce: number; readonly coins: number; readonly tx: number }
const [source, target] = [1, 2]
const address = (digit: string): `0x${string}` => `0x${digit.repeat(40)}`
const at = (chainId: number, digit: string) => ({ at: [{ chainId, address: address(digit) }] })
const { messenger, transmitter } = crossBorder.contracts
const { institution } = crossBorder.roles
const pack: Pack = {
  ...crossBorder,
  roles: institution ? { institution: { ...institution, members: [address('1'), address('2')] } } : {},
  contracts: {
    ...crossBorder.contracts,
    ...(messenger ? { messenger: { ...messenger, ...at(source, 'a') } } : {}),
    ...(transmitter ? { transmitter: { ...transmitter, ...at(target, 'b') } } : {}),
  },
}

let [folder, hashes] = ['', 0]
const known = new Map<string, `0x${string}`>()
let store: OrderStore
let told: Violation[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crowsnest-across-'))
  store = openStore({ dataDir: folder })
  store.books.watch(new Map([[pack.id, pack]]))
  told = []
  known.clear()
  store.books.onChange(({ violations }) => void told.push(...violations))
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One block of a chain, whose time is its number times ten minutes; `back` takes back what stood from its number on. */
function block(chainId: number, number: number, events: readonly Event[], back = false): void {
  const hash: `0x${string}` = `0x${(++hashes).toString(16).padStart(64, '0')}`
  const parentHash = known.get(`${chainId}:${number - 1}`) ?? '0x0'
  known.set(`${chainId}:${number}`, hash)
  const made = events.map(({ key, nonce, coins, tx }) => {
    const txHash = `0x${(chainId * 1_000 + tx).toString(16).padStart(64, '0')}`
    const order = {
      ...{ id: `${chainId}:${txHash}:0`, chainId, blockNumber: number, blockHash: hash, blockTime: number * 600, txHash, position: 0 },
      ...{ kind: key === 'burn' ? 'send' : 'receive', source: 'pack:cross-border', from: address('1'), to: address('2') },
      ...{ asset: { address: address('c'), symbol: 'USDC', decimals: 6 }, amount: String(coins), received: null, usd: null },
      ...{ pricedBy: null, evidence: 2, state: 'seen' as const },
    }
    const business = {
      ...{ pack: pack.id, key, verb: order.kind, document: { type: 'transfer', id: `0:${nonce}` }, due: null, rate: null, unit: 'coin' },
      ...{ nature: 'X4', contract: key === 'burn' ? 'messenger' : 'transmitter', address: address(key === 'burn' ? 'a' : 'b') },
    }
    const notes: OrderNotes = { how: null, estimated: false, parts: [], prices: [], spam: { points: 0, signs: [] }, business }
    return { order, notes }
  })
  const step: ChainStep = {
    ...{ chainId, revertFrom: back ? number : null, final: null, from: null },
    blocks: [{ number, hash, parentHash, timestamp: number * 600, evidence: 2, notes: [], endpoint: 'node' }],
    orders: made.map(({ order }) => order),
    notes: new Map(made.map(({ order, notes }) => [order.id, notes])),
  }
  store.apply(step)
}
const found = () => booksIn(folder, pack.id).map(({ invariant, subject, state }) => [invariant, subject, state])
const burn = (nonce: number, coins: number, tx: number): Event => ({ key: 'burn', nonce, coins, tx })
const mint = (nonce: number, coins: number, tx: number): Event => ({ key: 'mint', nonce, coins, tx })

describe('a transfer between chains', () => {
  test('that arrives as it left is not told of, whichever chain was read first', () => {
    block(source, 1, [burn(1, 100, 1)])
    block(target, 2, [mint(1, 100, 1)])
    block(target, 3, [mint(2, 50, 2)])
    block(source, 2, [burn(2, 50, 2)])
    expect(found()).toEqual([])
  })

  test('that arrives with another amount is told once, also where what left is read later', () => {
    block(target, 2, [mint(1, 101, 1)])
    expect(found()).toEqual([])
    block(source, 1, [burn(1, 100, 1)])
    expect(found()).toEqual([['across', 'amount:0:1', 'open']])
    expect(told).toMatchObject([{ chainId: target, document: { type: 'transfer', id: '0:1' }, orderId: expect.stringMatching(/^2:/) }])
    expect(told[0]?.sentence).toContain('brought 101 USDC, and 100 USDC left chain 1')
  })

  test('that arrives before it left is told, and a little is put down to the clocks', () => {
    block(target, 2, [mint(1, 100, 1), mint(2, 100, 2)])
    block(source, 2, [burn(2, 100, 2)])
    block(source, 3, [burn(1, 100, 1)])
    expect(found()).toEqual([['across', 'early:0:1', 'open']])
  })

  test('is judged anew when the chain that it left takes it back, and told in the same row when it comes again', () => {
    block(source, 1, [burn(1, 100, 1)])
    block(target, 2, [mint(1, 90, 1)])
    expect(found()).toEqual([['across', 'amount:0:1', 'open']])
    block(source, 1, [], true)
    expect(found()).toEqual([['across', 'amount:0:1', 'retracted']])
    block(source, 2, [burn(1, 100, 1)])
    expect(found()).toEqual([['across', 'amount:0:1', 'open']])
    block(target, 2, [], true)
    expect(found()).toEqual([['across', 'amount:0:1', 'retracted']])
    block(target, 3, [mint(1, 100, 2)])
    expect(found()).toEqual([['across', 'amount:0:1', 'retracted']])
    expect(told).toHaveLength(1)
  })

  test('is told of after a restart as before, in books that are made anew', () => {
    block(source, 1, [burn(1, 100, 1)])
    block(target, 2, [mint(1, 90, 1)])
    store.close()
    store = openStore({ dataDir: folder })
    store.books.watch(new Map([[pack.id, { ...pack, revision: 2 }]]))
    expect(found()).toEqual([['across', 'amount:0:1', 'open']])
    block(source, 1, [], true)
    expect(found()).toEqual([['across', 'amount:0:1', 'retracted']])
  })
})
