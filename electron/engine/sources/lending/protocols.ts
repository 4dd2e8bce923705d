/**
 * What smaller lenders write. Declarations as in the verified contracts, with our names for the values: `account` acts, `payer` pays for
 * it, `receiver` is paid for it, `asset` moved by `amount`, and a liquidator `got` as much of `gotAsset`.
 */
import type { Address } from '../../types.ts'
import { type EventShape, eventOf } from '../events.ts'

export type Kind = 'supply' | 'withdraw' | 'borrow' | 'repay' | 'liquidation'

export type Act = {
  /** What stands as `source` in a row. */
  readonly id: string
  readonly kind: Kind
  readonly event: EventShape
  /** The only contracts that are believed; without, any whose event the transfers bear out. */
  readonly only?: readonly Address[]
}

const act = (id: string, kind: Kind, declaration: string, ...only: Address[]): Act => ({
  id,
  kind,
  event: eventOf(declaration),
  ...(only.length > 0 ? { only } : {}),
})

/** LendingPool of Aave V1 on Ethereum; its core holds the tokens. */
const aaveV1: Address = '0x398ec7346dcd622edc5ae82352f02be94c62d119'

export const acts: readonly Act[] = [
  act(
    'aave-v1',
    'supply',
    'Deposit(address indexed asset, address indexed account, uint256 amount, uint16 indexed referral, uint256 timestamp)',
    aaveV1,
  ),
  act('aave-v1', 'withdraw', 'RedeemUnderlying(address indexed asset, address indexed account, uint256 amount, uint256 timestamp)', aaveV1),
  act(
    'aave-v1',
    'borrow',
    'Borrow(address indexed asset, address indexed account, uint256 amount, uint256 rateMode, uint256 rate, uint256 originationFee, uint256 increase, uint16 indexed referral, uint256 timestamp)',
    aaveV1,
  ),
  act(
    'aave-v1',
    'repay',
    'Repay(address indexed asset, address indexed account, address indexed payer, uint256 amount, uint256 fees, uint256 increase, uint256 timestamp)',
    aaveV1,
  ),
  act(
    'aave-v1',
    'liquidation',
    'LiquidationCall(address indexed gotAsset, address indexed asset, address indexed borrower, uint256 amount, uint256 got, uint256 interest, address account, bool asPoolToken, uint256 timestamp)',
    aaveV1,
  ),
  // Controllers of crvUSD and of Curve's lending markets: an event without a loan is about collateral alone
  act('curve-lend', 'borrow', 'Borrow(address indexed account, uint256 collateral, uint256 amount)'),
  act('curve-lend', 'supply', 'Borrow(address indexed account, uint256 amount, uint256 loan)'),
  act('curve-lend', 'repay', 'Repay(address indexed account, uint256 collateral, uint256 amount)'),
  act('curve-lend', 'withdraw', 'RemoveCollateral(address indexed account, uint256 amount)'),
  act(
    'curve-lend',
    'liquidation',
    'Liquidate(address indexed account, address indexed borrower, uint256 got, uint256 gotStablecoin, uint256 amount)',
  ),
  // Euler V2: deposits and withdrawals are those of a vault by the standard
  act('euler-v2', 'borrow', 'Borrow(address indexed account, uint256 amount)'),
  act('euler-v2', 'repay', 'Repay(address indexed account, uint256 amount)'),
  // Silo V2
  act(
    'silo',
    'borrow',
    'Borrow(address indexed sender, address indexed receiver, address indexed account, uint256 amount, uint256 shares)',
  ),
  act('silo', 'repay', 'Repay(address indexed payer, address indexed account, uint256 amount, uint256 shares)'),
  // Fraxlend pairs
  act('fraxlend', 'supply', 'AddCollateral(address indexed payer, address indexed account, uint256 amount)'),
  act(
    'fraxlend',
    'withdraw',
    'RemoveCollateral(address indexed sender, uint256 amount, address indexed receiver, address indexed account)',
  ),
  act('fraxlend', 'borrow', 'BorrowAsset(address indexed account, address indexed receiver, uint256 amount, uint256 shares)'),
  act('fraxlend', 'repay', 'RepayAsset(address indexed payer, address indexed account, uint256 amount, uint256 shares)'),
  act(
    'fraxlend',
    'liquidation',
    'Liquidate(address indexed borrower, uint256 got, uint256 shares, uint256 amount, uint256 fees, uint256 sharesToAdjust, uint256 amountToAdjust)',
  ),
  // Markets of Compound V2's code elsewhere: Venus, Moonwell, Sonne, Benqi
  act('compound-v2-like', 'supply', 'Mint(address account, uint256 amount, uint256 minted)'),
  act('compound-v2-like', 'supply', 'Mint(address account, uint256 amount, uint256 minted, uint256 balance)'),
  act('compound-v2-like', 'withdraw', 'Redeem(address account, uint256 amount, uint256 burnt)'),
  act('compound-v2-like', 'withdraw', 'Redeem(address account, uint256 amount, uint256 burnt, uint256 balance)'),
  act('compound-v2-like', 'borrow', 'Borrow(address account, uint256 amount, uint256 owed, uint256 totalOwed)'),
  act('compound-v2-like', 'repay', 'RepayBorrow(address payer, address account, uint256 amount, uint256 owed, uint256 totalOwed)'),
  act(
    'compound-v2-like',
    'liquidation',
    'LiquidateBorrow(address account, address borrower, uint256 amount, address gotAsset, uint256 got)',
  ),
]
