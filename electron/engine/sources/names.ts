/** What the `source` of a row can be, with a label: most sources speak for one protocol, those that read a table for each row's own. */
import type { Source } from './defineSource.ts'

/** Spellings that do not follow from the id. */
const spelt: Readonly<Record<string, string>> = {
  '0x': '0x',
  airswap: 'AirSwap',
  alienbase: 'Alien Base',
  apeswap: 'ApeSwap',
  bakeryswap: 'BakerySwap',
  baseswap: 'BaseSwap',
  basex: 'BaseX',
  crvusd: 'crvUSD',
  cryptopunks: 'CryptoPunks',
  dackieswap: 'DackieSwap',
  debridge: 'deBridge',
  defi: 'DeFi',
  dfx: 'DFX',
  dodo: 'DODO',
  fi: 'fi',
  gho: 'GHO',
  gmx: 'GMX',
  horizondex: 'HorizonDEX',
  inch: 'inch',
  kyberswap: 'KyberSwap',
  lifi: 'LI.FI',
  izumi: 'iZUMi',
  linkswap: 'LinkSwap',
  looksrare: 'LooksRare',
  makerdao: 'MakerDAO',
  metamask: 'MetaMask',
  okx: 'OKX',
  openocean: 'OpenOcean',
  opensea: 'OpenSea',
  pancakeswap: 'PancakeSwap',
  paraswap: 'ParaSwap',
  psm: 'PSM',
  quickswap: 'QuickSwap',
  shibaswap: 'ShibaSwap',
  smardex: 'SmarDex',
  spiritswap: 'SpiritSwap',
  spookyswap: 'SpookySwap',
  sushiswap: 'SushiSwap',
  swapbased: 'SwapBased',
  synthswap: 'SynthSwap',
  thena: 'THENA',
  trueusd: 'TrueUSD',
  waultswap: 'WaultSwap',
  woofi: 'WOOFi',
  xdai: 'xDAI',
  zkevm: 'zkEVM',
  zksync: 'ZKsync',
}

const whole: Readonly<Record<string, string>> = {
  'ether-fi': 'ether.fi',
  'zero-ex': '0x',
  'one-inch': '1inch',
  'unnamed-exchange': 'Exchange at an unknown venue',
}

const labelOf = (id: string): string => whole[id] ?? id.split('-').map(wordOf).join(' ')

const wordOf = (part: string): string => spelt[part] ?? (part === 'like' ? '(alike)' : part.charAt(0).toUpperCase() + part.slice(1))

/** Every name once, in the order of the sources. */
export function namesOf(sources: readonly Source[]): readonly { readonly id: string; readonly label: string }[] {
  const named = new Map<string, string>()
  for (const { id, label, names } of sources) {
    for (const name of names ?? []) if (!named.has(name)) named.set(name, labelOf(name))
    if (!names) named.set(id, label)
  }
  return [...named].map(([id, label]) => ({ id, label }))
}
