/** Whatever a recording holds, decode gives orders of the agreed shape or one sentence that says what is wrong. */
import { getContractAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { EngineError } from '#engine/errors.ts'
import { decode } from '#engine/orders/decode.ts'
import { OrderRow } from '#shared/order.ts'

const hash = `0x${'ab'.repeat(32)}`
const blockHash = `0x${'cd'.repeat(32)}`
const sender = `0x${'11'.repeat(20)}` as const
const receiver = `0x${'22'.repeat(20)}`
const token = `0x${'77'.repeat(20)}`
const nativeLog = '0xfffffffffffffffffffffffffffffffffffffffe'
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const word = (text: string) => `0x${text.slice(2).padStart(64, '0')}`
const log = (more: object = {}) => ({ address: token, topics: [transferTopic, word(sender), word(receiver)], data: word('0x05'), ...more })
const recording = ({ logs = [log()] as unknown, transaction = {}, receipt = {} } = {}) => ({
  transaction: { hash, from: sender, to: receiver, value: '0x7', input: '0x', nonce: '0x1', gas: '0x5208', ...transaction },
  receipt: { transactionHash: hash, blockHash, blockNumber: '0x10', status: '0x1', logs, ...receipt },
})
const chain = (chainId = 1) => chainOfNetwork({ chainId, name: `Chain ${chainId}`, enabled: true, endpoints: [] })
const brief = (entry: unknown, chainId = 1) =>
  decode(entry, chain(chainId)).map(({ kind, asset, amount, to }) => [kind, asset.address, amount, to])

const value = ['transfer', null, '0.000000000000000007', receiver]
const transfer = ['transfer', token, '5', receiver]

describe('decode', () => {
  test.each([
    ['a legacy transaction', {}, [value, transfer]],
    ['a deposit of the OP Stack', { transaction: { type: '0x7e', sourceHash: hash, mint: '0x0', nonce: undefined } }, [value, transfer]],
    ['an internal transaction of Arbitrum', { transaction: { type: '0x6a', gas: '0x0' } }, [value, transfer]],
    ['a type that nobody knows', { transaction: { type: '0x55', extra: { deep: [null] } } }, [value, transfer]],
    ['a set-code transaction', { transaction: { type: '0x4', authorizationList: [{}] } }, [value, transfer]],
    ['null where a field may be absent', { transaction: { type: null, input: null, nonce: null, gas: null } }, [value, transfer]],
    ['no logs', { logs: [] }, [value]],
    ['a log without topics', { logs: [log({ topics: [] })] }, [value]],
    ['a log with one topic', { logs: [log({ topics: [transferTopic] })] }, [value]],
    ['a transfer without data', { logs: [log({ data: '0x' })] }, [value]],
    ['a transfer of nothing', { logs: [log({ data: word('0x0') })] }, [value]],
    ['an NFT', { logs: [log({ topics: [transferTopic, word(sender), word(receiver), word('0x1')], data: '0x' })] }, [value]],
    ['a topic that is no address', { logs: [log({ topics: [transferTopic, `0x${'f'.repeat(64)}`, word(receiver)] })] }, [value]],
    [
      'movement logs of the coin (EIP-7708), which hold the value of the call',
      {
        logs: [
          log({ address: nativeLog, data: word('0x07') }),
          log({ address: nativeLog, topics: [transferTopic, word(receiver), word(token)] }),
        ],
      },
      [value, ['transfer', null, '0.000000000000000005', token]],
    ],
    [
      'a contract creation',
      { transaction: { to: null } },
      [['transfer', null, '0.000000000000000007', getContractAddress({ from: sender, nonce: 1n }).toLowerCase()], transfer],
    ],
    ['a failure', { receipt: { status: '0x0' } }, []],
    ['a failure that has logs all the same', { receipt: { status: '0x0', logs: [log()] } }, []],
    [
      'numbers with upper case and padding',
      { transaction: { value: '0x007', gas: 21000, hash: hash.toUpperCase().replace('0X', '0x') } },
      [value, transfer],
    ],
  ])('reads %s', (_, parts, expected) => {
    expect(brief(recording(parts))).toEqual(expected)
  })

  test.each([1, 10, 137, 999, 143, 31337, 123456789])('reads chain %d, and prints rows of the agreed shape', (chainId) => {
    for (const row of decode(recording(), chain(chainId))) {
      expect(OrderRow.parse(row)).toEqual(row)
      expect(row).toMatchObject({ chainId, evidence: 1, state: 'seen', usd: null, pricedBy: null, blockTime: null })
    }
    expect(brief(recording(), chainId)).toEqual([value, transfer])
  })

  test.each([
    ['null', null],
    ['a number', 7],
    ['a list', [recording()]],
    ['nothing', {}],
    ['no transaction', { receipt: recording().receipt }],
    ['a receipt that is a text', { ...recording(), receipt: 'receipt' }],
    ['no sender', recording({ transaction: { from: undefined } })],
    ['a sender that is too short', recording({ transaction: { from: '0x11' } })],
    ['no hash', recording({ transaction: { hash: null } })],
    ['a value that is no number', recording({ transaction: { value: 'seven' } })],
    ['a value below zero', recording({ transaction: { value: -7 } })],
    ['a value with a fraction', recording({ transaction: { value: 7.5 } })],
    ['a value of more than 256 bits', recording({ transaction: { value: `0x1${'0'.repeat(64)}` } })],
    ['input of half a byte', recording({ transaction: { input: '0x123' } })],
    ['a status that is none', recording({ receipt: { status: '0x2' } })],
    ['logs that are no list', recording({ logs: 'none' })],
    ['a log that is null', recording({ logs: [null] })],
    ['a log without an address', recording({ logs: [log({ address: undefined })] })],
    ['a log whose topics are no list', recording({ logs: [log({ topics: 'Transfer' })] })],
    ['a topic that is a number', recording({ logs: [log({ topics: [7] })] })],
    ['five topics', recording({ logs: [log({ topics: Array(5).fill(word('0x1')) })] })],
    ['data that is no hex', recording({ logs: [log({ data: 'five' })] })],
    ['no block hash', recording({ receipt: { blockHash: null } })],
  ])('says in one sentence what is wrong with %s', (_, entry) => {
    let error: unknown = null
    try {
      decode(entry, chain())
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(EngineError)
    expect(error).toMatchObject({ code: 'RECORDING', message: expect.stringMatching(/^[^\n]{10,200}\.$/) })
  })
})
