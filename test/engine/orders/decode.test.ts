/** Recorded transactions become rows without any endpoint, and a recording that contradicts itself does not. */
import { describe, expect, test } from 'vitest'
import { chainOfNetwork } from '#engine/chains/custom.ts'
import { decode } from '#engine/orders/decode.ts'

const chain = chainOfNetwork({ chainId: 1, name: 'Ethereum', enabled: true, endpoints: [] })
const hash = `0x${'ab'.repeat(32)}`
const blockHash = `0x${'cd'.repeat(32)}`
const sender = '0x4DF4ab179e3fdac1930cd0a610d6ba6d5808e8ff'
const receiver = '0x1111111254fb6c44bac0bed2854e76f90643097d'
const word = (text: string) => `0x${text.slice(2).toLowerCase().padStart(64, '0')}`
const transferLog = (address: string, amount: bigint) => ({
  address,
  topics: ['0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef', word(sender), word(receiver)],
  data: word(`0x${amount.toString(16)}`),
})
const recording = ({ logs = [] as object[], status = '0x1', transaction = {}, receipt = {} } = {}) => ({
  transaction: { hash, from: sender, to: receiver, value: '0x00', input: '0x', nonce: '0x1', gas: '0x5208', ...transaction },
  receipt: { transactionHash: hash, blockHash, blockNumber: '0x10', from: sender, to: receiver, status, logs, ...receipt },
})

describe('decode', () => {
  test('prints a transfer in the shape of a row, at level 1, without price and time', () => {
    const usdc = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
    expect(decode(recording({ logs: [transferLog(usdc, 1_500_000n)] }), chain)).toEqual([
      {
        id: `1:${hash}:0`,
        chainId: 1,
        blockNumber: 16,
        blockHash,
        blockTime: null,
        txHash: hash,
        position: 0,
        kind: 'transfer',
        source: 'erc20',
        from: sender.toLowerCase(),
        to: receiver,
        asset: { address: usdc.toLowerCase(), symbol: 'USDC', decimals: 6 },
        amount: '1.5',
        received: null,
        usd: null,
        pricedBy: null,
        evidence: 1,
        state: 'seen',
      },
    ])
  })

  test('gives base units where the decimals of a token are not known', () => {
    const [row] = decode(recording({ logs: [transferLog(`0x${'77'.repeat(20)}`, 1_500_000n)] }), chain)
    expect(row).toMatchObject({ amount: '1500000', asset: { decimals: null } })
  })

  test('finds nothing in a transaction that failed', () => {
    expect(decode(recording({ status: '0x0', transaction: { value: '0x1' } }), chain)).toEqual([])
  })

  test.each([
    ['a receipt of another transaction', recording({ receipt: { transactionHash: blockHash } })],
    ['a receipt that names another sender', recording({ receipt: { from: receiver } })],
    ['logs of another transaction', recording({ logs: [{ ...transferLog(receiver, 1n), transactionHash: blockHash }] })],
    ['no receipt', { transaction: recording().transaction }],
    ['no block', recording({ receipt: { blockNumber: null } })],
    ['a text', 'transaction'],
  ])('refuses %s', (_, entry) => {
    expect(() => decode(entry, chain)).toThrow(expect.objectContaining({ name: 'EngineError', code: 'RECORDING' }))
  })
})
