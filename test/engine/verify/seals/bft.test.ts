/** Seals of QBFT, IBFT 2.0 and Istanbul networks: who signed, and that nothing altered passes. */
import { keccak256, toRlp } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { ProofError } from '#engine/errors.ts'
import type { Address, Hex } from '#engine/types.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { sealOf } from '#engine/verify/seals/index.ts'
import { judgeSeals, quorumOf } from '#engine/verify/seals/judge.ts'
import type { SealFamily } from '#engine/verify/seals/seal.ts'
import type { RecordedObject } from '../../../support/fixtures.ts'
import { flippedHeaders, listVectors, sealsFolder, thrownBy } from './vectors.ts'

type RlpTree = Hex | readonly RlpTree[]

const consensuses: readonly SealFamily[] = ['qbft', 'ibft2', 'istanbul']
const all = consensuses.flatMap((family) => listVectors(family).map((vector) => ({ family, ...vector })))
const stranger: Address = `0x${'11'.repeat(20)}`
const validatorsOf = (expected: RecordedObject): Address[] => expected.validators as Address[]

/** Whether a node that trusts this hash and these validators would take the header; anything thrown has to be a ProofError. */
function passes(header: RecordedObject, family: SealFamily, expected: RecordedObject): boolean {
  const error = thrownBy(() => {
    if (familyOf(family).proveHeader({ ...header, hash: expected.hash }).ok !== true)
      throw new ProofError('HEADER_HASH', 0, 'another hash.')
    familyOf(family).seals?.(header, { validators: validatorsOf(expected) })
  })
  if (error !== null && !(error instanceof ProofError) && !(error instanceof Error && error.name === 'FieldError')) throw error
  return error === null
}

describe.skipIf(sealsFolder === null)('seals of BFT networks (skipped without recorded seals)', () => {
  test.each(all)('$family $file recovers hash, seal hash, signers and quorum', ({ family, header, expect: expected, whole }) => {
    const seal = sealOf(header, family)
    expect(seal).toMatchObject({
      hash: expected.hash,
      sealHash: expected.sealHash ?? expected.commitDigest,
      signers: expected.signers,
      validators: expected.validators,
      producer: expected.proposer ?? header.miner,
      round: (whole.extra as RecordedObject).round ?? null,
      vote: null,
      broken: 0,
    })
    const verdict = judgeSeals(seal, validatorsOf(expected))
    expect(verdict).toMatchObject({ ok: true, quorum: expected.quorum, signed: seal.signers.length, foreign: [], repeated: [] })
    expect(verdict.missing).toEqual(validatorsOf(expected).filter((one) => !seal.signers.includes(one)))
    expect(familyOf(family).proveHeader({ ...header, hash: expected.hash })).toEqual({ ok: true })
    expect(familyOf(family).seals?.(header, { validators: validatorsOf(expected) })).toMatchObject({ evidence: 4, note: null })
  })

  test.each(
    all.flatMap((vector) => vector.negatives.filter(({ header }) => header !== undefined).map((negative) => ({ ...vector, negative }))),
  )('$family $file refuses $negative.name', ({ family, expect: expected, negative }) => {
    const header = negative.header as RecordedObject
    const seal = sealOf(header, family)
    if (negative.computed !== null) {
      const { hash, sealHash, signers } = negative.computed as RecordedObject
      expect(seal).toMatchObject({ hash, sealHash, signers })
    }
    const verdict = judgeSeals(seal, validatorsOf(expected))
    expect(verdict.ok).toBe(false)
    expect(verdict.words).toMatch(/^Block \d+ .*\.$/)
    expect(passes(header, family, expected)).toBe(false)
  })

  test('counts a repeated seal once', () => {
    const repeated = all.flatMap(({ negatives, family, expect: expected }) =>
      negatives
        .filter(({ name }) => name === 'duplicate-seal')
        .map((one) => judgeSeals(sealOf(one.header, family), validatorsOf(expected))),
    )
    expect(repeated.length).toBeGreaterThan(0)
    for (const verdict of repeated) expect(verdict).toMatchObject({ ok: false, signed: 2, quorum: 3, repeated: [expect.any(String)] })
  })

  test.each(all)('$family $file refuses every single flipped bit', ({ family, header, expect: expected }) => {
    let flips = 0
    for (const { altered, field, at } of flippedHeaders(header)) {
      flips++
      if (passes(altered, family, expected)) expect.fail(`bit ${at} of ${field} was flipped unnoticed`)
    }
    expect(flips).toBeGreaterThan(4000)
  })

  test.each(all)('$family $file refuses flipped bits by its seals alone', ({ family, header, expect: expected }) => {
    let flips = 0
    for (const { altered, field, at } of flippedHeaders(header)) {
      if (++flips % 13 !== 0) continue
      const error = thrownBy(() => familyOf(family).seals?.(altered, { validators: validatorsOf(expected) }))
      if (!(error instanceof ProofError)) expect.fail(`bit ${at} of ${field} was flipped unnoticed`)
    }
  })

  test.each(all)('$family $file does not count a seal of a stranger', ({ family, header, expect: expected }) => {
    const seal = sealOf(header, family)
    const [first] = seal.signers
    const verdict = judgeSeals(
      seal,
      validatorsOf(expected).map((one) => (one === first ? stranger : one)),
    )
    expect(verdict).toMatchObject({ ok: false, foreign: [first], signed: seal.signers.length - 1 })
  })

  test('does not call a block proven that only its own list vouches for', () => {
    const [vector] = all
    expect(familyOf('qbft').seals?.(vector?.header ?? {}, { validators: null })).toMatchObject({
      evidence: 2,
      note: expect.stringContaining('Nothing vouches'),
    })
  })
})

describe.skipIf(sealsFolder === null)('seals of Kaia (skipped without recorded seals)', () => {
  const kaia = listVectors('kaia')

  test.each(kaia)('$file recovers hash, signers and quorum', ({ header, expect: expected }) => {
    const { hash, signers, validators, proposer, commitDigest } = expected
    const seal = sealOf(header, 'kaia')
    expect(seal).toMatchObject({ hash, signers, validators, producer: proposer, sealHash: commitDigest, broken: 0 })
    expect(judgeSeals(seal, validatorsOf(expected))).toMatchObject({ ok: true, quorum: expected.quorum })
    expect(judgeSeals({ ...seal, signers: seal.signers.slice(0, 2) }, validatorsOf(expected)).ok).toBe(false)
  })

  test.each(kaia)('$file refuses flipped bits', ({ header, expect: expected }) => {
    let flips = 0
    for (const { altered, field, at } of flippedHeaders(header)) {
      if (++flips % 5 !== 0) continue
      const error = thrownBy(() => expect(judgeSeals(sealOf(altered, 'kaia'), validatorsOf(expected)).ok).toBe(true))
      if (error === null) expect.fail(`bit ${at} of ${field} was flipped unnoticed`)
    }
  })
})

describe('votes and rounds, against hashes that another library computes', () => {
  const validators = ['0x0000000000000000000000000000000000000001', '0x0000000000000000000000000000000000000002'] as const
  const target = '0x0000000000000000000000000000000000000003' as const
  const vanity = `0x${Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join('')}` as const
  const sealers = [1, 2, 3, 4].map((n) => privateKeyToAccount(`0x${n.toString(16).padStart(64, '0')}`))
  const plain = {
    ...{
      parentHash: `0x${'a7'.repeat(32)}`,
      sha3Uncles: `0x${'1d'.repeat(32)}`,
      miner: `0x${'00'.repeat(20)}`,
      stateRoot: `0x${'ca'.repeat(32)}`,
    },
    ...{ transactionsRoot: `0x${'56'.repeat(32)}`, receiptsRoot: `0x${'56'.repeat(32)}`, logsBloom: `0x${'00'.repeat(256)}` },
    ...{ difficulty: '0x1', number: '0x1', gasLimit: '0x47c94c', gasUsed: '0x0', timestamp: '0x5b3c3db8', extraData: '0x' },
    ...{ mixHash: `0x${'63'.repeat(32)}`, nonce: '0x0000000000000000' },
  }
  const hashed = (extraData: Hex): Hex =>
    keccak256(
      toRlp(
        Object.values({ ...plain, extraData }).map((value) => (value === '0x0' ? '0x' : (value.replace(/^0x(.(?:..)*)$/, '0x0$1') as Hex))),
      ),
    )

  const cases = [
    ['ibft2', [target, '0xff'], { target, add: true }],
    ['ibft2', [target, '0x00'], { target, add: false }],
    ['ibft2', '0x', null],
    ['qbft', [target, '0xff'], { target, add: true }],
    ['qbft', [target, '0x'], { target, add: false }],
    ['qbft', [target, '0x00'], { target, add: false }],
    ['qbft', [], null],
  ] as const

  test.each(cases)('reads %s with the vote %j', async (family, vote, expected) => {
    const start: RlpTree[] = [vanity, [...validators], typeof vote === 'string' ? vote : [...vote]]
    const round = family === 'ibft2' ? '0x00fedcba' : '0xfedcba'
    const signedExtra = family === 'ibft2' ? [...start, round] : [...start, round, []]
    const hashedExtra = family === 'ibft2' ? start : [...start, '0x', []]
    const sealHash = hashed(toRlp(signedExtra as Hex[]))
    const seals = await Promise.all(
      sealers.map(async (account) => (await account.sign({ hash: sealHash })).replace(/1b$/, '00').replace(/1c$/, '01') as Hex),
    )
    const header = { ...plain, extraData: toRlp([...start, round, seals] as Hex[]) }
    expect(sealOf(header, family)).toMatchObject({
      ...{ hash: hashed(toRlp(hashedExtra as Hex[])), sealHash, round: 0xfedcba, vote: expected, validators: [...validators], broken: 0 },
      signers: sealers.map(({ address }) => address.toLowerCase()),
    })
  })

  test.each(['ibft2', 'qbft'] as const)('refuses a %s vote that is neither for nor against', (family) => {
    const extraData = toRlp([vanity, [...validators], [target, '0x17'], family === 'ibft2' ? '0x00000000' : '0x', []])
    expect(thrownBy(() => sealOf({ ...plain, extraData }, family))).toMatchObject({
      code: 'EXTRA_DATA',
      message: expect.stringContaining('neither for nor against'),
    })
  })
})

describe('quorumOf', () => {
  test('is two thirds, rounded up, as Besu computes it', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 10, 21, 100].map((n) => quorumOf('qbft', n))).toEqual([1, 2, 2, 3, 4, 4, 5, 7, 14, 67])
  })

  test('is one where one account produces a block', () => {
    expect(quorumOf('clique', 21)).toBe(1)
  })

  test('is everybody where Kaia has fewer than four', () => {
    expect([1, 2, 3, 4, 7].map((n) => quorumOf('kaia', n))).toEqual([1, 2, 3, 3, 5])
  })
})
