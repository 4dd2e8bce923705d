/** CoW Protocol: a solver settles many signed orders at once; the settlement contract writes one Trade for every owner. */
import type { Address, Hex } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { addressOf, readTransfer } from '../logs.ts'
import { addressWord, assetRef, numberWord, swapLeg } from '../swaps.ts'

/** keccak256("Trade(address,address,address,uint256,uint256,uint256,bytes)") */
const tradeTopic: Hex = '0xa07a543ab8a018198e99ca0184c93fe9050a79400a0a723441f84de1d972cc17'

/** GPv2Settlement, the same on every chain of CoW Protocol. */
const settlement: Address = '0x9008d19f58aabd9ed0d60971565aa8510560ab41'

/** Hold the orders of accounts that sell the native coin: what they sell on, wrapped, was given as coins. */
const coinFlows: readonly Address[] = ['0x40a50cf069e992aa4536211b23f286ef88752187', '0xba3cb449bd2b4adddbc894d8697f5170800eadec']

export const cowProtocol = defineSource({
  id: 'cow-protocol',
  label: 'CoW Protocol',
  topics: [tradeTopic],
  read(transaction, { wrappedNative }) {
    return transaction.logs.flatMap((log) => {
      if (log.topics[0] !== tradeTopic || log.address !== settlement) return []
      const owner = addressOf(log.topics[1])
      const [sell, buy] = [addressWord(log.data, 0), addressWord(log.data, 1)]
      // The amount sold includes the fee, as it was taken from the owner.
      const [sold, bought] = [numberWord(log.data, 2), numberWord(log.data, 3)]
      if (!owner || !sell || !buy || !sold || !bought) return []
      const payout = transaction.logs.find((other) => {
        const moved = other.address === buy ? readTransfer(other) : null
        return moved?.from === settlement && moved.amount === bought
      })
      return swapLeg(transaction, log, {
        source: 'cow-protocol',
        role: 'order',
        at: settlement,
        from: owner,
        to: (payout && readTransfer(payout)?.to) ?? owner,
        given: { asset: sell === wrappedNative && coinFlows.includes(owner) ? null : assetRef(sell), amount: sold },
        received: { asset: assetRef(buy), amount: bought },
      })
    })
  },
})
