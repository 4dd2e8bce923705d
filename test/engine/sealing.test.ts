/** An alliance network from its node to the store: seals lift its blocks, and what its validators do is told. */
import { afterEach, describe, expect, test } from 'vitest'
import { dataFolder, engineOn, until, type Watching } from '../support/engineOn.ts'
import { type SealedBlock, sealBlock, sealedChainId, startSealedNode } from '../support/sealedNode.ts'
import { sealers } from './verify/seals/sealedChain.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const validators = sealers(4)
const strangers = sealers(9).filter(({ address }) => validators.every((known) => known.address !== address))
const addresses = validators.map(({ address }) => address)
const network = { chainId: sealedChainId, name: 'Alliance', family: 'qbft', validators: addresses, finalityDepth: 90 } as const

/** So many further blocks on a chain. */
async function grow(chain: readonly SealedBlock[], count: number, say: Partial<Parameters<typeof sealBlock>[1]> = {}) {
  const grown = [...chain]
  for (let i = 0; i < count; i++) grown.push(await sealBlock(grown.at(-1) ?? null, { validators, ...say }))
  return grown
}

async function nodeOf(chain: readonly SealedBlock[]) {
  const node = await startSealedNode(chain)
  ends.push(() => node.stop())
  return node
}

const stored = (watching: Watching, number: number) => until(`block ${number} is stored`, () => watching.status()?.stored === number)
const alarms = ({ store }: Watching) => store.incidents(sealedChainId, 100, 'alarm')
const codes = (watching: Watching) => alarms(watching).map(({ code }) => code)

describe('a QBFT network', () => {
  test('reaches L4, its orders with it, and L5 where it is final', async () => {
    const node = await nodeOf(await grow([], 2))
    const watching = await engineOn([node.http], ends, { network: { ...network, finalityDepth: 2 } })
    await stored(watching, 2)
    expect(watching.status()).toMatchObject({ evidence: 4, evidenceNotes: [], problem: null })
    node.chain = await grow(node.chain, 1, { coins: 900 })
    await until('the order is there', () => watching.rows().length === 1)
    expect(watching.rows()[0]).toMatchObject({ evidence: 4, state: 'seen', amount: '900' })
    node.chain = await grow(node.chain, 3)
    await until('the order is final', () => watching.rows()[0]?.state === 'final')
    expect(watching.rows()[0]?.evidence).toBe(5)
    expect(watching.status()?.seals).toMatchObject({ vouched: 'settings', rule: expect.stringContaining('2n/3') })
    expect(watching.status()?.seals?.validators.map(({ address }) => address)).toEqual(addresses)
    expect(codes(watching)).toEqual([])
  })

  test('is found out by its headers where no family was chosen, and says whose word its validators are', async () => {
    const node = await nodeOf(await grow([], 2))
    const watching = await engineOn([node.http], ends, { network: { chainId: sealedChainId, name: 'Alliance' } })
    await stored(watching, 2)
    expect(watching.status()).toMatchObject({
      evidence: 4,
      evidenceNotes: [expect.stringContaining('first block')],
      seals: { vouched: 'firstBlock' },
    })
  })

  test('has a forged seal refused and its endpoint named, while another endpoint serves', async () => {
    const chain = await grow([], 3)
    const honest = await nodeOf(chain)
    const [stranger] = strangers
    const lie = await sealBlock(chain[1] ?? null, {
      validators,
      signers: [...validators.slice(0, 2), stranger ?? validators[0]] as typeof validators,
    })
    const liar = await nodeOf([...chain.slice(0, 2), lie])
    const alone = await engineOn([liar.http], ends, { network })
    await until('the lie is refused', () => alone.status()?.problem !== null && alone.status()?.phase === 'retrying')
    expect(alone.status()?.problem).toContain(`carries a seal of ${stranger?.address}`)
    expect(alone.status()?.problem).toContain(liar.http.slice(7))
    await alone.stop()
    const both = await engineOn([liar.http, honest.http], ends, { network })
    await stored(both, 3)
    expect(both.store.headers(sealedChainId).at(-1)).toMatchObject({
      hash: chain[2]?.block.hash,
      evidence: 4,
      endpoint: honest.http.slice(7),
    })
    const [first] = both.store.incidents(sealedChainId, 10, 'endpoint')
    expect(first).toMatchObject({ code: 'SEALS', host: liar.http.slice(7), sentence: expect.stringContaining(stranger?.address ?? '') })
    expect(codes(both)).toEqual([])
  })

  test('made up by strangers is refused, because the settings name others', async () => {
    const others = strangers.slice(0, 4)
    const node = await nodeOf(await grow([], 2, { validators: others }))
    const watching = await engineOn([node.http], ends, { network })
    await until('it is refused', () => watching.status()?.phase === 'retrying')
    expect(watching.status()?.problem).toMatch(/not one of the 4 validators.* correct them in the network’s settings/)
    expect(watching.status()?.stored).toBe(null)
  })

  test('goes on with a set that changes in the middle, by votes that were seen', async () => {
    const [newcomer] = strangers
    if (newcomer === undefined) throw new Error('no newcomer')
    const vote = { target: newcomer.address, add: true }
    let chain = await grow([], 1)
    for (const proposer of validators.slice(0, 3)) {
      const signers = [proposer, ...validators.filter((one) => one !== proposer)]
      chain = await grow(chain, 1, { signers, vote })
    }
    const wider = [...validators, newcomer].sort((a, b) => (a.address < b.address ? -1 : 1))
    chain = await grow(chain, 2, { validators: wider })
    const node = await nodeOf(chain.slice(0, 1))
    const dataDir = dataFolder(ends)
    const watching = await engineOn([node.http], ends, { network, dataDir })
    await stored(watching, 1)
    node.chain = chain
    await stored(watching, 6)
    expect(watching.status()?.evidence).toBe(4)
    expect(alarms(watching)).toMatchObject([{ code: 'SEAL_SET_CHANGE', block: 5, sentence: expect.stringContaining(newcomer.address) }])
    await watching.stop()
    // Known after a restart, though the settings still have the old set.
    node.chain = await grow(chain, 1, { validators: wider })
    const again = await engineOn([node.http], ends, { network, dataDir })
    await stored(again, 7)
    expect(again.status()).toMatchObject({ evidence: 4, problem: null })
    expect(codes(again)).toEqual(['SEAL_SET_CHANGE'])
  })

  test('is followed at ten blocks a second without a gap', async () => {
    const node = await nodeOf(await grow([], 1))
    const watching = await engineOn([node.http], ends, { network: { ...network, blockMs: 100 } })
    await stored(watching, 1)
    for (let i = 0; i < 30; i++) {
      node.chain = await grow(node.chain, 1)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await stored(watching, 31)
    expect(watching.status()).toMatchObject({ evidence: 4, problem: null, blocks: 31, reorgs: 0 })
    expect(watching.store.coverage(sealedChainId)).toEqual([expect.objectContaining({ from: 1, to: 31 })])
    expect(codes(watching)).toEqual([])
  })

  test('has a validator that is missing told once, and its return once', async () => {
    const node = await nodeOf(await grow([], 1))
    const watching = await engineOn([node.http], ends, { network })
    await stored(watching, 1)
    node.chain = await grow(node.chain, 30, { signers: validators.slice(0, 3) })
    await stored(watching, 31)
    expect(alarms(watching)).toMatchObject([{ code: 'SEAL_SILENT', sentence: expect.stringContaining(addresses[3] ?? '') }])
    expect(watching.status()?.seals?.validators.map(({ silent }) => silent)).toEqual([false, false, false, true])
    node.chain = await grow(node.chain, 2)
    await stored(watching, 33)
    expect(codes(watching)).toEqual(['SEAL_BACK', 'SEAL_SILENT'])
  })

  test('has two sealed blocks at one height told once, through the reorganisation and with who signed both', async () => {
    const trunk = await grow([], 2)
    const node = await nodeOf(await grow(trunk, 1))
    const told: string[] = []
    const watching = await engineOn([node.http], ends, { network, equivocation: ({ sentence }) => told.push(sentence) })
    await stored(watching, 3)
    const twin = await grow(trunk, 1, { salt: 1, signers: validators.slice(0, 3) })
    node.chain = await grow(twin, 1)
    await stored(watching, 4)
    expect(watching.status()).toMatchObject({ evidence: 4, reorgs: 1 })
    expect(codes(watching)).toEqual(['SEAL_EQUIVOCATION'])
    node.chain = await grow(node.chain, 2)
    await stored(watching, 6)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('height 3')
  })

  test('has the other sealed block told that only another endpoint serves', async () => {
    const trunk = await grow([], 2)
    const one = await nodeOf(await grow(trunk, 1))
    const other = await nodeOf(await grow(trunk, 1, { salt: 1 }))
    const watching = await engineOn([one.http, other.http.replace('127.0.0.1', 'localhost')], ends, { network })
    await until('both were compared', () => codes(watching).includes('SEAL_EQUIVOCATION'))
    expect(codes(watching)).toEqual(['SEAL_EQUIVOCATION'])
  })
})
