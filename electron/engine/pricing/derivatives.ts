/** Tokens that are worth a known number of another asset, and the function of their own contract that says how many. */
import type { Address, AssetRef, Hex } from '../types.ts'

export type Derivative = {
  readonly asset: Address
  readonly symbol: string
  /** What the rate counts: never something that is itself priced by a rate. */
  readonly base: AssetRef
  readonly baseSymbol: string
  /** Call data whose answer is base units of `base` for 10^18 base units of the token; both sides have 18 decimals. */
  readonly call: Hex
}

/** stEthPerToken(), getExchangeRate(), exchangeRate(), getRate(); convertToAssets(10^18) of ERC-4626. */
const stEthPerToken: Hex = '0x035faf82'
const getExchangeRate: Hex = '0xe6aa216c'
const exchangeRate: Hex = '0x3ba0b9a9'
const getRate: Hex = '0x679aefce'
const convertToAssets: Hex = '0x07a2d13a0000000000000000000000000000000000000000000000000de0b6b3a7640000'

type Row = readonly [symbol: string, asset: Address, baseSymbol: string, base: AssetRef, call: Hex]

const dai: Address = '0x6b175474e89094c44da98b954eedeac495271d0f'
const usds: Address = '0xdc035d45d973e3ec169d2276ddab16f1e407384f'
const usde: Address = '0x4c9edd5852cd905f086c759e8383e09bff1e68b3'
const stEth: Address = '0xae7ab96520de3a18e5e111b5eaab095312d7fe84'

/** Addresses are those of the Aave address book and of Sky's own documentation; the bridged copies on other chains have no such function. */
const rows: Readonly<Record<number, readonly Row[]>> = {
  1: [
    ['wstETH', '0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0', 'stETH', stEth, stEthPerToken],
    ['rETH', '0xae78736cd615f374d3085123a210448e74fc6393', 'ETH', null, getExchangeRate],
    ['cbETH', '0xbe9895146f7af43049ca1c1ae358b0541ea49704', 'ETH', null, exchangeRate],
    ['weETH', '0xcd5fe23c85820f7b72d0926fc9b05b43e359b7ee', 'ETH', null, getRate],
    ['sDAI', '0x83f20f44975d03b1b09e64809b757c47f942beea', 'DAI', dai, convertToAssets],
    ['sUSDS', '0xa3931d71877c0e7a3148cb7eb4463524fec27fbd', 'USDS', usds, convertToAssets],
    ['sUSDe', '0x9d39a5de30e57443bff2a8307a4256c8797a3497', 'USDe', usde, convertToAssets],
  ],
  100: [['sDAI', '0xaf204776c7245bf4147c2612bf6e5972ee483701', 'xDAI', null, convertToAssets]],
}

/** Every derivative of a chain; none where the chain has none. */
export const derivativesOf = (chainId: number): readonly Derivative[] =>
  (rows[chainId] ?? []).map(([symbol, asset, baseSymbol, base, call]) => ({ symbol, asset, baseSymbol, base, call }))
