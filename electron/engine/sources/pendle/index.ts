/**
 * Pendle's router: what its caller exchanged for principal or yield tokens. Its markets exchange principal tokens alone, and often lend them
 * for a moment, so only the router tells what was meant.
 */
import type { Address, Leg, Log, Transaction } from '../../types.ts'
import { defineSource } from '../defineSource.ts'
import { type EventShape, eventOf } from '../events.ts'
import { readTransfer, zeroAddress } from '../logs.ts'
import { type Amount, assetRef, swapLeg } from '../swaps.ts'

/** The routers V1 to V4, the same on every chain, as Pendle's documentation lists them. */
const routers: readonly Address[] = [
  '0x41fad93f225b5c1c95f2445a5d7fcb85ba46713f',
  '0x0000000001e4ef00d069e71d6ba041b0a16f7ea0',
  '0x00000000005bbb0ef59571e58418f9a4357b68a0',
  '0x888888888889758f76e7103c6cbf23abbf58f946',
]

/** Signed from the account's side: what it got is positive. `one` is a principal or yield token, `other` what it was exchanged for. */
const events: readonly EventShape[] = [
  ...['Pt', 'Yt'].flatMap((kind) => [
    `Swap${kind}AndToken(address indexed caller, address indexed market, address indexed token, address receiver, int256 one, int256 other, uint256 viaSy)`,
    `Swap${kind}AndToken(address indexed caller, address indexed market, address indexed token, address receiver, int256 one, int256 other)`,
    `Swap${kind}AndSy(address indexed caller, address indexed market, address indexed receiver, int256 one, int256 other)`,
  ]),
  'SwapPtAndYt(address indexed caller, address indexed market, address indexed receiver, int256 one, int256 other)',
].map(eventOf)

export const pendle = defineSource({
  id: 'pendle',
  label: 'Pendle',
  topics: [...new Set(events.map(({ topic }) => topic))],
  read: (transaction) =>
    transaction.logs.flatMap((log): Leg[] => {
      const values = routers.includes(log.address) ? events.flatMap((event) => event.read(log) ?? [])[0] : undefined
      const [caller, receiver] = [values?.address('caller'), values?.address('receiver')]
      const [one, other] = [values?.number('one'), values?.number('other')]
      if (!values || !caller || !receiver || !one || !other || one > 0n === other > 0n) return []
      const token = values.address('token')
      const first = sideOf(one, caller, receiver, log, transaction)
      const second = token === null ? sideOf(other, caller, receiver, log, transaction) : { asset: assetRef(token), amount: sizeOf(other) }
      if (!first || !second) return []
      const [given, received] = one < 0n ? [first, second] : [second, first]
      return swapLeg(transaction, log, { source: 'pendle', role: 'route', at: log.address, from: caller, to: receiver, given, received })
    }),
})

/** The token of which the caller gave, or the receiver got, as much as the router says; nothing where no transfer bears it out. */
function sideOf(change: bigint, caller: Address, receiver: Address, log: Log, { logs }: Transaction): Amount | null {
  const amount = sizeOf(change)
  const found = logs.findLast((other) => {
    const moved = other.position < log.position ? readTransfer(other) : null
    return moved?.amount === amount && (change < 0n ? moved.from === caller && moved.to !== zeroAddress : moved.to === receiver)
  })
  return found ? { asset: found.address, amount } : null
}

const sizeOf = (change: bigint): bigint => (change < 0n ? -change : change)
