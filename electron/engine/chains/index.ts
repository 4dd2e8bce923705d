/** Every chain the app knows. To add one: make its file, add its line. */
import { anvil } from './anvil.ts'
import { arbitrum } from './arbitrum.ts'
import { avalanche } from './avalanche.ts'
import { base } from './base.ts'
import { bnb } from './bnb.ts'
import type { Chain } from './defineChain.ts'
import { demoChain } from './demo.ts'
import { ethereum } from './ethereum.ts'
import { gnosis } from './gnosis.ts'
import { linea } from './linea.ts'
import { optimism } from './optimism.ts'
import { polygon } from './polygon.ts'
import { scroll } from './scroll.ts'
import { sepolia } from './sepolia.ts'

export const chains: readonly Chain[] = [
  ethereum,
  base,
  arbitrum,
  optimism,
  bnb,
  polygon,
  avalanche,
  gnosis,
  linea,
  scroll,
  sepolia,
  anvil,
  demoChain,
]

/** The known chain of this id, or null. */
export const chainOf = (chainId: number): Chain | null => chains.find((chain) => chain.chainId === chainId) ?? null
