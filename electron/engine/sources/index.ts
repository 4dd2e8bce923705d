/** Every order source the app knows. To add one: make its folder, add its line. */
import { aaveV2 } from './aave-v2/index.ts'
import { aaveV3 } from './aave-v3/index.ts'
import { aerodrome } from './aerodrome/index.ts'
import { aggregators } from './aggregators/index.ts'
import { arbitrumBridge } from './arbitrum-bridge/index.ts'
import { balancerV2 } from './balancer-v2/index.ts'
import { balancerV3 } from './balancer-v3/index.ts'
import { beaconDeposit } from './beacon-deposit/index.ts'
import { blur } from './blur/index.ts'
import { bridgesSource } from './bridges/index.ts'
import { cctp } from './cctp/index.ts'
import { circle } from './circle/index.ts'
import { compoundV2 } from './compound-v2/index.ts'
import { compoundV3 } from './compound-v3/index.ts'
import { cowProtocol } from './cow-protocol/index.ts'
import { curve } from './curve/index.ts'
import { eigenlayer } from './eigenlayer/index.ts'
import { erc20 } from './erc20/index.ts'
import { issuersSource } from './issuers/index.ts'
import { layerzero } from './layerzero/index.ts'
import { lido } from './lido/index.ts'
import { morpho } from './morpho/index.ts'
import { native } from './native/index.ts'
import { oneInch } from './one-inch/index.ts'
import { opStackBridge } from './op-stack-bridge/index.ts'
import { otherPools } from './other-pools/index.ts'
import { paraswap } from './paraswap/index.ts'
import { paxos } from './paxos/index.ts'
import { polygonBridge } from './polygon-bridge/index.ts'
import { polygonCoin } from './polygon-coin/index.ts'
import { rocketPool } from './rocket-pool/index.ts'
import { seaport } from './seaport/index.ts'
import { spark } from './spark/index.ts'
import { staking } from './staking/index.ts'
import { tether } from './tether/index.ts'
import { uniswapV2 } from './uniswap-v2/index.ts'
import { uniswapV3 } from './uniswap-v3/index.ts'
import { uniswapV4 } from './uniswap-v4/index.ts'
import { uniswapx } from './uniswapx/index.ts'
import { unnamedExchange } from './unnamed-exchange/index.ts'
import { wormhole } from './wormhole/index.ts'
import { wrappedNative } from './wrapped-native/index.ts'
import { zeroEx } from './zero-ex/index.ts'

/** What every block is read for: each movement by itself. */
export const movements = [native, erc20, wrappedNative] as const

/** What `decode` reads beside it: what was meant by the movements. */
export const sources = [
  ...movements,
  aaveV2,
  aaveV3,
  spark,
  compoundV2,
  compoundV3,
  morpho,
  arbitrumBridge,
  beaconDeposit,
  blur,
  bridgesSource,
  cctp,
  circle,
  eigenlayer,
  issuersSource,
  layerzero,
  lido,
  opStackBridge,
  paxos,
  polygonBridge,
  polygonCoin,
  rocketPool,
  seaport,
  staking,
  tether,
  wormhole,
  aerodrome,
  aggregators,
  balancerV2,
  balancerV3,
  cowProtocol,
  curve,
  oneInch,
  otherPools,
  paraswap,
  uniswapV2,
  uniswapV3,
  uniswapV4,
  uniswapx,
  zeroEx,
  unnamedExchange,
] as const
export type SourceId = (typeof sources)[number]['id']
