/** Every demo block proves: by a second, independent computation from its JSON, and by the engine's own ladder. */
import { type Hex, keccak256, numberToHex, recoverTransactionAddress, stringToHex, toRlp } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heightOf } from '#demo/chain/chain.ts'
import type { DemoChain } from '#demo/index.ts'
import { demoChain } from '#engine/chains/demo.ts'
import { familyOf } from '#engine/verify/families/index.ts'
import { climbAll as climb } from '../support/climbAll.ts'
import { askBlock, quietChain } from './ask.ts'
import { blockBytes, bloom, headerHash, hex, type Json, listRootOf, rawReceipt, rawTransaction, rootOf } from './independent.ts'

describe('demo blocks', () => {
  let chain: DemoChain
  const blocks: { block: Json; receipts: Json[] }[] = []

  beforeAll(async () => {
    chain = await quietChain({ history: 60 })
    await chain.fork(1)
    await chain.mine(12)
    await chain.fork(3)
    await chain.mine(4)
    for (let number = 0; number <= heightOf(chain.head()); number++) blocks.push(await askBlock(chain.http, number))
  })
  afterAll(() => chain.stop())

  test('hash to what they say, and link', () => {
    expect(blocks).toHaveLength(79)
    for (const [index, { block }] of blocks.entries()) {
      expect(headerHash(block)).toBe(block.hash)
      expect(Number(block.size)).toBe(blockBytes(block))
      if (index > 0) expect(block.parentHash).toBe(blocks[index - 1]?.block.hash)
    }
  })

  test('commit to their transactions, receipts, withdrawals and logs', () => {
    for (const { block, receipts } of blocks) {
      expect(listRootOf((block.transactions as Json[]).map(rawTransaction))).toBe(block.transactionsRoot)
      expect(listRootOf(receipts.map(rawReceipt))).toBe(block.receiptsRoot)
      expect(listRootOf([])).toBe(block.withdrawalsRoot)
      for (const receipt of receipts) expect(bloom(receipt.logs as Json[])).toBe(receipt.logsBloom)
      expect(bloom(receipts.flatMap(({ logs }) => logs as Json[]))).toBe(block.logsBloom)
    }
  })

  test('carry transactions of three types, each signed by its sender', async () => {
    const types = new Set<unknown>()
    for (const { block } of blocks) {
      for (const transaction of block.transactions as Json[]) {
        const raw = rawTransaction(transaction)
        expect(keccak256(raw)).toBe(transaction.hash)
        if (types.has(transaction.type) && Number(block.number) % 9 !== 0) continue
        types.add(transaction.type)
        const sender = await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` })
        expect(sender.toLowerCase()).toBe(transaction.from)
      }
    }
    expect([...types].sort()).toEqual(['0x0', '0x1', '0x2'])
  })

  test('commit to the state of every account', () => {
    const { header, state } = chain.head()
    const quantity = (value: bigint): Hex => (value === 0n ? '0x' : even(value.toString(16)))
    const accounts = [...state].map(([address, { nonce, balance, code, storage }]) => {
      const slots = [...storage].map(([slot, value]) => [keccak256(keccak256(stringToHex(slot))), toRlp(quantity(value))] as const)
      const account = toRlp([quantity(BigInt(nonce)), quantity(balance), rootOf(slots), keccak256(code)])
      return [keccak256(address), account] as const
    })
    expect(accounts.length).toBeGreaterThan(150)
    expect(rootOf(accounts)).toBe(header.stateRoot)
  })

  test('reach evidence level 2 in the engine, without a note', () => {
    for (const { block, receipts } of blocks) {
      const climbed = climb(block, receipts, familyOf(demoChain.family), { number: Number(block.number), hash: hex(block, 'hash') })
      expect(climbed.notes).toEqual([])
      expect(climbed.evidence).toBe(2)
      expect(climbed.transactions).toHaveLength(receipts.length)
    }
  })

  test('are refused by the engine when one receipt says something else', () => {
    const { block, receipts } = blocks.at(-1) ?? { block: {}, receipts: [] }
    const forged = receipts.map((receipt, index) => (index === 0 ? { ...receipt, cumulativeGasUsed: numberToHex(21_001) } : receipt))
    expect(() => climb(block, forged, familyOf(demoChain.family), { number: null, hash: hex(block, 'hash') })).toThrow()
  })

  test('conserve ether: nothing appears, and only base fees vanish', () => {
    const total = (state: ReturnType<DemoChain['head']>['state']): bigint =>
      [...state.values()].reduce((sum, { balance }) => sum + balance, 0n)
    const burnt = blocks.reduce((sum, { block }) => sum + BigInt(hex(block, 'gasUsed')) * BigInt(hex(block, 'baseFeePerGas')), 0n)
    return quietChain({ history: 0 }).then(async (fresh) => {
      await fresh.stop()
      expect(total(fresh.head().state) - total(chain.head().state)).toBe(burnt)
    })
  })
})

const even = (digits: string): Hex => `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
