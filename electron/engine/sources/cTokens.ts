/** The cTokens of Compound V2 on Ethereum with what they hold (null: the coin), as Compound's published network configuration lists them. */
import type { Address, AssetRef } from '../types.ts'

export const underlyings: ReadonlyMap<Address, AssetRef> = new Map<Address, AssetRef>([
  ['0x39aa39c021dfbae8fac545936693ac917d5e7563', '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'],
  ['0x5d3a536e4d6dbd6114cc1ead35777bab948e3643', '0x6b175474e89094c44da98b954eedeac495271d0f'],
  ['0xf650c3d88d12db855b8bf7d11be6c55a4e07dcc9', '0xdac17f958d2ee523a2206206994597c13d831ec7'],
  ['0x4ddc2d193948926d02f9b1fe9e1daa0718270ed5', null],
  ['0xc11b1268c1a384e55c48c2391d8d480264a3a7f4', '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599'],
  ['0xccf4429db6322d5c611ee964527d42e5d685dd6a', '0x2260fac5e5542a773aa44fbcfedf7c193bc2c599'],
  ['0x35a18000230da775cac24873d00ff85bccded550', '0x1f9840a85d5af5bf1d1762f925bdaddc4201f984'],
  ['0x70e36f6bf80a52b3b46b3af8e106cc0ed743e8e4', '0xc00e94cb662c3520282e6f5717214004a7f26888'],
  ['0xface851a4921ce59e912d19329929ce6da6eb0c7', '0x514910771af9ca656af840dff83e8264ecf986ca'],
  ['0x12392f67bdf24fae0af363c24ac620a2f67dad86', '0x0000000000085d4780b73119b644ae5ecd22b376'],
  ['0x6c8c6b02e7b2be14d4fa6022dfd6d75921d90e4e', '0x0d8775f648430679a709e98d2b0cb6250d2887ef'],
  ['0xb3319f5d18bc0d84dd1b4825dcde5d5f7266d407', '0xe41d2489571d322189246dafa5ebde1f4699f498'],
  ['0x158079ee67fce2f58472a96584a73c7ab9ac95c1', '0x1985365e9f78359a9b6ad760e32412f4a445e862'],
  ['0xf5dce57282a584d2746faf1593d3121fcac444dc', '0x89d24a6b4ccb1b6faa2625fe562bdd9a23260359'],
])
