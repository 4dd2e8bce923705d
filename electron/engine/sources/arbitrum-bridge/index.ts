/** Arbitrum's canonical bridges: Arbitrum One and Nova on Ethereum, and the other ends on Arbitrum One. */
import type { Address, Hex, Log } from '../../types.ts'
import { type Reader, readClaims, type Telling, transferBeside } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf, wordOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'

/** Inboxes of Arbitrum's SDK (One, Nova). */
const inboxes: ReadonlySet<Address> = new Set(['0x4dbd4fc535ac27206064b68ffcf827b0a60bab3f', '0xc4448b71118c9071bcb9734a0eac55d18a153949'])
/** Bridges that hold the coins and call for the outboxes: those of the SDK (One, Nova), and One's before Nitro, as recorded. */
const bridges: ReadonlySet<Address> = new Set([
  '0x8315177ab297ba92a06054ce80a67ed4dbd7ed3a',
  '0xc1ebd02f738644983b6c4b2d440b8e77dde276bd',
  '0x011b6e24ffb0b5f5fcc564cf4183c5bbbc96d515',
])
/** ArbSys, a precompile of every Arbitrum chain. */
const arbSys: Address = '0x0000000000000000000000000000000000000064'
/** Gateways of Arbitrum's SDK for tokens, custom tokens and WETH on Arbitrum One, and Maker's for DAI. */
const childGateways: ReadonlySet<Address> = new Set([
  '0x09e9222e96e7b4ae2a407b98d48e330053351eee',
  '0x096760f208390250649e3e8763348e783aef5562',
  '0x6c411ad3e74de3e7bd422b94a27770f5b86c623b',
  '0x467194771dae2967aef3ecbedd3bf9a310c76c65',
])

/** keccak256("MessageDelivered(uint256,bytes32,address,uint8,address,bytes32,uint256,uint64)") */
const messageTopic: Hex = '0x5e3c1311ea442664e8b1611bfabef659120ea7a0a2cfc0667700bebc69cbffe1'
/** keccak256("BridgeCallTriggered(address,address,uint256,bytes)") */
const callTopic: Hex = '0x2d9d115ef3e4a606d698913b1eae831a3cdfe20d9a83d48007b0526749c3d466'

/** Many gateways exist, one a project: it is one where the official bridge carried its message and the token really moved. */
const tokenOut: Reader = (log, telling) => {
  const fields = carried(telling, messageTopic) ? fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number']) : null
  if (!fields) return null
  const [from, , , asset, amount] = fields
  const moved = telling.transaction.logs.find(({ address }) => address === asset)
  return moved ? { kind: 'bridge-out', from, to: log.address, asset, amount, covers: [{ asset, from, amount }] } : null
}

const tokenIn: Reader = (log, telling) => {
  const fields = carried(telling, callTopic) ? fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number']) : null
  if (!fields) return null
  const [, to, , asset, amount] = fields
  const moved = transferBeside(log, telling, { to, amount })
  return moved?.address === asset ? { kind: 'bridge-in', from: log.address, to, asset, amount, covers: [{ asset, to, amount }] } : null
}

const carried = ({ transaction }: Telling, topic: Hex): boolean =>
  transaction.logs.some(({ address, topics }) => topics[0] === topic && bridges.has(address))

/** A plain deposit of coins is 20 bytes of receiver and 32 of amount (message kind 12, L1MessageType_ethDeposit). */
const coinsOut: Reader = (log, { transaction }) => {
  if (!inboxes.has(log.address) || log.topics.length !== 2 || BigInt(wordOf(log.data, 1) ?? 0n) !== 52n) return null
  const start = 2 + 2 * 64 + 40
  const words = log.data.slice(start, start + 64)
  if (words.length !== 64) return null
  const amount = BigInt(`0x${words}`)
  const ends = { from: transaction.from, to: log.address, asset: null, amount }
  return { kind: 'bridge-out', ...ends, covers: [ends] }
}

const coinsIn: Reader = (log) => {
  const fields = bridges.has(log.address) ? fieldsOf(log, 2, ['address', 'address', 'number']) : null
  return fields && { kind: 'bridge-in', from: log.address, to: fields[1], asset: null, amount: fields[2] }
}

const childCoinsOut: Reader = (log) => {
  const types = ['address', 'number', 'number', 'address', 'number', 'number', 'number', 'number'] as const
  const fields = log.address === arbSys ? fieldsOf(log, 3, types) : null
  if (!fields) return null
  const ends = { from: fields[3], to: log.address, asset: null, amount: fields[7] }
  return { kind: 'bridge-out', ...ends, covers: [ends] }
}

/** On Arbitrum the event names the token of Ethereum: the burn beside it names the one that moved here. */
const childTokenOut: Reader = (log, telling) => {
  const fields = childGateways.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'number', 'address', 'number', 'number']) : null
  if (!fields) return null
  const [from, , , , , amount] = fields
  return childToken('bridge-out', log, telling, { from, to: zeroAddress, amount })
}

const childTokenIn: Reader = (log, telling) => {
  const fields = childGateways.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [, , to, amount] = fields
  return childToken('bridge-in', log, telling, { from: zeroAddress, to, amount })
}

function childToken(
  kind: 'bridge-in' | 'bridge-out',
  log: Log,
  telling: Telling,
  ends: { readonly from: Address; readonly to: Address; readonly amount: bigint },
) {
  const moved = transferBeside(log, telling, ends)
  if (!moved) return null
  const [from, to] = kind === 'bridge-out' ? [ends.from, log.address] : [log.address, ends.to]
  return { kind, from, to, asset: moved.address, amount: ends.amount, covers: [{ asset: moved.address, ...ends }] }
}

const parent: Readonly<Record<string, Reader>> = {
  /** keccak256("DepositInitiated(address,address,address,uint256,uint256)") */
  '0xb8910b9960c443aac3240b98585384e3a6f109fbf6969e264c3f183d69aba7e1': tokenOut,
  /** keccak256("WithdrawalFinalized(address,address,address,uint256,uint256)") */
  '0x891afe029c75c4f8c5855fc3480598bc5a53739344f6ae575bdb7ea2a79f56b3': tokenIn,
  /** keccak256("InboxMessageDelivered(uint256,bytes)") */
  '0xff64905f73a67fb594e0f940a8075a860db489ad991e032f48c81123eb52d60b': coinsOut,
  [callTopic]: coinsIn,
}

const child: Readonly<Record<string, Reader>> = {
  /** keccak256("L2ToL1Tx(address,address,uint256,uint256,uint256,uint256,uint256,uint256,bytes)") */
  '0x3e7aafa77dbf186b7fd488006beff893744caa3c4f6f299e8a709fa2087374fc': childCoinsOut,
  /** keccak256("WithdrawalInitiated(address,address,address,uint256,uint256,uint256)") */
  '0x3073a74ecb728d10be779fe19a74a1428e20468f5b4d167bf9c73d9067847d73': childTokenOut,
  /** keccak256("DepositFinalized(address,address,address,uint256)") */
  '0xc7f2e9c55c40a50fbc217dfc70cd39a222940dfa62145aa0ca49eb9535d4fcb2': childTokenIn,
}

export const arbitrumBridge = defineSource({
  id: 'arbitrum-bridge',
  label: 'Arbitrum bridge',
  topics: topicsOf({ ...parent, ...child }),
  read(transaction, context) {
    const readers = context.chainId === 1 ? parent : context.chainId === 42161 ? child : {}
    return readClaims('arbitrum-bridge', { transaction, context }, () => true, readers)
  },
})
