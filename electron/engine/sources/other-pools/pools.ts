/** What those pools write. Declarations as in the verified contracts, with our names for the values. */
import type { Address } from '../../types.ts'
import { type EventShape, type EventValues, eventOf } from '../events.ts'

type Amounts = { readonly amountIn: bigint; readonly amountOut: bigint }

export type PoolKind = {
  /** What stands as `source` in a row. */
  readonly id: string
  readonly event: EventShape
  readonly amounts: (values: EventValues) => Amounts | null
  /** The contract that holds the tokens, where it is not the one that writes; `at`: the account that the event names so. */
  readonly holder?: Address | 'at'
  /** Whether one side can be the native coin. */
  readonly coins?: boolean
  /** Whether bridges use it for tokens of their own. */
  readonly bridged?: boolean
}

const kind = (id: string, declaration: string, amounts = plain, more: Pick<PoolKind, 'holder' | 'coins' | 'bridged'> = {}): PoolKind => ({
  id,
  event: eventOf(declaration),
  amounts,
  ...more,
})

/** Fluid's liquidity layer, the same on every chain: its pools hold nothing themselves. */
const fluidLiquidity: Address = '0x52aa899454998be5b000ad077a46bbe360f4e497'

export const pools: readonly PoolKind[] = [
  // Orders filled on 0x before V4, from the taker's side: the maker holds what it sells
  kind(
    'zero-ex',
    'Fill(address indexed at, address indexed feeRecipient, address from, address sender, uint256 got, uint256 spent, uint256 makerFee, uint256 takerFee, bytes32 indexed orderHash, bytes makerAsset, bytes takerAsset)',
    plain,
    { holder: 'at' },
  ),
  kind(
    'zero-ex',
    'Fill(address indexed at, address indexed feeRecipient, bytes makerAsset, bytes takerAsset, bytes makerFeeAsset, bytes takerFeeAsset, bytes32 indexed orderHash, address from, address sender, uint256 got, uint256 spent, uint256 makerFee, uint256 takerFee, uint256 protocolFee)',
    plain,
    { holder: 'at' },
  ),
  // Saddle's SwapUtils, as Hop, Synapse and Saddle have it
  kind('saddle-like', 'TokenSwap(address indexed from, uint256 spent, uint256 got, uint128 soldId, uint128 boughtId)', plain, {
    bridged: true,
  }),
  kind('maverick-v1', 'Swap(address from, address to, bool tokenAIn, bool exactOutput, uint256 spent, uint256 got, int32 activeTick)'),
  kind('maverick-v2', 'PoolSwap(address from, address to, (uint256,bool,bool,int32) params, uint256 spent, uint256 got)'),
  kind('dodo-v1', 'SellBaseToken(address indexed from, uint256 spent, uint256 got)'),
  kind('dodo-v1', 'BuyBaseToken(address indexed from, uint256 got, uint256 spent)'),
  kind('fluid', 'Swap(bool swap0to1, uint256 spent, uint256 got, address to)', plain, { holder: fluidLiquidity, coins: true }),
  // Signed from the pool's side: what it got is positive
  kind('smardex', 'Swap(address indexed from, address indexed to, int256 amount0, int256 amount1)', ofPool),
  // Signed from the trader's side, in units of the principal and of the standardised yield token
  kind('pendle', 'Swap(address indexed from, address indexed to, int256 pt, int256 sy, uint256 syFee, uint256 syToReserve)', ofTrader),
  kind('uniswap-v1', 'TokenPurchase(address indexed from, uint256 indexed spent, uint256 indexed got)', plain, { coins: true }),
  kind('uniswap-v1', 'EthPurchase(address indexed from, uint256 indexed spent, uint256 indexed got)', plain, { coins: true }),
  // What a market of Compound III took over from borrowers is sold for its base asset
  kind('compound-v3', 'BuyCollateral(address indexed from, address indexed asset, uint256 spent, uint256 got)'),
  kind('izumi', 'Swap(address indexed tokenX, address indexed tokenY, uint24 indexed fee, bool sellsX, uint256 x, uint256 y)', ofTwo),
  // Trader Joe V2.1 and V2.2: one event a bin, both amounts in one word
  kind(
    'liquidity-book',
    'Swap(address indexed from, address indexed to, uint24 id, bytes32 amountsIn, bytes32 amountsOut, uint24 volatility, bytes32 totalFees, bytes32 protocolFees)',
    packed,
  ),
]

function plain(values: EventValues): Amounts | null {
  const [amountIn, amountOut] = [values.number('spent'), values.number('got')]
  return amountIn && amountOut ? { amountIn, amountOut } : null
}

function ofPool(values: EventValues): Amounts | null {
  return signed(values.number('amount0'), values.number('amount1'))
}

function ofTrader(values: EventValues): Amounts | null {
  const [pt, sy] = [values.number('pt'), values.number('sy')]
  return pt === null || sy === null ? null : signed(-pt, -sy)
}

function ofTwo(values: EventValues): Amounts | null {
  const [x, y] = [values.number('x'), values.number('y')]
  if (x === null || y === null) return null
  return values.number('sellsX') ? { amountIn: x, amountOut: y } : { amountIn: y, amountOut: x }
}

function signed(one: bigint | null, other: bigint | null): Amounts | null {
  if (one === null || other === null || one > 0n === other > 0n) return null
  return one > 0n ? { amountIn: one, amountOut: -other } : { amountIn: other, amountOut: -one }
}

function packed(values: EventValues): Amounts | null {
  const [amountsIn, amountsOut] = [values.number('amountsIn'), values.number('amountsOut')]
  if (amountsIn === null || amountsOut === null) return null
  return { amountIn: eitherHalf(amountsIn), amountOut: eitherHalf(amountsOut) }
}

/** The lower 128 bits are of token X, the upper of token Y; one of them is zero. */
const eitherHalf = (word: bigint): bigint => BigInt.asUintN(128, word) || word >> 128n
