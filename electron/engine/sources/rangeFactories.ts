/**
 * Factories of pools with concentrated liquidity: Uniswap V3 and its forks, Algebra's line, Slipstream. As with pairs, addresses and hashes are
 * those that the exchanges and public routing tables (0x Settler, 1delta) agree on, and a wrong one names nothing.
 */
import type { Address, Hex } from '../types.ts'
import type { Deployers, Venue } from './venues.ts'

const uniswap: Hex = '0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54'
const pancakeCode: Hex = '0x6ce8eb472fa82df5469c6ab6d485f17c3ad13c8cd7af59b3d4a8026c5ce0f7e2'
const algebra: Hex = '0x6ec6c9c8091d160c0aa74b2b14ba9c1717e95093bd3ac085cee99a49aab294a4'
const algebraLater: Hex = '0xbce37a54eab2fcd71913a0d40723e04238970e7fc1159bfd58ad5b79531697e7'
const integral: Hex = '0xf96d2474815c32e070cd63233f06af5413efc5dcb430aee4ff18cc29007c562d'

const first: Address = '0x1f98431c8ad98523631ae4a59f267346ea31f984'
const pancake: Address = '0x41ff9aa7e16b8b1a8a8dc4f0efacd93d02d071c9'
const sushi: Address = '0xc35dadb65012ec5796536bd9864ed8773abc74c4'
const solidly: Address = '0x70fe4a44ea505cfa3a57b95cf2862d4fd5f0f687'

export const rangeVenues: readonly Venue[] = [
  fee('uniswap-v3', uniswap, {
    1: first,
    10: first,
    137: first,
    42161: first,
    56: '0xdb1d10011ad0ff90774d0c6bb92e5c5c8b4461f7',
    100: '0xe32f7dd7e3f098d518ff19a22d5f028e076489b1',
    130: '0x1f98400000000000000000000000000000000003',
    146: '0xcb2436774c3e191c85056d248ef4260ce5f27a9d',
    480: '0x7a5028bda40e7b173c278c5342087826455ea25a',
    1101: '0xff83c3c800fec21de45c5ec30b69ddd5ee60dfc2',
    5000: '0x0d922fb1bc191f64970ac40376643808b4b74df9',
    8453: '0x33128a8fc17869897dce68ed026d694621f6fdfd',
    42220: '0xafe208a311b21f13ef87e33a90049fc17a7acdec',
    43114: '0x740b1c1de25031c31ff4fc9a62f554a55cdc1bad',
    57073: '0x640887a9ba3a9c53ed27d0f7e8246a4f933f3424',
    59144: '0x31fafd4889fa1269f7a13a66ee0fb458f27d72a9',
    81457: '0x792edade80af5fc680d96a2ed80a44247d2cf6fd',
    534352: '0x70c62c8b8e801124a4aa81ce07b637a3e83cb919',
    7777777: '0x7145f8aeef1f6510e92164038e1b6f8cb2c42cbb',
  }),
  fee('sushiswap-v3', uniswap, {
    1: '0xbaceb8ec6b9355dfc0269c18bac9d6e2bdc29c4f',
    10: '0x9c6522117e2ed1fe5bdb72bb0ed5e3f2bde7dbe0',
    56: '0x126555dd55a39328f69400d6ae4f782bd4c34abb',
    100: '0xf78031cbca409f2fb6876bdfdbc1b2df24cf9bef',
    137: '0x917933899c6a5f8e37f31e19f92cdbff7e8ff0e2',
    250: '0x7770978eed668a3ba661d51a773d3a992fc9ddcb',
    1101: '0x1b02da8cb0d097eb8d57a175b88c7d8b47997506',
    8453: sushi,
    42161: '0x1af415a1eba07a4986a52b6f2e7de7003d82231e',
    43114: '0x3e603c14af37ebdad31709c4f848fc6ad5bec715',
    59144: sushi,
    534352: '0x46b3fdf7b5cde91ac049936bf0bdb12c5d22202e',
  }),
  fee('pancakeswap-v3', pancakeCode, {
    1: pancake,
    56: pancake,
    204: pancake,
    1101: pancake,
    8453: pancake,
    42161: pancake,
    59144: pancake,
  }),
  fee('alienbase-v3', uniswap, { 8453: '0x0fd83557b2be93617c9c1c1b6fd549401c74558c' }),
  fee('basex', uniswap, { 8453: '0x38015d05f4fec8afe15d7cc0386a126574e8077b' }),
  fee('swapbased-v3', pancakeCode, {
    8453: '0x905a650133147012390c42624eeba4d3313bec6c',
  }),
  fee('kinetix-v3', uniswap, { 8453: '0xddf5a3259a88ab79d5530eb3eb14c1c92cd97fcf' }),
  fee('dackieswap-v3', pancakeCode, {
    10: '0xa466ebcfa58848feb6d8022081f1c21a884889bb',
    8453: '0x4f205d69834f9b101b9289f7affac9b77b3ff9b7',
    42161: '0xf79a36f6f440392c63ad61252a64d5d3c43f860d',
  }),
  fee('ramses-v2', '0x1565b129f2d1790f12d45301b9b084335626f0c92410bc43130763b69971135d', {
    42161: '0xaa2cd7477c451e703f3b9ba5663334914763edf8',
  }),
  fee('project-x', '0x7ef2b01a451cbf890790278981756372e549443802ece149dc0b592cbc114ee9', {
    999: '0xff7b3e8c00e57ea31477c32a5b52a58eea47b072',
  }),
  spacing('solidly-v3', '0xe9b68c5f77858eecac2e651646e208175e9b1359d68d0e14fc69f8c54e5010bf', {
    1: solidly,
    10: solidly,
    250: solidly,
    8453: solidly,
    42161: solidly,
    146: '0x777faca731b17e8847ebf175c94dbe9d81a8f630',
  }),
  spacing('aerodrome-slipstream', '0xffb9af9ea6d9e39da47392ecc7055277b9915b8bfc9f83f105821b7791a6ae30', {
    8453: '0x5e7bb104d84c7cb9b682aac2f3d509f5f406809a',
  }),
  spacing('aerodrome-slipstream', '0xe524afc4d53c767ee9df4e3b4e1937f621368ef156aeffac97f1518b2b556f9d', {
    8453: '0xade65c38cd4849adba595a4323a8c7ddfe89716a',
  }),
  spacing('velodrome-slipstream', '0x339492e30b7a68609e535da9b0773082bfe60230ca47639ee5566007d525f5a7', {
    10: '0xcc0bddb707055e04e497ab22a59c2af4391cd12f',
  }),
  spacing('velodrome-slipstream', '0x3e17c3f6d9f39d14b65192404b8d70a2f921655d3f7f5e7481ab3fcf0756e8ea', {
    10: '0x548118c7e0b865c2cfa94d15ec86b666468ac758',
  }),
  single('quickswap-v3', algebra, { 137: '0x2d98e2fa9da15aa6dc9581ab097ced7af697cb92' }),
  single('quickswap-v4', '0x62441ebe4e4315cf3d49d5957f94d66b253dbabe7006f34ad7f70947e60bf15c', {
    137: '0x96b31b1d17dee49e70b950de33fff83728f5c181',
  }),
  single('camelot-v3', '0x6c1bebd370ba84753516bc1393c0d0a6c645856da55f5393ac8ab3d6dbc861d3', {
    42161: '0x6dd3fb9653b10e806650f107c3b5a0a6ff974f65',
  }),
  single('zyberswap-v3', algebra, { 42161: '0x24e85f5f94c6017d2d87b434394e87df4e4d56e3' }),
  single('zyberswap-v3', algebraLater, { 10: '0xc0d4323426c709e8d04b5b130e7f059523464a91' }),
  single('swapr-v3', algebraLater, { 100: '0xc1b576ac6ec749d5ace1787bf9ec6340908ddb47' }),
  single('thena-fusion', '0xd61302e7691f3169f5ebeca3a0a4ab8f7f998c01e55ec944e62cfb1109fd2736', {
    56: '0xc89f69baa3ff17a842ab2de89e5fc8a8e2cc7358',
  }),
  single('thena-fusion', '0xb3fc09be5eb433d99b1ec89fd8435aaf5ffea75c1879e19028aa2414a14b3c85', {
    56: '0x06852dc9d6e44782dd02994c368febc4dc1b8a17',
  }),
  single('synthswap', algebraLater, { 8453: '0xba97f8aee67bae3105fb4335760b103f24998a92' }),
  single('swapbased-algebra', algebraLater, { 8453: '0xe4dfd4ad723b5db11aa41d53603db03b117ec690' }),
  single('lynex', '0xc65e01e65f37c1ec2735556a24a9c10e4c33b2613ad486dd8209d465524bc3f4', {
    59144: '0x9a89490f1056a7bc607ec53f93b921fe666a2c48',
  }),
  single('horizondex', integral, { 59144: '0xa76990a229961280200165c4e08c96ea67304c3e' }),
  single('swapx', integral, { 146: '0x885229e48987ea4c68f0aa1bcbff5184198a9188' }),
]

/** Salt: keccak256(abi.encode(token0, token1, fee)). */
function fee(id: string, code: Hex, deployers: Deployers): Venue {
  return { id, salt: 'fee', code, deployers }
}

/** Salt: keccak256(abi.encode(token0, token1, tickSpacing)). */
function spacing(id: string, code: Hex, deployers: Deployers): Venue {
  return { id, salt: 'spacing', code, deployers }
}

/** Salt: keccak256(abi.encode(token0, token1)): Algebra has one pool for two tokens. The deployer is a contract of its own. */
function single(id: string, code: Hex, deployers: Deployers): Venue {
  return { id, salt: 'single', code, deployers }
}
