/** Reads and judges the seals of a header: the entrance for families, worker threads and tests. Pure; needs neither network nor clock. */
import { ProofError } from '../../errors.ts'
import type { Address } from '../../types.ts'
import type { RpcObject, SealFinding } from '../families/defineFamily.ts'
import { FieldError } from '../fieldError.ts'
import { objectOf } from '../fields.ts'
import { bftSeal } from './bft.ts'
import { istanbulSeal, kaiaSeal } from './istanbul.ts'
import { isProduced, judgeSeals } from './judge.ts'
import { borSeal, cliqueSeal, parliaSeal } from './producer.ts'
import type { Seal, SealFamily, SealOptions } from './seal.ts'

const readers: Readonly<Record<SealFamily, (header: RpcObject, options: SealOptions) => Seal>> = {
  qbft: (header) => bftSeal(header, 'qbft'),
  ibft2: (header) => bftSeal(header, 'ibft2'),
  istanbul: istanbulSeal,
  kaia: kaiaSeal,
  clique: cliqueSeal,
  bor: borSeal,
  parlia: parliaSeal,
}

/**
 * The seal of a header in JSON-RPC encoding. Throws ProofError of one sentence, and nothing else: EXTRA_DATA for extra data that hold no
 * seal of this consensus, NOT_SEALED for a proof-of-stake block of a chain that left Clique, BAD_FIELD or MISSING_FIELD for other fields.
 */
export const sealOf = (header: unknown, family: SealFamily, options: SealOptions = {}): Seal => {
  try {
    return readers[family](objectOf(header, 'The header'), options)
  } catch (cause) {
    if (cause instanceof FieldError) throw new ProofError(cause.code, labelOf(header), lowerFirst(cause.message))
    throw cause
  }
}

/** What is known of a chain when one of its headers is judged. */
export type SealContext = SealOptions & {
  /** Who may seal this block, as configured or as followed from trusted headers; null where nobody vouches for a set. */
  readonly validators: readonly Address[] | null
}

/**
 * Judges a header whose hash was proven. Evidence 4 needs a set that somebody vouches for: seals by accounts that only the header itself
 * lists prove nothing that its maker could not have made up. Throws ProofError: SEALS where the seals do not suffice, and as `sealOf`.
 */
export const findSeals =
  (family: SealFamily) =>
  (header: RpcObject, context: SealContext): SealFinding => {
    const seal = readUnlessUnsealed(header, family, context)
    if (seal === null) {
      return {
        evidence: 2,
        seal,
        verdict: null,
        note: 'The block carries no seal: it was made by proof of stake, after the chain left this consensus.',
      }
    }
    const verdict = judgeSeals(seal, context.validators)
    if (seal.number === 0 && seal.signers.length === 0)
      return { evidence: 2, seal, verdict, note: 'The first block of a chain is sealed by nobody.' }
    if (context.validators !== null) {
      if (!verdict.ok) throw refused(seal, verdict.words)
      return { evidence: 4, seal, verdict, note: null }
    }
    if (seal.validators !== null && !verdict.ok && !isProduced(family)) throw refused(seal, verdict.words)
    if (family === 'parlia' && seal.signers[0] !== seal.producer) {
      throw refused(seal, `Block ${seal.number} names ${seal.producer} as its producer, but was not sealed by it on this chain id.`)
    }
    const who = verdict.ok ? verdict.words : `Block ${seal.number} was sealed by ${seal.signers.join(', ') || 'nobody'}.`
    return {
      evidence: 2,
      seal,
      verdict,
      note: `${who} Nothing vouches for the list of those who may seal, so this does not count as proof.`,
    }
  }

const readUnlessUnsealed = (header: RpcObject, family: SealFamily, options: SealOptions): Seal | null => {
  try {
    return sealOf(header, family, options)
  } catch (cause) {
    if (cause instanceof ProofError && cause.code === 'NOT_SEALED') return null
    throw cause
  }
}

const refused = (seal: Seal, words: string): ProofError =>
  new ProofError('SEALS', seal.number, lowerFirst(words.replace(/^Block \d+ /, 'it ')))

const labelOf = (header: unknown): string | number => {
  const number = typeof header === 'object' && header !== null && 'number' in header ? header.number : null
  return typeof number === 'string' && /^0x[0-9a-f]{1,13}$/.test(number) ? Number(number) : 'unnumbered'
}

const lowerFirst = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1)
