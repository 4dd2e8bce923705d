/** Every recorded block of the collection is proven. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hashHeader } from '#engine/verify/encoding/header.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { objectsOf } from '#engine/verify/fields.ts'
import { bytesOf, hexOf } from '#engine/verify/hex.ts'
import { keccak256 } from '#engine/verify/keccak.ts'
import { receiptsRoot, transactionsRoot, withdrawalsRoot } from '#engine/verify/roots.ts'
import { climbAll as climb } from '../../support/climbAll.ts'
import { familyOfChain, fixturesFolder, listBlocks, loadBlock, loadJson } from '../../support/fixtures.ts'

const where = fixturesFolder === null ? ' (skipped: set CROWSNEST_FIXTURES to a folder of recorded blocks)' : ''

describe.skipIf(fixturesFolder === null)(`climb on recorded blocks${where}`, () => {
  const complete = listBlocks()
  let transactions = 0
  let milliseconds = 0

  test.each(complete)('proves $chain block $number at level 2', ({ path, chain, number }) => {
    const { block, receipts } = loadBlock(path)
    const begin = performance.now()
    const climbed = climb(block, receipts ?? [], familyOf(familyOfChain(chain)), { number, hash: String(block.hash) })
    milliseconds += performance.now() - begin
    transactions += climbed.transactions.length
    expect(climbed.notes).toEqual([])
    expect(climbed.evidence).toBe(2)
    expect(climbed.header).toEqual({
      number,
      hash: block.hash,
      parentHash: block.parentHash,
      timestamp: Number(block.timestamp),
    })
    expect(climbed.transactions.map(({ hash }) => hash)).toEqual(objectsOf(block.transactions, 'transactions').map(({ hash }) => hash))
    expect(climbed.transactions.flatMap(({ logs }) => logs.map(({ address }) => address))).toEqual(
      (receipts ?? []).flatMap((receipt) => objectsOf(receipt.logs, 'logs').map(({ address }) => address)),
    )
  })

  test('proves every complete block of the collection', () => {
    expect(complete.length).toBeGreaterThan(0)
    console.info(`${complete.length} blocks, ${transactions} transactions, ${milliseconds.toFixed(0)} ms`)
  })
})

describe.skipIf(fixturesFolder === null)(`roots of recorded blocks without receipts${where}`, () => {
  test.each(listBlocks('blocks-no-receipts'))('recomputes $chain block $number', ({ path, chain }) => {
    const { block } = loadBlock(path)
    const family = familyOf(familyOfChain(chain))
    const transactions = objectsOf(block.transactions, 'transactions')
    expect(family.proveHeader(block)).toEqual({ ok: true })
    expect(transactionsRoot(transactions, family)).toBe(block.transactionsRoot)
    for (const transaction of transactions) expect(family.recoverSender(transaction) ?? transaction.from).toBe(transaction.from)
    if (block.withdrawals !== undefined) expect(withdrawalsRoot(objectsOf(block.withdrawals, 'withdrawals'))).toBe(block.withdrawalsRoot)
  })
})

describe.skipIf(fixturesFolder === null)(`receipts of recorded blocks without transactions${where}`, () => {
  test.each(listBlocks('blocks-no-txs'))('recomputes $chain block $number', ({ path, chain }) => {
    const { block, receipts } = loadBlock(path)
    expect(hashHeader(block)).toBe(block.hash)
    expect(receiptsRoot(receipts ?? [], [], familyOf(familyOfChain(chain)))).toBe(block.receiptsRoot)
  })
})

describe.skipIf(fixturesFolder === null)(`recorded header RLP${where}`, () => {
  const chains = [...new Set(listBlocks().map(({ chain }) => chain))]
  test.each(chains)('hashes to the header’s hash on %s', (chain) => {
    const headers = objectsOf(loadJson(join(fixturesFolder ?? '', 'headers', `${chain}.json.gz`)), 'headers')
    expect(headers.length).toBeGreaterThan(0)
    for (const { rlp, hash } of headers) expect(hexOf(keccak256(bytesOf(String(rlp))))).toBe(hash)
  })
})
