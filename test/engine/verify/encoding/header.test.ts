/** Header fields of every fork, in order, and nothing else. */
import { keccak256, toRlp } from 'viem'
import { describe, expect, test } from 'vitest'
import { hashHeader, proveHeader } from '#engine/verify/encoding/header.ts'

const word = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`
const frontier = {
  parentHash: word('1'),
  sha3Uncles: word('2'),
  miner: `0x${'3'.repeat(40)}`,
  stateRoot: word('4'),
  transactionsRoot: word('5'),
  receiptsRoot: word('6'),
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x0',
  number: '0x1000000',
  gasLimit: '0x3938700',
  gasUsed: '0x0',
  timestamp: '0x6a000000',
  extraData: '0x',
  mixHash: word('7'),
  nonce: '0x0000000000000000',
} as const
const items: readonly `0x${string}`[] = [
  ...[frontier.parentHash, frontier.sha3Uncles, frontier.miner, frontier.stateRoot, frontier.transactionsRoot, frontier.receiptsRoot],
  ...[frontier.logsBloom, '0x', '0x01000000', '0x03938700', '0x', '0x6a000000', '0x', frontier.mixHash, frontier.nonce],
] as const
const hashOf = (...added: `0x${string}`[]): string => keccak256(toRlp([...items, ...added]))

describe('hashHeader', () => {
  test('ends with the newest field that the header has, up to Amsterdam', () => {
    const prague = {
      baseFeePerGas: '0x7',
      withdrawalsRoot: word('8'),
      blobGasUsed: '0x0',
      excessBlobGas: '0x100',
      parentBeaconBlockRoot: word('9'),
    }
    const added = ['0x07', word('8'), '0x', '0x0100', word('9')] as const
    expect(hashHeader(frontier)).toBe(hashOf())
    expect(hashHeader({ ...frontier, baseFeePerGas: '0x7' })).toBe(hashOf('0x07'))
    expect(hashHeader({ ...frontier, ...prague, requestsHash: word('a') })).toBe(hashOf(...added, word('a')))
    const amsterdam = { ...frontier, ...prague, requestsHash: word('a'), blockAccessListHash: word('b'), slotNumber: '0xc35000' }
    expect(hashHeader(amsterdam)).toBe(hashOf(...added, word('a'), word('b'), '0xc35000'))
  })

  test('writes a field that is left out before a later one as empty', () => {
    expect(hashHeader({ ...frontier, baseFeePerGas: '0x7', withdrawalsRoot: null, blobGasUsed: '0x1' })).toBe(hashOf('0x07', '0x', '0x01'))
  })

  test.each(['stateRoot', 'mixHash', 'number'])('says which field is missing: %s', (name) => {
    expect(() => hashHeader({ ...frontier, [name]: undefined })).toThrow(`“${name}” is missing`)
  })

  test.each([
    ['miner', `0x${'A'.repeat(40)}`],
    ['miner', `0x${'3'.repeat(41)}`],
    ['timestamp', '0x0123'],
    ['timestamp', '0x'],
    ['gasUsed', 21000],
    ['extraData', '0xabc'],
    ['stateRoot', ['0x']],
  ])('refuses another spelling of %s: %j', (name, value) => {
    expect(() => hashHeader({ ...frontier, [name]: value })).toThrow(`“${name}”`)
  })
})

describe('proveHeader', () => {
  const hash = hashOf()

  test('does not mind what nodes add of their own', () => {
    expect(proveHeader({ ...frontier, hash, size: '0x1', anything: [] })).toEqual({ ok: true })
  })

  test('names unknown fields without repeating what a stranger wrote in them', () => {
    const proof = proveHeader({ ...frontier, hash: word('e'), ['\u202e'.repeat(500)]: 1 })
    expect(proof.ok === 'unknown' && proof.note.length < 200 && !proof.note.includes('\u202e')).toBe(true)
  })

  test('does not take an empty unknown field for an excuse', () => {
    expect(proveHeader({ ...frontier, hash: word('e'), futureRoot: null })).toMatchObject({ ok: false })
  })

  test('does not take a field that is never hashed for an excuse', () => {
    expect(proveHeader({ ...frontier, hash: word('e'), milliTimestamp: '0x1', sendRoot: word('1') })).toMatchObject({ ok: false })
  })
})
