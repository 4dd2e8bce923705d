/** Wallets that exchanges published as their own, mostly when they showed their reserves. An address that nobody published is not here. */
import type { Confidence } from '#shared/labels.ts'

export type Publication = {
  readonly entity: string
  readonly name: string
  /** The exchange's own page, post or file. */
  readonly reference: string
  /** Day of the publication, or of the oldest copy that names it. */
  readonly date: string
  /** `certain` where two independent copies of the publication agree on the address and the chain, else `likely`. */
  readonly confidence: Confidence
  /** Addresses by chain id. */
  readonly wallets: { readonly [chainId: number]: readonly string[] }
}

const binance = {
  entity: 'Binance',
  reference: 'https://www.binance.com/en/blog/community/our-commitment-to-transparency-2895840147147652626',
  date: '2022-11-10',
  confidence: 'certain',
} as const

const bitfinex = {
  entity: 'Bitfinex',
  reference: 'https://github.com/bitfinexcom/pub/blob/main/wallets.txt',
  date: '2022-12-12',
  confidence: 'certain',
} as const

const kucoin = {
  entity: 'KuCoin',
  reference: 'https://www.kucoin.com/blog/transparency-and-trust-a-detailed-list-of-kucoin-s-wallets',
  date: '2022-11-16',
} as const

export const publications: readonly Publication[] = [
  {
    ...binance,
    name: 'Binance reserve wallet',
    wallets: {
      1: [
        '0xbe0eb53f46cd790cd13851d5eff43d12404d33e8',
        '0xf977814e90da44bfa03b6295a0616a897441acec',
        '0x5a52e96bacdabb82fd05763e25335261b270efcb',
        '0x28c6c06298d514db089934071355e5743bf21d60',
        '0x9696f59e4d72e237be84ffd425dcad154bf96976',
        '0x21a31ee1afc51d94c2efccaa2092ad1028285549',
        '0xdfd5293d8e347dfe59e90efd55b2956a1343963d',
        '0x56eddb7aa87536c09ccc2793473599fd21a8b17f',
        '0x4976a4a02f38326660d17bf34b431dc6e2eb2327',
        '0xa344c7ada83113b3b56941f6e85bf2eb425949f3',
        '0x47ac0fb4f2d84898e4d9e7b4dab3c24507a6d503',
      ],
      56: [
        '0xf977814e90da44bfa03b6295a0616a897441acec',
        '0xbe0eb53f46cd790cd13851d5eff43d12404d33e8',
        '0x5a52e96bacdabb82fd05763e25335261b270efcb',
        '0x3c783c21a0383057d128bae431894a5c19f9cf06',
        '0xdccf3b77da55107280bd850ea519df3705d1a75a',
        '0x8894e0a0c962cb723c1976a4421c95949be2d4e3',
        '0x515b72ed8a97f42c568d6a143232775018f133c8',
        '0xbd612a3f30dca67bf60a39fd0d35e39b7ab80774',
        '0x01c952174c24e1210d26961d456a77a39e1f0bb0',
        '0x29bdfbf7d27462a2d115748ace2bd71a2646946c',
        '0xe2fc31f816a9b94326492132018c3aecc4a93ae1',
        '0x73f5ebe90f27b46ea12e5795d16c4b408b19cc6f',
        '0x161ba15a5f335c9f06bb5bbb0a9ce14076fbb645',
        '0x1fbe2acee135d991592f167ac371f3dd893a508b',
        '0xeb2d2f1b8c558a40207669291fda468e50c8a0bb',
        '0xa180fe01b906a1be37be6c534a3300785b20d947',
      ],
    },
  },
  {
    ...bitfinex,
    name: 'Bitfinex hot wallet',
    wallets: {
      1: ['0x77134cbc06cb00b66f4c7e623d5fdbf6777635ec'],
      137: ['0x77134cbc06cb00b66f4c7e623d5fdbf6777635ec'],
      43114: ['0x77134cbc06cb00b66f4c7e623d5fdbf6777635ec'],
    },
  },
  {
    ...bitfinex,
    name: 'Bitfinex cold wallet',
    wallets: {
      1: ['0x742d35cc6634c0532925a3b844bc454e4438f44e', '0xc61b9bb3a7a0767e3179713f3a5c7a9aedce193c'],
      137: ['0x742d35cc6634c0532925a3b844bc454e4438f44e'],
      43114: ['0x742d35cc6634c0532925a3b844bc454e4438f44e'],
    },
  },
  {
    ...bitfinex,
    name: 'Bitfinex old hot wallet',
    wallets: {
      1: ['0x876eabf441b2ee5b5b0554fd502a8e0600950cfa'],
      137: ['0x876eabf441b2ee5b5b0554fd502a8e0600950cfa'],
      43114: ['0x876eabf441b2ee5b5b0554fd502a8e0600950cfa'],
    },
  },
  {
    entity: 'Bybit',
    name: 'Bybit reserve wallet',
    reference: 'https://blog.bybit.com/en-US/post/statement-from-ben-on-bybit-s-wallets-bltfb7a70c50462875b/',
    date: '2022-11-17',
    confidence: 'certain',
    wallets: {
      1: [
        '0x1db92e2eebc8e0c075a02bea49a2935bcd2dfcf4',
        '0xa7a93fd0a276fc1c0197a5b5623ed117786eed06',
        '0xe1ab8c08294f8ee707d4efa458eab8bbeeb09215',
        '0xee5b5b923ffce93a870b3104b7ca09c3db80047a',
      ],
    },
  },
  {
    entity: 'Crypto.com',
    name: 'Crypto.com reserve wallet',
    reference: 'https://twitter.com/kris/status/1591036632664518657',
    date: '2022-11-11',
    confidence: 'certain',
    wallets: {
      1: [
        '0x72a53cdbbcc1b9efa39c834a540550e23463aacb',
        '0x7758e507850da48cd47df1fb5f875c23e3340c50',
        '0xcffad3200574698b78f32232aa9d63eabd290703',
        '0x6262998ced04146fa42253a5c0af90ca02dfd2a3',
      ],
    },
  },
  {
    entity: 'Deribit',
    name: 'Deribit reserve wallet',
    reference: 'https://insights.deribit.com/exchange-updates/deribit-wallet-holdings/',
    date: '2022-11-16',
    confidence: 'certain',
    wallets: {
      1: [
        '0x77021d475e36b3ab1921a0e3a8380f069d3263de',
        '0x5f397b62502e255f68382791947d54c4b2d37f09',
        '0xcfee6efec3471874022e205f4894733c42cbbf64',
        '0x2eed6a08fb89a5cd111efa33f8dca46cfbeb370f',
        '0x6b378be3c9642ccf25b1a27facb8ace24ac34a12',
        '0xa7e15ef7c01b58ebe5ef74aa73625ae4b11fe754',
        '0x062448f804191128d71fc72e10a1d13bd7308e7e',
        '0xa0f6121319a34f24653fb82addc8dd268af5b9e1',
        '0x904cc2b2694ffa78f04708d6f7de205108213126',
      ],
    },
  },
  {
    entity: 'HTX',
    name: 'HTX (Huobi) reserve wallet',
    reference: 'https://www.huobi.com/support/en-us/detail/24922606430831',
    date: '2022-11-16',
    confidence: 'certain',
    wallets: {
      1: [
        '0x18709e89bd403f470088abdacebe86cc60dda12e',
        '0xcac725bef4f114f728cbcfd744a731c2a463c3fc',
        '0x0511509a39377f1c6c78db4330fbfcc16d8a602f',
        '0x1205e4f0d2f02262e667fd72f95a68913b4f7462',
        '0xe4818f8fde0c977a01da4fa467365b8bf22b071e',
        '0x5c985e89dde482efe97ea9f1950ad149eb73829b',
        '0xc589b275e60dda57ad7e117c6dd837ab524a5666',
        '0x30741289523c2e4d2a62c7d6722686d14e723851',
      ],
      137: ['0xd70250731a72c33bfb93016e3d1f0ca160df7e42'],
      43114: ['0xe195b82df6a797551eb1acd506e892531824af27'],
    },
  },
  {
    ...kucoin,
    name: 'KuCoin reserve wallet',
    confidence: 'certain',
    wallets: {
      1: [
        '0xd6216fc19db775df9774a6e33526131da7d19a2c',
        '0xcad621da75a66c7a8f4ff86d30a2bf981bfc8fdd',
        '0xd89350284c7732163765b23338f2ff27449e0bf5',
        '0xb8e6d31e7b212b2b7250ee9c26c56cebbfbe6b23',
        '0xec30d02f10353f8efc9601371f56e808751f396f',
        '0x88bd4d3e2997371bceefe8d9386c6b5b4de60346',
        '0xf16e9b0d03470827a95cdfd0cb8a8a3b46969b91',
        '0x738cf6903e6c4e699d1c2dd9ab8b67fcdb3121ea',
        '0x1692e170361cefd1eb7240ec13d048fd9af6d667',
      ],
    },
  },
  {
    ...kucoin,
    name: 'KuCoin reserve wallet',
    // The copies agree on the addresses; only one of them says on which chain they stand.
    confidence: 'likely',
    wallets: {
      10: [
        '0xa3f45e619ce3aae2fa5f8244439a66b203b78bcc',
        '0xebb8ea128bbdff9a1780a4902a9380022371d466',
        '0xd6216fc19db775df9774a6e33526131da7d19a2c',
      ],
      56: ['0xd6216fc19db775df9774a6e33526131da7d19a2c', '0xb8e6d31e7b212b2b7250ee9c26c56cebbfbe6b23'],
      42161: [
        '0x03e6fa590cadcf15a38e86158e9b3d06ff3399ba',
        '0xf3f094484ec6901ffc9681bcb808b96bafd0b8a8',
        '0xd6216fc19db775df9774a6e33526131da7d19a2c',
        '0xb8e6d31e7b212b2b7250ee9c26c56cebbfbe6b23',
      ],
    },
  },
  {
    entity: 'OKX',
    name: 'OKX reserve wallet',
    reference: 'https://twitter.com/okx/status/1590812545346330624',
    date: '2022-11-10',
    confidence: 'certain',
    wallets: {
      1: [
        '0x5041ed759dd4afc3a72b8192c143f72f4724081a',
        '0xcba38020cd7b6f51df6afaf507685add148f6ab6',
        '0x461249076b88189f8ac9418de28b365859e46bfd',
        '0xc5451b523d5fffe1351337a221688a62806ad91a',
        '0x42436286a9c8d63aafc2eebbca193064d68068f2',
        '0x69a722f0b5da3af02b4a205d6f0c285f4ed8f396',
        '0xc708a1c712ba26dc618f972ad7a187f76c8596fd',
        '0x6fb624b48d9299674022a23d92515e76ba880113',
        '0xf59869753f41db720127ceb8dbb8afaf89030de4',
        '0x65a0947ba5175359bb457d3b34491edf4cbf7997',
        '0x4d19c0a5357bc48be0017095d3c871d9afc3f21d',
        '0x5c52cc7c96bde8594e5b77d5b76d042cb5fae5f2',
        '0xe9172daf64b05b26eb18f07ac8d6d723acb48f99',
      ],
    },
  },
  {
    entity: 'OKX',
    name: 'OKX reserve wallet',
    reference: 'https://www.okx.com/proof-of-reserves/download',
    date: '2024-04-30',
    confidence: 'certain',
    wallets: { 1: ['0x276cdba3a39abf9cedba0f1948312c0681e6d5fd', '0xcbc767b519394a9e4682cc9a15dcd18c46a6045b'] },
  },
]
