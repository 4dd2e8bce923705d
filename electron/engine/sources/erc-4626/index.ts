/** Vaults by the standard (ERC-4626): what was put in or taken out, for which shares. */
import type { Address, Hex, Leg, Log, Transaction } from '../../types.ts'
import { type Claim, type Reader, readClaims, type Telling, transferBeside } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { addressOf, transferTopic, zeroAddress } from '../logs.ts'

/** keccak256("Deposit(address,address,uint256,uint256)"): sender, owner, assets, shares. */
const depositTopic: Hex = '0xdcbc1c05240f31ff3ad067ef1ee35ce4997762752e3a095284754544f4c709d7'
/** keccak256("Withdraw(address,address,address,uint256,uint256)"): sender, receiver, owner, assets, shares. */
const withdrawTopic: Hex = '0xfbde797d201c681b91056529119e0b02407c7bb96a4a2c75c01fc9667232c8db'

const readers: Readonly<Record<Hex, Reader>> = {
  [depositTopic]: (log, telling) => {
    const fields = fieldsOf(log, 2, ['address', 'address', 'number', 'number'])
    if (!fields) return null
    const [sender, owner, amount, shares] = fields
    const issued = { asset: log.address, from: zeroAddress, to: owner, amount: shares }
    const minted = transferBeside(log, telling, issued)?.address === log.address
    // Some vaults keep nothing themselves: what is put in goes at once to where it is lent.
    const paid =
      underlying(log, telling, { to: log.address, amount }) ?? (minted ? underlying(log, telling, { from: sender, amount }) : null)
    return (
      paid &&
      claim('supply', sender, log.address, { asset: paid, amount }, { asset: log.address, amount: shares }, [
        { asset: paid, amount },
        issued,
      ])
    )
  },
  [withdrawTopic]: (log, telling) => {
    const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number', 'number'])
    if (!fields) return null
    const [, receiver, owner, amount, shares] = fields
    const paid = underlying(log, telling, { to: receiver, amount })
    const burned = { asset: log.address, from: owner, to: zeroAddress, amount: shares }
    return (
      paid &&
      claim('withdraw', owner, receiver, { asset: log.address, amount: shares }, { asset: paid, amount }, [
        { asset: paid, to: receiver, amount },
        burned,
      ])
    )
  },
}

const claim = (
  kind: 'supply' | 'withdraw',
  from: Address,
  to: Address,
  given: { readonly asset: Address; readonly amount: bigint },
  received: { readonly asset: Address; readonly amount: bigint },
  covers: NonNullable<Claim['covers']>,
): Claim | null => (received.amount > 0n ? { kind, from, to, ...given, received, covers } : null)

/** The token that moved by exactly what the event says; the event alone names none, and moves nothing. */
function underlying(
  log: Log,
  telling: Telling,
  moved: { readonly from?: Address; readonly to?: Address; readonly amount: bigint },
): Address | null {
  const transfer = transferBeside(log, telling, moved)
  return transfer === null || transfer.address === log.address ? null : transfer.address
}

export const erc4626 = defineSource({
  id: 'erc-4626',
  label: 'Vault (ERC-4626)',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    outermost(
      readClaims('erc-4626', { transaction, context }, () => true, readers),
      transaction,
    ),
})

/** The vault that a leg is about: its shares are what was got, or given. */
const vaultOf = ({ kind, to, asset }: Leg): Address | null => (kind === 'supply' ? to : asset)

/**
 * A vault lends on what it gets, to markets or to other vaults, and takes it back from there: that belongs to its own deposit or withdrawal.
 * So a leg also stands for the logs of others that name its vault, and for what a vault within it does. Each is looked at once, however
 * often vaults name each other.
 */
function outermost(legs: readonly Leg[], { logs }: Transaction): Leg[] {
  const vaults = new Set(legs.map(vaultOf))
  const actedBy = new Map<string, Leg[]>()
  for (const leg of legs) put(actedBy, `${leg.kind} ${leg.from}`, leg)
  const named = new Map<Address, number[]>()
  for (const { address, topics, position } of logs) {
    if (topics[0] === transferTopic) continue
    for (const vault of new Set(topics.map(addressOf))) {
      if (vault !== null && vault !== address && vaults.has(vault)) put(named, vault, position)
    }
  }
  const seen = new Set<Leg>()
  const withInner = (outer: Leg): Leg => {
    const positions = new Set(outer.replaces ?? [])
    const open = [outer]
    for (let leg = open.pop(); leg; leg = open.pop()) {
      const vault = vaultOf(leg)
      for (const position of [...(leg === outer ? [] : [leg.position]), ...(leg.replaces ?? [])]) positions.add(position)
      if (vault === null) continue
      for (const position of named.get(vault) ?? []) positions.add(position)
      named.delete(vault)
      for (const inner of actedBy.get(`${leg.kind} ${vault}`) ?? []) {
        if (seen.has(inner) || inner === outer) continue
        seen.add(inner)
        open.push(inner)
      }
    }
    positions.delete(outer.position)
    return { ...outer, replaces: [...positions].sort((one, other) => one - other) }
  }
  const lenders = new Set(legs.map((leg) => `${leg.kind} ${vaultOf(leg)}`))
  const outer = new Set(legs.filter(({ kind, from }) => !lenders.has(`${kind} ${from}`)))
  const told = [...outer].map(withInner)
  // Vaults that only lend to each other, in a ring, are told one by one.
  return [...told, ...legs.filter((leg) => !outer.has(leg) && !seen.has(leg))]
}

function put<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
