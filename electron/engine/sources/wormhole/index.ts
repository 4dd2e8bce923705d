/** Wormhole's token bridge. Its messages count in eight decimals at most, so the transfer beside them names the exact amount. */
import type { Address, Log } from '../../types.ts'
import { type Deployments, isDeployed, type Reader, readClaims, type Telling } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'
import { depositTopic, readTransfer, withdrawalTopic, zeroAddress } from '../logs.ts'

/** Token bridges of Wormhole's SDK (sdk-base 6.1). */
const tokenBridges: Deployments = {
  1: ['0x3ee18b2214aff97000d974cf647e7c347e8fa585'],
  10: ['0x1d68124e65fafc907325e3edbf8c4d84499daa8b'],
  56: ['0xb6f6d86a8f9879a9c87f643768d9efc38c1da6e7'],
  137: ['0x5a58505a96d1dbf8df91cb21b54419fc36e93fde'],
  8453: ['0x8d2de8d2f73f1f4cab472ac9a881c9b123c79627'],
  42161: ['0x0b2402144bb366a632d14b83f244d2e0e21bd39c'],
  43114: ['0x0e082f06ff657d94310cb8ce8b0d9a04541d8052'],
}

/** Payload: kind (1 plain, 3 with a message), then 32 bytes of amount in at most eight decimals. */
function normalisedAmount({ data }: Log): bigint | null {
  const start = 2 + 5 * 64
  const kind = data.slice(start, start + 2)
  const amount = data.slice(start + 2, start + 66)
  return (kind === '01' || kind === '03') && amount.length === 64 ? BigInt(`0x${amount}`) : null
}

/** Equal but for the decimals that the message cannot hold (18 − 8 at most for what is common). */
const isScaled = (exact: bigint, normalised: bigint): boolean => {
  for (let scale = 1n; scale <= 10n ** 10n; scale *= 10n) if (exact / scale === normalised) return true
  return false
}

const published: Reader = (log, { transaction, context, after }) => {
  const fields = fieldsOf(log, 1, ['address'])
  const normalised = normalisedAmount(log)
  if (!fields || !normalised || !isDeployed(tokenBridges, context.chainId, fields[0])) return null
  const bridge = fields[0]
  const before = transaction.logs.filter(({ position }) => position > after && position < log.position).toReversed()
  for (const other of before) {
    const moved = readTransfer(other)
    if (moved && (moved.to === bridge || moved.to === zeroAddress) && isScaled(moved.amount, normalised)) {
      // What the bridge burns itself was handed to it by the sender just before.
      const ends = { asset: other.address, amount: moved.amount }
      const from = moved.from === bridge ? transaction.from : moved.from
      return { kind: 'bridge-out', from, to: bridge, ...ends, covers: [{ ...ends, from }], also: [other.position] }
    }
    const wrapped =
      other.topics[0] === depositTopic && other.address === context.wrappedNative ? fieldsOf(other, 1, ['address', 'number']) : null
    if (wrapped?.[0] !== bridge || !isScaled(wrapped[1], normalised)) continue
    const ends = { from: transaction.from, to: bridge, asset: null, amount: wrapped[1] }
    return { kind: 'bridge-out', ...ends, covers: [ends], also: [other.position] }
  }
  return null
}

/** The bridge pays out right after it has told that it will: a fee to the relayer first where there is one, so the largest counts. */
const redeemed: Reader = (log, telling) => {
  if (log.topics.length !== 4 || !isDeployed(tokenBridges, telling.context.chainId, log.address)) return null
  const paid = payouts(log, telling).reduce<Payout | null>((best, one) => (best && best.amount >= one.amount ? best : one), null)
  return paid && { kind: 'bridge-in', from: log.address, to: paid.to, asset: paid.asset, amount: paid.amount, also: [paid.position] }
}

type Payout = { readonly to: Address; readonly asset: Address | null; readonly amount: bigint; readonly position: number }

function payouts(log: Log, { transaction, context }: Telling): Payout[] {
  const found: Payout[] = []
  for (const other of transaction.logs) {
    // One token at a time; nothing that the receiver does with it afterwards is the bridge's.
    if (other.position < log.position || (found[0] && found[0].asset !== null && found[0].asset !== other.address)) continue
    const unwrapped =
      other.topics[0] === withdrawalTopic && other.address === context.wrappedNative ? fieldsOf(other, 1, ['address', 'number']) : null
    if (unwrapped?.[0] === log.address) return [{ to: transaction.from, asset: null, amount: unwrapped[1], position: other.position }]
    const moved = readTransfer(other)
    if (moved && (moved.from === log.address || moved.from === zeroAddress))
      found.push({ to: moved.to, asset: other.address, amount: moved.amount, position: other.position })
  }
  return found
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("LogMessagePublished(address,uint64,uint32,bytes,uint8)") */
  '0x6eb224fb001ed210e379b335e35efe88672a8ce935d981a6896b27ffdf52a3b2': published,
  /** keccak256("TransferRedeemed(uint16,bytes32,uint64)") */
  '0xcaf280c8cfeba144da67230d9b009c8f868a75bac9a528fa0474be1ba317c169': redeemed,
}

export const wormhole = defineSource({
  id: 'wormhole',
  label: 'Wormhole token bridge',
  topics: topicsOf(readers),
  read: (transaction, context) => readClaims('wormhole', { transaction, context }, () => true, readers),
})
