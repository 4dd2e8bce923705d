/** The canonical bridges of OP Stack chains: deposits and finalised withdrawals on their base chain, the other ends on themselves. */
import type { Address } from '../../types.ts'
import { type Claim, type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf, wordOf } from '../fields.ts'
import { zeroAddress } from '../logs.ts'
import { bridges, childBridges, coinAlias, isBridge, isPortal } from './deployments.ts'

const coinsOut: Reader = (log) => {
  const fields = bridges.has(log.address) ? fieldsOf(log, 2, ['address', 'address', 'number']) : null
  if (!fields) return null
  const ends = { from: fields[0], to: log.address, asset: null, amount: fields[2] }
  return { kind: 'bridge-out', ...ends, covers: [{ ...ends, from: undefined }] }
}

const coinsIn: Reader = (log) => {
  const fields = bridges.has(log.address) ? fieldsOf(log, 2, ['address', 'address', 'number']) : null
  return fields && { kind: 'bridge-in', from: log.address, to: fields[1], asset: null, amount: fields[2] }
}

const tokenOut: Reader = (log) => {
  const fields = bridges.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [asset, , from, , amount] = fields
  const ends = { from, to: log.address, asset, amount }
  return { kind: 'bridge-out', ...ends, covers: [{ asset, from, amount }] }
}

const tokenIn: Reader = (log) => {
  const fields = bridges.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [asset, , , to, amount] = fields
  return { kind: 'bridge-in', from: log.address, to, asset, amount, covers: [{ asset, to, amount }] }
}

/** On the chain itself the second token is its own; its coin has an alias. */
const childOut: Reader = (log) => {
  const fields = childBridges.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [, token, from, , amount] = fields
  if (token === coinAlias) return coin('bridge-out', from, log.address, amount)
  const cover = { asset: token, from, to: zeroAddress, amount }
  return { kind: 'bridge-out', from, to: log.address, asset: token, amount, covers: [cover] }
}

const childIn: Reader = (log) => {
  const fields = childBridges.has(log.address) ? fieldsOf(log, 3, ['address', 'address', 'address', 'address', 'number']) : null
  if (!fields) return null
  const [, token, , to, amount] = fields
  if (token === coinAlias) return coin('bridge-in', log.address, to, amount)
  const cover = { asset: token, from: zeroAddress, to, amount }
  return { kind: 'bridge-in', from: log.address, to, asset: token, amount, covers: [cover] }
}

const coin = (kind: 'bridge-in' | 'bridge-out', from: Address, to: Address, amount: bigint): Claim => ({
  kind,
  from,
  to,
  asset: null,
  amount,
  // Before Bedrock the coin of Optimism was a token too, and its mint or burn stands beside the event.
  covers: [
    { asset: null, amount },
    { asset: coinAlias, amount },
  ],
})

/** Coins handed to the portal directly, that is without a bridge before it, which would tell of them itself. */
const portalDeposit: Reader = (log, { transaction }) => {
  const fields = isPortal(log.address) ? fieldsOf(log, 3, ['address', 'address', 'number']) : null
  const minted = wordOf(log.data, 2)
  if (!fields || minted === null || transaction.to !== log.address) return null
  const ends = { from: fields[0], to: log.address, asset: null, amount: BigInt(minted) }
  return { kind: 'bridge-out', ...ends, covers: [ends] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("ETHDepositInitiated(address,address,uint256,bytes)") */
  '0x35d79ab81f2b2017e19afb5c5571778877782d7a8786f5907f93b0f4702f4f23': coinsOut,
  /** keccak256("ETHWithdrawalFinalized(address,address,uint256,bytes)") */
  '0x2ac69ee804d9a7a0984249f508dfab7cb2534b465b6ce1580f99a38ba9c5e631': coinsIn,
  /** keccak256("ERC20DepositInitiated(address,address,address,address,uint256,bytes)") */
  '0x718594027abd4eaed59f95162563e0cc6d0e8d5b86b1c7be8b1b0ac3343d0396': tokenOut,
  /** keccak256("ERC20WithdrawalFinalized(address,address,address,address,uint256,bytes)") */
  '0x3ceee06c1e37648fcbb6ed52e17b3e1f275a1f8c7b22a84b2b84732431e046b3': tokenIn,
  /** keccak256("WithdrawalInitiated(address,address,address,address,uint256,bytes)") */
  '0x73d170910aba9e6d50b102db522b1dbcd796216f5128b445aa2135272886497e': childOut,
  /** keccak256("DepositFinalized(address,address,address,address,uint256,bytes)") */
  '0xb0444523268717a02698be47d0803aa7468c00acbed2f8bd93a0459cde61dd89': childIn,
  /** keccak256("TransactionDeposited(address,address,uint256,bytes)") */
  '0xb3813568d9991fc951961fcb4c784893574240a28925604d09fc577c55bb7c32': portalDeposit,
}

export const opStackBridge = defineSource({
  id: 'op-stack-bridge',
  label: 'OP Stack bridge',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('op-stack-bridge', { transaction, context }, ({ address }) => isBridge(context.chainId, address), readers),
})
