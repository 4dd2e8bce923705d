/**
 * Smaller lenders, by a table of their events. Most contracts are not known by address and anybody can write such an event, so a transfer of
 * exactly its amount has to stand beside it, or the coins have to have come with the call.
 */
import type { Address, Hex, Log } from '../../types.ts'
import { type Claim, type Cover, readClaims, type Telling, transferBeside } from '../claims.ts'
import { underlyings } from '../cTokens.ts'
import { defineSource } from '../defineSource.ts'
import type { EventValues } from '../events.ts'
import { addressOf, readTransfer, zeroAddress } from '../logs.ts'
import { logsNear } from '../moves.ts'
import { assetRef } from '../swaps.ts'
import { type Act, acts } from './protocols.ts'

const ids = [...new Set(acts.map(({ id }) => id))]
const topics = [...new Set(acts.map(({ event }) => event.topic))]

export const lending = defineSource({
  id: 'lending',
  label: 'Other lenders',
  names: ids,
  topics,
  read(transaction, context) {
    const liquidated = transaction.logs.filter(({ topics: [topic] }) => liquidations.some(({ event }) => event.topic === topic))
    return ids.flatMap((id) => {
      const own = acts.filter((act) => act.id === id)
      const readers = Object.fromEntries(
        own.map(({ event: { topic } }) => [
          topic,
          (log: Log, telling: Telling) => {
            for (const act of own.filter(({ event }) => event.topic === topic)) {
              const claim = claimOf(act, log, telling, liquidated)
              if (claim) return claim
            }
            return null
          },
        ]),
      )
      // Compound's own markets have a source of their own.
      return readClaims(id, { transaction, context }, ({ address }) => !underlyings.has(address), readers)
    })
  },
})

function claimOf({ kind, event, only }: Act, log: Log, telling: Telling, liquidated: readonly Log[]): Claim | null {
  const values = only && !only.includes(log.address) ? null : event.read(log)
  const amount = values?.number('amount') ?? 0n
  if (!values || amount <= 0n) return null
  if (kind === 'liquidation') return liquidationOf(values, amount, log, telling)
  if (kind === 'repay' && isPartOfLiquidation(log, liquidated)) return null
  const account = values.address('account') ?? telling.transaction.from
  const isIn = kind === 'supply' || kind === 'repay'
  const cover = isIn
    ? paidBy(values.address('asset'), amount, values.address('payer') ?? account, log, telling)
    : paidTo(values.address('asset'), amount, values.address('receiver') ?? account, log, telling)
  if (!cover) return null
  const booked = kind === 'supply' ? bookedFor({ account, paid: cover.asset, amount }, log, telling) : null
  return {
    kind,
    from: isIn ? account : log.address,
    to: isIn ? log.address : account,
    asset: cover.asset,
    amount,
    ...(booked ? { received: { asset: booked.asset, amount: booked.amount } } : {}),
    covers: [cover, ...(booked ? [booked] : [])],
    also: kind === 'withdraw' ? burntBy({ account, paid: cover.asset, amount }, log, telling) : [],
  }
}

/** What came to the protocol: from the payer, or passed on for it; coins come with the call. */
function paidBy(named: Address | null, amount: bigint, payer: Address, log: Log, telling: Telling): Cover | null {
  const moved = movedBeside(named, amount, { from: payer }, log, telling) ?? movedBeside(named, amount, { to: log.address }, log, telling)
  if (moved) return { asset: moved.address, amount, from: readTransfer(moved)?.from, to: readTransfer(moved)?.to, wrapped: 'before' }
  const { value, from } = telling.transaction
  const isCoin = named === null || assetRef(named) === null
  return isCoin && value === amount && from === payer ? { asset: null, amount } : null
}

/** What the protocol paid out: to the receiver, or to whoever acts for it. */
function paidTo(named: Address | null, amount: bigint, receiver: Address, log: Log, telling: Telling): Cover | null {
  const moved =
    movedBeside(named, amount, { to: receiver }, log, telling) ?? movedBeside(named, amount, { from: log.address }, log, telling)
  if (moved) return { asset: moved.address, amount, from: readTransfer(moved)?.from, to: readTransfer(moved)?.to, wrapped: 'after' }
  // Coins that are paid out leave no log: only a contract that is known and names them is believed.
  return named !== null && assetRef(named) === null ? { asset: null, to: receiver, amount } : null
}

/** The liquidator pays the debt, or what is left of it, and gets the collateral: both have to be seen. */
function liquidationOf(values: EventValues, amount: bigint, log: Log, telling: Telling): Claim | null {
  const liquidator = values.address('account') ?? telling.transaction.from
  const got = values.number('got') ?? 0n
  const owed = amount - (values.number('gotStablecoin') ?? 0n)
  const repaid = paidBy(values.address('asset'), owed, liquidator, log, telling)
  const seized = got > 0n ? takenBy(values.address('gotAsset'), got, liquidator, log, telling) : null
  if (!repaid || !seized) return null
  return {
    kind: 'liquidation',
    from: liquidator,
    to: values.address('borrower') ?? log.address,
    asset: repaid.asset,
    amount: owed,
    received: { asset: seized.asset, amount: got },
    covers: [repaid, seized],
  }
}

/** Collateral as it is, or as the protocol's own token. */
function takenBy(named: Address | null, amount: bigint, liquidator: Address, log: Log, telling: Telling): Cover | null {
  const cover = (moved: Log): Cover => ({ asset: moved.address, amount, from: readTransfer(moved)?.from, to: liquidator })
  const moved = movedBeside(named, amount, { to: liquidator }, log, telling) ?? movedBeside(null, amount, { to: liquidator }, log, telling)
  if (moved) return cover(moved)
  return named !== null && assetRef(named) === null ? { asset: null, to: liquidator, amount } : null
}

/** The repayment of a liquidation is told by the market that is repaid, which writes of the liquidation after it. */
const isPartOfLiquidation = (repayment: Log, liquidated: readonly Log[]): boolean =>
  liquidated.some(
    (log) =>
      log.position > repayment.position &&
      log.address === repayment.address &&
      liquidations.some(({ event }) => event.topic === log.topics[0] && event.read(log) !== null),
  )

const liquidations = acts.filter(({ kind }) => kind === 'liquidation')

/** A transfer of this amount with these ends, of the named token where one is named, that neither creates nor destroys. */
function movedBeside(
  named: Address | null,
  amount: bigint,
  ends: { readonly from?: Address; readonly to?: Address },
  log: Log,
  { transaction }: Telling,
): Log | null {
  return transferBeside(log, { transaction }, { ...ends, amount }, (other) => {
    if (named !== null) return other.address === named
    return !isZero(other.topics[1]) && !isZero(other.topics[2])
  })
}

const isZero = (topic: Hex | undefined): boolean => addressOf(topic) === zeroAddress

/** The protocol's own token that the account was given for what it put in: created, or handed over by the market; rather one of that amount. */
function bookedFor({ account, paid, amount }: Put, log: Log, { transaction, after }: Telling): (Cover & { asset: Address }) | null {
  const found = logsNear(log, transaction.logs, near).flatMap((other) => {
    const moved = other.address !== paid && other.position > after ? readTransfer(other) : null
    const isIssued = moved?.from === zeroAddress || (moved?.from === log.address && other.address === log.address)
    return moved && isIssued && moved.to === account ? [{ asset: other.address, amount: moved.amount, from: moved.from, to: account }] : []
  })
  return found.find((booked) => booked.amount === amount) ?? found[0] ?? null
}

/** How many logs away a market writes of its own token. */
const near = 8

type Put = { readonly account: Address; readonly paid: Cover['asset']; readonly amount: bigint }

/** Where the protocol's own token went that the account gave back: to nobody, or to the market that issued it. */
const burntBy = ({ account, paid, amount }: Put, log: Log, { transaction, after }: Telling): number[] =>
  logsNear(log, transaction.logs, near).flatMap((other) => {
    if (other.position <= after || other.address === paid) return []
    const moved = readTransfer(other)
    if (moved?.from !== account) return []
    const isBurnt = (moved.to === zeroAddress && moved.amount === amount) || (moved.to === log.address && other.address === log.address)
    return isBurnt ? [other.position] : []
  })
