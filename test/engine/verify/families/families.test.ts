/** What each family of chains encodes in its own way, and what happens with what none of them knows. */
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { concatHex, keccak256, toRlp } from 'viem'
import { describe, expect, test } from 'vitest'
import { families, familyOf } from '#engine/verify/families/index.ts'
import { objectsOf } from '#engine/verify/fields.ts'
import { hexOf } from '#engine/verify/hex.ts'
import type { Climbed } from '#engine/verify/index.ts'
import { climbAll as climb } from '../../../support/climbAll.ts'
import { fixturesFolder, listBlocks, loadBlock, type RecordedBlock, type RecordedObject } from '../../../support/fixtures.ts'

const skip = fixturesFolder === null
const any = { number: null, hash: null }

function recorded(chain: string, number: number): RecordedBlock {
  const file = listBlocks().find((one) => one.chain === chain && one.number === number)
  if (file === undefined) throw new Error(`The collection has no ${chain} block ${number}.`)
  return loadBlock(file.path)
}

const read = ({ block, receipts }: RecordedBlock, family: string): Climbed => climb(block, receipts ?? [], familyOf(family), any)
const transactionsOf = ({ block }: RecordedBlock): RecordedObject[] => objectsOf(block.transactions, 'transactions') as RecordedObject[]

/** The same block under another hash, as if a fork had changed its header. */
function rehash(original: RecordedBlock, hash: string): RecordedBlock {
  return JSON.parse(JSON.stringify(original).replaceAll(String(original.block.hash), hash))
}

describe('families', () => {
  test('has every folder registered under its id', () => {
    const folder = fileURLToPath(new URL('../../../../electron/engine/verify/families', import.meta.url))
    const folders = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/index.ts`))
    expect(families.map(({ id }) => id).sort()).toEqual(folders.sort())
  })

  test('doubts chains of a family that is not known', () => {
    expect(familyOf('hasOwnProperty').id).toBe('generic')
  })
})

describe.skipIf(skip)('a block with something unknown (skipped without recorded blocks)', () => {
  const hash = `0x${'ab'.repeat(32)}`

  test('is at level 1 and says so when its header has a field of a later fork', () => {
    const changed = rehash(recorded('mainnet', 22431084), hash)
    changed.block.futureRoot = `0x${'cd'.repeat(32)}`
    const climbed = read(changed, 'ethereum')
    expect(climbed.evidence).toBe(1)
    expect(climbed.notes.join()).toContain('futureRoot')
  })

  test('is refused when the header does not hash and nothing in it is unknown', () => {
    expect(() => read(rehash(recorded('mainnet', 22431084), hash), 'ethereum')).toThrow(/header hashes to/)
  })

  test('is still proven when the field is the node’s own addition', () => {
    const changed = recorded('mainnet', 22431084)
    Object.assign(changed.block, { milliTimestamp: '0x1', nodeSays: 'hello' })
    expect(read(changed, 'ethereum').evidence).toBe(2)
  })

  test('still has to agree with the roots that can be recomputed', () => {
    const changed = rehash(recorded('mainnet', 22431084), hash)
    changed.block.futureRoot = `0x${'cd'.repeat(32)}`
    Object.assign(transactionsOf(changed)[3] ?? {}, { value: '0x123456789' })
    expect(() => read(changed, 'ethereum')).toThrow(/transaction 3 does not hash/)
  })

  test('is at level 1 when a transaction is of an unknown type', () => {
    const changed = recorded('mainnet', 22431084)
    for (const object of [transactionsOf(changed)[5], changed.receipts?.[5]]) Object.assign(object ?? {}, { type: '0x50' })
    const climbed = read(changed, 'ethereum')
    expect(climbed.evidence).toBe(1)
    expect(climbed.notes).toHaveLength(2)
    expect(climbed.notes.join()).toContain('type 0x50')
  })

  test('is refused when only its receipt is of an unknown type', () => {
    const changed = recorded('mainnet', 22431084)
    Object.assign(changed.receipts?.[5] ?? {}, { type: '0x50' })
    expect(() => read(changed, 'ethereum')).toThrow(/another type/)
  })
})

describe.skipIf(skip)('the generic family (skipped without recorded blocks)', () => {
  test('reads a block at level 1 with a note', () => {
    const climbed = read(recorded('mainnet', 19433902), 'generic')
    expect(climbed.evidence).toBe(1)
    expect(climbed.notes).toHaveLength(1)
    expect(climbed.transactions).toHaveLength(171)
  })

  test('refuses an added log, which the bloom gives away', () => {
    const changed = recorded('mainnet', 19807080)
    const logs = changed.receipts?.[8]?.logs as RecordedObject[]
    logs.push({ ...logs[0], address: `0x${'77'.repeat(20)}`, logIndex: '0x100' })
    expect(() => read(changed, 'generic')).toThrow(/bloom/)
  })

  test('accepts chains that count gas and logs in their own way', () => {
    const changed = recorded('mainnet', 19807080)
    for (const receipt of changed.receipts ?? []) Object.assign(receipt, { cumulativeGasUsed: '0x0' })
    expect(read(changed, 'generic').notes.join()).toContain('gas')
  })
})

describe.skipIf(skip)('the OP stack family (skipped without recorded blocks)', () => {
  test('reads the deposit from the bytes that were hashed', () => {
    const [deposit] = read(recorded('base', 33411770), 'op-stack').transactions
    expect(deposit).toMatchObject({ from: '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001', value: 0n, succeeded: true })
  })

  test('refuses another sender of a deposit, though it is not signed', () => {
    const changed = recorded('base', 33411770)
    for (const object of [transactionsOf(changed)[0], changed.receipts?.[0]]) Object.assign(object ?? {}, { from: `0x${'11'.repeat(20)}` })
    expect(() => read(changed, 'op-stack')).toThrow(/transaction 0 does not hash/)
  })

  test('refuses a deposit receipt without the nonce that Canyon made it hash', () => {
    const changed = recorded('base', 33411770)
    delete changed.receipts?.[0]?.depositReceiptVersion
    expect(() => read(changed, 'op-stack')).toThrow(/receipts root/)
  })

  test('lowers the level where an endpoint leaves out what a deposit is hashed with', () => {
    const changed = recorded('base', 33411770)
    delete transactionsOf(changed)[0]?.sourceHash
    expect(read(changed, 'op-stack')).toMatchObject({ evidence: 1 })
  })
})

describe('the Polygon family', () => {
  test('derives the hash of a state-sync transaction', () => {
    const block = { number: '0x3c7f010', hash: '0x3e1fd15b8979a190383b9eb1f5afbffd1208f5282dba9c2de327af4004811a2a' }
    expect(familyOf('polygon').uncovered?.(block)).toBe('0x962b5ec3701a4441ceca761c77879ae112e5052d53e80b3a2948fc52abdf8aee')
  })

  describe.skipIf(skip)('with a state-sync transaction in the block (skipped without recorded blocks)', () => {
    const nobody = `0x${'00'.repeat(20)}`
    function withStateSync(logs: RecordedObject[] | null): RecordedBlock {
      const changed = recorded('polygon', 50000000)
      const { hash: blockHash, number: blockNumber } = changed.block
      const hash = familyOf('polygon').uncovered?.(changed.block)
      const shared = { blockHash, blockNumber, transactionIndex: '0x234', from: nobody, to: nobody, type: '0x0' }
      ;(changed.block.transactions as RecordedObject[]).push({
        ...shared,
        hash,
        input: '0x',
        value: '0x0',
        nonce: '0x0',
        v: '0x0',
        r: '0x0',
        s: '0x0',
      })
      if (logs !== null) changed.receipts?.push({ ...shared, transactionHash: hash, status: '0x1', cumulativeGasUsed: '0x0', logs })
      return changed
    }

    test('reads its logs at level 1, because no root covers them', () => {
      const log = { address: `0x${'12'.repeat(20)}`, topics: [`0x${'34'.repeat(32)}`], data: '0x' }
      const climbed = read(withStateSync([log]), 'polygon')
      expect(climbed.evidence).toBe(1)
      expect(climbed.transactions.at(-1)).toMatchObject({ index: 564, value: 0n, logs: [{ ...log, position: 0 }] })
    })

    test('stays at level 2 when it has no logs', () => {
      expect(read(withStateSync([]), 'polygon')).toMatchObject({ evidence: 2, transactions: { length: 564 } })
    })

    test('is at level 1 when its receipt is not served', () => {
      expect(read(withStateSync(null), 'polygon')).toMatchObject({ evidence: 1, transactions: { length: 564 } })
    })
  })
})

describe('the Arbitrum family', () => {
  const word = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`
  const account = (digit: string): `0x${string}` => `0x${digit.repeat(40)}`
  const call = { maxFeePerGas: '0x5f5e100', gas: '0x5208', to: account('4'), value: '0x10', input: '0xabcdef' } as const
  const callItems = ['0x05f5e100', '0x5208', account('4'), '0x10', '0xabcdef'] as const
  const chainId = '0xa4b1'
  const ticket = {
    requestId: word('1'),
    from: account('2'),
    l1BaseFee: '0x7',
    depositValue: '0x100',
    maxFeePerGas: '0x5f5e100',
    gas: '0x5208',
    retryTo: account('4'),
    retryValue: '0x0',
    beneficiary: account('5'),
    maxSubmissionFee: '0x9',
    refundTo: account('6'),
    retryData: '0xabcdef',
    to: '0x000000000000000000000000000000000000006e',
    value: '0x0',
  } as const
  const padded = (hex: string): string => hex.slice(2).padStart(64, '0')
  const words = [
    ticket.requestId,
    '0x7',
    '0x100',
    '0x0',
    '0x5f5e100',
    '0x5208',
    '0x9',
    ticket.refundTo,
    ticket.beneficiary,
    ticket.retryTo,
    '0x160',
    '0x3',
  ]
  const input = `0xc9f95d32${words.map(padded).join('')}${'abcdef'.padEnd(64, '0')}`

  // RLP order as in the structs of Nitro's fork of go-ethereum; the encoder that it is compared with is viem's.
  const cases: readonly (readonly [`0x${string}`, RecordedObject, readonly `0x${string}`[]])[] = [
    [
      '0x64',
      { requestId: word('1'), from: account('2'), to: account('3'), value: '0xde0b6b3a7640000', input: '0x' },
      [word('1'), account('2'), account('3'), '0x0de0b6b3a7640000'],
    ],
    ['0x65', { from: account('2'), nonce: '0x3', ...call }, [account('2'), '0x03', ...callItems]],
    ['0x66', { requestId: word('1'), from: account('2'), ...call }, [word('1'), account('2'), ...callItems]],
    [
      '0x68',
      {
        nonce: '0x0',
        from: account('2'),
        ...call,
        ticketId: word('7'),
        refundTo: account('8'),
        maxRefund: '0x5',
        submissionFeeRefund: '0x0',
      },
      ['0x', account('2'), ...callItems, word('7'), account('8'), '0x05', '0x'],
    ],
    [
      '0x69',
      { ...ticket, input },
      [
        word('1'),
        account('2'),
        '0x07',
        '0x0100',
        '0x05f5e100',
        '0x5208',
        account('4'),
        '0x',
        account('5'),
        '0x09',
        account('6'),
        '0xabcdef',
      ],
    ],
  ]

  test.each(cases)('encodes a transaction of type %s', (type, fields, items) => {
    const encoded = familyOf('arbitrum').encodeTransaction({ type, chainId, ...fields })
    expect(encoded && hexOf(encoded)).toBe(concatHex([type, toRlp([chainId, ...items])]))
    expect(familyOf('arbitrum').recoverSender({ type, chainId, ...fields })).toBeNull()
  })

  test('refuses served fields that the type fixes and the bytes do not hold', () => {
    const [, deposit] = cases[0] ?? ['0x64', {}]
    expect(() => familyOf('arbitrum').encodeTransaction({ type: '0x64', chainId, ...deposit, input: '0x1234' })).toThrow(/“input”/)
    expect(() => familyOf('arbitrum').encodeTransaction({ type: '0x69', chainId, ...ticket, input: `${input}00` })).toThrow(/“input”/)
    expect(() => familyOf('arbitrum').encodeTransaction({ type: '0x69', chainId, ...ticket, input, value: '0x1' })).toThrow(/“value”/)
  })

  test('does not know classic transactions', () => {
    expect(familyOf('arbitrum').encodeTransaction({ type: '0x78' })).toBeNull()
  })

  test('names hashes as an independent library does', () => {
    expect(keccak256(concatHex(['0x6a', toRlp([chainId, '0x12'])]))).toBe(
      keccak256(
        hexOf(
          familyOf('arbitrum').encodeTransaction({
            type: '0x6a',
            chainId,
            from: '0x00000000000000000000000000000000000a4b05',
            to: '0x00000000000000000000000000000000000a4b05',
            value: '0x0',
            input: '0x12',
          }) ?? new Uint8Array(),
        ),
      ),
    )
  })
})
