/** Registry of families: one line each. */
import { arbitrum } from './arbitrum/index.ts'
import type { Family } from './defineFamily.ts'
import { ethereum } from './ethereum/index.ts'
import { generic } from './generic/index.ts'
import { opStack } from './op-stack/index.ts'
import { polygon } from './polygon/index.ts'

export const families: readonly Family[] = [ethereum, opStack, arbitrum, polygon, generic]

/** The family of this id; `generic` for an id that is not known, so that a block is doubted rather than believed. */
export const familyOf = (id: string): Family => families.find((family) => family.id === id) ?? generic
