/** From JSON-RPC answers to legs. */
import { describe, expect, test } from 'vitest'
import { EndpointError, ProofError, RpcError } from '#engine/errors.ts'
import { readBlock } from '#engine/orders/readBlock.ts'
import type { BlockJob } from '#engine/ports.ts'
import type { Leg } from '#engine/types.ts'
import { objectsOf } from '#engine/verify/fields.ts'
import { fixturesFolder, listBlocks, loadBlock, type RecordedBlock } from '../../support/fixtures.ts'

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const answer = (result: unknown, id = 1): unknown => ({ jsonrpc: '2.0', id, result })
const shared = { chainId: 1, family: 'ethereum', wrappedNative: null, expect: { number: 7, hash: null }, tokens: null }
const job = (block: unknown, ...receipts: unknown[]): BlockJob => ({ ...shared, block: bytes(block), receipts: receipts.map(bytes) })

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('readBlock on answers that hold no block', () => {
  test('says that the endpoint does not have the block', () => {
    expect(thrownBy(() => readBlock(job(answer(null), answer([]))))).toMatchObject({ code: 'NULL_BLOCK', retryable: true })
  })

  test('says that the endpoint does not have the receipts', () => {
    expect(thrownBy(() => readBlock(job(answer({}), answer(null))))).toMatchObject({ code: 'NULL_RECEIPTS', retryable: true })
  })

  test.each(['<html>', '', '{"jsonrpc":"2.0","id":1,"result":{"number":"0x1"'])('tells what is not JSON: %j', (text) => {
    expect(thrownBy(() => readBlock(job(text)))).toSatisfy((error) => error instanceof EndpointError && error.code === 'NOT_JSON')
  })

  test.each([[], {}, 'true', { message: 'Forbidden' }, null])('tells JSON that is no JSON-RPC answer: %j', (value) => {
    expect(thrownBy(() => readBlock(job(value)))).toMatchObject({ code: 'BAD_ANSWER' })
  })

  test('hands on a JSON-RPC error without marks that would turn the text around', () => {
    const error = thrownBy(() => readBlock(job({ error: { code: -32601, message: '\u202eno such\nmethod' } })))
    expect(error).toBeInstanceOf(RpcError)
    expect(error).toMatchObject({ rpcCode: -32601, retryable: false })
    expect(error instanceof Error && error.message).toContain('no such method')
  })

  test('survives errors of any shape', () => {
    for (const error of ['no', 5, [], { code: {}, message: [] }, { code: 1e99 }]) {
      expect(thrownBy(() => readBlock(job({ error })))).toBeInstanceOf(RpcError)
    }
  })
})

describe.skipIf(fixturesFolder === null)('readBlock on a recorded block (skipped without recorded blocks)', () => {
  const load = (): RecordedBlock => {
    const file = listBlocks().find(({ chain, number }) => chain === 'mainnet' && number === 17686110)
    if (file === undefined) throw new Error('The collection has no mainnet block 17686110.')
    return loadBlock(file.path)
  }
  const weth = '0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2'
  const read = (over: Partial<BlockJob>) => {
    const { block, receipts } = load()
    return readBlock({
      ...shared,
      expect: { number: 17686110, hash: String(block.hash) },
      wrappedNative: weth,
      block: bytes(answer(block)),
      receipts: [bytes(answer(receipts))],
      ...over,
    })
  }

  test('counts what it holds and reads its native transfers', () => {
    const reading = read({ tokens: [] })
    expect(reading).toMatchObject({ evidence: 2, notes: [], transactions: 179, logs: 398 })
    const { block, receipts } = load()
    const isSilent = (index: number): boolean => receipts?.[index]?.status === '0x1' && String(receipts[index].logs) === ''
    const payments = objectsOf(block.transactions, 'transactions').filter(({ value }, index) => value !== '0x0' && isSilent(index))
    expect(payments.length).toBeGreaterThan(40)
    const hashes = new Set(payments.map(({ hash }) => hash))
    const found = reading.legs.filter(({ txHash }) => hashes.has(txHash))
    expect(found.map(({ txHash, kind, position, asset, amount }) => [txHash, kind, position, asset, amount])).toEqual(
      payments.map(({ hash, value }) => [hash, 'transfer', -1, null, BigInt(String(value))]),
    )
  })

  test('keeps the legs of the tokens that are wanted and of the native coin, and those that passed through them', () => {
    const all = read({})
    const some = read({ tokens: [weth] })
    const isWanted = ({ asset }: { asset: string | null }): boolean => asset === null || asset === weth
    const isOnASide = (leg: Leg): boolean => isWanted(leg) || (leg.received !== undefined && isWanted(leg.received))
    // An exchange of two tokens that nobody asked for may have passed through one that somebody did.
    expect(some.legs).toEqual(all.legs.filter((leg) => isOnASide(leg) || (leg.sole && leg.parts?.some(isOnASide))))
    expect(some.legs.length).toBeLessThan(all.legs.length)
  })

  test('reads the same from one receipt an answer, and from batches in any order', () => {
    const { receipts } = load()
    const whole = read({})
    const single = (receipts ?? []).map((receipt, i) => answer(receipt, i + 5))
    expect(read({ receipts: single.map(bytes) })).toEqual(whole)
    expect(read({ receipts: [bytes(single.toReversed())] })).toEqual(whole)
    expect(read({ receipts: [bytes(single.slice(0, 100).toReversed()), bytes(single.slice(100))] })).toEqual(whole)
  })

  test('refuses a batch that lacks one receipt', () => {
    const single = (load().receipts ?? []).map((receipt, i) => answer(receipt, i))
    expect(thrownBy(() => read({ receipts: [bytes(single.slice(1))] }))).toMatchObject({ code: 'RECEIPT_COUNT' })
  })

  test('refuses a block that was not asked for', () => {
    for (const expected of [
      { number: 17686111, hash: null },
      { number: null, hash: `0x${'ab'.repeat(32)}` },
    ]) {
      expect(thrownBy(() => read({ expect: expected }))).toSatisfy((error) => error instanceof ProofError && error.code === 'WRONG_BLOCK')
    }
  })

  test('makes one leg of a swap, with its movements as parts', () => {
    const swaps = read({}).legs.filter(({ kind }) => kind === 'swap')
    expect(swaps.length).toBeGreaterThan(10)
    for (const { received, parts, how } of swaps) {
      expect(received?.amount).toBeGreaterThan(0n)
      expect(parts?.length).toBeGreaterThan(1)
      expect(how).not.toBe('')
    }
  })

  test('gives every leg of a transaction its own place', () => {
    const { legs } = read({})
    expect(new Set(legs.map(({ txHash, position }) => `${txHash}:${position}`)).size).toBe(legs.length)
  })

  const floors = new Map([[null, 5n * 10n ** 18n]])

  test('with floors it leaves out transactions in which nothing is large, and nothing else', () => {
    const all = read({ tokens: [] })
    const some = read({ tokens: [], floors })
    const isMany = ({ asset, amount }: Pick<Leg, 'asset' | 'amount'>): boolean => asset !== null || amount >= 5n * 10n ** 18n
    const touches = (leg: Leg): boolean =>
      isMany(leg) || (leg.received !== undefined && isMany(leg.received)) || (leg.parts ?? []).some(touches)
    const large = new Set(all.legs.filter(touches).map(({ txHash }) => txHash))
    expect(some.legs).toEqual(all.legs.filter(({ txHash }) => large.has(txHash)))
    expect(some.legs.length).toBeGreaterThan(0)
    expect(some.legs.length).toBeLessThan(all.legs.length)
  })

  /** The block as told by an endpoint that lies about who sent one transaction, in its receipt as well. */
  const withForgedSender = (hash: string): Partial<BlockJob> => {
    const { block, receipts } = load()
    const from = `0x${'11'.repeat(20)}`
    const transactions = objectsOf(block.transactions, 'transactions').map((one) => (one.hash === hash ? { ...one, from } : one))
    const told = (receipts ?? []).map((one) => (one.transactionHash === hash ? { ...one, from } : one))
    return { block: bytes(answer({ ...block, transactions })), receipts: [bytes(answer(told))], tokens: [], floors }
  }

  test('proves the sender of every transaction that an order is made of, and of the others where that is asked for', () => {
    const kept = new Set<string>(read({ tokens: [], floors }).legs.map(({ txHash }) => txHash))
    const hashes = objectsOf(load().block.transactions, 'transactions').map(({ hash }) => String(hash))
    for (const hash of hashes.slice(0, 40)) {
      const forged = withForgedSender(hash)
      if (kept.has(hash)) expect(thrownBy(() => read(forged))).toMatchObject({ code: 'SENDER' })
      else expect(read(forged).legs.some(({ from, to }) => from === `0x${'11'.repeat(20)}` || to === `0x${'11'.repeat(20)}`)).toBe(false)
      expect(thrownBy(() => read({ ...forged, allSenders: true }))).toMatchObject({ code: 'SENDER' })
    }
  })
})
