/**
 * Bridges whose events name the account and the amount. Anybody can write such an event, so a transfer of that amount has to stand beside
 * it, or the coins have to have come with the call; coins that are paid out leave no log and are taken only from the bridge's own contract.
 */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { type Claim, readClaims, type Telling, transferBeside } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { type EventValues, eventOf } from '../events.ts'
import { addressOf, amountOf, depositTopic, readTransfer, transferTopic, withdrawalTopic, zeroAddress } from '../logs.ts'
import { assetRef, netOf, unwrappedIn } from '../swaps.ts'
import { type Bridge, bridges } from './bridges.ts'

const byTopic = new Map<string, Bridge[]>()
for (const bridge of bridges) byTopic.set(bridge.event.topic, [...(byTopic.get(bridge.event.topic) ?? []), bridge])

export const bridgesSource = defineSource({
  id: 'bridges',
  label: 'Other bridges',
  names: [...new Set(bridges.map(({ id }) => id))],
  topics: [...new Set(bridges.map(({ event }) => event.topic))],
  read(transaction, context) {
    const ids = new Set(transaction.logs.flatMap(({ topics }) => (byTopic.get(topics[0] ?? '') ?? []).map(({ id }) => id)))
    return [...ids].flatMap((id): Leg[] => {
      const rows = bridges.filter((bridge) => bridge.id === id)
      const readers = Object.fromEntries(
        rows.map(({ event: { topic } }) => [
          topic,
          (log: Log, telling: Telling) => {
            for (const row of rows.filter(({ event }) => event.topic === topic)) {
              const claim = claimOf(row, log, telling)
              if (claim) return claim
            }
            return null
          },
        ]),
      )
      return readClaims(id, { transaction, context }, () => true, readers)
    })
  },
})

function claimOf(bridge: Bridge, log: Log, telling: Telling): Claim | null {
  const values = bridge.only && !bridge.only.includes(log.address) ? null : bridge.event.read(log)
  if (!values) return null
  const { transaction } = telling
  if (bridge.amount === 'sender')
    return exchangedFirst(values.number('amount'), log, telling) ?? sentBy(values.address('from') ?? transaction.from, log, telling)
  // Where the event does not name who is paid, the call of the bridge's own bonder does, first of all.
  if (bridge.amount === 'receiver') return gotBy(values.address('to') ?? addressOf(`0x${transaction.input.slice(10, 74)}`), log, telling)
  return bridge.kind === 'bridge-out' ? out(values, log, telling) : into(bridge, values, log, telling)
}

function out(values: EventValues, log: Log, telling: Telling): Claim | null {
  const { transaction, context } = telling
  const from = values.address('from') ?? transaction.from
  const amount = values.number('amount') ?? 0n
  const named = values.address('asset')
  const moved = movedBeside(named, amount, {}, log, telling)
  const claim = { kind: 'bridge-out', from, to: log.address, amount } as const
  if (moved) {
    const cover = { asset: moved.address, amount, ...(moved.address === context.wrappedNative ? { wrapped: 'before' as const } : {}) }
    return { ...claim, asset: moved.address, covers: [cover] }
  }
  // Coins come with the call, together with the fee for the message; some bridges wrap them and name the wrapper.
  const isCoin = named === null || named === context.wrappedNative || assetRef(named) === null || /^0x0{39}1$/.test(named)
  const isPaid = transaction.value === amount || (transaction.to === log.address && transaction.value >= amount)
  return isCoin && isPaid && amount > 0n ? { ...claim, asset: null, also: [-1] } : null
}

function into(bridge: Bridge, values: EventValues, log: Log, telling: Telling): Claim | null {
  const to = values.address('to')
  const amount = values.number('amount') ?? 0n
  if (!to) return null
  const named = values.address('asset')
  const moved = movedBeside(named, amount, { to }, log, telling)
  const claim = { kind: 'bridge-in', from: log.address, to, amount } as const
  if (moved) return { ...claim, asset: moved.address, covers: [{ asset: moved.address, to, amount, wrapped: 'after' }] }
  const unwrapped = named === null ? null : unwrappedBeside(named, amount, log, telling)
  if (unwrapped) return { ...claim, asset: null, also: unwrapped }
  return bridge.coins && (named === null || assetRef(named) === null)
    ? { ...claim, asset: null, covers: [{ asset: null, to, amount }] }
    : null
}

/** Positions of the wrapped coins that came to the bridge and of their unwrapping: coins were paid out for them. */
function unwrappedBeside(asset: Address, amount: bigint, log: Log, { transaction, context }: Telling): number[] | null {
  if (asset !== context.wrappedNative) return null
  const unwrap = transaction.logs.findLast(
    ({ address, topics: [topic, account], data, position }) =>
      position < log.position &&
      address === asset &&
      topic === withdrawalTopic &&
      addressOf(account) === log.address &&
      amountOf(data) === amount,
  )
  if (!unwrap) return null
  const came = transferBeside(unwrap, { transaction }, { to: log.address, amount })
  return [unwrap.position, ...(came?.address === asset ? [came.position] : [])]
}

/** The transfer of the named token, or of any where the event names none, with this amount. */
function movedBeside(asset: Address | null, amount: bigint, ends: { readonly to?: Address }, log: Log, telling: Telling): Log | null {
  return transferBeside(log, telling, { ...ends, amount }, (other) => asset === null || other.address === asset)
}

/** A wrapper takes the token, exchanges it for the bridge's own and has that destroyed: what the wrapper got is what was bridged. */
function exchangedFirst(amount: bigint | null, log: Log, { transaction }: Telling): Claim | null {
  const own =
    amount === null ? null : transferBeside(log, { transaction }, { to: zeroAddress, amount }, ({ position }) => position < log.position)
  if (!own) return null
  const moves = transaction.logs.flatMap((each) => {
    const moved = each.position < log.position ? readTransfer(each) : null
    return moved ? [{ ...moved, asset: each.address, position: each.position }] : []
  })
  const burnt = moves.find(({ position }) => position === own.position)
  const given = burnt && moves.find(({ asset, to, position }) => to === burnt.from && asset !== burnt.asset && position < burnt.position)
  // Wrapping coins makes them out of nothing on some chains: then nobody gave a token.
  if (!burnt || !given || given.from === zeroAddress) return null
  const inside = moves.filter(({ asset, from }) => asset === burnt.asset || (asset === given.asset && from === burnt.from))
  return {
    kind: 'bridge-out',
    from: given.from,
    to: log.address,
    asset: given.asset,
    amount: given.amount,
    also: [given, ...inside].map(({ position }) => position),
  }
}

/** What the account gave on the whole, where the event states another amount (shared decimals, the bridge's own token) or none. */
function sentBy(from: Address, log: Log, { transaction }: Telling): Claim | null {
  const gave = [...netOf(transaction, from)].filter(([, amount]) => amount < 0n)
  const [token] = gave
  if (gave.length > 1) return null
  const also = passedThrough(transaction, log)
  const claim = { kind: 'bridge-out', from, to: log.address } as const
  if (token) {
    const [asset, amount] = token
    return { ...claim, asset, amount: -amount, covers: [{ asset, from, amount: -amount, wrapped: 'before' }], also }
  }
  if (transaction.value === 0n || from !== transaction.from || transaction.to === zeroAddress) return null
  return { ...claim, asset: null, amount: transaction.value, also: [-1, ...also] }
}

/** What the account got on the whole, or the coins that were unwrapped for it. */
function gotBy(to: Address | null, log: Log, { transaction, context }: Telling): Claim | null {
  if (!to) return null
  const got = [...netOf(transaction, to)].filter(([, amount]) => amount > 0n)
  const [[asset, amount] = [null, unwrappedIn(transaction, context.wrappedNative)] as const] = got
  if (got.length > 1 || amount === 0n) return null
  const claim = { kind: 'bridge-in', from: log.address, to, asset, amount } as const
  return { ...claim, covers: [{ asset, to, amount }], also: passedThrough(transaction, log) }
}

/** The movements of a transaction in which nothing happened but the bridging: the bridge's own token, its pool, a wrap on the way. */
function passedThrough({ logs }: Transaction, { topics: [own] }: Log): number[] {
  const isOnWay = (topic: Hex | undefined): boolean => topic === own || (topic !== undefined && onWay.includes(topic))
  return logs.every(({ topics: [topic] }) => isOnWay(topic)) ? logs.map(({ position }) => position) : []
}

const onWay: readonly Hex[] = [
  transferTopic,
  depositTopic,
  withdrawalTopic,
  ...[
    'Approval(address indexed owner, address indexed spender, uint256 value)',
    'TokenSwap(address indexed buyer, uint256 sold, uint256 bought, uint128 soldId, uint128 boughtId)',
    'TransferFromL1Completed(address indexed recipient, uint256 amount, uint256 amountOutMin, uint256 deadline, address indexed relayer, uint256 relayerFee)',
    'WithdrawalBonded(bytes32 indexed transferId, uint256 amount)',
    'RelayedMessage(bytes32 indexed messageHash)',
    'LogFeeTransfer(address indexed token, address indexed from, address indexed to, uint256 amount, uint256 input1, uint256 input2, uint256 output1, uint256 output2)',
    'TransferSent(bytes32 indexed transferId, uint256 indexed chainId, address indexed recipient, uint256 amount, bytes32 nonce, uint256 bonderFee, uint256 index, uint256 amountOutMin, uint256 deadline)',
  ].map((declaration) => eventOf(declaration).topic),
]
