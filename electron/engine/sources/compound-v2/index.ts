/** Compound V2: one cToken for each asset; cETH holds the coin itself. */
import type { Address, AssetRef, Log } from '../../types.ts'
import { type Claim, type Reader, readClaims } from '../claims.ts'
import { underlyings } from '../cTokens.ts'
import { defineSource } from '../defineSource.ts'
import { fieldsOf, topicsOf } from '../fields.ts'

type Market = { readonly asset: AssetRef; readonly cToken: Address }

const marketOf = ({ address }: Log): Market | null => {
  const asset = underlyings.get(address)
  return asset === undefined ? null : { asset, cToken: address }
}

const mint: Reader = (log) => {
  const fields = fieldsOf(log, 0, ['address', 'number', 'number'])
  const market = marketOf(log)
  if (!fields || !market) return null
  const [account, amount, minted] = fields
  const { asset, cToken } = market
  return {
    ...{ kind: 'supply', from: account, to: cToken, asset, amount, received: { asset: cToken, amount: minted } },
    covers: [
      { asset, from: account, to: cToken, amount },
      { asset: cToken, from: cToken, to: account, amount: minted },
    ],
  }
}

const redeem: Reader = (log) => {
  const fields = fieldsOf(log, 0, ['address', 'number', 'number'])
  const market = marketOf(log)
  if (!fields || !market) return null
  const [account, amount, burnt] = fields
  const { asset, cToken } = market
  return {
    ...{ kind: 'withdraw', from: cToken, to: account, asset, amount },
    covers: [
      { asset, from: cToken, to: account, amount },
      { asset: cToken, from: account, to: cToken, amount: burnt },
    ],
  }
}

const borrow: Reader = (log) => {
  const fields = fieldsOf(log, 0, ['address', 'number'])
  const market = marketOf(log)
  if (!fields || !market) return null
  const [account, amount] = fields
  const { asset, cToken } = market
  return { kind: 'borrow', from: cToken, to: account, asset, amount, covers: [{ asset, from: cToken, to: account, amount }] }
}

const repay: Reader = (log, { transaction }) => {
  const fields = fieldsOf(log, 0, ['address', 'address', 'number'])
  const market = marketOf(log)
  // A liquidation repays too; it is told by its own event, which the cToken writes after this one.
  if (!fields || !market || transaction.logs.some((other) => isLiquidationOf(other, log, fields))) return null
  const [payer, account, amount] = fields
  const { asset, cToken } = market
  return { kind: 'repay', from: account, to: cToken, asset, amount, covers: [{ asset, from: payer, to: cToken, amount }] }
}

const isLiquidationOf = (other: Log, repayment: Log, [payer, account, amount]: readonly [Address, Address, bigint]): boolean => {
  if (other.address !== repayment.address || other.topics[0] !== liquidateBorrowTopic || other.position < repayment.position) return false
  const fields = fieldsOf(other, 0, ['address', 'address', 'number'])
  return fields !== null && fields[0] === payer && fields[1] === account && fields[2] === amount
}

/** The liquidator pays the debt and receives cTokens of the collateral: those are what the event counts. */
const liquidate: Reader = (log) => {
  const fields = fieldsOf(log, 0, ['address', 'address', 'number', 'address', 'number'])
  const market = marketOf(log)
  if (!fields || !market) return null
  const [liquidator, borrower, amount, collateral, seized] = fields
  const { asset, cToken } = market
  const claim: Claim = {
    kind: 'liquidation',
    from: liquidator,
    to: borrower,
    asset,
    amount,
    received: { asset: collateral, amount: seized },
  }
  return {
    ...claim,
    covers: [
      { asset, from: liquidator, to: cToken, amount },
      { asset: collateral, from: borrower, to: liquidator, amount: seized },
    ],
  }
}

/** keccak256("LiquidateBorrow(address,address,uint256,address,uint256)") */
const liquidateBorrowTopic = '0x298637f684da70674f26509b10f07ec2fbc77a335ab1e7d6215a4b2484d8bb52'

const readers: Readonly<Record<string, Reader>> = {
  /** keccak256("Mint(address,uint256,uint256)") */
  '0x4c209b5fc8ad50758f13e2e1088ba56a560dff690a1c6fef26394f4c03821c4f': mint,
  /** keccak256("Redeem(address,uint256,uint256)") */
  '0xe5b754fb1abb7f01b499791d0b820ae3b6af3424ac1c59768edb53f4ec31a929': redeem,
  /** keccak256("Borrow(address,uint256,uint256,uint256)") */
  '0x13ed6866d4e1ee6da46f845c46d7e54120883d75c5ea9a2dacc1c4ca8984ab80': borrow,
  /** keccak256("RepayBorrow(address,address,uint256,uint256,uint256)") */
  '0x1a2a22cb034d26d1854bdc6666a5b91fe25efbbb5dcad3b0355478d6f5c362a1': repay,
  [liquidateBorrowTopic]: liquidate,
}

export const compoundV2 = defineSource({
  id: 'compound-v2',
  label: 'Compound V2',
  topics: topicsOf(readers),
  read: (transaction, context) =>
    context.chainId === 1 ? readClaims('compound-v2', { transaction, context }, ({ address }) => underlyings.has(address), readers) : [],
})
