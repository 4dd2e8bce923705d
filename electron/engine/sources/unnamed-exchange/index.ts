/**
 * An exchange whose venue is not known here (a market maker, a new pool): the sender of the transaction gave one asset and got another.
 * It is a guess, so it counts only where no known venue says more; deposits, withdrawals and sales of NFTs are left out, and so is what was
 * got for coins, which can be anything.
 */
import type { Address, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { readTransfer, transferTopic, zeroAddress } from '../logs.ts'
import { callLeg, netOf } from '../swaps.ts'

export const unnamedExchange = defineSource({
  id: 'unnamed-exchange',
  label: 'Exchange at an unknown venue',
  topics: [],
  read(transaction, { wrappedNative }) {
    const { from, to, logs, input } = transaction
    if (to === null || input.length < 10 || logs.some(isNft)) return []
    const net = [...netOf(transaction, from)]
    const gave = net.filter(([, amount]) => amount < 0n)
    const got = net.filter(([, amount]) => amount > 0n)
    if (gave.length !== 1 || got.length > 1) return []
    // A share of a vault or a pool is minted for what is given and burned for what is taken back.
    if (net.some(([asset]) => asset !== wrappedNative && isIssued(transaction, asset))) return []
    return callLeg(transaction, 'unnamed-exchange', to, from, wrappedNative).map((leg) => ({
      ...leg,
      swap: { role: 'guess', at: to } as const,
    }))
  },
})

const isNft = ({ topics }: Log): boolean => topics[0] === transferTopic && topics.length === 4

const isIssued = ({ logs }: Transaction, asset: Address): boolean =>
  logs.some((log) => {
    const moved = log.address === asset ? readTransfer(log) : null
    return moved !== null && (moved.from === zeroAddress || moved.to === zeroAddress)
  })
