/** Polygon's bridges on Ethereum: tokens and coins locked for Polygon, and those that came back. */
import type { Address } from '../../types.ts'
import { type Reader, readClaims } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'

/** ERC20PredicateProxy, EtherPredicateProxy (PoS) and DepositManagerProxy (Plasma), as recorded transactions show them. */
const ours: ReadonlySet<Address> = new Set([
  '0x40ec5b33f54e0e8a33a975908c5ba1c14e5bbbdf',
  '0x8484ef722627bf18ca5ae6bcf031c23e6e922b30',
  '0x401f6c983ea34274ec46f84d70b31c151321188b',
])

const lockedToken: Reader = (log) => {
  const fields = fieldsOf(log, 3, ['address', 'address', 'address', 'number'])
  if (!fields) return null
  const [from, , asset, amount] = fields
  const ends = { from, to: log.address, asset, amount }
  return { kind: 'bridge-out', ...ends, covers: [ends] }
}

/** The manager in front of the predicate is who gets the value of the transaction. */
const lockedCoins: Reader = (log) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [from, , amount] = fields
  return { kind: 'bridge-out', from, to: log.address, asset: null, amount, covers: [{ asset: null, amount }] }
}

const exitedToken: Reader = (log) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const ends = { from: log.address, to: fields[0], asset: fields[1], amount: fields[2] }
  return { kind: 'bridge-in', ...ends, covers: [ends] }
}

const exitedCoins: Reader = (log) => {
  const fields = fieldsOf(log, 1, ['address', 'number'])
  if (!fields) return null
  const ends = { from: log.address, to: fields[0], asset: null, amount: fields[1] }
  return { kind: 'bridge-in', ...ends, covers: [ends] }
}

const plasmaDeposit: Reader = (log) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [from, asset, amount] = fields
  return { kind: 'bridge-out', from, to: log.address, asset, amount, covers: [{ asset, to: log.address, amount, wrapped: 'before' }] }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("LockedERC20(address,address,address,uint256)") */
  '0x9b217a401a5ddf7c4d474074aff9958a18d48690d77cc2151c4706aa7348b401': lockedToken,
  /** keccak256("LockedEther(address,address,uint256)") */
  '0x3e799b2d61372379e767ef8f04d65089179b7a6f63f9be3065806456c7309f1b': lockedCoins,
  /** keccak256("ExitedERC20(address,address,uint256)") */
  '0xbb61bd1b26b3684c7c028ff1a8f6dabcac2fac8ac57b66fa6b1efb6edeab03c4': exitedToken,
  /** keccak256("ExitedEther(address,uint256)") */
  '0x0fc0eed41f72d3da77d0f53b9594fc7073acd15ee9d7c536819a70a67c57ef3c': exitedCoins,
  /** keccak256("NewDepositBlock(address,address,uint256,uint256)") */
  '0x1dadc8d0683c6f9824e885935c1bec6f76816730dcec148dda8cf25a7b9f797b': plasmaDeposit,
}

export const polygonBridge = defineSource({
  id: 'polygon-bridge',
  label: 'Polygon bridge',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('polygon-bridge', { transaction, context }, ({ address }) => ours.has(address), readers) : [],
})
