/** ParaSwap (Velora): the sums of Augustus V5, and calls of V6, which writes no event of its own. */
import type { Address, Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf } from '../logs.ts'
import { addressWord, assetRef, callLeg, numberWord, swapLeg } from '../swaps.ts'

/** Augustus V5, V6.0, V6.1 and V6.2, the same on every chain. */
const augustus: readonly Address[] = [
  '0xdef171fe48cf0115b1d80b88dc8eab59176fee57',
  '0x00000000fdac7708d0d360bddc1bc7d097f47439',
  '0x000db803a70511e09da650d4c0506d0000100000',
  '0x6a000f20005980200259b80c5102003040001068',
]

/**
 * (bytes16 uuid, address partner, uint256 feePercent, address initiator, address indexed beneficiary, address indexed srcToken,
 * address indexed destToken, uint256 srcAmount, uint256 receivedAmount, uint256 expectedAmount)
 */
const sumTopics: readonly Hex[] = [
  // keccak256("SwappedV3(bytes16,address,uint256,address,address,address,address,uint256,uint256,uint256)")
  '0xe00361d207b252a464323eb23d45d42583e391f2031acdd2e9fa36efddd43cb0',
  // keccak256("BoughtV3(bytes16,address,uint256,address,address,address,address,uint256,uint256,uint256)")
  '0x4cc7e95e48af62690313a0733e93308ac9a73326bc3c29f1788b1191c376d5b6',
]

export const paraswap = defineSource({
  id: 'paraswap',
  label: 'ParaSwap',
  topics: [],
  read(transaction, { wrappedNative }) {
    const { to, from } = transaction
    const sums = transaction.logs.flatMap((log) => {
      const [topic, beneficiaryWord, sourceWord, targetWord] = log.topics
      if (!augustus.includes(log.address) || topic === undefined || !sumTopics.includes(topic)) return []
      const [beneficiary, source, target] = [addressOf(beneficiaryWord), addressOf(sourceWord), addressOf(targetWord)]
      const [initiator, sold, bought] = [addressWord(log.data, 3), numberWord(log.data, 4), numberWord(log.data, 5)]
      if (!beneficiary || !source || !target || !initiator || !sold || !bought) return []
      return swapLeg(transaction, log, {
        source: 'paraswap',
        role: 'route',
        at: log.address,
        from: initiator,
        to: beneficiary,
        given: { asset: assetRef(source), amount: sold },
        received: { asset: assetRef(target), amount: bought },
      })
    })
    if (sums.length > 0 || to === null || !augustus.includes(to)) return sums
    return callLeg(transaction, 'paraswap', to, from, wrappedNative)
  },
})
