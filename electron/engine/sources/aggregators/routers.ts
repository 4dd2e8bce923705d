/** Routers: their event sums up a whole call for its caller. Declarations as in the verified contracts, with our names for the values. */
import { type Stated, stated } from '../stated.ts'

export const routers: readonly Stated[] = [
  // MetaAggregationRouter V1 and V2
  stated('kyberswap', 'route', 'Swapped(address from, address given, address received, address to, uint256 spent, uint256 got)'),
  // KyberNetworkProxy, before KyberSwap
  stated('kyber-network', 'route', 'ExecuteTrade(address indexed from, address given, address received, uint256 spent, uint256 got)'),
  stated(
    'openocean',
    'route',
    'Swapped(address indexed from, address indexed given, address indexed received, address to, uint256 amount, uint256 spent, uint256 got, uint256 minReturn, uint256 guaranteed, address referrer)',
  ),
  // Router V2, and V3 with a fee for its referrer
  stated(
    'odos',
    'route',
    'Swap(address from, uint256 spent, address given, uint256 got, address received, int256 slippage, uint32 referralCode)',
  ),
  stated(
    'odos',
    'route',
    'Swap(address from, uint256 spent, address given, uint256 got, address received, int256 slippage, uint64 referralCode, uint64 referralFee, address referralFeeRecipient)',
  ),
  stated(
    'woofi',
    'route',
    'WooRouterSwap(uint8 swapType, address indexed given, address indexed received, uint256 spent, uint256 got, address from, address indexed to, address rebateTo)',
  ),
  stated(
    'lifi',
    'route',
    'LiFiGenericSwapCompleted(bytes32 indexed transactionId, string integrator, string referrer, address to, address given, address received, uint256 spent, uint256 got)',
  ),
  stated('dodo', 'route', 'OrderHistory(address given, address received, address from, uint256 spent, uint256 got)'),
  // OKX DexRouter and its unxswap
  stated('okx', 'route', 'OrderRecord(address given, address received, address from, uint256 spent, uint256 got)'),
  stated(
    'paraswap',
    'route',
    'Swapped(address from, address indexed to, address indexed given, address indexed received, uint256 spent, uint256 got, string referrer)',
  ),
  stated(
    'paraswap',
    'route',
    'Bought(address from, address indexed to, address indexed given, address indexed received, uint256 spent, uint256 got, string referrer)',
  ),
  stated(
    'paraswap-delta',
    'order',
    'OrderSettled(address indexed from, address indexed to, address given, address received, uint256 spent, uint256 got, uint256 amount, uint256 partnerFee, bytes32 indexed orderHash)',
  ),
  stated('magpie', 'route', 'Swap(address indexed from, address indexed to, address given, address received, uint256 spent, uint256 got)'),
  stated('socket', 'route', 'SocketSwapTokens(address given, address received, uint256 got, uint256 spent, address to, bytes32 metadata)'),
  stated(
    'bancor-v3',
    'route',
    'TokensTraded(bytes32 indexed contextId, address indexed given, address indexed received, uint256 spent, uint256 got, uint256 bntAmount, uint256 targetFee, uint256 bntFee, uint256 bntLiquidity, address from)',
  ),
]
