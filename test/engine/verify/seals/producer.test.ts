/** Seals of chains where one account produces a block: Clique, Bor and Parlia. */
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import type { Address } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { judgeAttestation } from '#engine/verify/seals/attestation.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import { judgeSeals } from '#engine/verify/seals/judge.ts'
import { attestationOf, type ParliaValidator } from '#engine/verify/seals/parliaExtra.ts'
import { fixturesFolder, listBlocks, loadBlock, type RecordedObject } from '../../../support/fixtures.ts'
import { flippedHeaders, listVectors, sealsFolder, thrownBy } from './vectors.ts'

const clique = listVectors('clique')
const signed = clique.filter(({ expect: expected }) => expected.signer !== undefined)
const bor = listVectors('bor')
const parlia = listVectors('parlia')
type ParliaBlock = {
  readonly header: RecordedObject
  readonly number: number
  readonly hash: string
  readonly sealHash: string
  readonly signer: Address
  readonly epoch: { readonly validators: readonly ParliaValidator[] } | null
  readonly attestation: RecordedObject | null
}
const parliaBlocks = parlia.flatMap(({ whole, file }) =>
  ((whole.blocks ?? []) as ParliaBlock[]).map((block) => ({ ...block, file, chainId: Number(whole.chainId) })),
)

describe.skipIf(sealsFolder === null)('Clique (skipped without recorded seals)', () => {
  test.each(signed)('$file recovers hash, seal hash and signer', ({ header, expect: expected, whole }) => {
    const seal = sealOf(header, 'clique')
    const listed = (whole.extra as RecordedObject).signersInExtra as Address[]
    expect(seal).toMatchObject({
      hash: expected.hash,
      sealHash: expected.sealHash,
      signers: [expected.signer],
      producer: expected.signer,
      validators: listed.length === 0 ? null : listed,
      vote: null,
      round: null,
    })
    const validators = expected.authorisedSigners as Address[]
    expect(judgeSeals(seal, validators)).toMatchObject({ ok: true, quorum: 1, signed: 1, missing: [] })
    expect(judgeSeals(seal, [`0x${'11'.repeat(20)}`])).toMatchObject({ ok: false, foreign: [expected.signer] })
    expect(familyOf('clique').proveHeader({ ...header, hash: expected.hash })).toEqual({ ok: true })
    expect(familyOf('clique').seals?.(header, { validators })).toMatchObject({ evidence: 4 })
    expect(familyOf('clique').seals?.(header, { validators: null })).toMatchObject({
      evidence: 2,
      note: expect.stringContaining('Nothing vouches'),
    })
  })

  test.each(signed)('$file refuses its altered variants', ({ header, expect: expected, negatives }) => {
    const altered = negatives.find(({ name }) => name === 'tampered-state-root') ?? {}
    const { hash, sealHash, recovered } = altered.computed as RecordedObject
    const seal = sealOf(altered.header, 'clique')
    expect(seal).toMatchObject({ hash, sealHash, signers: [recovered] })
    expect(judgeSeals(seal, expected.authorisedSigners as Address[])).toMatchObject({ ok: false, foreign: [recovered] })
    expect(altered.header).not.toEqual(header)
  })

  test.each(signed)('$file refuses flipped bits by its seal alone', ({ file, header, expect: expected }) => {
    let flips = 0
    const step = file === 'goerli-1.json' || file === 'rinkeby-30000-epoch.json' ? 1 : 7
    for (const { altered, field, at } of flippedHeaders(header)) {
      if (++flips % step !== 0) continue
      const context = { validators: expected.authorisedSigners as Address[] }
      if (!(thrownBy(() => familyOf('clique').seals?.(altered, context)) instanceof ProofError)) expect.fail(`bit ${at} of ${field}`)
    }
    expect(flips).toBeGreaterThan(4000)
  })

  test('computes the published seal hash of an empty header, and recovers nobody from it', () => {
    const vector = clique.find(({ file }) => file === 'sealhash-geth.json')
    expect(sealOf(vector?.header, 'clique')).toMatchObject({ sealHash: vector?.expect.sealHash, signers: [], broken: 1 })
  })

  test('neither recovers a signer nor reports a failed seal after the merge', () => {
    const vector = clique.find(({ file }) => file === 'goerli-after-merge.json')
    const blocks = vector?.whole.blocks as { header: RecordedObject; hash: string }[]
    expect(blocks).toHaveLength(2)
    for (const { header, hash } of blocks) {
      expect(thrownBy(() => sealOf(header, 'clique'))).toMatchObject({
        code: 'NOT_SEALED',
        message: expect.stringContaining('proof of stake'),
      })
      expect(familyOf('clique').seals?.({ ...header, hash }, { validators: [] })).toMatchObject({ evidence: 2, seal: null, verdict: null })
    }
  })
})

describe.skipIf(sealsFolder === null)('Bor (skipped without recorded seals)', () => {
  const polygon = bor.find(({ file }) => file === 'polygon-50000000.json')
  const jaipur = bor.find(({ file }) => file === 'sealhash-jaipur.json')

  test('recovers the producer of a Polygon block', () => {
    const { hash, sealHash, signer } = polygon?.expect ?? {}
    const seal = sealOf(polygon?.header, 'bor', { chainId: 137 })
    expect(seal).toMatchObject({ hash, sealHash, signers: [signer], producer: signer, validators: null })
    expect(familyOf('bor').seals?.(polygon?.header ?? {}, { validators: [signer as Address] })).toMatchObject({ evidence: 4 })
  })

  test('leaves the base fee out of the seal before Jaipur only', () => {
    const [negative] = polygon?.negatives ?? []
    const before = sealOf(polygon?.header, 'bor', { jaipurBlock: 50_000_001 })
    expect(before).toMatchObject({ sealHash: negative?.sealHash, signers: [negative?.recovered] })
    expect(sealOf(jaipur?.header, 'bor').sealHash).toBe(jaipur?.expect.sealHashFromJaipur)
    expect(sealOf(jaipur?.header, 'bor', { jaipurBlock: 2 }).sealHash).toBe(jaipur?.expect.sealHashBeforeJaipur)
  })

  test('refuses every single flipped bit by its seal alone', () => {
    const context = { validators: [polygon?.expect.signer as Address] }
    for (const { altered, field, at } of flippedHeaders(polygon?.header ?? {})) {
      if (!(thrownBy(() => familyOf('bor').seals?.(altered, context)) instanceof ProofError)) expect.fail(`bit ${at} of ${field}`)
    }
  })
})

describe.skipIf(fixturesFolder === null)('Bor on recorded Polygon blocks (skipped without recorded blocks)', () => {
  test('recovers one producer for every block', () => {
    const blocks = listBlocks().filter(({ chain }) => chain === 'polygon')
    expect(blocks.length).toBeGreaterThan(0)
    for (const { path } of blocks) {
      const { block } = loadBlock(path)
      expect(sealOf(block, 'bor', { chainId: 137 })).toMatchObject({ hash: block.hash, broken: 0, signers: [expect.any(String)] })
    }
  })
})

describe.skipIf(sealsFolder === null)('Parlia (skipped without recorded seals)', () => {
  test.each(parliaBlocks)(
    '$file block $number recovers hash, seal hash and producer',
    ({ header, hash, sealHash, signer, epoch, chainId }) => {
      const seal = sealOf(header, 'parlia', { chainId })
      const listed = epoch?.validators.map(({ address }) => address) ?? null
      expect(seal).toMatchObject({ hash, sealHash, signers: [signer], producer: signer, validators: listed })
      expect(familyOf('parlia').proveHeader({ ...header, hash })).toEqual({ ok: true })
      expect(familyOf('parlia').seals?.(header, { validators: [signer], chainId })).toMatchObject({ evidence: 4 })
      expect(familyOf('parlia').seals?.(header, { validators: null, chainId })).toMatchObject({ evidence: 2 })
    },
  )

  test.each(parlia.flatMap(({ negatives, file, whole }) => negatives.map((negative) => ({ negative, file, whole }))))(
    '$file refuses $negative.name',
    ({ negative, whole }) => {
      const chainId = Number(negative.chainId ?? whole.chainId)
      const block = (whole.blocks as ParliaBlock[]).find(({ number }) => number === negative.number)
      const header = (negative.header ?? block?.header) as RecordedObject
      expect(sealOf(header, 'parlia', { chainId }).signers).toEqual([negative.recovered])
      for (const validators of [block === undefined ? [] : [block.signer], null]) {
        expect(thrownBy(() => familyOf('parlia').seals?.(header, { validators, chainId }))).toMatchObject({ code: 'SEALS' })
      }
    },
  )

  test('says that the chain id is needed', () => {
    expect(thrownBy(() => sealOf(parliaBlocks[0]?.header, 'parlia'))).toMatchObject({ message: expect.stringContaining('chain id') })
  })

  test.each(parliaBlocks.filter((_, i) => i % 9 === 0))(
    '$file block $number refuses flipped bits by its seal alone',
    ({ header, signer, chainId }) => {
      let flips = 0
      for (const { altered, field, at } of flippedHeaders(header)) {
        if (++flips % 3 !== 0) continue
        const context = { validators: [signer], chainId }
        if (!(thrownBy(() => familyOf('parlia').seals?.(altered, context)) instanceof ProofError)) expect.fail(`bit ${at} of ${field}`)
      }
    },
  )

  const votes = parlia.flatMap(({ whole, expect: expected }) =>
    ((whole.blocks ?? []) as ParliaBlock[])
      .filter(({ attestation }) => attestation !== null && expected.voteValidators)
      .map((block) => ({ ...block, validators: expected.voteValidators as ParliaValidator[], quorum: expected.attestationQuorum })),
  )

  test.each(votes)('checks the votes in block $number', ({ header, attestation, validators, quorum }) => {
    const read = attestationOf(header)
    const { voteDataHash, voters, sourceNumber, targetNumber } = attestation ?? {}
    expect(read).toMatchObject({ voteHash: voteDataHash, source: { number: sourceNumber }, target: { number: targetNumber } })
    if (read === null) return
    expect(judgeAttestation(read, validators)).toMatchObject({ ok: true, quorum, voters })
  })

  test('refuses votes that were altered, that are too few, or that others cast', () => {
    const [first] = votes
    const read = attestationOf(first?.header ?? {})
    if (first === undefined || read === null) throw new Error('The collection has no votes.')
    const { validators } = first
    const wrong = [
      { ...read, voteHash: `0x${'12'.repeat(32)}` as const },
      { ...read, voters: read.voters ^ 1n },
      { ...read, voters: read.voters | 0x100n },
      { ...read, signature: `${read.signature.slice(0, -1)}${read.signature.endsWith('0') ? '1' : '0'}` as `0x${string}` },
      { ...read, voters: 3n },
    ]
    for (const one of wrong) expect(judgeAttestation(one, validators)).toMatchObject({ ok: false, words: expect.stringMatching(/\.$/) })
    expect(judgeAttestation(read, [...validators.slice(1), { address: `0x${'ff'.repeat(20)}`, blsPublicKey: '0x00' }]).ok).toBe(false)
  })
})
