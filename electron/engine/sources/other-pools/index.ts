/** Pools of smaller exchanges whose event tells amounts but no tokens: the transfers beside it do. */
import type { Leg, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { readTransfer, zeroAddress } from '../logs.ts'
import { poolLeg, unwrappedIn } from '../swaps.ts'
import { pools } from './pools.ts'

const byTopic = new Map(pools.map((pool) => [pool.event.topic, pool]))

export const otherPools = defineSource({
  id: 'other-pools',
  label: 'Pools of other exchanges',
  names: [...new Set(pools.map(({ id }) => id))],
  topics: [...byTopic.keys()],
  read(transaction, { wrappedNative }) {
    return transaction.logs.flatMap((log): Leg[] => {
      const pool = byTopic.get(log.topics[0] ?? '0x')
      const values = pool?.event.read(log)
      const amounts = values && pool?.amounts(values)
      if (!pool || !values || !amounts) return []
      const sender = values.address('from') ?? transaction.from
      const event = { ...amounts, sender, recipient: values.address('to') ?? sender }
      const coins = pool.coins ? transaction.value + unwrappedIn(transaction, wrappedNative) : null
      const legs = poolLeg(transaction, log, pool.id, event, {
        coins,
        pool: (pool.holder === 'at' ? values.address('at') : pool.holder) ?? log.address,
      })
      return pool.bridged ? legs.filter((leg) => !isStandIn(leg, transaction)) : legs
    })
  },
})

/** A bridge exchanges its own token, which it creates for what arrives or destroys for what leaves, on the way: no exchange of its user. */
const isStandIn = ({ asset, amount, received }: Leg, { logs }: Transaction): boolean =>
  logs.some((log) => {
    const moved = readTransfer(log)
    if (!moved) return false
    const [isCreated, isDestroyed] = [moved.from === zeroAddress, moved.to === zeroAddress]
    return (isCreated && log.address === asset && moved.amount >= amount) || (isDestroyed && log.address === received?.asset)
  })
