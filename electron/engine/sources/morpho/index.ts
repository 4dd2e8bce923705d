/** Morpho Blue: one contract for every market; its events name the market, so the transfer beside them names the asset. */
import type { Address, Log } from '../../types.ts'
import { type Claim, type Deployments, isDeployed, type Reader, readClaims, type Telling, transferBeside } from '../claims.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'

/** Addresses of Morpho's documentation; those of Arbitrum and Polygon also stand in recorded transactions. */
const contracts: Deployments = {
  1: ['0xbbbbbbbbbb9cc5e90e3b3af64bdaf62c37eeffcb'],
  137: ['0x1bf0c2541f820e775182832f06c0b7fc27a25f67'],
  8453: ['0xbbbbbbbbbb9cc5e90e3b3af64bdaf62c37eeffcb'],
  42161: ['0x6c247b1f6182318877311737bac0844baa518f5e'],
}

/** Morpho writes its event before it takes the tokens: the transfer to it is the first after the event. */
function paidIn(kind: 'supply' | 'repay', log: Log, telling: Telling, [payer, account, amount]: readonly [Address, Address, bigint]) {
  const moved =
    firstAfter(log, telling, { from: payer, to: log.address, amount }) ?? transferBeside(log, telling, { to: log.address, amount })
  if (!moved) return null
  const asset = moved.address
  const claim: Claim = { kind, from: account, to: log.address, asset, amount }
  return { ...claim, covers: [{ asset, from: payer, to: log.address, amount, wrapped: 'before' }] } satisfies Claim
}

function paidOut(
  kind: 'withdraw' | 'borrow',
  log: Log,
  telling: Telling,
  [account, receiver, amount]: readonly [Address, Address, bigint],
) {
  const moved = firstAfter(log, telling, { from: log.address, to: receiver, amount })
  if (!moved) return null
  const asset = moved.address
  const claim: Claim = { kind, from: log.address, to: account, asset, amount }
  return { ...claim, covers: [{ asset, from: log.address, to: receiver, amount, wrapped: 'after' }] } satisfies Claim
}

const firstAfter = (log: Log, telling: Telling, ends: { from: Address; to: Address; amount: bigint }): Log | null =>
  transferBeside(log, telling, ends, ({ position }) => position > log.position)

const supply: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'number'])
  return fields && paidIn('supply', log, telling, [fields[1], fields[2], fields[3]])
}

const repay: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'number'])
  return fields && paidIn('repay', log, telling, [fields[1], fields[2], fields[3]])
}

const withdraw: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'address', 'number'])
  return fields && paidOut('withdraw', log, telling, [fields[1], fields[2], fields[4]])
}

const borrow: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'address', 'number'])
  return fields && paidOut('borrow', log, telling, [fields[1], fields[2], fields[4]])
}

/** The liquidator repays `repaid` and receives `seized` of the collateral; both transfers follow the event. */
const liquidate: Reader = (log, telling) => {
  const fields = fieldsOf(log, 3, ['bytes32', 'address', 'address', 'number', 'number', 'number'])
  if (!fields) return null
  const [, liquidator, borrower, amount, , seized] = fields
  const debt = firstAfter(log, telling, { from: liquidator, to: log.address, amount })
  const collateral = firstAfter(log, telling, { from: log.address, to: liquidator, amount: seized })
  if (!debt || !collateral) return null
  const [asset, taken] = [debt.address, collateral.address]
  return {
    kind: 'liquidation',
    from: liquidator,
    to: borrower,
    asset,
    amount,
    received: { asset: taken, amount: seized },
    covers: [
      { asset, from: liquidator, to: log.address, amount },
      { asset: taken, from: log.address, to: liquidator, amount: seized },
    ],
  }
}

/** Lent and given back within the transaction, without a fee. */
const flashLoan: Reader = (log) => {
  const fields = fieldsOf(log, 2, ['address', 'address', 'number'])
  if (!fields) return null
  const [borrower, asset, amount] = fields
  const ends = { asset, amount }
  return {
    kind: 'flash-loan',
    from: log.address,
    to: borrower,
    ...ends,
    covers: [
      { ...ends, from: log.address, to: borrower },
      { ...ends, from: borrower, to: log.address },
    ],
  }
}

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Supply(bytes32,address,address,uint256,uint256)") */
  '0xedf8870433c83823eb071d3df1caa8d008f12f6440918c20d75a3602cda30fe0': supply,
  /** keccak256("SupplyCollateral(bytes32,address,address,uint256)") */
  '0xa3b9472a1399e17e123f3c2e6586c23e504184d504de59cdaa2b375e880c6184': supply,
  /** keccak256("Withdraw(bytes32,address,address,address,uint256,uint256)") */
  '0xa56fc0ad5702ec05ce63666221f796fb62437c32db1aa1aa075fc6484cf58fbf': withdraw,
  /** keccak256("WithdrawCollateral(bytes32,address,address,address,uint256)") */
  '0xe80ebd7cc9223d7382aab2e0d1d6155c65651f83d53c8b9b06901d167e321142': withdraw,
  /** keccak256("Borrow(bytes32,address,address,address,uint256,uint256)") */
  '0x570954540bed6b1304a87dfe815a5eda4a648f7097a16240dcd85c9b5fd42a43': borrow,
  /** keccak256("Repay(bytes32,address,address,uint256,uint256)") */
  '0x52acb05cebbd3cd39715469f22afbf5a17496295ef3bc9bb5944056c63ccaa09': repay,
  /** keccak256("Liquidate(bytes32,address,address,uint256,uint256,uint256,uint256,uint256)") */
  '0xa4946ede45d0c6f06a0f5ce92c9ad3b4751452d2fe0e25010783bcab57a67e41': liquidate,
  /** keccak256("FlashLoan(address,address,uint256)") */
  '0xc76f1b4fe4396ac07a9fa55a415d4ca430e72651d37d3401f3bed7cb13fc4f12': flashLoan,
}

export const morpho = defineSource({
  id: 'morpho',
  label: 'Morpho',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    readClaims('morpho', { transaction, context }, ({ address }) => isDeployed(contracts, context.chainId, address), readers),
})
