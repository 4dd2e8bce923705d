/** Evidence of an order in a block that validators sealed: the file itself proves level 4, against the accounts that it names. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import type { Evidence } from '#engine/evidence/format.ts'
import { blockProof } from '#engine/evidence/make.ts'
import { verifyEvidence } from '#engine/evidence/verify.ts'
import { decode } from '#engine/orders/decode.ts'
import { signedText } from '#evidence/sign.ts'
import { isSignedBy, sha256 } from '#platform/signing.ts'
import { toNotes } from '#storage/row.ts'
import { sealBlock, sealedChainId } from '../../support/sealedNode.ts'
import { sealers } from '../verify/seals/sealedChain.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
const signer = { publicKey, sign: (message: Uint8Array) => sign(null, message, pair.privateKey).toString('hex') }
const checks = { sha256, isSignedBy }
const validators = sealers(4)
const named = validators.map(({ address }) => address)

async function evidence(): Promise<Evidence> {
  const { block, receipts } = await sealBlock(null, { validators, coins: 900 })
  const chain = chainOfNetwork({ chainId: sealedChainId, name: 'Alliance', enabled: true, endpoints: [], family: 'qbft' })
  const [transaction] = block.transactions as readonly unknown[]
  const [found] = decode({ transaction, receipt: receipts[0] }, chain)
  if (!found) throw new Error('no order')
  const order = { ...found, blockTime: Number(block.timestamp), evidence: 4 }
  const claims = {
    ...{ order, notes: toNotes(null), decoding: { family: 'qbft', wrappedNative: null, pack: null }, chainName: 'Alliance' },
    ...{ endpoints: [], doubts: [], labels: [], firstSeenAt: 0, madeAt: 0, version: 'test' },
  }
  const proof = blockProof(block, receipts, order, { family: 'qbft', validators: named })
  return JSON.parse(signedText({ claims, proofs: { block: proof, journal: null } }, signer)) as Evidence
}

const verdictOf = (content: Evidence) => verifyEvidence(signedText(content, signer), checks, publicKey)

test('proves level 4 by the seals of the validators that it names', async () => {
  const verdict = verdictOf(await evidence())
  expect(verdict).toMatchObject({ ok: true, level: 4, problem: null })
  expect(verdict.proven.join(' ')).toContain('was sealed by 4 of 4 validators')
  expect(verdict.word.join(' ')).toContain('That the 4 validators named are those of the chain.')
})

test('proves no more than level 2 where nobody vouches for a list', async () => {
  const content = await evidence()
  if (content.proofs.block) content.proofs.block.validators = null
  expect(verdictOf(content)).toMatchObject({ ok: true, level: 2 })
})

test('is refused where others sealed, or a seal was altered', async () => {
  const strangers = await evidence()
  if (strangers.proofs.block)
    strangers.proofs.block.validators = sealers(9)
      .slice(5)
      .map(({ address }) => address)
  expect(verdictOf(strangers)).toMatchObject({ ok: false, problem: expect.stringContaining('is not one of the') })
  const altered = await evidence()
  const header = altered.proofs.block?.header
  if (header) header.extraData = String(header.extraData).replace(/.{6}$/, (end) => (end === '000000' ? '111111' : '000000'))
  expect(verdictOf(altered).ok).toBe(false)
})
