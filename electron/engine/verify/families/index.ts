/** Registry of families: one line each. */
import { arbitrum } from './arbitrum/index.ts'
import { bor } from './bor/index.ts'
import { clique } from './clique/index.ts'
import type { Family } from './defineFamily.ts'
import { ethereum } from './ethereum/index.ts'
import { generic } from './generic/index.ts'
import { ibft2 } from './ibft2/index.ts'
import { istanbul } from './istanbul/index.ts'
import { opStack } from './op-stack/index.ts'
import { parlia } from './parlia/index.ts'
import { polygon } from './polygon/index.ts'
import { qbft } from './qbft/index.ts'

export const families: readonly Family[] = [ethereum, opStack, arbitrum, polygon, generic, qbft, ibft2, istanbul, clique, bor, parlia]

/** The family of this id; `generic` for an id that is not known, so that a block is doubted rather than believed. */
export const familyOf = (id: string): Family => families.find((family) => family.id === id) ?? generic
