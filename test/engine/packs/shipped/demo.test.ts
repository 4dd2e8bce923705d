/** The shipped packs while the demo chain runs: they watch it, and what the user chose stays as it is. */
import { describe, expect, test } from 'vitest'
import { demoChain } from '#engine/chains/demo.ts'
import { createLibrary } from '#engine/packs/library.ts'
import { demoPlaceOf, onDemo } from '#engine/packs/shipped/demo.ts'
import { shippedPacks } from '#engine/packs/shipped/index.ts'
import type { Pack } from '#shared/pack.ts'

const { chainId } = demoChain
const placesOf = (pack: Pack | undefined) => Object.values(pack?.contracts ?? {}).flatMap(({ at }) => at)
const bills = shippedPacks.find(({ id }) => id === 'bills')
if (!bills) throw new Error('There is no pack of bills.')
const elsewhere = { chainId: 1337, address: `0x${'b1'.repeat(20)}` }
const own = (enabled: boolean) => {
  const contracts = Object.fromEntries(Object.entries(bills.contracts).map(([name, contract]) => [name, { ...contract, at: [elsewhere] }]))
  return [{ id: 'bills', text: JSON.stringify({ ...bills, name: 'Our bills', contracts }), enabled }]
}

describe('shipped packs', () => {
  test('watch nothing by themselves', () => {
    const { watching, packs } = createLibrary([], shippedPacks)
    expect(watching.size).toBe(0)
    expect(packs.flatMap(({ pack }) => placesOf(pack))).toEqual([])
  })

  test('all watch the demo chain while it runs, each at a place of its own', () => {
    const { watching, packs, watchedOn } = createLibrary([], shippedPacks, { demo: true })
    expect([...watching.keys()].sort()).toEqual(shippedPacks.map(({ id }) => id).sort())
    expect(packs.flatMap(({ problems }) => problems)).toEqual([])
    const places = packs.flatMap(({ pack }) => placesOf(pack))
    expect(places.every((place) => place.chainId === chainId)).toBe(true)
    expect(new Set(places.map(({ address }) => address)).size).toBe(shippedPacks.length)
    expect(watchedOn(chainId).length).toBe(shippedPacks.length)
  })

  test('of the user keep their places and watch the demo chain beside them', () => {
    const { watching, watchedOn } = createLibrary(own(true), shippedPacks, { demo: true })
    expect(watching.get('bills')?.name).toBe('Our bills')
    expect(placesOf(watching.get('bills'))).toEqual([elsewhere, { chainId, address: demoPlaceOf(bills).to }])
    expect(watchedOn(elsewhere.chainId).map(({ pack }) => pack.id)).toEqual(['bills'])
    expect(placesOf(createLibrary(own(true), shippedPacks).watching.get('bills'))).toEqual([elsewhere])
  })

  test('that the user switched off stay off', () => {
    const { watching, packs } = createLibrary(own(false), shippedPacks, { demo: true })
    expect(watching.has('bills')).toBe(false)
    expect(placesOf(packs.find(({ pack }) => pack.id === 'bills')?.pack)).toEqual([elsewhere])
  })

  test('get their place once, and a pack of another business gets none', () => {
    expect(onDemo(onDemo(bills))).toEqual(onDemo(bills))
    const other = { ...bills, id: 'our-own' }
    expect(onDemo(other)).toBe(other)
    expect(() => demoPlaceOf(other)).toThrow(/our-own/)
  })
})
