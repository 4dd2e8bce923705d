/** Pools and market makers that name both tokens themselves. Declarations as in the verified contracts, with our names for the values. */
import { type Stated, stated } from '../stated.ts'

export const makers: readonly Stated[] = [
  stated(
    'clipper',
    'pool',
    'Swapped(address indexed given, address indexed received, address indexed to, uint256 spent, uint256 got, bytes auxiliaryData)',
  ),
  stated('dodo', 'pool', 'DODOSwap(address given, address received, uint256 spent, uint256 got, address from, address to)'),
  stated(
    'woofi',
    'pool',
    'WooSwap(address indexed given, address indexed received, uint256 spent, uint256 got, address from, address indexed to, address rebateTo, uint256 swapVolume, uint256 swapFee)',
  ),
  stated(
    'woofi',
    'pool',
    'WooSwap(address indexed given, address indexed received, uint256 spent, uint256 got, address from, address indexed to, address rebateTo)',
  ),
  stated(
    'balancer-v1',
    'pool',
    'LOG_SWAP(address indexed from, address indexed given, address indexed received, uint256 spent, uint256 got)',
  ),
  // BancorNetwork V2
  stated(
    'bancor-v2',
    'pool',
    'Conversion(address indexed at, address indexed given, address indexed received, uint256 spent, uint256 got, address from)',
  ),
  stated(
    'carbon',
    'pool',
    'TokensTraded(address indexed from, address indexed given, address indexed received, uint256 spent, uint256 got, uint128 tradingFeeAmount, bool byTargetAmount)',
  ),
  // GMX V1's vault and its router
  stated(
    'gmx',
    'pool',
    'Swap(address from, address given, address received, uint256 spent, uint256 got, uint256 outAfterFees, uint256 feeBasisPoints)',
  ),
  stated('gmx', 'route', 'Swap(address from, address given, address received, uint256 spent, uint256 got)'),
  stated(
    'spark-psm',
    'pool',
    'Swap(address indexed given, address indexed received, address from, address indexed to, uint256 spent, uint256 got, uint256 referralCode)',
  ),
  // DFX, and Shell before it
  stated('dfx', 'pool', 'Trade(address indexed from, address indexed given, address indexed received, uint256 spent, uint256 got)'),
  stated(
    'mento',
    'pool',
    'Swap(address exchangeProvider, bytes32 indexed exchangeId, address indexed from, address indexed given, address received, uint256 spent, uint256 got)',
  ),
  stated(
    'platypus-like',
    'pool',
    'Swap(address indexed from, address given, address received, uint256 spent, uint256 got, address indexed to)',
  ),
  stated('hashflow', 'pool', 'Trade(address from, address to, bytes32 txid, address given, address received, uint256 spent, uint256 got)'),
  stated(
    'hashflow',
    'pool',
    'Trade(address from, address effectiveTrader, bytes32 txid, address given, address received, uint256 spent, uint256 got, uint256 fees)',
  ),
  stated(
    'native',
    'pool',
    'RFQTrade(address to, address given, address received, uint256 spent, uint256 got, uint256 fee, bytes16 quoteId, address signer)',
  ),
  // AirSwap: what the signer, who is the maker, got and gave
  stated(
    'airswap',
    'pool',
    'Swap(uint256 indexed nonce, address indexed at, address received, uint256 got, uint256 protocolFee, address indexed from, address given, uint256 spent)',
  ),
  stated(
    'airswap',
    'pool',
    'Swap(uint256 indexed nonce, uint256 timestamp, address indexed at, address received, uint256 got, address indexed from, address given, uint256 spent)',
  ),
  stated(
    'airswap',
    'pool',
    'SwapERC20(uint256 indexed nonce, address indexed at, address received, uint256 got, uint256 protocolFee, address indexed from, address given, uint256 spent)',
  ),
]
