/** The order sources the app knows, as they are asked: those of every block, and all of them. */
import { erc20 } from './erc20/index.ts'
import { namesOf } from './names.ts'
import { native } from './native/index.ts'
import * as registry from './registry.ts'
import { wrappedNative } from './wrapped-native/index.ts'

/** What every block is read for: each movement by itself. */
export const movements = [native, erc20, wrappedNative] as const

/** What `decode` reads beside it: what was meant by the movements. */
export const sources = [...movements, ...Object.values(registry)]
/** Every `source` that a row can have, with its label. */
export const sourceNames = namesOf(sources)
export type SourceId = (typeof sources)[number]['id']
