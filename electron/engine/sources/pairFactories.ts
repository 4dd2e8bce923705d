/**
 * Factories of pairs: Uniswap V2 and what was copied from it, and the stable and volatile pairs of Solidly's line. Hashes and addresses are
 * those on which the exchanges' own libraries and public routing tables (0x Settler, ParaSwap, 1delta) agree. A wrong one names nothing,
 * because no pool's address follows from it.
 */
import type { Address, Hex } from '../types.ts'
import { cloneCodeHash } from './create2.ts'
import type { Deployers, Venue } from './venues.ts'

/** keccak256 of the init code of each exchange's pair. */
const code = {
  uniswap: '0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f',
  sushi: '0xe18a34eb0e04b04f7a0ac29a6e80748dca96319b42c54d679cb821dca90c6303',
  pancake: '0x57224589c67f3f30a6b0d7a1b54cf3153ab84563bc609ef41dfb34f8b2974d2d',
  pancakeswapV2: '0x00fb7f630766e6a796048ea87d01acd3068e8ff67d078148a3fa3f4a84f69bd5',
  pancakeswapV1: '0xd0d4c4cd0848c93cb4fd1f498d7013ee6bfb25783ea21593d5834f5d250ece66',
  shibaswap: '0x65d1a3b1e46c6e4f1be1ad5f99ef14dc488ae0549dc97db9b30afe2241ce1c7a',
  defiSwap: '0x69d637e77615df9f235f642acebbdad8963ef35c5523142078c9b8f9d0ceba7e',
  verse: '0x34768b85d02b77066b16acc7f0875ed59566bb3c32ba4fb0438750e872fddf9e',
  linkswap: '0x50955d9250740335afc702786778ebeae56a5225e4e18b7cb046e61437cde6b3',
  zipswap: '0x1a76b7e7272f6187014e23f04d1b2e543eed2fd1f76481149008cc6eacb05c22',
  biswap: '0xfea293c909d87cd4153593f077b76bb7e94340200f4ee84211ae8e4f9bd7ffdf',
  apeswap: '0xf4ccce374816856d11f00e4069e7cada164065686fbef53c6167a63ec2fd8c5b',
  bakeryswap: '0xe2e87433120e32c4738a7d8f3271f3d872cbe16241d67537139158d90bac61d3',
  apeswapPolygon: '0x511f0f358fe530cda0859ec20becf391718fdf5a329be02f4c95361f3d6a42d8',
  dfyn: '0xf187ed688403aa4f7acfada758d8d53698753b998a3071b06f1b777f4330eaf3',
  cometh: '0x499154cad90a3563f914a25c3710ed01b9a43b8471a35ba8a66a056f37638542',
  waultswap: '0x1cdc2246d318ab84d8bc7ae2a3d81c235f3db4e113f4c6fdc1e2211a9291be47',
  baseswap: '0xb618a2730fae167f5f8ac7bd659dd8436d571872655bcb6fd11f2158c8a64a3b',
  camelotV2: '0xa856464ae65f7619087bc369daaf7e387dae1e5af69cfa7935850ebf754b04c1',
  zyberswap: '0xfa2ad44b9e39d38a7d396bb44a41ea957ac7b622c5c6afdc285728c300b3382a',
  apeswapArbitrum: '0xae7373e804a043c4c08107a81def627eeb3792e211fb4711fcfe32f0e4c45fd5',
  traderJoe: '0x0bbca9af0511ad1a1da383135cf3a8d2ac620e549ef9f6ae3a4c33c2fed0af91',
  pangolin: '0x40231f6b438bce0797c9ada29b718a87ea0a5cea3fe9a771abdd76bd41a3e545',
  spookyswap: '0xcdf2deca40a0bd56de8e3ce5c7df6727e5b1bf2ac96f283fa9c4b3e6b42ea9d2',
  spiritswap: '0xe242e798f6cee26a9cb0bbf24653bf066e5356ffeac160907fe2cc108e238617',
  fraxswap: '0x4ce0b4ab368f39e4bd03ec712dfc405eb5a36cdb0294b3887b441cd1c743ced3',
  fraxswapArbitrum: '0x46dd19aa7d926c9d41df47574e3c09b978a1572918da0e3da18ad785c1621d48',
  honeyswap: '0x3f88503e8580ab941773b59034fb4b2a63e86dbc031b3633a925533ad3ed2b93',
  swaprV2: '0xd306a548755b9295ee49cc729e13ca4a45e00199bbd890fa146da43a50571776',
  velodromeV1: '0xc1ac28b1c4ebe53c0cff67bab5878c4eb68759bb1e9f73977cd266b247d149f0',
  solidlyV2: '0x413d36e4ab9e83cf39b8064a3b5c98253a9e46a6cf02c8efd185314c866d656b',
  thena: '0x8d3d214c094a9889564f695c3e9fa516dd3b50bc3258207acd7f8b8e6b94fb65',
  dystopia: '0x009bce6d7eb00d3d075e5bd9851068137f44bba159f1cde806a268e20baaf2e8',
  chronos: '0x1840ae455256f509042de907fe0623f2e5e0ad44751ef974c4c37c1e516b7644',
  ramses: '0x1565b129f2d1790f12d45301b9b084335626f0c92410bc43130763b69971135d',
  equalizer: '0x02ada2a0163cd4f7e0f0c9805f5230716a95b174140e4c84c14883de216cc6a3',
} as const satisfies Readonly<Record<string, Hex>>

/** Salt: keccak256(token0 ‖ token1). */
export const pairVenues: readonly Venue[] = [
  pair('uniswap-v2', code.uniswap, {
    1: '0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f',
    10: '0x0c3c1c532f1e39edf36be9fe0be1410313e074bf',
    56: '0x8909dc15e40173ff4699343b6eb8132c65e18ec6',
    130: '0x1f98400000000000000000000000000000000002',
    137: '0x9e5a52f57b3038f1b8eee45f28b3c1967e22799c',
    480: '0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f',
    8453: '0x8909dc15e40173ff4699343b6eb8132c65e18ec6',
    42161: '0xf1d7cc64fb4452f05c498126312ebe29f30fbcf9',
    43114: '0x9e5a52f57b3038f1b8eee45f28b3c1967e22799c',
    81457: '0x5c346464d33f90babaf70db6388507cc889c1070',
    7777777: '0x0f797dc7efaea995bb916f268d919d0a1950ee3c',
  }),
  pair('sushiswap-v2', code.sushi, {
    1: '0xc0aee478e3658e2610c5f7a4a2e1777ce9e4f2ac',
    56: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    100: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    137: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    250: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    42161: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    42220: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
    43114: '0xc35dadb65012ec5796536bd9864ed8773abc74c4',
  }),
  pair('sushiswap-v2', code.uniswap, {
    10: '0xfbc12984689e5f15626bad03ad60160fe98b303c',
    1101: '0xb45e53277a7e0f1d35f2a77160e91e25507f1763',
    8453: '0x71524b4f93c58fcbf659783284e38825f0622859',
    59144: '0xfbc12984689e5f15626bad03ad60160fe98b303c',
    81457: '0x42fa929fc636e657ac568c0b5cf38e203b67ac2b',
    534352: '0xb45e53277a7e0f1d35f2a77160e91e25507f1763',
  }),
  pair('pancakeswap-v2', code.pancake, {
    1: '0x1097053fd2ea711dad45caccc45eff7548fcb362',
    1101: '0x02a84c1b3bbd7401a5f7fa98a384ebc70bb5749e',
    8453: '0x02a84c1b3bbd7401a5f7fa98a384ebc70bb5749e',
    42161: '0x02a84c1b3bbd7401a5f7fa98a384ebc70bb5749e',
    59144: '0x02a84c1b3bbd7401a5f7fa98a384ebc70bb5749e',
  }),
  one('pancakeswap-v2', 56, '0xca143ce32fe78f1f7019d7d551a6402fc5350c73', code.pancakeswapV2),
  one('pancakeswap-v1', 56, '0xbcfccbde45ce874adcb698cc183debcf17952812', code.pancakeswapV1),
  one('shibaswap', 1, '0x115934131916c8b277dd010ee02de363c09d037c', code.shibaswap),
  one('defi-swap', 1, '0x9deb29c9a4c7a88a3c0257393b7f3335338d9a9d', code.defiSwap),
  one('verse', 1, '0xee3e9e46e34a27dc755a63e2849c9913ee1a06e2', code.verse),
  one('linkswap', 1, '0x696708db871b77355d6c2be7290b27cf0bb9b24b', code.linkswap),
  one('zipswap', 10, '0x8bcedd62dd46f1a76f8a1633d4f5b76e0cda521e', code.zipswap),
  one('biswap', 56, '0x858e3312ed3a876947ea49d572a7c42de08af7ee', code.biswap),
  one('apeswap', 56, '0x0841bd0b734e4f5853f0dd8d7ea041c241fb0da6', code.apeswap),
  one('bakeryswap', 56, '0x01bf7c66c6bd861915cdaae475042d3c4bae16a7', code.bakeryswap),
  one('quickswap-v2', 137, '0x5757371414417b8c6caad45baef941abc7d3ab32', code.uniswap),
  one('apeswap', 137, '0xcf083be4164828f00cae704ec15a36d711491284', code.apeswapPolygon),
  one('dfyn', 137, '0xe7fb3e833efe5f9c441105eb65ef8b261266423b', code.dfyn),
  one('cometh', 137, '0x800b052609c355ca8103e06f022aa30647ead60a', code.cometh),
  one('waultswap', 137, '0xa98ea6356a316b44bf710d5f9b6b4ea0081409ef', code.waultswap),
  one('baseswap', 8453, '0xfda619b6d20975be80a10332cd39b9a4b0faa8bb', code.baseswap),
  one('camelot-v2', 42161, '0x6eccab422d763ac031210895c81787e87b43a652', code.camelotV2),
  one('zyberswap', 42161, '0xac2ee06a14c52570ef3b9812ed240bce359772e7', code.zyberswap),
  one('apeswap', 42161, '0xcf083be4164828f00cae704ec15a36d711491284', code.apeswapArbitrum),
  one('trader-joe', 43114, '0x9ad6c38be94206ca50bb0d90783181662f0cfa10', code.traderJoe),
  one('pangolin', 43114, '0xefa94de7a4656d787667c749f7e1223d71e9fd88', code.pangolin),
  one('spookyswap', 250, '0x152ee697f2e276fa89e96742e9bb9ab1f2e61be3', code.spookyswap),
  one('spiritswap', 250, '0xef45d134b73241eda7703fa787148d9c9f4950b0', code.spiritswap),
  one('fraxswap', 1, '0x43ec799eadd63848443e2347c49f5f52e8fe0f6f', code.fraxswap),
  one('fraxswap', 137, '0x54f454d747e037da288db568d4121117eab34e79', code.fraxswap),
  one('fraxswap', 42161, '0x8374a74a728f06bea6b7259c68aa7bbb732bfead', code.fraxswapArbitrum),
  one('honeyswap', 100, '0xa818b4f111ccac7aa31d0bcc0806d64f2e0737d7', code.honeyswap),
  one('swapr-v2', 100, '0x5d48c95adffd4b40c1aaadc4e08fc44117e02179', code.swaprV2),
]

/** Salt: keccak256(token0 ‖ token1 ‖ stable). Velodrome V2 and Aerodrome clone one implementation. */
export const stableVenues: readonly Venue[] = [
  stable('velodrome-v1', 10, '0x25cbddb98b35ab1ff77413456b31ec81a6b6b746', code.velodromeV1),
  stable('velodrome-v2', 10, '0xf1046053aa5682b4f9a81b5481394da16be5ff5a', cloneCodeHash('0x95885af5492195f0754be71ad1545fe81364e531')),
  stable('aerodrome', 8453, '0x420dd381b31aef6683db6b902084cb0ffece40da', cloneCodeHash('0xa4e46b4f701c62e14df11b48dce76a7d793cd6d7')),
  stable('solidly-v2', 1, '0x777de5fe8117caaa7b44f396e93a401cf5c9d4d6', code.solidlyV2),
  stable('thena', 56, '0xafd89d21bdb66d00817d4153e055830b1c2b3970', code.thena),
  stable('dystopia', 137, '0x1d21db6cde1b18c7e47b0f7f42f4b3f68b9beec9', code.dystopia),
  stable('chronos', 42161, '0xce9240869391928253ed9cc9bcb8cb98cb5b0722', code.chronos),
  stable('ramses', 42161, '0xaaa20d08e59f6561f242b08513d36266c5a29415', code.ramses),
  stable('equalizer', 250, '0xc6366efd0af1d09171fe0ebf32c7943bb310832a', code.equalizer),
]

function pair(id: string, hash: Hex, deployers: Deployers): Venue {
  return { id, salt: 'pair', code: hash, deployers }
}

function one(id: string, chainId: number, deployer: Address, hash: Hex): Venue {
  return pair(id, hash, { [chainId]: deployer })
}

function stable(id: string, chainId: number, deployer: Address, hash: Hex): Venue {
  return { ...one(id, chainId, deployer, hash), salt: 'stable' }
}
