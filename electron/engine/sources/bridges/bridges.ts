/** What bridges write. Declarations as in the verified contracts; `from`, `to`, `asset` and `amount` are our names for the values. */
import type { Address } from '../../types.ts'
import { type EventShape, eventOf } from '../events.ts'

export type Bridge = {
  /** What stands as `source` in a row. */
  readonly id: string
  readonly kind: 'bridge-out' | 'bridge-in'
  readonly event: EventShape
  /** Else what the account gave or got on the whole. */
  readonly amount: 'stated' | 'sender' | 'receiver'
  /** The only contracts that are believed. */
  readonly only?: readonly Address[]
  /** Whether it pays out the native coin. */
  readonly coins?: boolean
}

type More = Partial<Pick<Bridge, 'amount' | 'only' | 'coins'>>
const row = (id: string, kind: Bridge['kind'], declaration: string, more: More = {}): Bridge => ({
  id,
  kind,
  event: eventOf(declaration),
  amount: 'stated',
  ...more,
})
const out = (id: string, declaration: string, more?: More): Bridge => row(id, 'bridge-out', declaration, more)
const into = (id: string, declaration: string, more?: More): Bridge => row(id, 'bridge-in', declaration, more)
/** Paid out as coins, by these contracts only. */
const coinsOf = (...only: readonly Address[]): More => ({ only, coins: true })

const xdaiHome: Address = '0x7301cfa0e1756b71869e93d4e4dca5c7d0eb0aa6'
const zkEvm: Address = '0x2a3dd3eb832af982ec71669e178424b10dca2ede'

export const bridges: readonly Bridge[] = [
  // Across V3, with bytes32 for accounts, before that with addresses, and V2
  out(
    'across',
    'FundsDeposited(bytes32 asset, bytes32 outputToken, uint256 amount, uint256 outputAmount, uint256 indexed destinationChainId, uint256 indexed depositId, uint32 quoteTimestamp, uint32 fillDeadline, uint32 exclusivityDeadline, bytes32 indexed from, bytes32 recipient, bytes32 exclusiveRelayer, bytes message)',
  ),
  out(
    'across',
    'V3FundsDeposited(address asset, address outputToken, uint256 amount, uint256 outputAmount, uint256 indexed destinationChainId, uint32 indexed depositId, uint32 quoteTimestamp, uint32 fillDeadline, uint32 exclusivityDeadline, address indexed from, address recipient, address exclusiveRelayer, bytes message)',
  ),
  out(
    'across',
    'FundsDeposited(uint256 amount, uint256 originChainId, uint256 indexed destinationChainId, int64 relayerFeePct, uint32 indexed depositId, uint32 quoteTimestamp, address asset, address recipient, address indexed from, bytes message)',
  ),
  into(
    'across',
    'FilledRelay(bytes32 inputToken, bytes32 asset, uint256 inputAmount, uint256 amount, uint256 repaymentChainId, uint256 indexed originChainId, uint256 indexed depositId, uint32 fillDeadline, uint32 exclusivityDeadline, bytes32 exclusiveRelayer, bytes32 indexed relayer, bytes32 depositor, bytes32 to, bytes32 messageHash, (bytes32,bytes32,uint256,uint8) info)',
  ),
  into(
    'across',
    'FilledV3Relay(address inputToken, address asset, uint256 inputAmount, uint256 amount, uint256 repaymentChainId, uint256 indexed originChainId, uint32 indexed depositId, uint32 fillDeadline, uint32 exclusivityDeadline, address exclusiveRelayer, address indexed relayer, address depositor, address to, bytes message, (address,bytes,uint256,uint8) info)',
  ),
  // Less the fees of the relayer, so what the account got tells more
  into(
    'across',
    'FilledRelay(uint256 amount, uint256 totalFilled, uint256 filled, uint256 repaymentChainId, uint256 indexed originChainId, uint256 destinationChainId, int64 relayerFeePct, int64 realizedLpFeePct, uint32 indexed depositId, address asset, address relayer, address indexed depositor, address to, bytes message, (address,bytes,int64,bool,int256) updated)',
    { amount: 'receiver' },
  ),
  // Hop; on a layer 2 the amount is in the bridge's own token, so what the account gave tells more
  out(
    'hop',
    'TransferSentToL2(uint256 indexed chainId, address indexed recipient, uint256 amount, uint256 amountOutMin, uint256 deadline, address indexed relayer, uint256 relayerFee)',
  ),
  out(
    'hop',
    'TransferSent(bytes32 indexed transferId, uint256 indexed chainId, address indexed recipient, uint256 amount, bytes32 transferNonce, uint256 bonderFee, uint256 index, uint256 amountOutMin, uint256 deadline)',
    { amount: 'sender' },
  ),
  into(
    'hop',
    'TransferFromL1Completed(address indexed to, uint256 amount, uint256 amountOutMin, uint256 deadline, address indexed relayer, uint256 relayerFee)',
    { amount: 'receiver' },
  ),
  into('hop', 'Withdrew(bytes32 indexed transferId, address indexed to, uint256 amount, bytes32 transferNonce)'),
  into('hop', 'WithdrawalBonded(bytes32 indexed transferId, uint256 amount)', { amount: 'receiver' }),
  out('synapse', 'TokenDeposit(address indexed recipient, uint256 chainId, address asset, uint256 amount)'),
  out('synapse', 'TokenRedeem(address indexed recipient, uint256 chainId, address asset, uint256 amount)', { amount: 'sender' }),
  out(
    'synapse',
    'TokenDepositAndSwap(address indexed recipient, uint256 chainId, address asset, uint256 amount, uint8 tokenIndexFrom, uint8 tokenIndexTo, uint256 minDy, uint256 deadline)',
  ),
  out(
    'synapse',
    'TokenRedeemAndSwap(address indexed recipient, uint256 chainId, address asset, uint256 amount, uint8 tokenIndexFrom, uint8 tokenIndexTo, uint256 minDy, uint256 deadline)',
    { amount: 'sender' },
  ),
  out(
    'celer',
    'Send(bytes32 transferId, address from, address recipient, address asset, uint256 amount, uint64 chainId, uint64 nonce, uint32 maxSlippage)',
  ),
  into(
    'celer',
    'Relay(bytes32 transferId, address sender, address to, address asset, uint256 amount, uint64 chainId, bytes32 sourceTransferId)',
  ),
  // Stargate V1 counts in shared decimals
  out(
    'stargate-v1',
    'Swap(uint16 chainId, uint256 poolId, address from, uint256 amount, uint256 reward, uint256 eqFee, uint256 protocolFee, uint256 lpFee)',
    { amount: 'sender' },
  ),
  out(
    'debridge',
    'CreatedOrder((uint64,bytes,uint256,bytes,uint256,uint256,bytes,uint256,bytes,bytes,bytes,bytes,bytes,bytes) order, bytes32 orderId, bytes affiliateFee, uint256 nativeFixFee, uint256 percentFee, uint32 referralCode, bytes metadata)',
    { amount: 'sender', only: ['0xef4fb24ad0916217251f553c0596f8edc630eb66'] },
  ),
  out('axelar', 'TokenSent(address indexed from, string destinationChain, string destinationAddress, string symbol, uint256 amount)'),
  out(
    'axelar',
    'ContractCallWithToken(address indexed from, string destinationChain, string destinationContract, bytes32 indexed payloadHash, bytes payload, string symbol, uint256 amount)',
  ),
  out(
    'multichain',
    'LogAnySwapOut(address indexed asset, address indexed from, address indexed recipient, uint256 amount, uint256 fromChainId, uint256 toChainId)',
  ),
  into(
    'multichain',
    'LogAnySwapIn(bytes32 indexed sourceHash, address indexed asset, address indexed to, uint256 amount, uint256 fromChainId, uint256 toChainId)',
  ),
  // Scroll's gateways
  out('scroll-bridge', 'DepositETH(address indexed from, address indexed recipient, uint256 amount, bytes data)'),
  out(
    'scroll-bridge',
    'DepositERC20(address indexed asset, address indexed l2Token, address indexed from, address recipient, uint256 amount, bytes data)',
  ),
  out('scroll-bridge', 'WithdrawETH(address indexed from, address indexed recipient, uint256 amount, bytes data)'),
  out(
    'scroll-bridge',
    'WithdrawERC20(address indexed l1Token, address indexed asset, address indexed from, address recipient, uint256 amount, bytes data)',
  ),
  into(
    'scroll-bridge',
    'FinalizeWithdrawETH(address indexed sender, address indexed to, uint256 amount, bytes data)',
    coinsOf('0x7f2b8c31f88b6006c382775eea88297ec1e3e905'),
  ),
  into(
    'scroll-bridge',
    'FinalizeDepositETH(address indexed sender, address indexed to, uint256 amount, bytes data)',
    coinsOf('0x6ea73e05adc79974b931123675ea8f78ffdacdf0'),
  ),
  into(
    'scroll-bridge',
    'FinalizeWithdrawERC20(address indexed asset, address indexed l2Token, address indexed sender, address to, uint256 amount, bytes data)',
  ),
  into(
    'scroll-bridge',
    'FinalizeDepositERC20(address indexed l1Token, address indexed asset, address indexed sender, address to, uint256 amount, bytes data)',
  ),
  // Linea's message services and its token bridge
  out(
    'linea-bridge',
    'MessageSent(address indexed from, address indexed recipient, uint256 fee, uint256 amount, uint256 nonce, bytes data, bytes32 indexed messageHash)',
    { only: ['0xd19d4b5d358258f05d7b411e21a1460d11b0876f', '0x508ca82df566dcd1b0de8296e70a96332cd644ec'] },
  ),
  out('linea-bridge', 'BridgingInitiatedV2(address indexed from, address indexed recipient, address indexed asset, uint256 amount)'),
  out('linea-bridge', 'BridgingInitiated(address indexed from, address recipient, address indexed asset, uint256 indexed amount)'),
  // zkSync Lite, then Era's bridges before and since the shared bridge
  out('zksync-lite', 'OnchainDeposit(address indexed from, uint16 indexed tokenId, uint128 amount, address indexed owner)', {
    only: ['0xabea9132b05a70803a4e85094fd0e1800777fbef'],
  }),
  out(
    'zksync-bridge',
    'DepositInitiated(bytes32 indexed l2Hash, address indexed from, address indexed recipient, address asset, uint256 amount)',
  ),
  out(
    'zksync-bridge',
    'BridgehubDepositInitiated(uint256 indexed chainId, bytes32 indexed dataHash, address indexed from, address recipient, address asset, uint256 amount)',
  ),
  out('zksync-bridge', 'BridgehubDepositBaseTokenInitiated(uint256 indexed chainId, address indexed from, address asset, uint256 amount)'),
  into('zksync-bridge', 'WithdrawalFinalized(address indexed to, address indexed asset, uint256 amount)'),
  into(
    'zksync-bridge',
    'EthWithdrawalFinalized(address indexed to, uint256 amount)',
    coinsOf('0x32400084c286cf3e17e7b677ea9583e60a000324'),
  ),
  // Polygon zkEVM, the same address on both sides; the origin's token may have another address here
  out(
    'polygon-zkevm-bridge',
    'BridgeEvent(uint8 leafType, uint32 originNetwork, address originAddress, uint32 destinationNetwork, address recipient, uint256 amount, bytes metadata, uint32 depositCount)',
    { only: [zkEvm] },
  ),
  into(
    'polygon-zkevm-bridge',
    'ClaimEvent(uint32 index, uint32 originNetwork, address originAddress, address to, uint256 amount)',
    coinsOf(zkEvm),
  ),
  into(
    'polygon-zkevm-bridge',
    'ClaimEvent(uint256 globalIndex, uint32 originNetwork, address originAddress, address to, uint256 amount)',
    coinsOf(zkEvm),
  ),
  // Gnosis: the omnibridge for tokens, and the bridge between DAI and xDAI
  out('omnibridge', 'TokensBridgingInitiated(address indexed asset, address indexed from, uint256 amount, bytes32 indexed messageId)'),
  into('omnibridge', 'TokensBridged(address indexed asset, address indexed to, uint256 amount, bytes32 indexed messageId)'),
  out('xdai-bridge', 'UserRequestForSignature(address recipient, uint256 amount)'),
  out('xdai-bridge', 'UserRequestForSignature(address recipient, uint256 amount, bytes32 nonce)'),
  out('xdai-bridge', 'UserRequestForAffirmation(address recipient, uint256 amount)'),
  out('xdai-bridge', 'UserRequestForAffirmation(address recipient, uint256 amount, bytes32 nonce)'),
  into('xdai-bridge', 'RelayedMessage(address to, uint256 amount, bytes32 sourceHash)'),
  into('xdai-bridge', 'AffirmationCompleted(address to, uint256 amount, bytes32 sourceHash)', coinsOf(xdaiHome)),
]
