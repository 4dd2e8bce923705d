/** The watch over validators: what it tells of chains sealed with real keys, and what it does not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Address, Hex } from '#engine/types.ts'
import type { Seal, SealFamily } from '#engine/verify/seals/seal.ts'
import type { SealEvent } from '#engine/verify/seals/sealEvent.ts'
import { createSealWatch, type SealWatchConfig } from '#engine/verify/seals/watch.ts'
import { producedBlock, qbftBlock, type Sealer, sealers } from './sealedChain.ts'

const genesis: Hex = `0x${'aa'.repeat(32)}`
const all = sealers(9)
const [a, b, c, d, e] = all as [Sealer, Sealer, Sealer, Sealer, Sealer]
const four = [a, b, c, d]
const addresses = (some: readonly Sealer[]): Address[] => some.map(({ address }) => address)

type Step = Partial<Parameters<typeof qbftBlock>[0]>

/** A chain of QBFT blocks from a height on; each step says what differs from a block of four validators, sealed by three. */
async function qbftChain(steps: readonly Step[], from = 1, parent = genesis): Promise<Seal[]> {
  const chain: Seal[] = []
  for (const [i, step] of steps.entries()) {
    chain.push(await qbftBlock({ number: from + i, parent: chain.at(-1)?.hash ?? parent, validators: four, signers: [a, b, c], ...step }))
  }
  return chain
}

const watchOf = (config: Partial<SealWatchConfig> = {}) => createSealWatch({ family: 'qbft', validators: addresses(four), ...config })

/** Events of all the seals, without those of kinds that the test is not about. */
const eventsOf = (watch: ReturnType<typeof watchOf>, seals: readonly Seal[], ...but: string[]): SealEvent[] =>
  seals.flatMap((seal) => watch.take(seal).events).filter(({ kind }) => !but.includes(kind))

describe('createSealWatch on a BFT chain', () => {
  test('finds nothing to tell of a healthy chain', async () => {
    const watch = watchOf()
    const chain = await qbftChain(
      Array.from({ length: 12 }, (_, i) => ({ signers: [four[i % 4], four[(i + 1) % 4], four[(i + 2) % 4]] as Sealer[] })),
    )
    const reports = chain.map((seal) => watch.take(seal))
    expect(reports.flatMap(({ events }) => events)).toEqual([])
    expect(reports.every(({ evidence }) => evidence === 4)).toBe(true)
    expect(watch.participation()).toEqual(
      four.map(({ address }) => expect.objectContaining({ validator: address, sealed: 9, proposed: 3, of: 12 })),
    )
    expect(watch.validatorsAfter(chain.at(-1)?.hash ?? genesis)).toEqual(addresses(four))
    expect(watch.validatorsAfter(`0x${'bb'.repeat(32)}`)).toBeNull()
  })

  test('takes the first header’s list where none is configured', async () => {
    const watch = watchOf({ validators: null })
    const [first, forged] = await qbftChain([{}, { validators: [e], signers: [e] }])
    if (first === undefined || forged === undefined) throw new Error('The chain is too short.')
    expect(watch.take(first)).toMatchObject({ evidence: 4, events: [] })
    expect(watch.take(forged)).toMatchObject({ evidence: 2, verdict: { ok: false } })
  })

  test('begins with the first block of a chain, which nobody sealed', async () => {
    const watch = watchOf({ validators: null })
    const chain = await qbftChain([{ signers: [] as Sealer[], proposer: a }, {}], 0)
    expect(chain.map((seal) => watch.take(seal))).toMatchObject([
      { evidence: 2, events: [] },
      { evidence: 4, events: [] },
    ])
    const [forged] = await qbftChain([{ signers: [e] }], 0)
    expect(forged && watchOf().take(forged).events).toMatchObject([{ kind: 'unsealed' }])
  })

  test('tells of a block that too few sealed, and lends it no evidence', async () => {
    const [block] = await qbftChain([{ signers: [a, b] }])
    expect(block && watchOf().take(block)).toMatchObject({
      evidence: 2,
      events: [{ kind: 'unsealed', sentence: expect.stringContaining('2 of 4') }],
    })
  })

  test('tells of rounds', async () => {
    const events = eventsOf(watchOf(), await qbftChain([{}, { round: 3 }, {}]))
    expect(events).toMatchObject([{ kind: 'round-change', number: 2, sentence: expect.stringContaining('4 rounds') }])
  })

  test('follows a set that votes change, and tells of it once', async () => {
    const vote = { target: e.address, add: true }
    const five = [...four, e].sort((x, y) => (x.address < y.address ? -1 : 1))
    const out = { target: a.address, add: false }
    const chain = await qbftChain([
      { proposer: a, vote },
      { proposer: b, vote },
      { proposer: b, vote },
      { proposer: c, vote },
      { validators: five, signers: [a, b, c, e] },
      ...[b, c, d].map((proposer) => ({ validators: five, signers: [b, c, d, e], proposer, vote: out })),
      { validators: [b, c, d, e], signers: [b, c, d] },
      { validators: [b, c, d, e], signers: [b, c, d] },
    ])
    const watch = watchOf()
    expect(eventsOf(watch, chain)).toMatchObject([
      {
        kind: 'set-change',
        number: 5,
        validators: [e.address],
        announced: 'votes',
        sentence: expect.stringMatching(/From block 5 .* joined/),
      },
      { kind: 'set-change', number: 9, validators: [a.address], announced: 'votes', sentence: expect.stringContaining('left') },
    ])
    expect(watch.participation().find(({ validator }) => validator === e.address)).toMatchObject({ of: 6, sealed: 4 })
  })

  test('forgets open votes at an epoch, and counts those of a branch on that branch only', async () => {
    const vote = { target: e.address, add: true }
    const votes = await qbftChain([{ proposer: a, vote }, { proposer: b, vote }, {}, { proposer: c, vote }, {}])
    const watch = watchOf({ epoch: 3 })
    expect(eventsOf(watch, votes)).toEqual([])
    expect(watch.validatorsAfter(votes[4]?.hash ?? genesis)).toEqual(addresses(four))
    const [first, second] = votes
    const other = watchOf()
    eventsOf(
      other,
      [first, second].filter((seal) => seal !== undefined),
    )
    const twin = await qbftBlock({ number: 3, parent: second?.hash ?? genesis, validators: four, signers: [b, c, d], proposer: c, vote })
    const plain = await qbftBlock({ number: 3, parent: second?.hash ?? genesis, validators: four, signers: [b, c, d], salt: 1 })
    eventsOf(other, [twin, plain])
    expect(other.validatorsAfter(twin.hash)).toHaveLength(5)
    expect(other.validatorsAfter(plain.hash)).toHaveLength(4)
  })

  test('follows a set that the settings foretell', async () => {
    const next = [b, c, d, e].sort((x, y) => (x.address < y.address ? -1 : 1))
    const watch = watchOf({ transitions: [{ from: 3, validators: addresses(next) }] })
    const chain = await qbftChain([{}, {}, { validators: next, signers: [b, c, e] }, { validators: next, signers: [b, c, d] }])
    expect(eventsOf(watch, chain)).toMatchObject([{ kind: 'set-change', number: 3, announced: 'settings' }])
    expect(watch.validatorsAfter(chain[1]?.hash ?? genesis)).toEqual(addresses(next))
  })

  test('keeps to the configured set where headers list none, as with a validator contract', async () => {
    const chain = await qbftChain([{ validators: [] }, { validators: [], signers: [b, c, d] }])
    expect(chain[0]?.validators).toBeNull()
    const watch = watchOf()
    expect(chain.map((seal) => watch.take(seal).evidence)).toEqual([4, 4])
    expect(createSealWatch({ family: 'qbft', validators: null }).take(chain[0] as Seal)).toMatchObject({ evidence: 2, events: [] })
  })

  test('believes an unannounced change that a quorum of the set before sealed', async () => {
    const watch = watchOf()
    const chain = await qbftChain([{}, { validators: [a, b, c], signers: [a, b, c] }, { validators: [a, b, c], signers: [a, b] }])
    expect(eventsOf(watch, chain)).toMatchObject([{ kind: 'set-change', number: 2, validators: [d.address], announced: 'quorum' }])
  })

  test('does not believe one that strangers sealed; tells once, until the user accepts it', async () => {
    const rest = all.slice(5)
    const foreign = { validators: rest, signers: rest }
    const watch = watchOf()
    const chain = await qbftChain([{}, foreign, foreign, foreign, foreign])
    expect(eventsOf(watch, chain.slice(0, 4))).toMatchObject([
      { kind: 'set-change', number: 2, announced: null, sentence: expect.stringContaining('check with the operators') },
    ])
    expect(watch.validatorsAfter(chain[3]?.hash ?? genesis)).toEqual(addresses(four))
    watch.accept(addresses(rest))
    expect(watch.take(chain[4] as Seal)).toMatchObject({ evidence: 4, events: [] })
  })

  test('tells when a validator falls silent, once, and when it is back', async () => {
    const quiet = { signers: [a, b, c] }
    const chain = await qbftChain([{ signers: four }, ...Array.from({ length: 8 }, () => quiet), { signers: four }, quiet])
    expect(eventsOf(watchOf({ silentAfter: 5 }), chain)).toMatchObject([
      { kind: 'silent', number: 6, validators: [d.address] },
      { kind: 'back', number: 10, validators: [d.address] },
    ])
  })

  test('tells of two sealed blocks at one height and who signed both', async () => {
    const watch = watchOf()
    const [first, second] = await qbftChain([{}, {}])
    const twin = await qbftBlock({ number: 2, parent: first?.hash ?? genesis, validators: four, signers: [b, c, d], salt: 1 })
    const events = eventsOf(watch, [first as Seal, second as Seal, twin, twin])
    expect(events).toMatchObject([{ kind: 'equivocation', number: 2, validators: expect.arrayContaining([b.address, c.address]) }])
    expect(events[0]?.validators).toHaveLength(2)
  })

  test('does not take other seals on the same block for another block', async () => {
    const [first] = await qbftChain([{}])
    const again = await qbftBlock({ number: 1, parent: genesis, validators: four, signers: [b, c, d], proposer: a })
    expect(again.hash).toBe(first?.hash)
    expect(eventsOf(watchOf(), [first as Seal, again])).toEqual([])
  })

  test('does not take a block that too few sealed for a second one', async () => {
    const [first] = await qbftChain([{}])
    const weak = await qbftBlock({ number: 1, parent: genesis, validators: four, signers: [b, c], salt: 1 })
    expect(eventsOf(watchOf(), [first as Seal, weak], 'unsealed')).toEqual([])
  })

  test('tells of a gap and goes on with the set that it knew', async () => {
    const watch = watchOf()
    const [first] = await qbftChain([{}])
    const [later] = await qbftChain([{}], 50, `0x${'bb'.repeat(32)}`)
    watch.take(first as Seal)
    expect(watch.take(later as Seal)).toMatchObject({
      evidence: 4,
      events: [{ kind: 'gap', sentence: expect.stringContaining('Block 50 rests on blocks that were not seen') }],
    })
  })

  test('forgets what has left the window', async () => {
    const watch = watchOf({ window: 4 })
    const chain = await qbftChain(Array.from({ length: 10 }, () => ({})))
    eventsOf(watch, chain)
    expect(watch.validatorsAfter(chain[2]?.hash ?? genesis)).toBeNull()
    expect(watch.participation()[0]).toMatchObject({ of: 4 })
  })
})

describe('createSealWatch on a Clique chain', () => {
  const three = [a, b, c]
  type CliqueStep = {
    number: number
    signer: Sealer
    difficulty?: number
    middle?: Hex
    vote?: { target: Address; add: boolean }
    salt?: number
  }
  const cliqueChain = async (steps: readonly CliqueStep[]): Promise<Seal[]> => {
    const chain: Seal[] = []
    for (const step of steps) chain.push(await producedBlock('clique', { parent: chain.at(-1)?.hash ?? genesis, ...step }))
    return chain
  }
  const clique = (config: Partial<SealWatchConfig> = {}) => watchOf({ family: 'clique', validators: addresses(three), ...config })
  const list = (some: readonly Sealer[]): Hex =>
    `0x${addresses(some)
      .map((one) => one.slice(2))
      .join('')}`

  test('takes signers in turn without a word, and tells whose turn was missed', async () => {
    const chain = await cliqueChain([
      { number: 1, signer: b },
      { number: 2, signer: c },
      { number: 3, signer: b, difficulty: 1 },
    ])
    expect(eventsOf(clique(), chain)).toMatchObject([{ kind: 'missed-turn', number: 3, validators: [a.address] }])
  })

  test('tells of a signer that seals too soon, and of a difficulty that does not fit', async () => {
    const chain = await cliqueChain([
      { number: 1, signer: b },
      { number: 2, signer: b, difficulty: 1 },
      { number: 3, signer: a, difficulty: 1 },
      { number: 4, signer: c, difficulty: 2 },
    ])
    expect(eventsOf(clique(), chain, 'missed-turn')).toMatchObject([
      { kind: 'rule', number: 2, sentence: expect.stringContaining('one block in 2') },
      { kind: 'rule', number: 3, sentence: expect.stringContaining('difficulty 1') },
      { kind: 'rule', number: 4, sentence: expect.stringContaining('difficulty 2') },
    ])
  })

  test('refuses a signer that is not authorised', async () => {
    const [block] = await cliqueChain([{ number: 1, signer: e }])
    expect(clique().take(block as Seal)).toMatchObject({ evidence: 2, events: [{ kind: 'unsealed', validators: [e.address] }] })
  })

  test('follows votes in and out, and believes no checkpoint that lists others', async () => {
    const vote = { target: d.address, add: true }
    const chain = await cliqueChain([
      { number: 1, signer: b, vote },
      { number: 2, signer: c, vote },
      { number: 3, signer: d },
      { number: 4, signer: a },
      { number: 5, signer: b, middle: list([a, b, c, d]) },
    ])
    const watch = clique({ epoch: 5 })
    expect(eventsOf(watch, chain)).toMatchObject([{ kind: 'set-change', number: 3, validators: [d.address], announced: 'votes' }])
    const wrong = await producedBlock('clique', { number: 5, parent: chain[3]?.hash ?? genesis, signer: b, middle: list([a, b]) })
    expect(clique({ epoch: 5, validators: addresses([a, b, c, d]) }).take(wrong).events).toMatchObject([
      { kind: 'set-change', announced: null },
    ])
  })

  test('starts from a checkpoint where no set is configured', async () => {
    const chain = await cliqueChain([
      { number: 4, signer: b },
      { number: 5, signer: c, middle: list(three) },
      { number: 6, signer: a },
    ])
    const watch = clique({ validators: null, epoch: 5 })
    expect(chain.map((seal) => watch.take(seal).evidence)).toEqual([2, 4, 4])
  })

  test('tells apart one who signs twice from two who compete', async () => {
    const [first] = await cliqueChain([{ number: 1, signer: b }])
    const same = await producedBlock('clique', { number: 1, parent: genesis, signer: b, salt: 1 })
    const rival = await producedBlock('clique', { number: 1, parent: genesis, signer: c, difficulty: 1, salt: 2 })
    expect(eventsOf(clique(), [first as Seal, rival], 'missed-turn')).toEqual([])
    expect(eventsOf(clique(), [first as Seal, same])).toMatchObject([{ kind: 'equivocation', validators: [b.address] }])
  })
})

describe('createSealWatch on Bor and Parlia', () => {
  test('lets old and new producers seal after a list, and only the new after the next', async () => {
    const list = (some: readonly Sealer[]): Hex =>
      `0x${addresses(some)
        .map((one) => `${one.slice(2)}${'00'.repeat(19)}01`)
        .join('')}`
    const watch = watchOf({ family: 'bor', validators: addresses([a, b]) })
    const steps = [{ signer: a, middle: list([b, c]) }, { signer: a }, { signer: c }, { signer: c, middle: list([c, b]) }, { signer: a }]
    const chain: Seal[] = []
    for (const [i, step] of steps.entries())
      chain.push(await producedBlock('bor', { number: i + 1, parent: chain.at(-1)?.hash ?? genesis, ...step }))
    const reports = chain.map((seal) => watch.take(seal))
    expect(reports.map(({ evidence }) => evidence)).toEqual([4, 4, 4, 4, 2])
    expect(reports.flatMap(({ events }) => events)).toMatchObject([
      { kind: 'set-change', number: 1, announced: 'header' },
      { kind: 'unsealed', number: 5, validators: [a.address] },
    ])
  })

  test('counts nothing as sealed where no set is configured', async () => {
    const block = await producedBlock('parlia', { number: 1, parent: genesis, signer: a })
    expect(block.producer).toBe(a.address)
    expect(watchOf({ family: 'parlia', validators: null }).take(block)).toMatchObject({ evidence: 2, events: [] })
  })
})

describe('createSealWatch on anything', () => {
  test('never throws, and tells each thing in one sentence', () => {
    const who = fc.constantFrom(...addresses(all))
    const hash = fc.nat(12).map((n): Hex => `0x${n.toString(16).padStart(64, '0')}`)
    const family = fc.constantFrom<SealFamily>('qbft', 'ibft2', 'istanbul', 'clique', 'bor', 'parlia')
    const some = fc.array(who, { maxLength: 5 })
    const seal = fc.record({
      ...{ number: fc.nat(12), hash, parentHash: hash, sealHash: hash, signers: some, broken: fc.nat(1), producer: fc.option(who) },
      ...{ round: fc.option(fc.nat(3)), validators: fc.option(some), vote: fc.option(fc.record({ target: who, add: fc.boolean() })) },
      ...{ difficulty: fc.nat(3) },
    })
    fc.assert(
      fc.property(family, fc.option(some), fc.array(seal, { maxLength: 30 }), (kind, validators, seals) => {
        const watch = createSealWatch({ family: kind, validators, window: 6, silentAfter: 3, epoch: 5 })
        for (const one of seals) {
          const { evidence, verdict, events } = watch.take({ ...one, family: kind })
          if (evidence === 4) expect(verdict.ok).toBe(true)
          for (const { sentence } of events) expect(sentence).toMatch(/^[^\n]{10,399}\.$/)
        }
        for (const { sealed, of } of watch.participation()) expect(sealed).toBeLessThanOrEqual(of)
      }),
      { numRuns: 1000 },
    )
  })
})
