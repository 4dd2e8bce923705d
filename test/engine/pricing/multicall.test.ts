/** Reads through Multicall3, taken apart and put together by viem's ABI coder: nothing of the engine's own coding is used. */
import fc from 'fast-check'
import { decodeFunctionData, encodeFunctionResult, multicall3Abi } from 'viem'
import { describe, expect, test } from 'vitest'
import { throughMulticall } from '#engine/pricing/multicall.ts'
import type { ContractCall, ReadContracts } from '#engine/rpc/contractReads.ts'
import type { Address, Hex } from '#engine/types.ts'

const multicall3: Address = '0xca11bde05977b3631167028862be2a173976ca11'
const chain = { multicallFrom: 100 }
const at = { number: 100 }

/** A chain on which every contract answers with `answer`, and Multicall3 with what `result` makes of its results. */
function node(answer: (call: ContractCall) => Hex | null, result: (encoded: Hex) => Hex | null = (encoded) => encoded) {
  const exchanges: number[] = []
  const single = (call: ContractCall): Hex | null => {
    if (call.to !== multicall3) return answer(call)
    const decoded = decodeFunctionData({ abi: multicall3Abi, data: call.data })
    if (decoded.functionName !== 'aggregate3') return null
    const results = decoded.args[0].map(({ target, callData, allowFailure }) => {
      expect(allowFailure).toBe(true)
      const returned = answer({ to: target.toLowerCase() as Address, data: callData })
      return returned === null ? { success: false, returnData: '0x08c379a0' as Hex } : { success: true, returnData: returned }
    })
    return result(encodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', result: results }))
  }
  const read: ReadContracts = async (calls) => {
    exchanges.push(calls.length)
    return calls.map(single)
  }
  return { read, exchanges }
}

const hex = fc.uint8Array({ maxLength: 100 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)
const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes): Address => `0x${Buffer.from(bytes).toString('hex')}`)

describe('throughMulticall', () => {
  test('reads any calls in one, and knows what reverted from what answered nothing', async () => {
    const calls = fc.array(fc.record({ to: address, data: hex, answer: fc.option(hex) }), { minLength: 2, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(calls, async (each) => {
        const answers = new Map(each.map(({ to, data, answer }) => [to + data, answer]))
        const { read, exchanges } = node(({ to, data }) => answers.get(to + data) ?? null)
        const found = await throughMulticall(read, chain, at)(each)
        expect(found).toEqual(each.map(({ to, data }) => (answers.get(to + data) === '0x' ? null : (answers.get(to + data) ?? null))))
        expect(exchanges).toEqual([1])
      }),
    )
  })

  test('splits many calls, all in one exchange', async () => {
    const { read, exchanges } = node(({ data }) => data)
    const calls = Array.from(
      { length: 301 },
      (_, index): ContractCall => ({ to: multicall3.replace('ca11', '0000') as Address, data: `0x${index.toString(16).padStart(8, '0')}` }),
    )
    expect(await throughMulticall(read, chain, at)(calls)).toEqual(calls.map(({ data }) => data))
    expect(exchanges).toEqual([3])
  })

  const two: readonly ContractCall[] = [
    { to: `0x${'01'.repeat(20)}`, data: '0x11' },
    { to: `0x${'02'.repeat(20)}`, data: '0x22' },
  ]

  test.each<[string, (encoded: Hex) => Hex | null]>([
    ['does not answer', () => null],
    ['answers with too little', (encoded) => encoded.slice(0, -64) as Hex],
    ['answers with another number of results', (encoded) => encoded.replace(/^(0x.{127})2/, '$13') as Hex],
    ['answers with offsets into nowhere', (encoded) => encoded.replace(/^(0x.{128}).{64}/, `$1${'f'.repeat(64)}`) as Hex],
    ['answers with something else', () => `0x${'00'.repeat(320)}`],
  ])('reads each by itself where the contract %s', async (_, result) => {
    const { read, exchanges } = node(({ data }) => data, result)
    expect(await throughMulticall(read, chain, at)(two)).toEqual(['0x11', '0x22'])
    expect(exchanges).toEqual([1, 2])
  })

  test.each([
    ['before the contract was there', { multicallFrom: 101 }, two],
    ['where it is not known to be', { multicallFrom: null }, two],
    ['for a single call', chain, two.slice(0, 1)],
  ])('reads each by itself %s', async (_, on, calls) => {
    const { read, exchanges } = node(({ data }) => data)
    expect(await throughMulticall(read, on, at)(calls)).toEqual(calls.map(({ data }) => data))
    expect(exchanges).toEqual([calls.length])
  })
})
