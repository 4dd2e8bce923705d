/** Where the bridges of OP Stack chains stand. L1StandardBridge and OptimismPortal are those of viem's chain definitions. */
import type { Address } from '../../types.ts'

type Row = readonly [name: string, parent: number, chainId: number, bridge: Address, portal: Address]

const rows: readonly Row[] = [
  ['ancient8', 1, 888888888, '0xd5e3edf5b68135d559d572e26bf863fbc1950033', '0x639f2aece398aa76b07e59ef6abe2cfe32bacb68'],
  ['base', 1, 8453, '0x3154cf16ccdb4c6d922629664174b904d80f2c35', '0x49048044d57e1c92a77f79988d21fa8faf74e97e'],
  ['blast', 1, 81457, '0x697402166fbf2f22e970df8a6486ef171dbfc524', '0x0ec68c5b10f21effb74f2a5c61dfe6b08c0db6cb'],
  ['codex', 1, 81224, '0xa6b1a05a592719b0c8a70c69eac114c48410ade4', '0x52759c07a759c81baab28ae1be5a19e6450959bd'],
  ['form', 1, 478, '0xdc20aa63d3de59574e065957190d8f24e0f7b8ba', '0x4e259ee5f4136408908160dd32295a5031fa426f'],
  ['fraxtal', 1, 252, '0x34c0bd5877a5ee7099d0f5688d65f4bb9158bde2', '0x36cb65c1967a0fb0eee11569c51c2f2aa1ca6f6d'],
  ['ink', 1, 57073, '0x88ff1e5b602916615391f55854588efcbb7663f0', '0x5d66c1782664115999c47c9fa5cd031f495d3e4f'],
  ['lisk', 1, 1135, '0x2658723bf70c7667de6b25f99fcce13a16d25d08', '0x26db93f8b8b4f7016240af62f7730979d353f9a7'],
  ['megaeth', 1, 4326, '0x0ca3a2fbc3d770b578223fbb6b062fa875a2ee75', '0x7f82f57f0dd546519324392e408b01fcc7d709e8'],
  ['metalL2', 1, 1750, '0x6d0f65d59b55b0fec5d2d15365154dcadc140bf3', '0x3f37abde2c6b5b2ed6f8045787df1ed1e3753956'],
  ['mode', 1, 34443, '0x735adbbe72226bd52e818e7181953f42e3b0ff21', '0x8b34b14c7c7123459cf3076b8cb929be097d0c07'],
  ['opBNB', 56, 204, '0xf05f0e4362859c3331cb9395cbc201e3fa6757ea', '0x1876ea7702c0ad0c6a2ae6036de7733edfbca519'],
  ['optimism', 1, 10, '0x99c9fc46f92e8a1c0dec1b1747d010903e884be1', '0xbeb5fc579115071764c7423a4f12edde41f106ed'],
  ['pgn', 1, 424, '0xd0204b9527c1ba7bd765fa5ccd9355d38338272b', '0xb26fd985c5959bbb382bafdd0b879e149e48116c'],
  ['redstone', 1, 690, '0xc473ca7e02af24c129c2eef51f2adf0411c1df69', '0xc7bcb0e8839a28a1cfadd1cf716de9016cda51ae'],
  ['rss3', 1, 12553, '0x4cbab69108aa72151eda5a3c164ea86845f18438', '0x6a12432491bbbe8d3babf75f759766774c778db4'],
  ['shape', 1, 360, '0x62edd5f4930ea92dca3fb81689bdd9b9d076b57b', '0xeb06ffa16011b5628bab98e29776361c83741dd3'],
  ['snax', 1, 2192, '0x6534bdb6b5c060d3e6aa833433333135efe8e0aa', '0x79f446d024d74d0bb6e699c131c703463c5d65e9'],
  ['soneium', 1, 1868, '0xeb9bf100225c214efc3e7c651ebbadcf85177607', '0x88e529a6ccd302c948689cd5156c83d4614fae92'],
  ['superseed', 1, 5330, '0x8b0576e39f1233679109f9b40cfcc2a7e0901ede', '0x2c2150aa5c75a24fb93d4fd2f2a895d618054f07'],
  ['unichain', 1, 130, '0x81014f44b0a345033bb2b3b21c7a1a308b35feea', '0x0bd48f6b86a26d3a217d0fa6ffe2b491b956a7a2'],
  ['worldchain', 1, 480, '0x470458c91978d2d929704489ad730dc3e3001113', '0xd5ec14a83b7d95be1e2ac12523e2dee12cbeea6c'],
  ['zircuit', 1, 48900, '0x386b76d9ca5f5fb150b6bfb35cf5379b22b26dd8', '0x17bfafa932d2e23bd9b909fd5b4d2e2a27043fb1'],
  ['zora', 1, 7777777, '0x3e2ea9b92b7e48a52296fd261dc26fd995284631', '0x1a0ad011913a150f69f6a19df447a0cfd9551054'],
]

/** L2StandardBridge: the predeploy of every OP Stack chain, and Maker's own bridge for DAI on Optimism. */
export const childBridges: ReadonlySet<Address> = new Set([
  '0x4200000000000000000000000000000000000010',
  '0x467194771dae2967aef3ecbedd3bf9a310c76c65',
])

/** How the events of a child chain call its coin (LEGACY_ERC20_ETH). */
export const coinAlias: Address = '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000'

export const bridges: ReadonlySet<Address> = new Set(rows.map(([, , , bridge]) => bridge))

export const isPortal = (address: Address): boolean => rows.some(([, , , , portal]) => portal === address)

/** Whether a bridge or portal stands at this address of this chain. */
export const isBridge = (chainId: number, address: Address): boolean =>
  rows.some(
    ([, parent, child, bridge, portal]) =>
      (parent === chainId && (bridge === address || portal === address)) || (child === chainId && childBridges.has(address)),
  )
