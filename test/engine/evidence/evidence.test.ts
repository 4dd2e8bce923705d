/** Evidence of orders in recorded blocks: it verifies by itself, and not after any alteration. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { blockProof } from '#engine/evidence/make.ts'
import { verifyEvidence } from '#engine/evidence/verify.ts'
import { decode } from '#engine/orders/decode.ts'
import { signedText } from '#evidence/sign.ts'
import { isSignedBy, sha256 } from '#platform/signing.ts'
import type { OrderRow } from '#shared/order.ts'
import { toNotes } from '#storage/row.ts'
import { type BlockFile, familyOfChain, fixturesFolder, listBlocks, loadBlock } from '../../support/fixtures.ts'

const where = fixturesFolder === null ? ' (skipped: set CROWSNEST_FIXTURES to a folder of recorded blocks)' : ''
const checks = { sha256, isSignedBy }
const keys = () => {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  return { publicKey, sign: (message: Uint8Array) => sign(null, message, pair.privateKey).toString('hex') }
}
const signer = keys()
const chainIds: Readonly<Record<string, number>> = { arbitrum: 42161, base: 8453, polygon: 137, gnosis: 100, bnb: 56, optimism: 10 }

/** Evidence of the order of a block that has the most to it: of an exchange where there is one. */
function evidenceIn({ path, chain, number }: BlockFile): { text: string; order: OrderRow } | null {
  const { block, receipts } = loadBlock(path)
  const chainId = chainIds[chain] ?? 1
  const family = familyOfChain(chain)
  const known = chainOfNetwork({ chainId, name: chain, enabled: true, endpoints: [] })
  const transactions = Array.isArray(block.transactions) ? block.transactions : []
  const orders = transactions.flatMap((transaction: unknown, i) => decode({ transaction, receipt: receipts?.[i] }, known))
  const found = orders.find(({ kind }) => kind === 'swap') ?? orders[0]
  if (found === undefined) return null
  const order: OrderRow = { ...found, blockNumber: number, blockTime: Number(block.timestamp), evidence: 2 }
  const proof = blockProof(block, receipts ?? [], order, { family, validators: null })
  return { order, text: signedText(contentOf(order, family, known.wrappedNative, proof), signer) }
}

const contentOf = (
  order: OrderRow,
  family: string,
  wrappedNative: string | null,
  block: ReturnType<typeof blockProof>,
): Parameters<typeof signedText>[0] => ({
  claims: {
    ...{ order, notes: toNotes(null), decoding: { family, wrappedNative, pack: null }, chainName: 'recorded', endpoints: ['node.example'] },
    ...{ doubts: [], labels: [], firstSeenAt: 0, madeAt: 0, version: 'test' },
  },
  proofs: { block, journal: null },
})

describe.skipIf(fixturesFolder === null)(`evidence of recorded orders${where}`, () => {
  const files = listBlocks()
  const perChain = [...new Set(files.map(({ chain }) => chain))].flatMap((chain) =>
    files.filter((file) => file.chain === chain).slice(0, 3),
  )

  test.each(perChain)('proves an order of $chain block $number by itself', (file) => {
    const made = evidenceIn(file)
    if (made === null) return
    const verdict = verifyEvidence(made.text, checks, signer.publicKey)
    expect(verdict.problem).toBe(null)
    expect(verdict).toMatchObject({ ok: true, level: 2 })
    expect(verdict.proven.join(' ')).toContain('Read again by')
  })

  const sample = () => {
    for (const file of files.filter(({ chain }) => chain === 'mainnet').slice(-6)) {
      const made = evidenceIn(file)
      if (made !== null) return made
    }
    throw new Error('no order in the recordings')
  }

  test('is refused after any of 10,000 random alterations', () => {
    const { text } = sample()
    const random = seeded(7)
    const bytes = Buffer.from(text)
    const passed: string[] = []
    for (let round = 0; round < 10_000; round++) {
      const at = Math.floor(random() * bytes.length)
      const was = bytes[at] ?? 0
      bytes[at] = was ^ (1 + Math.floor(random() * 255))
      if (verifyEvidence(bytes.toString('utf8'), checks, signer.publicKey).ok) passed.push(`byte ${at}`)
      bytes[at] = was
    }
    expect(passed).toEqual([])
    expect(verifyEvidence(bytes.toString('utf8'), checks, signer.publicKey).ok).toBe(true)
  })

  test('is refused by its proofs alone, whoever signed what was altered', () => {
    const { text } = sample()
    const lie = (change: (evidence: Lie) => void) => {
      const evidence = JSON.parse(text) as Lie
      change(evidence)
      return verifyEvidence(signedText(evidence, signer), checks, signer.publicKey)
    }
    expect(lie(() => {}).ok).toBe(true)
    const lies: readonly ((evidence: Lie) => void)[] = [
      ({ claims }) => {
        claims.order.amount = '1'
      },
      ({ claims }) => {
        claims.order.to = `0x${'11'.repeat(20)}`
      },
      ({ claims }) => {
        claims.order.kind = 'burn'
      },
      ({ claims }) => {
        claims.order.blockTime = 1
      },
      ({ claims }) => {
        claims.order.position += 1
      },
      ({ proofs }) => {
        proofs.block.header.timestamp = '0x1'
      },
      ({ proofs }) => {
        proofs.block.transaction.value = '0x1234'
      },
      ({ proofs }) => {
        proofs.block.receipt.cumulativeGasUsed = '0x1234'
      },
      ({ proofs }) => {
        proofs.block.index += 1
      },
      ({ proofs }) => {
        proofs.block.receiptProof.pop()
      },
      ({ proofs }) => {
        proofs.block.receiptProof.push('0x80')
      },
    ]
    for (const one of lies) expect(lie(one)).toMatchObject({ ok: false, level: 0 })
  })

  test('says that another signed it, and that nobody did', () => {
    const { text } = sample()
    const other = keys()
    expect(verifyEvidence(text, checks, other.publicKey).problem).toContain('not with the one that was asked for')
    const unsigned = signedText(JSON.parse(text) as Lie, null)
    expect(verifyEvidence(unsigned, checks, signer.publicKey).problem).toContain('not signed')
    expect(verifyEvidence(unsigned, checks).word.join(' ')).toContain('Nobody signed this file')
  })
})

test('is not mistaken for evidence where it is something else', () => {
  for (const text of ['', '{}', '[]', 'null', '{"format":"crowsnest-evidence","version":2}'])
    expect(verifyEvidence(text, checks)).toMatchObject({ ok: false, level: 0 })
  expect(verifyEvidence('{"format":"crowsnest-evidence","version":2}', checks).problem).toContain('version 2')
})

type Lie = Parameters<typeof signedText>[0] & {
  claims: { order: OrderRow }
  proofs: {
    block: {
      header: Record<string, unknown>
      transaction: Record<string, unknown>
      receipt: Record<string, unknown>
      index: number
      receiptProof: string[]
    }
  }
}

/** Mulberry32: the same alterations in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
