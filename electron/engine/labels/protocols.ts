/** Contracts of known protocols that take part in orders as an account does: settlements, vaults, bridges, wrappers, issuers. */
import { chains } from '../chains/index.ts'
import { pools as aaveV3 } from '../sources/aave-v3/deployments.ts'
import type { Deployments } from '../sources/claims.ts'
import { comets } from '../sources/compound-v3/deployments.ts'

export type Protocol = {
  readonly name: string
  readonly entity: string
  readonly role: 'protocol' | 'bridge' | 'issuer'
  /** Contracts by chain id; 0 for the same contract on every chain. */
  readonly contracts: Deployments
}

/** The addresses are those that the sources of the engine read; each source names where it has them from. */
export const protocols: readonly Protocol[] = [
  ...chains.flatMap(({ chainId, native, wrappedNative }): Protocol[] =>
    wrappedNative === null
      ? []
      : [{ name: `Wrapped ${native.symbol}`, entity: 'Wrapper', role: 'protocol', contracts: { [chainId]: [wrappedNative] } }],
  ),
  protocol('Aave V3 pool', 'Aave', aaveV3),
  protocol('Compound V3 market', 'Compound', comets),
  protocol('Aave V2 pool', 'Aave', {
    1: ['0x7d2768de32b0b80b7a3454c06bdac94a69ddc7a9'],
    137: ['0x8dff5e27ea6b7ac08ebfdf9eb090f32ee9a30fcf'],
    43114: ['0x4f01aed16d97e3ab5ab2b501154dc9bb0f1a5a2c'],
  }),
  protocol('Spark pool', 'Spark', {
    1: ['0xc13e21b648a5ee794902342038ff3adab66be987'],
    100: ['0x2dae5307c5e3fd1cf5a72cb6f698f915860607e0'],
  }),
  protocol('Morpho Blue', 'Morpho', {
    1: ['0xbbbbbbbbbb9cc5e90e3b3af64bdaf62c37eeffcb'],
    137: ['0x1bf0c2541f820e775182832f06c0b7fc27a25f67'],
    8453: ['0xbbbbbbbbbb9cc5e90e3b3af64bdaf62c37eeffcb'],
    42161: ['0x6c247b1f6182318877311737bac0844baa518f5e'],
  }),
  protocol('Balancer V2 vault', 'Balancer', { 0: ['0xba12222222228d8ba445958a75a0704d566bf2c8'] }),
  protocol('Balancer V3 vault', 'Balancer', { 0: ['0xba1333333333a1ba1108e8412f11850a5c319ba9'] }),
  protocol('CoW Protocol settlement', 'CoW Protocol', { 0: ['0x9008d19f58aabd9ed0d60971565aa8510560ab41'] }),
  protocol('1inch router', '1inch', {
    0: [
      '0x11111112542d85b3ef69ae05771c2dccff4faa26',
      '0x1111111254fb6c44bac0bed2854e76f90643097d',
      '0x1111111254eeb25477b68fb85ed929f73a960582',
      '0x111111125421ca6dc452d289314280a0f8842a65',
    ],
  }),
  protocol('0x exchange proxy', '0x', { 0: ['0xdef1c0ded9bec7f1a1670819833240f027b25eff'] }),
  protocol('0x allowance holder', '0x', { 0: ['0x0000000000001ff3684f28c67538d4d072c22734'] }),
  protocol('ParaSwap router', 'ParaSwap', {
    0: ['0xdef171fe48cf0115b1d80b88dc8eab59176fee57', '0x6a000f20005980200259b80c5102003040001068'],
  }),
  protocol('Lido stETH', 'Lido', { 1: ['0xae7ab96520de3a18e5e111b5eaab095312d7fe84'] }),
  protocol('Lido wstETH', 'Lido', { 1: ['0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0'] }),
  protocol('Lido withdrawal queue', 'Lido', { 1: ['0x889edc2edab5f40e902b864ad4d7ade8e412f9b1'] }),
  protocol('Rocket Pool rETH', 'Rocket Pool', { 1: ['0xae78736cd615f374d3085123a210448e74fc6393'] }),
  protocol('EigenLayer strategy manager', 'EigenLayer', { 1: ['0x858646372cc42e1a627fce94aa7a7033e7cf075a'] }),
  protocol('Beacon chain deposit contract', 'Ethereum', { 1: ['0x00000000219ab540356cbb839cbe05303d7705fa'] }),
  protocol('Seaport', 'OpenSea', {
    0: [
      '0x00000000006c3852cbef3e08e8df289169ede581',
      '0x00000000000001ad428e4906ae43d8f9852d0dd6',
      '0x00000000000000adc04c56bf30ac9d3c0aaf14dc',
      '0x0000000000000068f116a894984e2db1123eb395',
    ],
  }),
  protocol('Blur pool', 'Blur', { 1: ['0x0000000000a39bb272e79075ade125fd351887ac'] }),
  bridge('Wormhole token bridge', 'Wormhole', {
    1: ['0x3ee18b2214aff97000d974cf647e7c347e8fa585'],
    10: ['0x1d68124e65fafc907325e3edbf8c4d84499daa8b'],
    56: ['0xb6f6d86a8f9879a9c87f643768d9efc38c1da6e7'],
    137: ['0x5a58505a96d1dbf8df91cb21b54419fc36e93fde'],
    8453: ['0x8d2de8d2f73f1f4cab472ac9a881c9b123c79627'],
    42161: ['0x0b2402144bb366a632d14b83f244d2e0e21bd39c'],
    43114: ['0x0e082f06ff657d94310cb8ce8b0d9a04541d8052'],
  }),
  bridge('CCTP token messenger', 'Circle', {
    0: ['0x28b5a0e9c621a5badaa536219b3a228c8168cf5d'],
    1: ['0xbd3fa81b58ba92a82136038b25adec7066af3155'],
    10: ['0x2b4069517957735be00cee0fadae88a26365528f'],
    137: ['0x9daf8c91aefae50b9c0e69629d3f6ca40ca3b3fe'],
    8453: ['0x1682ae6375c4e4a97e4b583bc394c861a46d8962'],
    42161: ['0x19330d10d9cc8751218eaf51e8885d058642e08a'],
    43114: ['0x6b25532e1060ce10cc3b0a99e5683b91bfde6982'],
  }),
  bridge('Arbitrum bridge', 'Arbitrum', {
    1: ['0x4dbd4fc535ac27206064b68ffcf827b0a60bab3f', '0x8315177ab297ba92a06054ce80a67ed4dbd7ed3a'],
  }),
  bridge('Optimism bridge', 'Optimism', {
    1: ['0x99c9fc46f92e8a1c0dec1b1747d010903e884be1', '0xbeb5fc579115071764c7423a4f12edde41f106ed'],
  }),
  bridge('Base bridge', 'Base', { 1: ['0x3154cf16ccdb4c6d922629664174b904d80f2c35', '0x49048044d57e1c92a77f79988d21fa8faf74e97e'] }),
  bridge('Polygon bridge', 'Polygon', {
    1: [
      '0x40ec5b33f54e0e8a33a975908c5ba1c14e5bbbdf',
      '0x8484ef722627bf18ca5ae6bcf031c23e6e922b30',
      '0x401f6c983ea34274ec46f84d70b31c151321188b',
    ],
  }),
  issuer('Tether USD', 'Tether', { 1: ['0xdac17f958d2ee523a2206206994597c13d831ec7'] }),
  issuer('USD Coin', 'Circle', {
    1: ['0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'],
    10: ['0x0b2c639c533813f4aa9d7837caf62653d097ff85'],
    137: ['0x3c499c542cef5e3811e1192ce70d8cc03d5c3359'],
    8453: ['0x833589fcd6edb6e08f4c7c32d4f71b54bda02913'],
    42161: ['0xaf88d065e77c8cc2239327c5edb3a432268e5831'],
    43114: ['0xb97ef9ef8734c71904d8002f8b6bc66dd9c48a6e'],
    59144: ['0x176211869ca2b568f2a7d4ee941e073a821ee1ff'],
  }),
]

function protocol(name: string, entity: string, contracts: Deployments): Protocol {
  return { name, entity, role: 'protocol', contracts }
}

function bridge(name: string, entity: string, contracts: Deployments): Protocol {
  return { name, entity, role: 'bridge', contracts }
}

function issuer(name: string, entity: string, contracts: Deployments): Protocol {
  return { name, entity, role: 'issuer', contracts }
}
